//! Which action items are still to be done, as the rules see it.

use chrono::NaiveDate;

use crate::document::ActionItem;
use crate::ide::Snapshot;
use crate::rules::action;

impl Snapshot {
    /// Whether an item is neither done nor given up.
    pub(super) fn is_open(&self, item: &ActionItem) -> bool {
        action::is_open(&self.context(), item)
    }

    /// The day that has passed without the item being done.
    pub(super) fn overdue_since(&self, item: &ActionItem) -> Option<NaiveDate> {
        let day = item.due.as_ref()?.value?;
        (day < self.today && self.is_open(item)).then_some(day)
    }
}

/// Whether a person is among the owners of an item, as they are written.
pub(super) fn is_among(name: &str, owners: &str) -> bool {
    self::owners(owners).any(|owner| owner.trim_start_matches('@').eq_ignore_ascii_case(name))
}

/// The owners of an item, one by one: `@kim, @lee` are two.
pub(super) fn owners(owners: &str) -> impl Iterator<Item = &str> {
    let names = owners.split([',', ';', '&', '/']).flat_map(|part| part.split(" and "));
    names.map(str::trim).filter(|owner| !owner.is_empty())
}
