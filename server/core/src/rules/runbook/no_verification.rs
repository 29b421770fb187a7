//! `runbook/no-verification`: a runbook that changes something and does not
//! say how to see that it worked.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::effects;
use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/no-verification",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "A runbook that changes something without saying how to see that it worked",
    fix: FixKind::None,
    page: include_str!("no_verification.md"),
    check: Check::Document(check),
};

/// What a text says after a change when it tells how to look.
const WORDS: &[&str] = &[
    // In sentences.
    "verif",
    "validat",
    "check",
    "confirm",
    "ensure",
    "make sure",
    "expect",
    "should",
    "watch",
    "monitor",
    "wait",
    "until",
    "healthy",
    "recover",
    "resolve",
    "look at",
    "look for",
    "observe",
    "test",
    "dashboard",
    "you will see",
    "you'll see",
    // In commands.
    " get ",
    " describe ",
    "status",
    "logs",
    "curl ",
    "select ",
    " list",
    " show",
    "-list",
    "info",
    "tail ",
    "grep ",
    "describe-",
    "rollout",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| any_case(WORDS));

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = effects::of(context).last() else { return };
    let has_section = context.document.section(SectionKind::Verification).is_some();
    if has_section || FINDER.is_match(&context.text[last.span.end..]) {
        return;
    }
    findings.report(
        last.span,
        format!("This {}, and nothing after it says how to see that it worked. Add what to look at, and what it shows when all is well", last.does),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn the_last_change_is_named() {
        check(
            &RULE,
            "
# Runbook: queue

Check the pods, then:

```sh
kubectl cordon node-1
kubectl scale deploy queue --replicas=9
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ changes the cluster
```
",
        );
    }

    #[test]
    fn a_section_a_sentence_or_a_command_is_enough() {
        let change = "# Runbook: queue\n\n```sh\nkubectl apply -f a.yaml\n```\n\n";
        check(&RULE, &format!("{change}The backlog should shrink.\n"));
        check(&RULE, &format!("{change}```sh\nkubectl get pods\n```\n"));
        check(
            &RULE,
            "# Runbook: queue\n\n## Verification\n\nNone.\n\n## Steps\n\n```sh\nkubectl apply -f a.yaml\n```\n",
        );
    }

    #[test]
    fn what_only_reads_needs_none() {
        check(&RULE, "# Runbook: queue\n\n```sh\nkubectl get pods\n```\n");
    }
}
