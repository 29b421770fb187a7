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
