//! What day it is, and when the next one comes.

#[cfg(not(debug_assertions))]
use std::time::Duration;

use chrono::{Local, NaiveDate, NaiveTime, Offset, Utc};
use warroom_core::ide::{Present, ZoneMeaning};

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

    /// This moment, on the reader's clock. On a fixed day it is noon, in UTC.
    pub(super) fn present(&self) -> Present {
        if let Some(day) = self.fixed {
            let noon = NaiveTime::from_num_seconds_from_midnight_opt(12 * 3600, 0);
            let utc = day.and_time(noon.unwrap_or_default());
            return Present { utc, zone: ZoneMeaning::Fixed(0) };
        }
        let east = Local::now().offset().fix().local_minus_utc();
        Present {
            utc: Utc::now().naive_utc(),
            zone: reader_zone().unwrap_or(ZoneMeaning::Fixed(east)),
        }
    }
}

/// The zone that the environment names, when it names one: unlike a mere
/// distance it is right for other days too.
fn reader_zone() -> Option<ZoneMeaning> {
    let name = std::env::var("TZ").ok()?;
    let zone = ZoneMeaning::of(name.trim_start_matches(':'));
    matches!(zone, ZoneMeaning::Place(_)).then_some(zone)
}
