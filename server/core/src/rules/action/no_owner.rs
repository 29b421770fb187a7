//! `action/no-owner`: an action item that nobody owns.

use super::items::{self, Fact};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{ActionColumn, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/no-owner",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An action item that nobody owns",
    fix: FixKind::Unsafe,
    page: include_str!("no_owner.md"),
    check: Check::Document(check),
};

const OWNER: Fact = Fact {
    name: "owner",
    label: "owner",
    advice: "What belongs to everybody is done by nobody: name a person or a team",
    is_given: |item| item.owner.is_some(),
    blank: "{{ name or @handle }}",
    column: ActionColumn::Owner,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    items::report_lack(context, &OWNER, findings);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_levels};
    use crate::vocabulary::{Level, Preset};

    #[test]
    fn items_that_all_lack_an_owner_are_one_finding() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items
   ^^^^^^^^^^^^ 2 action items have no owner

- Alert on a full pool
- Test the failover
",
        );
    }

    #[test]
    fn an_item_among_others_with_owners_is_found_itself() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

- Alert on a full pool (owner: @kim)
- Test the failover
  ^^^^^^^^^^^^^^^^^ This action item has no owner
",
        );
    }

    #[test]
    fn what_is_done_needs_no_owner() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Action items\n\n- [x] Alert on a full pool\n- [x] Test the failover\n",
        );
    }

    #[test]
    fn an_empty_cell_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

| Action | Owner | Due |
|---|---|---|
| Alert on a full pool | @kim | 2026-07-01 |
| Test the failover |  | 2026-07-01 |
  ^^^^^^^^^^^^^^^^^ This action item has no owner
",
        );
    }

    #[test]
    fn a_cell_that_names_nobody_is_found() {
        for nobody in ["TBD", "Unassigned", "nobody", "to be decided", "—"] {
            let table = format!(
                "# Post-mortem\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on a full pool | @kim |\n| Test the failover | {nobody} |\n  ^^^^^^^^^^^^^^^^^ This action item has no owner\n"
            );
            check(&RULE, &table);
        }
    }

    #[test]
    fn a_strict_team_is_warned() {
        check_levels(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

- Test the failover
  ^^^^^^^^^^^^^^^^^ no owner
",
            Some(Level::Warning),
            |settings| settings.preset = Preset::Strict,
        );
    }

    #[test]
    fn the_fix_fills_the_cell_of_the_column() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on a full pool | @kim |\n| Test the failover |  |\n",
            "# Post-mortem: checkout\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on a full pool | @kim |\n| Test the failover | {{ name or @handle }} |\n",
        );
    }

    #[test]
    fn the_fix_adds_a_blank_to_each_item() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n## Action items\n\n- Alert on a full pool\n- Test the failover\n",
            "# Post-mortem: checkout\n\n## Action items\n\n- Alert on a full pool (owner: {{ name or @handle }})\n- Test the failover (owner: {{ name or @handle }})\n",
        );
    }

    #[test]
    fn what_has_been_done_needs_no_owner() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

- Raised the limit to 200
- Test the failover
  ^^^^^^^^^^^^^^^^^ This action item has no owner

### Immediate actions (completed)

- Timeouts moved to the configuration
",
        );
    }
}
