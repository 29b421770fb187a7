//! `suppression/unknown-rule`: an ignore comment that names a rule that is none.

use crate::rules::{self, Check, Context, Findings, Fix, FixKind, GROUPS, Rule};
use crate::text::Edit;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/unknown-rule",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "An ignore comment that names no rule, or one that does not exist",
    fix: FixKind::Unsafe,
    page: include_str!("unknown_rule.md"),
    check: Check::Document(check),
};

/// How alike two names must be for one to be offered in place of the other:
/// one letter wrong in six.
const ALIKE: f64 = 0.83;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for suppression in context.suppressions {
        if suppression.rules.is_empty() {
            let message =
                "This comment names no rule, so it hides nothing; name the rule or its group";
            findings.report(suppression.span, message);
        }
        for ignored in suppression.rules.iter().filter(|ignored| !is_known(&ignored.name)) {
            let name = &ignored.name;
            let Some(meant) = nearest(name) else {
                let message = format!("There is no rule or group “{name}”, so this hides nothing");
                findings.report(ignored.span, message);
                continue;
            };
            let message = format!("There is no rule “{name}”; did you mean `{meant}`?");
            let edits = vec![Edit::replace(ignored.span, meant)];
            findings
                .report(ignored.span, message)
                .fix(Fix::proposal(format!("Write `{meant}`"), edits));
        }
    }
}

fn is_known(name: &str) -> bool {
    rules::by_name(name).is_some() || GROUPS.iter().any(|group| group.name == name)
}

/// The name that was meant: the one rule that is called so without its group,
/// or the one name that is spelt nearly so.
fn nearest(name: &str) -> Option<&'static str> {
    let names = || rules::all().map(|rule| rule.name);
    let by_last_part = only(names().filter(|rule| rule.ends_with(&format!("/{name}"))));
    by_last_part.or_else(|| {
        let groups = GROUPS.iter().map(|group| group.name);
        only(
            names()
                .chain(groups)
                .filter(|known| strsim::normalized_levenshtein(known, name) >= ALIKE),
        )
    })
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_name_that_does_not_exist_is_found() {
        check(
            &RULE,
            "
<!-- warroom-ignore document/mojibake, weather/rain: storms -->
                                       ^^^^^^^^^^^^ no rule or group
",
        );
    }

    #[test]
    fn a_comment_without_a_name_is_found() {
        check(
            &RULE,
            "
<!-- warroom-ignore -->
^^^^^^^^^^^^^^^^^^^^^^^ names no rule
",
        );
    }

    #[test]
    fn a_slip_of_the_pen_is_mended() {
        check_fix(
            &RULE,
            "<!-- warroom-ignore document/mojibak -->\n",
            "<!-- warroom-ignore document/mojibake -->\n",
        );
    }

    #[test]
    fn a_missing_group_is_added() {
        check_fix(
            &RULE,
            "<!-- warroom-ignore mojibake: quoted -->\n",
            "<!-- warroom-ignore document/mojibake: quoted -->\n",
        );
    }

    #[test]
    fn rules_and_groups_are_known() {
        check(&RULE, "<!-- warroom-ignore blame, document/mojibake -->\n");
    }
}
