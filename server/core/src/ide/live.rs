//! What a running incident owes its readers: when the next update is due.
//!
//! A promise in so many words counts first: a field, or an entry that says
//! when. Where nothing is promised, the severity gives the longest silence
//! after the last update.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::document::Field;
use crate::ide::Snapshot;
use crate::ide::present::Present;
use crate::rules::facts;
use crate::text::Span;
use crate::time::{DateOrder, Stamp, durations, human_length, stamps};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{FieldKind, Kind, Milestone};

/// When the next update of a running incident is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NextUpdate {
    /// When, in UTC.
    pub(super) due: NaiveDateTime,
    /// The words that promise it, or the update from which the cadence counts.
    pub(super) span: Span,
    /// Why it is due then: `as promised`, `SEV1 asks for one every 30m`.
    pub(super) reason: String,
}

impl NextUpdate {
    /// `due in 12m`, `due now`, `3m late`.
    pub(super) fn distance(&self, present: &Present) -> String {
        let left = self.due - present.utc;
        match left.num_seconds() {
            60.. => format!("due in {}", human_length(left)),
            -59..=59 => "due now".to_owned(),
            _ => format!("{} late", human_length(-left)),
        }
    }
}

/// Words of a status that ends an incident.
const ENDED: &[&str] = &["resolved", "closed", "completed", "complete", "done", "over"];

impl Snapshot {
    /// Whether the document is about an incident that still runs.
    pub(super) fn is_live(&self) -> bool {
        let is_of_kind = matches!(
            self.document.kind,
            Kind::IncidentLog | Kind::Declaration | Kind::Update | Kind::StatusUpdate
        );
        let status = self.document.field(FieldKind::Status);
        let has_ended = status.is_some_and(|status| {
            let words = status.value.to_lowercase();
            words.split(|c: char| !c.is_alphanumeric()).any(|word| ENDED.contains(&word))
        });
        is_of_kind && !has_ended && self.timeline.milestone(Milestone::Resolved).is_none()
    }

    /// When the next update is due, when the incident runs and something says so.
    pub(super) fn next_update(&self, present: &Present) -> Option<NextUpdate> {
        if !self.is_live() {
            return None;
        }
        let last = self.last_update(present);
        let of_field = self.document.field(FieldKind::NextUpdate);
        let promised = of_field
            .and_then(|field| self.promise_of_field(field, present))
            .into_iter()
            .chain(self.promise_of_entries(present))
            .max_by_key(|promise| promise.due);
        let is_kept = |promise: &NextUpdate| {
            last.as_ref().is_some_and(|(said, _)| *said >= promise.due - GRACE)
        };
        promised.filter(|promise| !is_kept(promise)).or_else(|| self.by_cadence(last))
    }

    fn promise_of_field(&self, field: &Field, present: &Present) -> Option<NextUpdate> {
        let from = self.latest(present);
        self.promise(&field.value, field.value_span, from, present)
    }

    /// The last entry that says when the next update will come.
    fn promise_of_entries(&self, present: &Present) -> Option<NextUpdate> {
        self.timeline.entries.iter().rev().find_map(|entry| {
            let at = find(&entry.text, "next update")?;
            let from = self.utc_of(entry, present);
            self.promise(&entry.text[at..], entry.text_span, from, present)
        })
    }

    /// `10:30 UTC`, `in 15 minutes (10:30)`; a length counts `from` there.
    fn promise(
        &self,
        words: &str,
        span: Span,
        from: Option<NaiveDateTime>,
        present: &Present,
    ) -> Option<NextUpdate> {
        let order = DateOrder::of(words, None);
        let stamp = stamps(words, order).into_iter().find(|stamp| stamp.time.is_some());
        let due = match stamp {
            Some(stamp) => self.due_at(&stamp, from, present)?,
            None => from?.checked_add_signed(durations(words).first()?.length)?,
        };
        Some(NextUpdate { due, span, reason: "as promised".to_owned() })
    }

    /// The moment of a promised time; without a date the first one after `from`.
    fn due_at(
        &self,
        stamp: &Stamp,
        from: Option<NaiveDateTime>,
        present: &Present,
    ) -> Option<NaiveDateTime> {
        let time = stamp.time?;
        let from = from.unwrap_or(present.utc);
        let on =
            |day: NaiveDate| self.moment(day.and_time(time), stamp.zone.as_ref(), present).utc();
        if let Some(day) = stamp.date.and_then(|date| date.resolve(Some(from.date()))) {
            return on(day);
        }
        let days = [from.date().pred_opt(), Some(from.date()), from.date().succ_opt()];
        days.into_iter().flatten().filter_map(on).find(|due| *due >= from)
    }

    /// The severity's longest silence after the last update.
    fn by_cadence(&self, last: Option<(NaiveDateTime, Span)>) -> Option<NextUpdate> {
        let context = self.context();
        let severity = facts::severity(&context)?;
        let silence = TimeDelta::minutes(severity.update_minutes?.into());
        let (said, span) = last?;
        let reason = format!("{} asks for one every {}", severity.name, human_length(silence));
        Some(NextUpdate { due: said.checked_add_signed(silence)?, span, reason })
    }

    /// The last entry that tells of an update.
    fn last_update(&self, present: &Present) -> Option<(NaiveDateTime, Span)> {
        self.timeline.entries.iter().rev().find_map(|entry| {
            let at = find(&entry.text, "update")?;
            let is_ahead = find(&entry.text, "next update").is_some_and(|next| next + 5 == at);
            let said = self.utc_of(entry, present).filter(|_| !is_ahead)?;
            Some((said, entry.text_span))
        })
    }

    fn latest(&self, present: &Present) -> Option<NaiveDateTime> {
        self.timeline.entries.iter().filter_map(|entry| self.utc_of(entry, present)).max()
    }

    /// When an entry happened. Where the document tells no day, it was in the
    /// last hours: the incident runs.
    fn utc_of(&self, entry: &Entry, present: &Present) -> Option<NaiveDateTime> {
        let at = entry.at?;
        let zone = entry.zone.as_ref();
        if tells_day(at) {
            return self.moment(at, zone, present).utc();
        }
        let today = present.utc.date();
        let days = [today.succ_opt(), Some(today), today.pred_opt()];
        let on = |day: NaiveDate| self.moment(day.and_time(at.time()), zone, present).utc();
        let is_past = |utc: &NaiveDateTime| *utc <= present.utc + GRACE;
        days.into_iter().flatten().filter_map(on).find(is_past)
    }
}

/// An update this much before its time keeps the promise.
const GRACE: TimeDelta = TimeDelta::minutes(2);

/// Where a phrase of small letters stands in a text, in any case.
fn find(text: &str, phrase: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(phrase)
}
