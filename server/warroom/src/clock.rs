//! The clock of this machine, for both faces of the tool.
//!
//! It knows the time and where its reader sits, and nothing of documents.

use chrono::{Local, NaiveDate, NaiveTime, Offset, Utc};
use warroom_core::ide::{Present, ZoneMeaning};

/// This moment, on the reader's clock.
pub(crate) fn present() -> Present {
    let east = Local::now().offset().fix().local_minus_utc();
    let zone = reader_zone().unwrap_or(ZoneMeaning::Fixed(east));
    Present { utc: Utc::now().naive_utc(), zone }
}

/// The moment that stands for a day that somebody gives as today: noon, in UTC.
pub(crate) fn at_noon(day: NaiveDate) -> Present {
    let noon = NaiveTime::from_num_seconds_from_midnight_opt(12 * 3600, 0);
    let utc = day.and_time(noon.unwrap_or_default());
    Present { utc, zone: ZoneMeaning::Fixed(0) }
}

/// The zone that the environment names, when it names one: unlike a mere
/// distance it is right for other days too.
fn reader_zone() -> Option<ZoneMeaning> {
    let name = std::env::var("TZ").ok()?;
    let zone = ZoneMeaning::of(name.trim_start_matches(':'));
    matches!(zone, ZoneMeaning::Place(_)).then_some(zone)
}
