//! `action/overdue`: an action item whose day has passed.

use super::items;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/overdue",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An action item whose day has passed",
    fix: FixKind::None,
    page: include_str!("overdue.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for item in &context.document.actions {
        let Some(due) = &item.due else { continue };
        let Some(day) = due.value.filter(|&day| day < context.today) else { continue };
        if !items::is_open(context, item) {
            continue;
        }
        let late = (context.today - day).num_days();
        let days = if late == 1 { "day" } else { "days" };
        findings.report(
            due.span,
            format!("This was due {late} {days} ago and is not marked as done. Mark it, set a new day, or say that it is dropped"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_open_item_whose_day_has_passed_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

| Action | Owner | Due date | Status |
|---|---|---|---|
| Alert on a full pool | @kim | 2026-06-01 | open |
                                ^^^^^^^^^^ due 14 days ago
| Test the failover | @lee | 2026-06-01 | done |
| Write the runbook | @sam | 2026-06-15 | open |
",
        );
    }
}
