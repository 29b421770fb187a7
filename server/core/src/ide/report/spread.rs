//! How a length of time is spread over incidents: the median and the middle
//! half, and never a mean.

use super::Incident;
use crate::vocabulary::Milestone;

/// How long it took, over many incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The milestone that it took so long to reach.
    pub to: Milestone,
    /// What is known, the shortest first; never empty.
    pub lengths: Vec<Length>,
    /// Half of them were no longer, in seconds.
    pub median: i64,
    /// A quarter of them was no longer, in seconds.
    pub lower: i64,
    /// Three quarters of them were no longer, in seconds.
    pub upper: i64,
}

/// How long it took in one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// In seconds.
    pub seconds: i64,
    /// The title of the incident.
    pub incident: String,
}

/// The milestones whose times an organisation counts.
const COUNTED: &[Milestone] = &[Milestone::Detected, Milestone::Mitigated, Milestone::Resolved];

/// How long it took to detect, to mitigate and to resolve, as far as it is
/// known of any incident.
pub(super) fn of(incidents: &[Incident]) -> Vec<Spread> {
    COUNTED.iter().filter_map(|&to| spread(to, incidents)).collect()
}

fn spread(to: Milestone, incidents: &[Incident]) -> Option<Spread> {
    let length = |incident: &Incident| {
        let seconds = incident.time_to(to)?;
        Some(Length { seconds, incident: incident.title.clone() })
    };
    let mut lengths: Vec<Length> = incidents.iter().filter_map(length).collect();
    lengths.sort_by_key(|length| length.seconds);
    let seconds: Vec<i64> = lengths.iter().map(|length| length.seconds).collect();
    let [lower, median, upper] = [1, 2, 3].map(|quarters| quantile(&seconds, quarters));
    Some(Spread { to, median: median?, lower: lower?, upper: upper?, lengths })
}

/// The value below which so many quarters of the sorted ones lie, between the
/// two nearest where it is none of them.
fn quantile(sorted: &[i64], quarters: usize) -> Option<i64> {
    let place = (sorted.len().checked_sub(1)?) * quarters;
    let (index, rest) = (place / 4, i64::try_from(place % 4).ok()?);
    let (low, high) = (*sorted.get(index)?, *sorted.get(index + 1).or(sorted.get(index))?);
    Some(low + (high - low) * rest / 4)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(quantile(&[10, 20, 90], 2), Some(20));
        assert_eq!(quantile(&[10, 20, 30, 90], 2), Some(25));
        assert_eq!(quantile(&[10], 2), Some(10));
        assert_eq!(quantile(&[], 2), None);
    }

    #[test]
    fn the_middle_half_lies_between_the_quarters() {
        assert_eq!(quantile(&[0, 10, 20, 30, 40], 1), Some(10));
        assert_eq!(quantile(&[0, 10, 20, 30, 40], 3), Some(30));
    }
}
