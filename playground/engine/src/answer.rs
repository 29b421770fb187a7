//! What the page is told, in the words and units in which it shows it.

use serde::Serialize;
use warroom_core::ide::fix::{Applied, Fixed};
use warroom_core::ide::rows::{StatedFigure, TimelineRow, Verdict};
use warroom_core::ide::{ChartEntry, Edit, Milestone, Snapshot, Span, human_length};
use warroom_core::rules::{Finding, Fix, Related};

use crate::places::Places;

/// Everything that is shown of a document.
#[derive(Serialize)]
pub(crate) struct Answer {
    /// What the document is for.
    kind: String,
    /// The zone of its timeline, when it states one.
    zone: Option<String>,
    findings: Vec<FindingRow>,
    entries: Vec<EntryRow>,
    /// How long it took to each milestone.
    took: Vec<Length>,
    /// The durations that the document states, held against the timeline.
    stated: Vec<Stated>,
    /// The timeline as an SVG document, when there is one.
    picture: Option<String>,
}

/// A place: its 1-based line, and its UTF-16 units from the start of the text.
#[derive(Serialize)]
struct Place {
    line: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct FindingRow {
    rule: &'static str,
    level: &'static str,
    message: String,
    place: Place,
    related: Vec<RelatedRow>,
    fix: Option<FixRow>,
}

#[derive(Serialize)]
struct RelatedRow {
    message: String,
    place: Place,
}

#[derive(Serialize)]
struct FixRow {
    title: String,
    safe: bool,
    edits: Vec<EditRow>,
}

#[derive(Serialize)]
struct EditRow {
    place: Place,
    text: String,
}

#[derive(Serialize)]
struct EntryRow {
    place: Place,
    clock: String,
    gap: Option<String>,
    since_start: Option<String>,
    text: String,
    milestone: Option<&'static str>,
    error: Option<&'static str>,
}

#[derive(Serialize)]
struct Length {
    to: &'static str,
    length: String,
}

#[derive(Serialize)]
struct Stated {
    label: String,
    text: String,
    /// `agrees`, `contradicts` or `unknown`.
    verdict: &'static str,
}

impl Answer {
    /// All of it, from a document that was read.
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let timeline = snapshot.timeline();
        let places = Places::of(snapshot.text(), snapshot.lines());
        let took = timeline.durations.iter();
        let figures = snapshot.stated_figures();
        let findings = snapshot.findings();
        Self {
            kind: snapshot.document().kind.to_string(),
            zone: timeline.zone.as_ref().map(|zone| zone.name.clone()),
            findings: findings.into_iter().map(|found| FindingRow::of(found, &places)).collect(),
            entries: entries(snapshot, &places),
            took: took.map(|known| length(known.to, known.length)).collect(),
            stated: figures.into_iter().map(Stated::of).collect(),
            picture: (!timeline.entries.is_empty()).then(|| snapshot.timeline_picture()),
        }
    }
}

fn entries(snapshot: &Snapshot, places: &Places<'_>) -> Vec<EntryRow> {
    let entries = snapshot.timeline_chart().entries.into_iter().zip(snapshot.timeline_rows());
    entries.map(|(entry, row)| EntryRow::of(entry, &row, places)).collect()
}

fn length(to: Milestone, length: chrono::TimeDelta) -> Length {
    Length { to: to.title(), length: human_length(length) }
}

impl Place {
    fn of(span: Span, places: &Places<'_>) -> Self {
        let (start, end) = places.units(span);
        Self { line: places.line(span), start, end }
    }
}

impl FindingRow {
    fn of(finding: Finding, places: &Places<'_>) -> Self {
        let related = |other: Related| RelatedRow {
            message: other.message,
            place: Place::of(other.span, places),
        };
        Self {
            rule: finding.rule,
            level: finding.level.name(),
            message: finding.message,
            place: Place::of(finding.span, places),
            related: finding.related.into_iter().map(related).collect(),
            fix: finding.fix.map(|fix| FixRow::of(fix, places)),
        }
    }
}

impl FixRow {
    fn of(fix: Fix, places: &Places<'_>) -> Self {
        let edit =
            |edit: Edit| EditRow { place: Place::of(edit.span, places), text: edit.replacement };
        Self { title: fix.title, safe: fix.safe, edits: fix.edits.into_iter().map(edit).collect() }
    }
}

impl EntryRow {
    fn of(entry: ChartEntry, row: &TimelineRow, places: &Places<'_>) -> Self {
        Self {
            place: Place::of(entry.span, places),
            clock: entry.clock,
            gap: entry.gap,
            since_start: row.since_start.map(human_length),
            text: entry.text,
            milestone: entry.milestone.map(Milestone::title),
            error: entry.error,
        }
    }
}

impl Stated {
    fn of(figure: StatedFigure) -> Self {
        let verdict = match figure.verdict {
            Verdict::Agrees => "agrees",
            Verdict::Contradicts(_) => "contradicts",
            Verdict::Unknown => "unknown",
        };
        Self { label: figure.label, text: figure.text, verdict }
    }
}

/// A document after its fixes.
#[derive(Serialize)]
pub(crate) struct Mended {
    text: String,
    /// What was done, in words.
    applied: Vec<String>,
}

impl Mended {
    /// What `Snapshot::fix` has made.
    pub(crate) fn of(fixed: Fixed) -> Self {
        let title = |applied: Applied| applied.title;
        Self { text: fixed.text, applied: fixed.applied.into_iter().map(title).collect() }
    }
}
