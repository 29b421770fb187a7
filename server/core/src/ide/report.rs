//! What many documents come to together: the incidents in their order, how
//! long they took, what they had in common, what is still to be done.
//!
//! A pure function over a record of each document; how it is drawn is not
//! known here. Lengths of incidents are spread over so many orders that a mean
//! says nothing about any of them: a report gives the median and the middle
//! half.

mod incidents;
mod record;
mod spread;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::ide::ListedAction;
use crate::vocabulary::Milestone;

use self::incidents::merged;
pub use self::record::{Fact, Record, Stage, StaleRunbook};
pub use self::spread::{Length, Spread};

/// What many documents come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many documents were read.
    pub documents: usize,
    /// The incidents, the latest first; those without a day last.
    pub incidents: Vec<Incident>,
    /// The severities that occur, the gravest first.
    pub severities: Vec<Severity>,
    /// How many incidents there were in each stretch of time, without gaps and
    /// in their order.
    pub periods: Vec<Period>,
    /// How long it took to detect, to mitigate, to resolve.
    pub spreads: Vec<Spread>,
    /// What contributed, the most frequent first.
    pub factors: Vec<Factor>,
    /// The open action items, the oldest first.
    pub actions: Vec<OpenItem>,
    /// How old the open action items are.
    pub ages: Vec<Age>,
    /// The runbooks past their next review, the longest first.
    pub stale_runbooks: Vec<StaleRunbook>,
    /// How many runbooks there are.
    pub runbooks: usize,
}

/// One incident, from all documents about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its key.
    pub key: Option<String>,
    /// Its title.
    pub title: String,
    /// The path of the document that tells most about it.
    pub path: String,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// The stretches between its milestones, in their order.
    pub stages: Vec<Stage>,
    /// The time from its start to a milestone, in seconds.
    pub lengths: Vec<(Milestone, i64)>,
}

impl Incident {
    /// The time from its start to a milestone, in seconds.
    #[must_use]
    pub fn time_to(&self, milestone: Milestone) -> Option<i64> {
        self.lengths.iter().find(|(known, _)| *known == milestone).map(|(_, seconds)| *seconds)
    }
}

/// A step of a scale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Severity {
    /// 1 for the gravest.
    pub rank: u8,
    /// As the team calls it.
    pub name: String,
}

/// A month, a quarter or a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `2026-06`, `2026 Q2` or `2026`.
    pub name: String,
    /// How many incidents there were of each of the report's severities.
    pub counts: Vec<usize>,
    /// How many there were whose severity is not known.
    pub unknown: usize,
}

impl Period {
    /// How many there were in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum::<usize>() + self.unknown
    }
}

/// Something that contributed to incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Its words.
    pub text: String,
    /// The titles and paths of the documents that name it.
    pub documents: Vec<(String, String)>,
}

/// An open action item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The item.
    pub action: ListedAction,
    /// The title of its document.
    pub document: String,
    /// The path of its document.
    pub path: String,
    /// How many days ago its incident was.
    pub days: Option<i64>,
    /// Whether its own day has passed.
    pub is_overdue: bool,
}

/// Open action items of about one age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// `up to 30 days`.
    pub name: &'static str,
    /// How many of them are overdue.
    pub overdue: usize,
    /// How many are not, or have no day.
    pub others: usize,
}

/// Ages, each up to so many days.
const AGES: &[(&str, i64)] = &[
    ("up to 30 days", 30),
    ("up to 90 days", 90),
    ("up to half a year", 182),
    ("up to a year", 365),
    ("older", i64::MAX),
];

/// From so many on, periods are put together to longer ones.
const MOST_PERIODS: usize = 36;

impl Report {
    /// What the records come to on a day; in whichever order they come, the
    /// report is the same.
    #[must_use]
    pub fn of(mut records: Vec<Record>, today: NaiveDate) -> Self {
        records.sort_by(|one, other| one.path.cmp(&other.path));
        let incidents = merged(&records);
        let mut severities: Vec<Severity> =
            incidents.iter().filter_map(|incident| incident.severity.clone()).collect();
        severities.sort();
        severities.dedup();
        let actions = open_items(&records, today);
        let mut stale: Vec<StaleRunbook> =
            records.iter().filter_map(|record| record.stale.clone()).collect();
        stale.sort_by_key(|one| one.since);
        Self {
            documents: records.len(),
            periods: periods(&incidents, &severities),
            spreads: spread::of(&incidents),
            factors: factors(&records),
            ages: ages(&actions),
            runbooks: records.iter().filter(|record| record.is_runbook).count(),
            stale_runbooks: stale,
            incidents,
            severities,
            actions,
        }
    }
}

/// A number of a period, and how the periods are called.
type Calendar = (fn(NaiveDate) -> i32, fn(i32) -> String);

const CALENDARS: [Calendar; 3] = [
    (
        |day| day.year() * 12 + day.month0().cast_signed(),
        |number| format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
    ),
    (
        |day| day.year() * 4 + day.month0().cast_signed() / 3,
        |number| format!("{} Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
    ),
    (|day| day.year(), |number| number.to_string()),
];

/// Months, where there are not too many of them; otherwise quarters or years.
fn periods(incidents: &[Incident], severities: &[Severity]) -> Vec<Period> {
    let days = || incidents.iter().filter_map(|incident| incident.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let count = |(number, _): &Calendar| number(last).abs_diff(number(first)) as usize + 1;
    let fits = |calendar: &&Calendar| count(calendar) <= MOST_PERIODS;
    let (number, name) = *CALENDARS.iter().find(fits).unwrap_or(&CALENDARS[2]);
    let empty =
        |number| Period { name: name(number), counts: vec![0; severities.len()], unknown: 0 };
    // A day of another age is a slip, and would make an endless row.
    let from = number(first).max(number(last).saturating_sub(MOST_YEARS));
    let mut periods: Vec<Period> = (from..=number(last)).map(empty).collect();
    for incident in incidents {
        let index = incident.day.and_then(|day| usize::try_from(number(day) - from).ok());
        let Some(period) = index.and_then(|index| periods.get_mut(index)) else { continue };
        let rank = incident.severity.as_ref().and_then(|own| severities.binary_search(own).ok());
        match rank {
            Some(rank) => period.counts[rank] += 1,
            None => period.unknown += 1,
        }
    }
    periods
}

/// How far back the years go.
const MOST_YEARS: i32 = 60;

fn factors(records: &[Record]) -> Vec<Factor> {
    let mut factors: Vec<Factor> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for record in records {
        for text in &record.factors {
            let folded: Vec<String> =
                text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
            let index = *known.entry(folded.concat()).or_insert_with(|| {
                factors.push(Factor { text: text.clone(), documents: Vec::new() });
                factors.len() - 1
            });
            factors[index].documents.push((record.title.clone(), record.path.clone()));
        }
    }
    factors.sort_by_key(|factor| std::cmp::Reverse(factor.documents.len()));
    factors
}

fn open_items(records: &[Record], today: NaiveDate) -> Vec<OpenItem> {
    let of_record = |record: &Record| {
        let days = record.day.map(|day| (today - day).num_days()).filter(|days| *days >= 0);
        let open = record.actions.iter().filter(|action| action.is_open);
        let item = |action: &ListedAction| OpenItem {
            action: action.clone(),
            document: record.title.clone(),
            path: record.path.clone(),
            days,
            is_overdue: action.is_overdue(today),
        };
        open.map(item).collect::<Vec<_>>()
    };
    let mut items: Vec<OpenItem> = records.iter().flat_map(of_record).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.days));
    items
}

fn ages(items: &[OpenItem]) -> Vec<Age> {
    let age = |name, is_it: &dyn Fn(Option<i64>) -> bool| {
        let own = || items.iter().filter(|item| is_it(item.days));
        let overdue = own().filter(|item| item.is_overdue).count();
        Age { name, overdue, others: own().count() - overdue }
    };
    let mut from = -1;
    let mut ages: Vec<Age> = Vec::new();
    for &(name, to) in AGES {
        ages.push(age(name, &|days| days.is_some_and(|days| from < days && days <= to)));
        from = to;
    }
    ages.push(age("of unknown age", &|days| days.is_none()));
    ages
}
