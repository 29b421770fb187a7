//! `update/numbering`: a number that does not follow the one before it.

use crate::rules::row::Row;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Neighbourhood, Rule};
use crate::text::Edit;
use crate::updates::sequence::{Jump, jumps};
use crate::updates::{Audience, Number, Update};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "update/numbering",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::Update, Kind::StatusUpdate],
    summary: "The number of an update does not follow the one before it",
    fix: FixKind::Safe,
    page: include_str!("numbering.md"),
    check: Check::Both(check, check_row),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut spoken_of = None;
    for run in context.updates().runs() {
        // The first jump of a row carries the fix for the whole row.
        let mut fix = None;
        for jump in jumps(&run) {
            let is_spoken_of = *spoken_of.get_or_insert_with(|| is_spoken_of(context));
            let first = fix.is_none().then(|| renumbering(&run, jump, is_spoken_of));
            report(&run, jump, first.clone(), findings);
            fix = fix.or(first);
        }
    }
}

fn report(run: &[&Update], jump: Jump, fix: Option<Fix>, findings: &mut Findings) {
    let (Some(number), Some(before)) = (run[jump.at].number, run[jump.before].number) else {
        return;
    };
    let finding = findings.report(number.span, words(number.value, before.value, ""));
    finding.see(before.span, "the number before");
    if let Some(fix) = fix {
        finding.fix(fix);
    }
}

/// The files of a folder, an update in each. An update without a number may be
/// the one that seems to be left out.
fn check_row(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Some(row) = Row::of(neighbourhood) else { return };
    let updates = row.updates();
    let neighbours = |jump: &Jump| jump.before + 1 == jump.at;
    for jump in jumps(&updates).into_iter().filter(neighbours) {
        let (before, own) = (updates[jump.before].number, updates[jump.at].number);
        if let Some((before, own)) = before.zip(own).filter(|_| row.is_own(jump.at)) {
            let place = format!(" in {}", row.path(jump.before));
            findings.report(own.span, words(own.value, before.value, &place));
        }
    }
}

/// What is wrong; `place` says where the update before is, when it is elsewhere.
fn words(own: u32, before: u32, place: &str) -> String {
    match own == before {
        true if place.is_empty() => {
            format!("A second update {own}. Number them in order: readers take it for the first")
        }
        true => format!(
            "A second update {own}, after the one{place}. Number them in order: readers take it for the first"
        ),
        false => format!(
            "Update {own} follows update {before}{place}. Number them in order: readers look for one that was never sent"
        ),
    }
}

/// Counts on from the first number. Safe unless the text speaks of an update by
/// its number, which would then be another one.
fn renumbering(run: &[&Update], jump: Jump, is_spoken_of: bool) -> Fix {
    // Of entries, and of the updates that they tell of, only one kind is counted.
    let is_counted = |update: &&&Update| update.form == run[jump.at].form;
    let numbered = run[jump.at..].iter().filter(is_counted).filter_map(|update| update.number);
    let edits: Vec<Edit> = numbered
        .zip(jump.wanted..)
        .filter(|(number, wanted)| number.value != *wanted)
        .map(|(number, wanted)| Edit::replace(number.span, wanted.to_string()))
        .collect();
    let title = "Number the updates in order";
    if is_spoken_of { Fix::proposal(title, edits) } else { Fix::safe(title, edits) }
}

/// Whether an update is named by its number anywhere but at its own head, or
/// numbers of two audiences run side by side.
fn is_spoken_of(context: &Context<'_>) -> bool {
    let all = &context.updates().all;
    let numbers: Vec<Number> = all.iter().filter_map(|update| update.number).collect();
    let named = context.text.to_ascii_lowercase().matches("update #").count();
    let has_public = all.iter().any(|one| one.audience == Audience::Public && one.number.is_some());
    let has_own =
        all.iter().any(|one| one.audience == Audience::Responders && one.number.is_some());
    named > numbers.len() || has_public && has_own
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::ide::Snapshot;
    use crate::rules::testing::{check_files, check_fix_with, check_with, settings_for, today};
    use crate::settings::Settings;
    use crate::vocabulary::Kind;

    fn update(settings: &mut Settings) {
        settings.kind = Some(Kind::Update);
    }

    #[test]
    fn a_number_that_comes_twice_is_found() {
        check_with(
            &RULE,
            "
## Update #2 - 14:00

## Update #2 - 14:30
           ^ A second update 2

## Update #3 - 15:00
",
            update,
        );
    }

    #[test]
    fn a_number_that_is_left_out_is_found() {
        check_with(
            &RULE,
            "
## Update 4: disks

## Update 6: still disks
          ^ Update 6 follows update 4
",
            update,
        );
    }

    #[test]
    fn the_newest_may_stand_first() {
        check_with(&RULE, "## Update #3\n\n## Update #2\n\n## Update #1\n", update);
    }

    #[test]
    fn entries_tell_of_the_same_updates() {
        check_with(
            &RULE,
            "# Incident log\n\n## Timeline (UTC)\n\n- 2026-06-09 14:00 Update #1 sent\n- 2026-06-09 14:30 Update #2 sent\n\n## Update #1 - 14:00 UTC\n\nSlow.\n\n## Update #2 - 14:30 UTC\n\nSlow.\n",
            |settings| settings.kind = Some(Kind::IncidentLog),
        );
    }

    #[test]
    fn the_fix_counts_on_to_the_end() {
        check_fix_with(
            &RULE,
            "## Update #1 - 14:00\n\n## Update #1 - 14:30\n\n## Update #2 - 15:00\n",
            "## Update #1 - 14:00\n\n## Update #2 - 14:30\n\n## Update #3 - 15:00\n",
            update,
        );
    }

    #[test]
    fn the_fix_is_a_proposal_where_a_number_is_spoken_of() {
        let text = "## Update #1\n\n## Update #3\n\nAs said in update #3, the disk is full.\n";
        let mut settings = settings_for(&RULE);
        update(&mut settings);
        let found = Snapshot::new("a.md", text, settings, today()).findings();
        let fix = found.into_iter().find(|one| one.rule == RULE.name).and_then(|one| one.fix);
        assert!(!fix.expect("a fix").safe);
    }

    #[test]
    fn a_file_that_leaves_a_number_out_is_found() {
        check_files(
            &RULE,
            "
//- path=INC-7/1.md kind=update
## Update #1 - 14:00 UTC

//- path=INC-7/2.md kind=update
## Update #2 - 14:30 UTC

//- path=INC-7/4.md kind=update
## Update #4 - 15:00 UTC
           ^ Update 4 follows update 2 in INC-7/2.md
",
        );
    }

    #[test]
    fn a_file_with_the_number_of_the_one_before_is_found() {
        check_files(
            &RULE,
            "
//- path=INC-7/2.md kind=update
## Update #2 - 2026-06-09 14:30 UTC

//- path=INC-7/3.md kind=update
## Update #2 - 2026-06-09 15:00 UTC
           ^ A second update 2, after the one in INC-7/2.md
",
        );
    }

    #[test]
    fn a_file_without_a_number_may_be_the_one_left_out() {
        check_files(
            &RULE,
            "
//- path=INC-7/1.md kind=update
## Update #1 - 2026-06-09 14:00 UTC

//- path=INC-7/2.md kind=update
## Update - 2026-06-09 14:30 UTC

//- path=INC-7/3.md kind=update
## Update #3 - 2026-06-09 15:00 UTC
",
        );
    }
}
