//! `command/syntax`: a fence that the shell cannot parse.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::shell::Language;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "command/syntax",
    level: Level::Warning,
    default: false,
    kinds: &[Kind::Runbook, Kind::GameDay],
    summary: "A fence of shell that the shell cannot parse",
    fix: FixKind::None,
    page: include_str!("syntax.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let shell = context.fences().iter().filter(|fence| fence.language != Language::Sql);
    for fence in shell.filter(|fence| fence.is_labelled) {
        if let Some(span) = fence.script(context.text, context.syntax).fault() {
            findings.report(span, "The shell cannot parse this. Look for an open quote or bracket, or for output that stands among the commands");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn what_cannot_be_parsed_is_found() {
        check(
            &RULE,
            "
# Runbook: x

```bash
for pod in a b; do date
                      ^ cannot parse
```
",
        );
    }

    #[test]
    fn placeholders_and_sessions_are_right() {
        check(
            &RULE,
            "# Runbook: x\n\n```sh\nkubectl logs <pod> -c {{ name }}\n```\n\n```console\n$ date\nTue (x\n```\n",
        );
    }
}
