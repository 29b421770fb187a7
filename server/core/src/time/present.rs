//! The present, as the caller knows it.
//!
//! Core asks no clock: who wants to know how long ago something was says what
//! time it is and where the reader sits.

use chrono::NaiveDateTime;

use super::ZoneMeaning;

/// The moment of asking, and the zone of the one who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Now, in UTC.
    pub utc: NaiveDateTime,
    /// The zone of the reader: `ZoneMeaning::of("Europe/Berlin")`, or a fixed
    /// distance from UTC where the place is not known.
    pub zone: ZoneMeaning,
}

impl Present {
    /// The reader's own clock at a moment of UTC.
    #[must_use]
    pub fn local(&self, utc: NaiveDateTime) -> Option<NaiveDateTime> {
        self.zone.civil_at(utc)
    }
}
