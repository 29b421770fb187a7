//! `status/regression`: a status that goes back without a word.

use crate::rules::row::Row;
use crate::rules::{Check, Context, Finding, Findings, FixKind, Neighbourhood, Rule};
use crate::updates::sequence::steps_back;
use crate::updates::{Update, tells_of_return};
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
    check: Check::Both(check, check_row),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for run in context.updates().runs() {
        for step in steps_back(&run) {
            let (before, update) = (run[step.before], run[step.at]);
            if tells_of_return(update.text_span.of(context.text)) {
                continue;
            }
            if let Some((finding, above)) = report(before, update, "", findings).zip(before.status)
            {
                finding.see(above.span, "the status before");
            }
        }
    }
}

/// The files of a folder, an update in each.
fn check_row(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Some(row) = Row::of(neighbourhood) else { return };
    for step in steps_back(&row.updates()) {
        if row.is_own(step.at) && !row.told(step.at).tells_of_return {
            let (before, update) = (&row.told(step.before).update, &row.told(step.at).update);
            let place = format!(" in {}", row.path(step.before));
            report(before, update, &place, findings);
        }
    }
}

/// `place` says where the status before is, when it is elsewhere.
fn report<'f>(
    before: &Update,
    update: &Update,
    place: &str,
    findings: &'f mut Findings,
) -> Option<&'f mut Finding> {
    let (from, stated) = (before.status?.value?, update.status?);
    let (from, to) = (from.title().to_lowercase(), stated.value?.title().to_lowercase());
    let message = format!(
        "The status goes back from {from}{place} to {to}, and the text does not say why. \
         Say that it came back, or mend the status"
    );
    Some(findings.report(stated.span, message))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_files, check_kind};
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

    #[test]
    fn a_file_that_goes_back_is_found() {
        check_files(
            &RULE,
            "
//- path=status/INC-7-a.md kind=status-update
**Resolved** (2026-06-09 14:40 UTC) - The disk is replaced.

//- path=status/INC-7-b.md kind=status-update
**Investigating** (2026-06-09 15:10 UTC) - Uploads fail for some.
  ^^^^^^^^^^^^^ from resolved in status/INC-7-a.md to investigating
",
        );
    }

    #[test]
    fn a_file_that_says_what_came_back_is_fine() {
        check_files(
            &RULE,
            "
//- path=status/INC-7-a.md kind=status-update
**Resolved** (2026-06-09 14:40 UTC) - The disk is replaced.

//- path=status/INC-7-b.md kind=status-update
**Investigating** (2026-06-09 15:10 UTC) - Uploads fail again.
",
        );
    }
}
