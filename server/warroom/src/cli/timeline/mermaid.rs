//! The timeline as a Mermaid Gantt chart: phases as bars, entries as
//! milestones. Code hosts draw it from a fence in Markdown.

use std::fmt::Write as _;

use warroom_core::ide::{Snapshot, mask};

/// The longest label that a chart still shows.
const LONGEST_LABEL: usize = 60;

/// The chart of one document.
pub(super) fn render(snapshot: &Snapshot) -> String {
    let timeline = snapshot.timeline();
    let document = snapshot.document();
    let title = document.title.as_ref().map_or(snapshot.path(), |title| title.text.as_str());
    let mut out = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DDTHH:mm:ss\n    axisFormat %H:%M\n",
        label(title)
    );
    if !timeline.phases.is_empty() {
        out.push_str("    section Phases\n");
    }
    for phase in &timeline.phases {
        let (start, end) = (phase.start, phase.start + phase.length);
        let name = format!("{} to {}", phase.from.title(), phase.to.title());
        let _ = writeln!(out, "    {name} :{}, {}", start.format(FORMAT), end.format(FORMAT));
    }
    out.push_str("    section Entries\n");
    for entry in &timeline.entries {
        let Some(at) = entry.at else { continue };
        let _ = writeln!(
            out,
            "    {} :milestone, {}, 0s",
            label(&mask(&entry.text)),
            at.format(FORMAT)
        );
    }
    out
}

const FORMAT: &str = "%Y-%m-%dT%H:%M:%S";

/// Mermaid ends a label at `:`, `;` and `#` and knows no escape for them in a
/// Gantt chart; look-alikes keep the words readable.
fn label(words: &str) -> String {
    let words = words.replace(':', "\u{A789}").replace('#', "\u{FF03}").replace(';', ",");
    let mut label: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.chars().count() > LONGEST_LABEL {
        label = label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect();
    }
    if label.is_empty() { "entry".to_owned() } else { label }
}
