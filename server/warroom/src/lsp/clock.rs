//! What time it is, and when to look at the clock again.

use std::time::Duration;

use chrono::{Local, NaiveDate, Timelike};
use warroom_core::ide::Present;
#[cfg(debug_assertions)]
use warroom_core::ide::ZoneMeaning;

use crate::clock;

/// How often the clock is looked at. One long wait until midnight would last
/// too long on a machine that sleeps meanwhile.
#[cfg(not(debug_assertions))]
const LOOK: Duration = Duration::from_secs(20);
#[cfg(debug_assertions)]
use super::hooks::LOOK;

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

    /// This moment, on the reader's clock. On a fixed day it is noon, in UTC.
    pub(super) fn present(&self) -> Present {
        self.now().or_else(|| self.fixed.map(clock::at_noon)).unwrap_or_else(clock::present)
    }

    /// The same where it is to be told what is due by the minute: a fixed day
    /// has no minutes.
    pub(super) fn now(&self) -> Option<Present> {
        #[cfg(debug_assertions)]
        if let Some(utc) = super::hooks::moment() {
            return Some(Present { utc, zone: ZoneMeaning::Fixed(0) });
        }
        self.fixed.is_none().then(clock::present)
    }

    /// How long to wait until the clock is looked at again: not beyond the
    /// next full minute.
    pub(super) fn pause(&self) -> Duration {
        let left = 60 - u64::from(self.present().utc.second().min(59));
        LOOK.min(Duration::from_secs(left))
    }
}
