//! One fixture language for the tests of all features: a document with a mark.
//!
//! `$0` stands where the cursor is, or at both ends of a selection, and is no
//! part of the document. What an editor would show is written back into the
//! document in brackets, so that an expectation reads as what a person sees.

use crate::ide::Present;
use crate::ide::Snapshot;
use crate::rules::testing::today;
use crate::settings::Settings;
use crate::text::{Edit, Span, apply};
use crate::time::ZoneMeaning;
use crate::vocabulary::Kind;

/// A document of one kind, read on the day on which every test takes place.
pub(crate) fn snapshot(kind: Kind, text: &str) -> Snapshot {
    snapshot_with(text, Settings { kind: Some(kind), ..Settings::default() })
}

/// A document read with settings.
pub(crate) fn snapshot_with(text: &str, settings: Settings) -> Snapshot {
    Snapshot::new(
        "incidents/fixture.md",
        text.strip_prefix('\n').unwrap_or(text),
        settings,
        today(),
    )
}

/// A document with a cursor; the document and the place of the cursor.
pub(crate) fn with_cursor(kind: Kind, fixture: &str) -> (Snapshot, usize) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let at = fixture.find(CURSOR).expect("a cursor");
    let text = format!("{}{}", &fixture[..at], &fixture[at + CURSOR.len()..]);
    (snapshot(kind, &text), at)
}

const CURSOR: &str = "$0";

/// The present of every test, 2026-06-15, seen from Berlin.
pub(crate) fn at_utc(clock: &str) -> Present {
    let time = clock.parse().expect("a time such as 10:05:00");
    Present { utc: today().and_time(time), zone: ZoneMeaning::of("Europe/Berlin") }
}

/// The lines of a text into which words are written, each in brackets at its
/// place; lines without are left out.
pub(crate) fn lines_with(text: &str, words: impl IntoIterator<Item = (usize, String)>) -> String {
    let edits: Vec<Edit> =
        words.into_iter().map(|(at, words)| Edit::insert(at, format!("‹{words}›"))).collect();
    let written = apply(text, &edits).expect("places in the text");
    written.split_inclusive('\n').filter(|line| line.contains('‹')).collect()
}

/// A document with two cursors; the document and what stands between them.
pub(crate) fn with_selection(kind: Kind, fixture: &str) -> (Snapshot, Span) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let mut parts = fixture.split(CURSOR);
    let [before, inside, after] =
        [parts.next(), parts.next(), parts.next()].map(|part| part.expect("two cursors"));
    let text = format!("{before}{inside}{after}");
    (snapshot(kind, &text), Span::new(before.len(), before.len() + inside.len()))
}
