//! Updates that are written into files of their own: those of one folder, one
//! incident and one audience, one after the other.
//!
//! A row that may be something else is none: drafts beside what was sent,
//! translations, incidents that share a number.

use chrono::TimeDelta;

use super::Neighbourhood;
use crate::updates::sequence::in_order;
use crate::updates::{Moment, Update};
use crate::workspace::{Summary, Told};

/// The files of a row, in the order in which their updates went out.
pub(super) struct Row<'a> {
    /// The file that is looked at.
    own: &'a str,
    files: Vec<(&'a Summary, &'a Told)>,
}

/// More files than an incident has updates.
const LONGEST: usize = 100;

/// The longest time between two updates on one incident.
const APART: TimeDelta = TimeDelta::days(14);

impl<'a> Row<'a> {
    /// The row in which a file stands; `None` when it stands alone, or when it
    /// is not certain what belongs to the row and in which order.
    pub(super) fn of(neighbourhood: &Neighbourhood<'a>) -> Option<Self> {
        let Neighbourhood { file, workspace, .. } = *neighbourhood;
        let own = file.told.as_deref().filter(|_| neighbourhood.is_whole())?;
        let others = workspace.of_same_row(file).take(LONGEST);
        let others = others.filter_map(|other| Some((other, other.told.as_deref()?)));
        let mut files: Vec<_> = others
            .filter(|(_, told)| told.update.audience == own.update.audience)
            .chain([(file, own)])
            .collect();
        if !(2..=LONGEST).contains(&files.len()) {
            return None;
        }
        files.sort_by_key(|(file, told)| (number(told), &*file.location.path));
        let row = Self { own: &file.location.path, files }.sorted();
        (row.is_ordered() && row.is_one_incident()).then_some(row)
    }

    /// The updates, in order of time.
    pub(super) fn updates(&self) -> Vec<&'a Update> {
        self.files.iter().map(|(_, told)| &told.update).collect()
    }

    /// What the file of that number says, from 0.
    pub(super) fn told(&self, index: usize) -> &'a Told {
        self.files[index].1
    }

    /// The path of the file of that number, as people see it.
    pub(super) fn path(&self, index: usize) -> &'a str {
        self.files[index].0.location.below_root()
    }

    /// Whether it is the file that is looked at.
    pub(super) fn is_own(&self, index: usize) -> bool {
        *self.files[index].0.location.path == *self.own
    }

    fn sorted(mut self) -> Self {
        let ordered = in_order(&self.updates());
        let place = |told: &Told| ordered.iter().position(|one| std::ptr::eq(*one, &told.update));
        self.files.sort_by_cached_key(|(_, told)| place(told));
        self
    }

    /// Whether numbers, or days and times of one clock, say what came after what.
    fn is_ordered(&self) -> bool {
        let all = |is_known: fn(&Update) -> bool| {
            self.files.iter().all(|(_, told)| is_known(&told.update))
        };
        let zones = self.files.iter().filter_map(|(_, told)| told.update.posted);
        let mut zones = zones.map(|posted| posted.offset.is_some());
        let first = zones.next();
        let is_one_clock = zones.all(|zone| Some(zone) == first);
        let is_numbered = all(|update| update.number.is_some());
        is_one_clock && (is_numbered || all(|update| posted_on(update).is_some()))
    }

    /// Whether nothing speaks against one incident that was told of once.
    fn is_one_incident(&self) -> bool {
        self.files.windows(2).all(|pair| {
            let times = pair[0].1.update.posted.zip(pair[1].1.update.posted);
            let step = times.map(|(from, to)| from.until(&to));
            let is_near = step.is_none_or(|step| step <= APART);
            is_near && !may_be_of_two_rows(pair, step)
        })
    }
}

/// Whether two files, one after the other, may be updates for two readers:
/// nothing tells them apart, or the numbers go back and the names differ.
fn may_be_of_two_rows(pair: &[(&Summary, &Told)], step: Option<TimeDelta>) -> bool {
    let numbers = number(pair[0].1).zip(number(pair[1].1));
    let goes_on = numbers.is_some_and(|(above, own)| above < own);
    let is_same_time = step.is_none_or(|step| step.is_zero());
    let are_named_alike = letters(pair[0].0).eq(letters(pair[1].0));
    !goes_on && (is_same_time || numbers.is_some() && !are_named_alike)
}

fn number(told: &Told) -> Option<u32> {
    told.update.number.map(|number| number.value)
}

/// The moment of an update with a day.
fn posted_on(update: &Update) -> Option<Moment> {
    update.posted.filter(|posted| posted.day.is_some())
}

/// The path without digits.
fn letters(file: &Summary) -> impl Iterator<Item = char> {
    file.path().chars().filter(|c| !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::rules::by_name;
    use crate::rules::testing::check_files;

    /// Nothing is found in a folder of two updates, of which the second would
    /// be numbered wrongly.
    #[track_caller]
    fn is_no_row(first: (&str, &str), second: (&str, &str)) {
        let file = |(path, text): (&str, &str)| format!("\n//- path={path} kind=update\n{text}\n");
        let rule = by_name("update/numbering").expect("a rule");
        check_files(rule, &format!("{}{}", file(first), file(second)));
    }

    #[test]
    fn a_folder_alone_makes_no_row() {
        is_no_row(
            ("status/a.md", "## Update #1 - 2026-06-09 14:00 UTC"),
            ("status/b.md", "## Update #3 - 2026-06-09 14:30 UTC"),
        );
    }

    #[test]
    fn incidents_of_one_folder_are_apart() {
        is_no_row(
            ("status/INC-1.md", "## Update #1 - 2026-06-09 14:00 UTC"),
            ("status/INC-2.md", "## Update #3 - 2026-06-09 14:30 UTC"),
        );
    }

    #[test]
    fn folders_are_apart() {
        is_no_row(
            ("own/INC-1-1.md", "## Update #1 - 2026-06-09 14:00 UTC"),
            ("customers/INC-1-1.md", "## Update #1 - 2026-06-09 14:30 UTC"),
        );
    }

    #[test]
    fn a_translation_is_no_update_of_its_own() {
        is_no_row(
            ("INC-1/update-1.md", "## Update #1 - 2026-06-09 14:00 UTC"),
            ("INC-1/update-1.de.md", "## Update #1 - 2026-06-09 14:00 UTC"),
        );
    }

    #[test]
    fn two_readers_have_two_rows() {
        is_no_row(
            ("INC-1/internal-2.md", "## Update #2 - 2026-06-09 14:00 UTC"),
            ("INC-1/customers-1.md", "## Update #1 - 2026-06-09 14:10 UTC"),
        );
    }

    #[test]
    fn weeks_lie_between_two_incidents() {
        is_no_row(
            ("INC-1/1.md", "## Update #1 - 2026-03-09 14:00 UTC"),
            ("INC-1/3.md", "## Update #3 - 2026-06-09 14:30 UTC"),
        );
    }

    #[test]
    fn clocks_of_unlike_zones_are_not_compared() {
        is_no_row(
            ("INC-1/1.md", "## Update #1 - 2026-06-09 14:00 UTC"),
            ("INC-1/3.md", "## Update #3 - 2026-06-09 16:30"),
        );
    }
}
