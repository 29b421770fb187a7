//! `action/no-due-date`: an action item that may wait for ever.

use super::items::{self, Fact};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{ActionColumn, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/no-due-date",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An action item without a due date",
    fix: FixKind::Unsafe,
    page: include_str!("no_due_date.md"),
    check: Check::Document(check),
};

const DUE_DATE: Fact = Fact {
    name: "due date",
    label: "due",
    advice: "Without one it loses to whatever is due: name a day",
    is_given: |item| item.due.is_some(),
    blank: "{{ due date }}",
    column: ActionColumn::Due,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    items::report_lack(context, &DUE_DATE, findings);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn items_that_all_lack_a_date_are_one_finding() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items
   ^^^^^^^^^^^^ 2 action items have no due date

- Alert on a full pool
- Test the failover
",
        );
    }

    #[test]
    fn an_item_among_others_with_dates_is_found_itself() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

| Action | Owner | Due date |
|---|---|---|
| Alert on a full pool | @kim | 2026-07-01 |
| Test the failover | @lee | |
  ^^^^^^^^^^^^^^^^^ This action item has no due date
",
        );
    }

    #[test]
    fn what_is_done_needs_no_date() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Action items\n\n- [x] Alert on a full pool\n",
        );
    }

    #[test]
    fn the_fix_adds_a_blank() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n## Action items\n\n- Test the failover\n",
            "# Post-mortem: checkout\n\n## Action items\n\n- Test the failover (due: {{ due date }})\n",
        );
    }
}
