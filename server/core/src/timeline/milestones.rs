//! Which of the entries and fields that mark a milestone tell when it was reached.

use chrono::{NaiveDateTime, TimeDelta};

use crate::time::StampError;
use crate::timeline::marks::Weight;
use crate::timeline::{Entry, MilestoneTime};
use crate::vocabulary::Milestone;

/// One time for each milestone, in their natural order. A plainer word wins;
/// of equals the first, and for the two that end an incident the last. A
/// likely one that contradicts another is dropped. `stated` are the fields,
/// which weigh like labels.
pub(super) fn known(
    entries: &[Entry],
    weights: &[Option<Weight>],
    stated: &[MilestoneTime],
) -> Vec<MilestoneTime> {
    let run = leading_run(entries);
    let of_entries = |milestone| best(milestone, run.as_ref()?, entries, weights);
    let of_fields = |milestone| stated.iter().find(|field| field.milestone == milestone);
    let best: Vec<(Weight, MilestoneTime)> = Milestone::ALL
        .iter()
        .filter_map(|&milestone| match (of_entries(milestone), of_fields(milestone)) {
            (Some((weight, _)), Some(field)) if weight < Weight::Label => {
                Some((Weight::Label, *field))
            }
            (None, Some(field)) => Some((Weight::Label, *field)),
            (entry, _) => entry,
        })
        .collect();
    let is_sure = |(weight, known): &&(Weight, MilestoneTime)| {
        *weight != Weight::Likely || best.iter().all(|(_, other)| agree(known, other))
    };
    best.iter().filter(is_sure).map(|(_, known)| *known).collect()
}

/// Whether two milestones follow each other in their natural order.
fn agree(one: &MilestoneTime, other: &MilestoneTime) -> bool {
    match one.milestone < other.milestone {
        true => one.at <= other.at,
        false => other.at <= one.at,
    }
}

fn best(
    milestone: Milestone,
    run: &LeadingRun,
    entries: &[Entry],
    weights: &[Option<Weight>],
) -> Option<(Weight, MilestoneTime)> {
    let mut best: Option<(Weight, &Entry)> = None;
    for (entry, weight) in entries.iter().zip(weights) {
        let is_doubtful = entry.stamp.error == Some(StampError::FarFromOthers);
        let Some(weight) = weight.filter(|_| entry.at.is_some() && !is_doubtful) else { continue };
        let fits = entry.milestone == Some(milestone) && run.contains(entry);
        let is_last = matches!(milestone, Milestone::Mitigated | Milestone::Resolved)
            && weight == Weight::Plain;
        let is_better =
            best.is_none_or(|(known, _)| weight > known || (weight == known && is_last));
        if fits && is_better {
            best = Some((weight, entry));
        }
    }
    let (weight, entry) = best?;
    let at = entry.at?;
    Some((weight, MilestoneTime { milestone, at, offset: entry.offset, span: entry.span }))
}

/// The first run that marks a milestone, and the runs that tell of the same hours.
struct LeadingRun {
    run: usize,
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl LeadingRun {
    fn contains(&self, entry: &Entry) -> bool {
        entry.run == self.run || entry.at.is_some_and(|at| self.from <= at && at <= self.to)
    }
}

fn leading_run(entries: &[Entry]) -> Option<LeadingRun> {
    let run = entries.iter().find(|entry| entry.milestone.is_some())?.run;
    let times = || entries.iter().filter(|entry| entry.run == run).filter_map(|entry| entry.at);
    let hour = TimeDelta::hours(1);
    let from = times().min()?.checked_sub_signed(hour)?;
    let to = times().max()?.checked_add_signed(hour)?;
    Some(LeadingRun { run, from, to })
}
