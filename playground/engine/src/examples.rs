//! Documents to begin with: those on which the project tests itself.

use serde::Serialize;

/// One document.
#[derive(Serialize)]
pub(crate) struct Example {
    title: &'static str,
    text: &'static str,
}

/// All of them; the first is shown when the page opens.
pub(crate) static EXAMPLES: [Example; 8] = [
    Example {
        title: "Post-mortem with much to mend",
        text: include_str!("../../../fixtures/postmortem/traps.md"),
    },
    Example {
        title: "Post-mortem, worked through",
        text: include_str!("../../../fixtures/postmortem/worked-example.md"),
    },
    Example {
        title: "Post-mortem without findings",
        text: include_str!("../../../fixtures/postmortem/clean.md"),
    },
    Example {
        title: "Incident log with gaps",
        text: include_str!("../../../fixtures/traps/incident-log.md"),
    },
    Example {
        title: "Incident log",
        text: include_str!("../../../fixtures/incident-log/exports-fail.md"),
    },
    Example { title: "Status page", text: include_str!("../../../fixtures/traps/status-page.md") },
    Example { title: "Runbook", text: include_str!("../../../fixtures/traps/runbook.md") },
    Example { title: "Game day", text: include_str!("../../../fixtures/traps/game-day.md") },
];
