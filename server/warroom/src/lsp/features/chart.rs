//! The command that tells an editor what to draw of a timeline.

use serde_json::{Value, json};
use warroom_core::ide::{ChartEntry, ChartPhase, ChartTick, Milestone};

use crate::lsp::asked::Asked;

/// The timeline of a document as JSON. Places are shares of its whole length.
pub(super) fn of_document(asked: &Asked<'_>) -> Value {
    let chart = asked.snapshot().timeline_chart();
    json!({
        "title": chart.title,
        "about": chart.about,
        "entries": chart.entries.iter().map(|entry| of_entry(asked, entry)).collect::<Value>(),
        "phases": chart.phases.iter().map(of_phase).collect::<Value>(),
        "ticks": chart.ticks.iter().map(of_tick).collect::<Value>(),
    })
}

fn of_entry(asked: &Asked<'_>, entry: &ChartEntry) -> Value {
    json!({
        "range": asked.range(entry.span),
        "share": entry.share,
        "clock": entry.clock,
        "gap": entry.gap,
        "text": entry.text,
        "milestone": entry.milestone.map(named),
        "phase": entry.phase.map(Milestone::name),
        "error": entry.error,
    })
}

fn of_phase(phase: &ChartPhase) -> Value {
    json!({
        "from": named(phase.from),
        "to": named(phase.to),
        "start": phase.start,
        "end": phase.end,
        "length": phase.length,
    })
}

fn of_tick(tick: &ChartTick) -> Value {
    json!({ "share": tick.share, "label": tick.label })
}

fn named(milestone: Milestone) -> Value {
    json!({ "name": milestone.name(), "title": milestone.title() })
}
