//! `command/secret`: a credential in the text.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::secrets;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "command/secret",
    level: Level::Error,
    default: true,
    kinds: &[
        Kind::Declaration,
        Kind::IncidentLog,
        Kind::Update,
        Kind::StatusUpdate,
        Kind::Postmortem,
        Kind::Runbook,
        Kind::GameDay,
        Kind::Message,
        Kind::Template,
    ],
    summary: "A credential in the text",
    fix: FixKind::None,
    page: include_str!("secret.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for secret in secrets::find(context.text) {
        let message = format!(
            "This has the form of {}. If it is real, revoke it, since the history keeps it, and say here where the new one is kept",
            secret.name
        );
        findings.report(secret.span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::ide::Snapshot;
    use crate::rules::testing::{settings_for, today};

    /// Put together here, so that nothing that reads this file takes it for a leak.
    fn token() -> String {
        ["ghp", "_", "Qz7Kd2Wm9Rt4Yb6Hs3Xc8Nf5Jv1Lp0GaTe2U"].concat()
    }

    fn messages(text: &str) -> Vec<String> {
        let snapshot = Snapshot::new("fixture.md", text, settings_for(&RULE), today());
        let found = snapshot.findings().into_iter().filter(|finding| finding.rule == RULE.name);
        found.map(|finding| finding.message).collect()
    }

    #[test]
    fn a_token_in_prose_or_in_a_fence_is_found() {
        assert_eq!(messages(&format!("# Post-mortem\n\nWe used {}.\n", token())).len(), 1);
        assert_eq!(
            messages(&format!("# Post-mortem\n\n```sh\ncurl -H {}\n```\n", token())).len(),
            1
        );
    }

    #[test]
    fn the_message_does_not_repeat_it() {
        let messages = messages(&format!("# Post-mortem\n\nWe used {}.\n", token()));
        assert!(messages[0].contains("a GitHub token") && !messages[0].contains(&token()[8..]));
    }

    #[test]
    fn made_up_ones_are_silent() {
        assert!(messages("# Post-mortem\n\nAKIAIOSFODNN7EXAMPLE\n").is_empty());
    }
}
