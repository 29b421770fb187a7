//! What a test needs that nobody else should have: a fault on request, and a
//! day that passes. It exists in builds with debug assertions alone.

use std::time::Duration;

use chrono::NaiveDate;

/// How often the calendar is looked at: a test has no time.
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
    let file = std::env::var_os("WARROOM_DAY_FILE")?;
    std::fs::read_to_string(file).ok()?.trim().parse().ok()
}
