//! `action/no-tracking-link`: an action item that no ticket follows.

use super::items;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/no-tracking-link",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Postmortem],
    summary: "An action item without a link to where it is tracked",
    fix: FixKind::None,
    page: include_str!("no_tracking_link.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let untracked = context.document.actions.iter().filter(|item| item.link.is_none());
    for item in untracked.filter(|item| items::is_open(context, item)) {
        findings.report(
            item.text_span,
            "No ticket follows this action item, so nobody will meet it again by chance. Link one",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_open_item_without_a_link_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

- Test the failover
  ^^^^^^^^^^^^^^^^^ No ticket follows
- Alert on a full pool, [SHOP-12](https://tickets.acme.test/SHOP-12)
- [x] Roll back the release
",
        );
    }
}
