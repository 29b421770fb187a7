//! `suppression/expired`: an ignore comment past its last day.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/expired",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "An ignore comment that is past its last day, or whose day cannot be read",
    fix: FixKind::None,
    page: include_str!("expired.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for suppression in context.suppressions {
        let Some(until) = &suppression.until else { continue };
        if until.value.is_none() {
            let words = until.span.of(context.text);
            let message = format!(
                "“{words}” is no day, so this comment never ends; write a day such as 2026-12-31"
            );
            findings.report(until.span, message);
        } else if !suppression.holds(context.today) {
            findings.report(
                until.span,
                "This comment no longer holds; look at what it hid, then remove it or give it a new day",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_day_in_the_past_is_found() {
        check(
            &RULE,
            "
<!-- warroom-ignore blame until 2026-06-14: under review -->
                                ^^^^^^^^^^ no longer holds
",
        );
    }

    #[test]
    fn the_last_day_itself_is_not() {
        check(&RULE, "<!-- warroom-ignore blame until 2026-06-15 -->\n");
    }

    #[test]
    fn a_day_that_cannot_be_read_is_found() {
        check(
            &RULE,
            "
<!-- warroom-ignore blame until next week: under review -->
                                ^^^^^^^^^ is no day
",
        );
    }
}
