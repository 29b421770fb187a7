//! `action/unknown-priority`: a priority of no usual scale.

use super::words;
use crate::rules::{Check, Context, Findings, FixKind, Rule, write};
use crate::vocabulary::{Kind, Level, absence};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/unknown-priority",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "The priority of an action item is on no usual scale",
    fix: FixKind::Unsafe,
    page: include_str!("unknown_priority.md"),
    check: Check::Document(check),
};

/// The words of priorities, beside `P0` to `P5` and plain numbers.
const WORDS: &[&str] = &[
    "blocker",
    "critical",
    "crit",
    "urgent",
    "immediate",
    "highest",
    "high",
    "major",
    "medium",
    "med",
    "moderate",
    "normal",
    "low",
    "lowest",
    "minor",
    "trivial",
    "must",
    "should",
    "could",
    "won't",
    "wont",
    "must have",
    "should have",
    "could have",
    "nice to have",
    "short term",
    "medium term",
    "mid term",
    "long term",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for item in &context.document.actions {
        let Some(priority) = &item.priority else { continue };
        let is_open = write::is_blank(&priority.value) || absence::is_nothing(&priority.value);
        if is_open || is_known(&priority.value) {
            continue;
        }
        let message = format!(
            "“{}” is on no usual scale of priorities, so it sorts nowhere. Use P0 to P4, or high, medium, low",
            priority.value
        );
        let fix = words::proposal(&priority.value, priority.span, WORDS, "P0 to P4");
        findings.report(priority.span, message).fix(fix);
    }
}

/// Whether the first words are a priority; a remark may follow.
fn is_known(value: &str) -> bool {
    let value = value.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let head = value.split(['(', '/', ',', ':', '–', '—']).next().unwrap_or(&value).trim();
    let head = head.replace('-', " ");
    let is_word = WORDS.iter().any(|word| head == *word || head.starts_with(&format!("{word} ")));
    is_word || is_numbered(&head) || head.is_empty()
}

/// `P1`, `prio 1`, `1`.
fn is_numbered(head: &str) -> bool {
    let digits = head.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let letters = head[..head.len() - digits.len()].trim();
    let is_step = digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_step && matches!(letters, "" | "p" | "s" | "prio" | "priority" | "sev" | "severity")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_priority_of_no_scale_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

| Priority | Action | Owner |
|---|---|---|
| banana | Alert on a full pool | @kim |
  ^^^^^^ on no usual scale
| **P1** | Test the failover | @lee |
| High | Write the runbook | @sam |
| 2 | Watch the pool | @kim |
",
        );
    }

    #[test]
    fn a_slip_is_mended() {
        let table = |priority: &str| {
            format!(
                "# Post-mortem: x\n\n## Action items\n\n| Priority | Action |\n|---|---|\n| {priority} | Alert |\n"
            )
        };
        check_fix(&RULE, &table("mediun"), &table("medium"));
        check_fix(&RULE, &table("banana"), &table("{{ P0 to P4 }}"));
    }
}
