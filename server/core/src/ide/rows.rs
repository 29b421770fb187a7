//! The timeline prepared for a reader: each entry with its distance to the one
//! before and to the start, and the stated figures beside the computed ones.

use chrono::{NaiveDateTime, TimeDelta};

use crate::document::Field;
use crate::ide::Snapshot;
use crate::rules::Finding;
use crate::secrets::mask;
use crate::time::{StampError, durations};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{FieldKind, Milestone};

/// The rules that hold a stated duration against the timeline. They know when
/// a comparison would be unfair, so nothing here compares a second time.
const COMPARING_RULES: [&str; 2] = ["metric/stated-duration", "metric/stated-interval"];

/// One entry, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// The civil time; `None` when it cannot be known.
    pub at: Option<NaiveDateTime>,
    /// The time as a reader wants it: `10:05`, `~10:05`, `03-04 10:05` where
    /// the timeline spans days, `?` when it is not known.
    pub clock: String,
    /// How long after the entry before in the same timeline; negative when it
    /// is out of order.
    pub gap: Option<TimeDelta>,
    /// How long after the start of the impact, or of the timeline.
    pub since_start: Option<TimeDelta>,
    /// What happened.
    pub text: String,
    /// The milestone that it marks.
    pub milestone: Option<Milestone>,
    /// Why its stamp cannot be meant as it stands.
    pub error: Option<StampError>,
}

/// A duration that the document states, beside what its timeline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedFigure {
    /// The label of the field.
    pub label: String,
    /// The duration as written.
    pub text: String,
    /// How the timeline bears it out.
    pub verdict: Verdict,
}

/// What a timeline says of a stated duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The computed duration is the same, as exactly as the figure is written.
    Agrees,
    /// A rule has found that the two contradict each other; its message.
    Contradicts(String),
    /// The timeline lacks the moments that would tell.
    Unknown,
}

impl Snapshot {
    /// The entries in document order, ready to be shown.
    #[must_use]
    pub fn timeline_rows(&self) -> Vec<TimelineRow> {
        let entries = &self.timeline.entries;
        let days = entries
            .iter()
            .filter_map(|entry| entry.at)
            .filter(|at| tells_day(*at))
            .map(|at| at.date());
        let spans_days = days.clone().min() != days.max();
        let start = self.start();
        let mut before: Option<&Entry> = None;
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            before = before.filter(|before| before.run == entry.run);
            rows.push(TimelineRow {
                at: entry.at,
                clock: clock(entry, spans_days),
                gap: difference(before.and_then(|before| before.at), entry.at),
                since_start: difference(start, entry.at),
                text: mask(&entry.text).into_owned(),
                milestone: entry.milestone,
                error: entry.stamp.error,
            });
            before = entry.at.map(|_| entry).or(before);
        }
        rows
    }

    /// The durations that the document states in fields.
    #[must_use]
    pub fn stated_figures(&self) -> Vec<StatedFigure> {
        let mut contradictions = self.findings();
        contradictions.retain(|finding| COMPARING_RULES.contains(&finding.rule));
        let fields = self.document.fields.iter();
        fields.filter_map(|field| self.stated_figure(field, &contradictions)).collect()
    }

    fn stated_figure(&self, field: &Field, contradictions: &[Finding]) -> Option<StatedFigure> {
        let computed = match (field.kind?, field.kind?.leads_to()) {
            (_, Some(milestone)) => self.timeline.time_to(milestone),
            (FieldKind::Duration, None) => self.timeline.time_to(Milestone::Resolved),
            _ => return None,
        };
        let stated = durations(&field.value).into_iter().next()?;
        let is_same = |computed: TimeDelta| (computed - stated.length).abs() <= stated.precision;
        let contradiction = contradictions
            .iter()
            .find(|finding| field.value_span.contains(finding.span.start))
            .map(|finding| Verdict::Contradicts(finding.message.clone()));
        let agreement = computed.is_some_and(is_same).then_some(Verdict::Agrees);
        Some(StatedFigure {
            label: field.label.clone(),
            text: stated.span.of(&field.value).to_owned(),
            verdict: contradiction.or(agreement).unwrap_or(Verdict::Unknown),
        })
    }

    /// The moment from which a reader counts: the configured zero, or else the
    /// first entry.
    fn start(&self) -> Option<NaiveDateTime> {
        let zero = self.settings.zero.milestone();
        let known = self.timeline.milestone(zero).map(|known| known.at);
        known.or_else(|| self.timeline.entries.iter().find_map(|entry| entry.at))
    }
}

fn difference(from: Option<NaiveDateTime>, to: Option<NaiveDateTime>) -> Option<TimeDelta> {
    Some(to? - from?)
}

fn clock(entry: &Entry, spans_days: bool) -> String {
    let Some(at) = entry.at else { return "?".to_owned() };
    let about = if entry.stamp.approximate { "~" } else { "" };
    let day = at.format("%m-%d");
    let clock = match (entry.stamp.time, entry.stamp.has_seconds) {
        (None, _) => return format!("{about}{day}"),
        (Some(_), true) => at.format("%H:%M:%S"),
        (Some(_), false) => at.format("%H:%M"),
    };
    if spans_days { format!("{day} {about}{clock}") } else { format!("{about}{clock}") }
}
