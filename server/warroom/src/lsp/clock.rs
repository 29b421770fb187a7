//! What day it is, and when the next one comes.

#[cfg(not(debug_assertions))]
use std::time::Duration;

use chrono::{Local, NaiveDate};

/// How often the calendar is looked at. One long wait until midnight would
/// last too long on a machine that sleeps meanwhile.
#[cfg(not(debug_assertions))]
pub(super) const LOOK: Duration = Duration::from_secs(20);
#[cfg(debug_assertions)]
pub(super) use super::hooks::LOOK;

/// The calendar of the server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    fixed: Option<NaiveDate>,
}

impl Clock {
    /// A calendar that shows a fixed day, or else the day that it is.
    pub(super) fn new(fixed: Option<NaiveDate>) -> Self {
        Self { fixed }
    }

    /// The day that counts as today.
    pub(super) fn today(&self) -> NaiveDate {
        #[cfg(debug_assertions)]
        if let Some(day) = super::hooks::day() {
            return day;
        }
        self.fixed.unwrap_or_else(|| Local::now().date_naive())
    }
}
