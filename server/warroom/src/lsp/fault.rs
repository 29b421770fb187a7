//! A fault on request, so that a test can see that one ends nothing. It exists
//! in builds with debug assertions alone.

/// Panics when the text holds the word that the environment names.
pub(super) fn provoke(text: &str) {
    if let Ok(word) = std::env::var("WARROOM_FAULT_AT")
        && !word.is_empty()
        && text.contains(&word)
    {
        panic!("a fault on request");
    }
}
