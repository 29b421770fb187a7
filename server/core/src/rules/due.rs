//! What a running incident owes its readers: when the next update is due.
//!
//! A promise in so many words counts first: a field, or an entry that says
//! when. Where nothing is promised, the severity gives the longest silence
//! after the last update.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::document::Field;
use crate::rules::{Context, facts};
use crate::text::Span;
use crate::time::{DateOrder, Present, Stamp, Zone, ZoneMeaning, durations, human_length, stamps};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::{FieldKind, Kind, Milestone};

/// When the next update of a running incident is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NextUpdate {
    /// When, in UTC.
    pub(crate) due: NaiveDateTime,
    /// The words that promise it, or the update from which the cadence counts.
    pub(crate) span: Span,
    /// Why it is due then: `promised`, `SEV1 asks for one every 30m`.
    pub(crate) reason: String,
    /// Whether it was promised in so many words.
    pub(crate) is_promised: bool,
}

impl NextUpdate {
    /// `due in 12m`, `due now`, `3m late`.
    pub(crate) fn distance(&self, present: &Present) -> String {
        distance(self.due, present)
    }
}

/// How far off something is that is due at a moment in UTC.
pub(crate) fn distance(due: NaiveDateTime, present: &Present) -> String {
    let left = due - present.utc;
    match left.num_seconds() {
        60.. => format!("due in {}", human_length(left)),
        -59..=59 => "due now".to_owned(),
        _ => format!("{} late", human_length(-left)),
    }
}

/// Words of a status that ends an incident.
const ENDED: &[&str] = &["resolved", "closed", "completed", "complete", "done", "over"];

/// Whether a document is about an incident that still runs.
pub(crate) fn is_live(context: &Context<'_>) -> bool {
    let is_of_kind = matches!(
        context.document.kind,
        Kind::IncidentLog | Kind::Declaration | Kind::Update | Kind::StatusUpdate
    );
    let status = context.document.field(FieldKind::Status);
    let has_ended = status.is_some_and(|status| {
        let words = status.value.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|word| ENDED.contains(&word))
    });
    is_of_kind && !has_ended && context.timeline.milestone(Milestone::Resolved).is_none()
}

/// When the next update is due, when the incident runs and something says so.
pub(crate) fn next_update(context: &Context<'_>, present: &Present) -> Option<NextUpdate> {
    if !is_live(context) {
        return None;
    }
    Reader { context, present }.next_update()
}

/// The last entry that tells of an update: when, in UTC, and its words.
pub(crate) fn last_update(
    context: &Context<'_>,
    present: &Present,
) -> Option<(NaiveDateTime, Span)> {
    Reader { context, present }.last_update()
}

/// When a timeline was written last, in UTC.
pub(crate) fn latest(context: &Context<'_>, present: &Present) -> Option<NaiveDateTime> {
    Reader { context, present }.latest()
}

struct Reader<'a> {
    context: &'a Context<'a>,
    present: &'a Present,
}

impl Reader<'_> {
    fn next_update(&self) -> Option<NextUpdate> {
        let last = self.last_update();
        let of_field = self.context.document.field(FieldKind::NextUpdate);
        let promised = of_field
            .and_then(|field| self.promise_of_field(field))
            .into_iter()
            .chain(self.promise_of_entries())
            .max_by_key(|promise| promise.due);
        let is_kept = |promise: &NextUpdate| {
            last.as_ref().is_some_and(|(said, _)| *said >= promise.due - GRACE)
        };
        promised.filter(|promise| !is_kept(promise)).or_else(|| self.by_cadence(last))
    }

    fn promise_of_field(&self, field: &Field) -> Option<NextUpdate> {
        let from = self.latest();
        self.promise(&field.value, field.value_span, from)
    }

    /// The last entry that says when the next update will come.
    fn promise_of_entries(&self) -> Option<NextUpdate> {
        self.context.timeline.entries.iter().rev().find_map(|entry| {
            let at = find(&entry.text, "next update")?;
            let from = self.utc_of(entry);
            self.promise(&entry.text[at..], entry.text_span, from)
        })
    }

    /// `10:30 UTC`, `in 15 minutes (10:30)`; a length counts `from` there.
    fn promise(&self, words: &str, span: Span, from: Option<NaiveDateTime>) -> Option<NextUpdate> {
        let order = DateOrder::of(words, None);
        let stamp = stamps(words, order).into_iter().find(|stamp| stamp.time.is_some());
        let due = match stamp {
            Some(stamp) => self.due_at(&stamp, from)?,
            None => from?.checked_add_signed(durations(words).first()?.length)?,
        };
        Some(NextUpdate { due, span, reason: "promised".to_owned(), is_promised: true })
    }

    /// The moment of a promised time; without a date the first one after `from`.
    fn due_at(&self, stamp: &Stamp, from: Option<NaiveDateTime>) -> Option<NaiveDateTime> {
        let time = stamp.time?;
        let from = from.unwrap_or(self.present.utc);
        let on = |day: NaiveDate| self.utc(day.and_time(time), stamp.zone.as_ref());
        if let Some(day) = stamp.date.and_then(|date| date.resolve(Some(from.date()))) {
            return on(day);
        }
        let days = [from.date().pred_opt(), Some(from.date()), from.date().succ_opt()];
        days.into_iter().flatten().filter_map(on).find(|due| *due >= from)
    }

    /// The severity's longest silence after the last update.
    fn by_cadence(&self, last: Option<(NaiveDateTime, Span)>) -> Option<NextUpdate> {
        let severity = facts::severity(self.context)?;
        let silence = TimeDelta::minutes(severity.update_minutes?.into());
        let (said, span) = last?;
        let reason = format!("{} asks for one every {}", severity.name, human_length(silence));
        Some(NextUpdate {
            due: said.checked_add_signed(silence)?,
            span,
            reason,
            is_promised: false,
        })
    }

    /// The last entry that tells of an update.
    fn last_update(&self) -> Option<(NaiveDateTime, Span)> {
        self.context.timeline.entries.iter().rev().find_map(|entry| {
            let at = find(&entry.text, "update")?;
            let is_ahead = find(&entry.text, "next update").is_some_and(|next| next + 5 == at);
            let said = self.utc_of(entry).filter(|_| !is_ahead)?;
            Some((said, entry.text_span))
        })
    }

    fn latest(&self) -> Option<NaiveDateTime> {
        self.context.timeline.entries.iter().filter_map(|entry| self.utc_of(entry)).max()
    }

    fn utc(&self, at: NaiveDateTime, written: Option<&Zone>) -> Option<NaiveDateTime> {
        utc_of(self.context, at, written, self.present)
    }

    /// When an entry happened.
    fn utc_of(&self, entry: &Entry) -> Option<NaiveDateTime> {
        let zone = entry.zone.as_ref();
        on_its_day(entry.at?, |civil| self.utc(civil, zone), self.present)
    }
}

/// What a clock of the document means where no zone stands beside it: the zone
/// of its timeline, or else the team's where that tells nothing, as `IST` does.
pub(crate) fn own_zone(context: &Context<'_>) -> Option<ZoneMeaning> {
    let written = context.timeline.zone.as_ref().map(|zone| zone.meaning);
    let is_known =
        |zone: &ZoneMeaning| !matches!(zone, ZoneMeaning::Ambiguous | ZoneMeaning::Unknown);
    let of_team = || context.settings.zone.as_deref().map(ZoneMeaning::of);
    written.filter(is_known).or_else(of_team)
}

/// A civil time in UTC: in the zone written beside it, or else the document's,
/// or else the reader's.
pub(crate) fn utc_of(
    context: &Context<'_>,
    at: NaiveDateTime,
    written: Option<&Zone>,
    present: &Present,
) -> Option<NaiveDateTime> {
    let written = written.map(|zone| zone.meaning);
    let zones = [written, own_zone(context), Some(present.zone)];
    let east = zones.into_iter().flatten().find_map(|zone| zone.offset_at(at))?;
    at.checked_sub_signed(TimeDelta::seconds(east.into()))
}

/// A civil time in UTC. Where the document tells no day, it was in the last
/// hours: the incident runs.
pub(crate) fn on_its_day(
    at: NaiveDateTime,
    to_utc: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>,
    present: &Present,
) -> Option<NaiveDateTime> {
    if tells_day(at) { to_utc(at) } else { latest_at(at.time(), to_utc, present) }
}

/// The last moment at which a clock showed this time.
pub(crate) fn latest_at(
    time: NaiveTime,
    to_utc: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>,
    present: &Present,
) -> Option<NaiveDateTime> {
    let today = present.utc.date();
    let days = [today.succ_opt(), Some(today), today.pred_opt()];
    let is_past = |utc: &NaiveDateTime| *utc <= present.utc + GRACE;
    days.into_iter().flatten().filter_map(|day| to_utc(day.and_time(time))).find(is_past)
}

/// An update this much before its time keeps the promise.
pub(crate) const GRACE: TimeDelta = TimeDelta::minutes(2);

/// Where a phrase of small letters stands in a text, in any case.
fn find(text: &str, phrase: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(phrase)
}
