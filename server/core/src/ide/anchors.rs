//! The places in a document that a link can lead to.

use crate::ide::Snapshot;

/// A place in a document that a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What stands behind the `#`.
    pub name: String,
    /// The words of its heading.
    pub title: String,
}

impl Snapshot {
    /// The headings that a link can lead to, in order of place.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        Vec::new()
    }
}
