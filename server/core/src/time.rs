//! Times as people write them.
//!
//! Reads one stamp at a place of a text, tells zones apart, and reads
//! durations. It knows no document: which date a bare clock time belongs to is
//! for `timeline.rs`. Nothing here asks the clock.

mod clock;
mod cursor;
mod date;
mod duration;
mod length;
mod period;
mod present;
mod rewrite;
mod stamp;
mod zone;

pub use date::{CalendarDate, DateOrder};
pub use duration::{StatedDuration, durations};
pub use length::human_length;
pub use period::Period;
pub use present::Present;
pub use rewrite::{Rewritten, dated, rewrite, start_alone};
pub use stamp::{Stamp, StampEnd, StampError, stamp_at, stamps};
pub use zone::{Zone, ZoneMeaning, zone_at};
