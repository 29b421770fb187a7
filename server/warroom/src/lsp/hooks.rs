//! What a test needs that nobody else should have: a fault on request, and a
//! clock that goes as it is told. It exists in builds with debug assertions alone.

use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

/// How often the clock is looked at: a test has no time.
pub(super) const LOOK: Duration = Duration::from_millis(50);

/// Panics when the text holds the word that the environment names.
pub(super) fn provoke_fault(text: &str) {
    if let Ok(word) = std::env::var("WARROOM_FAULT_AT")
        && !word.is_empty()
        && text.contains(&word)
    {
        panic!("a fault on request");
    }
}

/// The day that the file says which the environment names.
pub(super) fn day() -> Option<NaiveDate> {
    let told = told()?;
    told.trim().get(..10)?.parse().ok()
}

/// The moment of UTC that the same file says, when it says more than the day.
pub(super) fn moment() -> Option<NaiveDateTime> {
    told()?.trim().parse().ok()
}

fn told() -> Option<String> {
    std::fs::read_to_string(std::env::var_os("WARROOM_DAY_FILE")?).ok()
}
