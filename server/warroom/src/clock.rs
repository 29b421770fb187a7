//! The clock of this machine, for both faces of the tool.
//!
//! It knows the time and where its reader sits, and nothing of documents.

use chrono::{Local, Offset, Utc};
use warroom_core::ide::{Present, ZoneMeaning};

/// This moment, on the reader's clock.
pub(crate) fn present() -> Present {
    let east = Local::now().offset().fix().local_minus_utc();
    let zone = reader_zone().unwrap_or(ZoneMeaning::Fixed(east));
    Present { utc: Utc::now().naive_utc(), zone }
}

/// The zone that the environment names, when it names one: unlike a mere
/// distance it is right for other days too.
fn reader_zone() -> Option<ZoneMeaning> {
    let name = std::env::var("TZ").ok()?;
    let zone = ZoneMeaning::of(name.trim_start_matches(':'));
    matches!(zone, ZoneMeaning::Place(_)).then_some(zone)
}
