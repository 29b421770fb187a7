//! `status/regression`: a status that goes back without a word.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::updates::Update;
use crate::updates::sequence::steps_back;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "status/regression",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Update, Kind::StatusUpdate],
    summary: "A status that goes back without saying that it does",
    fix: FixKind::None,
    page: include_str!("regression.md"),
    check: Check::Document(check),
};

/// Pieces of words with which a text says that something came back, or was not
/// over.
const SAID: &[&str] = &[
    "additional",
    "again",
    "another",
    "back",
    "continu",
    "did not",
    "didn",
    "failed",
    "further",
    "has not",
    "hasn",
    "new ",
    "not fully",
    "not resolved",
    "not yet",
    "persist",
    "re-open",
    "reappear",
    "recur",
    "regress",
    "relapse",
    "remain",
    "reopen",
    "resurfac",
    "return",
    "revert",
    "rolled back",
    "still",
    "unfortunately",
    "while ",
    "worse",
];

static SAID_SO: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(SAID).expect("a fixed list of words")
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    for run in context.updates().runs() {
        for step in steps_back(&run) {
            let (before, update) = (run[step.before], run[step.at]);
            if !SAID_SO.is_match(update.text_span.of(context.text)) {
                report(before, update, findings);
            }
        }
    }
}

fn report(before: &Update, update: &Update, findings: &mut Findings) {
    let (Some(above), Some(stated)) = (before.status, update.status) else { return };
    let (Some(from), Some(to)) = (above.value, stated.value) else { return };
    let (from, to) = (from.title().to_lowercase(), to.title().to_lowercase());
    let span: Span = stated.span;
    findings
        .report(
            span,
            format!(
                "The status goes back from {from} to {to}, and the text does not say why. \
                 Say that it came back, or mend the status"
            ),
        )
        .see(above.span, format!("{from} before"));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn a_status_that_goes_back_is_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
**Identified** (14:05 UTC) - A full disk.

**Resolved** (14:40 UTC) - The disk is replaced.

**Investigating** (15:10 UTC) - Uploads fail for some.
  ^^^^^^^^^^^^^ from resolved to investigating
",
        );
    }

    #[test]
    fn a_reopening_that_is_said_is_fine() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Resolved** (14:40 UTC) - The disk is replaced.\n\n**Investigating** (15:10 UTC) - Uploads fail again.\n",
        );
    }

    #[test]
    fn a_page_with_the_newest_first_goes_on() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Resolved** - Over.\n\n**Monitoring** - We watch.\n\n**Investigating** - Slow.\n",
        );
    }

    #[test]
    fn incidents_of_one_page_are_apart() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "# History\n\n## Uploads\n\n**Resolved** - The disk is replaced.\n\n## Login\n\n**Investigating** - Login is slow.\n",
        );
    }
}
