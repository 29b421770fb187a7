//! Hard documents have an answer: no panic, and no stack that grows with the
//! depth of the text. How the time grows is for `benches/hard.rs`.

use std::thread;

use chrono::NaiveDate;
use warroom_core::ide::{Columns, Kind, Settings, Snapshot};

#[path = "hard/shapes.rs"]
mod shapes;

use shapes::SHAPES;

const KINDS: &[Kind] = &[Kind::Postmortem, Kind::Runbook, Kind::GameDay, Kind::Update];

/// Half of what a thread usually has: what calls itself once a level of
/// [`LEVELS`] does not fit.
const STACK: usize = 1024 * 1024;

const LEVELS: usize = 20_000;

/// The number of findings, each of which has its place in the text.
fn findings(text: String, kind: Option<Kind>) -> usize {
    let settings = Settings { kind, ..Settings::default() };
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let snapshot = Snapshot::new("docs/runbooks/a.md", text, settings, today);
    let found = snapshot.findings();
    for finding in &found {
        assert!(snapshot.text().get(finding.span.range()).is_some(), "{finding:#?}");
        let _ = snapshot.lines().position(finding.span.end, snapshot.text(), Columns::Utf16);
    }
    found.len()
}

/// Runs on a small stack.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    thread.expect("a thread").join().expect("an answer")
}

#[test]
fn every_shape_has_an_answer() {
    for shape in SHAPES {
        for &kind in KINDS {
            on_a_small_stack(move || findings((shape.build)(500), Some(kind)));
        }
    }
}

#[test]
fn many_levels_have_an_answer() {
    for shape in SHAPES.iter().filter(|shape| shape.name.contains(" in ")) {
        on_a_small_stack(move || findings((shape.build)(LEVELS), None));
    }
}

#[test]
fn ten_megabytes_on_one_line_have_an_answer() {
    on_a_small_stack(|| findings("x".repeat(10_000_000), Some(Kind::Postmortem)));
}

#[test]
fn a_hundred_thousand_rows_have_an_answer() {
    let head = "# Post-mortem: x\n\n## Impact\n\n| Host | Errors |\n| --- | --- |\n";
    let rows = "| a | 1 |\n".repeat(100_000);
    on_a_small_stack(move || findings(format!("{head}{rows}"), None));
}

#[test]
fn a_fence_never_closed_is_read_to_the_end() {
    let text = "# Runbook: x\n\n1. Look\n\n```sh\n# 3. Fail over\n3. Fail over\n";
    let settings = Settings::default();
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let found = Snapshot::new("a.md", text, settings, today).findings();
    assert!(!found.iter().any(|finding| finding.rule == "runbook/step-numbering"), "{found:#?}");
}
