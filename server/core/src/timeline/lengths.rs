//! Phases between milestones, and the computed times to each.

use chrono::TimeDelta;

use crate::timeline::{Duration, MilestoneTime, Phase};
use crate::vocabulary::{Milestone, Zero};

/// The stretches between neighbouring milestones; one that would run
/// backwards is left out.
pub(super) fn phases(milestones: &[MilestoneTime]) -> Vec<Phase> {
    let pairs = milestones.windows(2).map(|pair| (&pair[0], &pair[1]));
    pairs
        .filter_map(|(from, to)| {
            let length = from.until(to);
            (length >= TimeDelta::zero()).then_some(Phase {
                from: from.milestone,
                to: to.milestone,
                start: from.at,
                length,
            })
        })
        .collect()
}

/// The time from the configured zero to the detection and what follows it.
pub(super) fn durations(milestones: &[MilestoneTime], zero: Zero) -> Vec<Duration> {
    let Some(zero) = moment_of(zero, milestones) else { return Vec::new() };
    milestones
        .iter()
        .filter(|known| known.milestone >= Milestone::Detected)
        .map(|known| Duration { to: known.milestone, length: zero.until(known) })
        .filter(|duration| duration.length >= TimeDelta::zero())
        .collect()
}

/// The milestone to count from. What stands in for the start of the impact is
/// the earliest sign of it: not the trigger, which may lie long before, nor the
/// end.
pub(super) fn moment_of(zero: Zero, milestones: &[MilestoneTime]) -> Option<&MilestoneTime> {
    let known = milestones.iter().find(|known| known.milestone == zero.milestone());
    if zero != Zero::ImpactStart {
        return known;
    }
    let signs = milestones.iter().filter(|known| SIGNS.contains(&known.milestone));
    known.or_else(|| signs.min_by_key(|known| known.at))
}

const SIGNS: [Milestone; 3] = [Milestone::Detected, Milestone::Acknowledged, Milestone::Declared];
