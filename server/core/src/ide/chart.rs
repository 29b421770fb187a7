//! The timeline as something to draw: what stands where on a bar to scale, and
//! what each entry says. Whoever draws it decides on pixels and colours.

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::Snapshot;
use crate::ide::rows::TimelineRow;
use crate::text::Span;
use crate::time::human_length;
use crate::timeline::{Phase, Timeline, tells_day};
use crate::vocabulary::Milestone;

/// A timeline, ready to be drawn. Places are shares of its whole length, from
/// 0 at the first known time to 1 at the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The title of the document, or its path.
    pub title: String,
    /// The day, the zone, how much happened and how long it took, in a line.
    pub about: String,
    /// The entries in document order.
    pub entries: Vec<ChartEntry>,
    /// The stretches between milestones.
    pub phases: Vec<ChartPhase>,
    /// Round times, in order; none when all happened at once.
    pub ticks: Vec<ChartTick>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartEntry {
    /// Its bytes in the document.
    pub span: Span,
    /// Where it stands, when its time is known and the timeline has a length.
    pub share: Option<f64>,
    /// The time as a reader wants it, see [`TimelineRow::clock`].
    pub clock: String,
    /// How long after the entry before, `+5m`; with a minus when before it.
    pub gap: Option<String>,
    /// What happened.
    pub text: String,
    /// The milestone that it marks.
    pub milestone: Option<Milestone>,
    /// The milestone that opened the phase in which it stands.
    pub phase: Option<Milestone>,
    /// Why its stamp cannot be meant as it stands.
    pub error: Option<&'static str>,
}

/// A stretch between two milestones.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPhase {
    /// The milestone that opens it.
    pub from: Milestone,
    /// The milestone that ends it.
    pub to: Milestone,
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// How long it is, in words.
    pub length: String,
}

/// A round time.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartTick {
    /// Where it stands.
    pub share: f64,
    /// What it says.
    pub label: String,
}

impl Snapshot {
    /// The timeline as something to draw.
    #[must_use]
    pub fn timeline_chart(&self) -> Chart {
        let timeline = &self.timeline;
        let scale = Scale::of(timeline);
        let title = self.document.title.as_ref().map_or(self.path.as_str(), |title| &title.text);
        let rows = timeline.entries.iter().zip(self.timeline_rows());
        let phases = timeline.phases.iter();
        Chart {
            title: title.to_owned(),
            about: about(timeline),
            entries: rows
                .map(|(entry, row)| charted(entry.span, row, timeline, scale.as_ref()))
                .collect(),
            phases: scale
                .as_ref()
                .map_or_else(Vec::new, |scale| phases.map(|phase| stretch(phase, scale)).collect()),
            ticks: scale.as_ref().map_or_else(Vec::new, Scale::ticks),
        }
    }
}

fn about(timeline: &Timeline) -> String {
    let mut parts = Vec::new();
    if let Some((first, last)) = extent(timeline).filter(|(first, _)| tells_day(*first)) {
        let day = first.format("%Y-%m-%d").to_string();
        let until = last.format("%Y-%m-%d").to_string();
        parts.push(if day == until { day } else { format!("{day} to {until}") });
    }
    parts.extend(timeline.zone.as_ref().map(|zone| format!("times in {}", zone.name)));
    parts.push(match timeline.entries.len() {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    });
    for duration in timeline.durations.iter().filter(|known| known.to >= Milestone::Mitigated) {
        parts.push(format!("{} after {}", duration.to.title(), human_length(duration.length)));
    }
    parts.join(" · ")
}

fn charted(span: Span, row: TimelineRow, timeline: &Timeline, scale: Option<&Scale>) -> ChartEntry {
    ChartEntry {
        span,
        share: scale.zip(row.at).map(|(scale, at)| scale.share(at)),
        gap: row.gap.and_then(gap),
        milestone: row.milestone,
        phase: phase_at(row.at, timeline),
        error: row.error.map(|error| error.reason()),
        clock: row.clock,
        text: row.text,
    }
}

fn gap(gap: TimeDelta) -> Option<String> {
    match gap.num_seconds() {
        0 => None,
        1.. => Some(format!("+{}", human_length(gap))),
        _ => Some(human_length(gap)),
    }
}

fn phase_at(at: Option<NaiveDateTime>, timeline: &Timeline) -> Option<Milestone> {
    let at = at?;
    let passed = timeline.milestones.iter().rev().find(|known| known.at <= at);
    passed.map(|known| known.milestone)
}

fn stretch(phase: &Phase, scale: &Scale) -> ChartPhase {
    ChartPhase {
        from: phase.from,
        to: phase.to,
        start: scale.share(phase.start),
        end: scale.share(phase.start + phase.length),
        length: human_length(phase.length),
    }
}

/// Civil time as a share of a timeline's length.
struct Scale {
    first: NaiveDateTime,
    last: NaiveDateTime,
}

impl Scale {
    /// The scale of a timeline that spans some time.
    fn of(timeline: &Timeline) -> Option<Self> {
        let (first, last) = extent(timeline)?;
        (first < last).then_some(Self { first, last })
    }

    fn share(&self, at: NaiveDateTime) -> f64 {
        (seconds(at - self.first) / seconds(self.last - self.first)).clamp(0.0, 1.0)
    }

    /// Round times, nine at the most.
    fn ticks(&self) -> Vec<ChartTick> {
        let step = self.step();
        let start = self.first.and_utc().timestamp();
        let first = start + (step - start.rem_euclid(step)) % step;
        let last = self.last.and_utc().timestamp();
        (0..9)
            .map(|index| first + index * step)
            .take_while(|&at| at <= last)
            .filter_map(|at| chrono::DateTime::from_timestamp(at, 0))
            .map(|at| at.naive_utc())
            .map(|at| ChartTick {
                share: self.share(at),
                label: at.format(self.tick_format()).to_string(),
            })
            .collect()
    }

    /// The distance between two ticks, in seconds.
    fn step(&self) -> i64 {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        const STEPS: &[i64] = &[
            MINUTE,
            2 * MINUTE,
            5 * MINUTE,
            10 * MINUTE,
            15 * MINUTE,
            30 * MINUTE,
            HOUR,
            2 * HOUR,
            3 * HOUR,
            6 * HOUR,
            12 * HOUR,
            DAY,
            2 * DAY,
            7 * DAY,
            30 * DAY,
        ];
        let length = (self.last - self.first).num_seconds();
        STEPS.iter().copied().find(|step| length / step < 8).unwrap_or(length / 7)
    }

    fn tick_format(&self) -> &'static str {
        match self.step() {
            step if step >= 24 * 60 * 60 => "%m-%d",
            _ if self.first.date() != self.last.date() => "%m-%d %H:%M",
            _ => "%H:%M",
        }
    }
}

/// The first and the last known time of a timeline, ends of ranges included.
fn extent(timeline: &Timeline) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let times = || timeline.entries.iter().flat_map(|entry| [entry.at, entry.end]).flatten();
    Some((times().min()?, times().max()?))
}

/// A time as a length.
#[expect(clippy::cast_precision_loss, reason = "a picture needs no more")]
fn seconds(length: TimeDelta) -> f64 {
    length.num_seconds() as f64
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::vocabulary::{Kind, Milestone};

    const OUTAGE: &str = "
# Post-mortem: checkout errors

## Timeline (UTC)

- 2026-03-04 14:20 Impact starts
- 14:25 Detected
- 14:40 Mitigated
- 14:35 A note out of order
";

    #[test]
    fn entries_stand_at_their_share_of_the_whole_length() {
        let chart = snapshot(Kind::Postmortem, OUTAGE).timeline_chart();
        let shares: Vec<_> = chart.entries.iter().map(|entry| entry.share).collect();
        assert_eq!(shares, [Some(0.0), Some(0.25), Some(1.0), Some(0.75)]);
    }

    #[test]
    fn each_phase_is_as_long_as_it_took() {
        let chart = snapshot(Kind::Postmortem, OUTAGE).timeline_chart();
        let detection = &chart.phases[0];
        assert_eq!((detection.from, detection.to), (Milestone::ImpactStart, Milestone::Detected));
        assert_eq!((detection.start, detection.end, &*detection.length), (0.0, 0.25, "5m"));
    }

    #[test]
    fn a_gap_backwards_has_a_minus() {
        let chart = snapshot(Kind::Postmortem, OUTAGE).timeline_chart();
        let gaps: Vec<_> = chart.entries.iter().map(|entry| entry.gap.as_deref()).collect();
        assert_eq!(gaps, [None, Some("+5m"), Some("+15m"), Some("-5m")]);
    }

    #[test]
    fn a_single_moment_has_no_scale() {
        let text = "# Incident\n\n## Timeline (UTC)\n\n- 2026-03-04 14:20 Declared SEV2\n";
        let chart = snapshot(Kind::IncidentLog, text).timeline_chart();
        assert_eq!((chart.entries.len(), chart.entries[0].share), (1, None));
        assert!(chart.ticks.is_empty());
    }
}
