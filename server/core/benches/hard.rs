//! What hard documents cost, at one size and at ten times that size.
//!
//! Prints a table for `docs/performance.md`: the growth is the second time
//! over the first, about ten where the work grows with the length of the text
//! and a hundred where it grows with its square. It fails on no clock; people
//! read it. The time is that of the processor where the system tells it, so
//! that neighbours on the machine do not count.

#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]
#![expect(clippy::disallowed_macros, reason = "a bench prints")]

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use warroom_core::ide::{Kind, Settings, Snapshot};

#[path = "../tests/hard/shapes.rs"]
mod shapes;

use shapes::{SHAPES, Shape};

const KINDS: &[Kind] = &[Kind::Postmortem, Kind::Runbook, Kind::GameDay, Kind::IncidentLog];

/// Bytes of the smaller document.
const SMALL: usize = 1_000_000;

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let is_wanted = |shape: &&Shape| wanted.as_ref().is_none_or(|name| shape.name.contains(name));
    println!("| Document | KB | ms | KB | ms | Growth |\n| --- | --- | --- | --- | --- | --- |");
    for shape in SHAPES.iter().filter(is_wanted) {
        let unit = (shape.build)(1000).len().div_ceil(1000).max(1);
        let (small, large) = ((shape.build)(SMALL / unit), (shape.build)(10 * SMALL / unit));
        let (first, second) = (slowest(&small), slowest(&large));
        println!(
            "| {} | {} | {:.1} | {} | {:.1} | {:.1} |",
            shape.name,
            small.len() / 1000,
            milliseconds(first),
            large.len() / 1000,
            milliseconds(second),
            second.as_secs_f64() / first.as_secs_f64().max(1e-9),
        );
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The slowest of the kinds.
fn slowest(text: &str) -> Duration {
    KINDS.iter().map(|&kind| mean(text, kind)).max().unwrap_or_default()
}

/// The mean of as many readings as fill a tenth of a second: the system counts
/// in steps of some milliseconds.
fn mean(text: &str, kind: Kind) -> Duration {
    let settings = Arc::new(Settings { kind: Some(kind), ..Settings::default() });
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let start = now();
    let mut count = 0;
    while count == 0 || now().saturating_sub(start) < Duration::from_millis(100) {
        let snapshot = Snapshot::new("2026-06-12-a.md", text, Arc::clone(&settings), today);
        std::hint::black_box(snapshot.findings());
        count += 1;
    }
    now().saturating_sub(start) / count
}

/// Processor time of this thread, or else the time of day.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
