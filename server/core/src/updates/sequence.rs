//! Updates one after the other: their order, the silences between them, the
//! numbers and statuses that do not follow.
//!
//! Each question takes updates of one incident for one audience. They may come
//! from one document or from a folder of files: a place in an answer is an
//! index into the slice.

use chrono::TimeDelta;

use super::{Form, Moment, Update};
use crate::vocabulary::Status;

/// The updates in the order in which they went out. Where times are missing,
/// document order holds, or its reverse when the newest stands first.
#[must_use]
pub fn in_order<'a>(updates: &[&'a Update]) -> Vec<&'a Update> {
    let mut ordered: Vec<&Update> = updates.to_vec();
    if is_newest_first(updates) {
        ordered.reverse();
    }
    let mut last: Option<(&Update, Moment, TimeDelta)> = None;
    let mut keyed: Vec<(TimeDelta, &Update)> = Vec::with_capacity(ordered.len());
    for update in ordered {
        if let Some(posted) = update.posted {
            let key = last.map_or(TimeDelta::zero(), |(above, before, key)| {
                key + step(above, &before, update, &posted)
            });
            last = Some((update, posted, key));
        }
        keyed.push((last.map_or(TimeDelta::zero(), |(.., key)| key), update));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, update)| update).collect()
}

/// From one update to the next. Where a day is left out and the clock goes back
/// while the numbers go on, a night lies between the two.
fn step(above: &Update, before: &Moment, update: &Update, posted: &Moment) -> TimeDelta {
    let step = before.until(posted);
    let has_days = before.day.is_some() && posted.day.is_some();
    let numbers = above.number.zip(update.number);
    let goes_on = numbers.is_some_and(|(above, own)| own.value > above.value);
    let is_night = !has_days && goes_on && step < TimeDelta::zero();
    if is_night { step + TimeDelta::days(1) } else { step }
}

/// Whether a page shows its newest update first: by its numbers, its times or
/// its statuses.
fn is_newest_first(updates: &[&Update]) -> bool {
    let ends = |value: fn(&Update) -> Option<u32>| {
        let mut known = updates.iter().filter_map(|update| value(update));
        known.next().zip(known.next_back())
    };
    if let Some((first, last)) = ends(|update| update.number.map(|number| number.value)) {
        return first > last;
    }
    let posted: Vec<Moment> = updates.iter().filter_map(|update| update.posted).collect();
    let steps: Vec<TimeDelta> = posted.windows(2).map(|pair| pair[0].until(&pair[1])).collect();
    if !steps.is_empty() {
        let back = steps.iter().filter(|step| **step < TimeDelta::zero()).count();
        return back * 2 > steps.len();
    }
    let steps = ends(|update| Some(u32::from(known_status(update)?.step())));
    steps.is_some_and(|(first, last)| first > last)
}

fn known_status(update: &Update) -> Option<Status> {
    update.status?.value
}

/// When an update was last heard of.
fn last_word(update: &Update) -> Option<Moment> {
    update.revised.or(update.posted)
}

/// A silence that was longer than it was to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The update before it.
    pub before: usize,
    /// The update that ended it.
    pub after: usize,
    /// How long it was.
    pub length: TimeDelta,
    /// How long it was to be at most.
    pub limit: TimeDelta,
    /// What sets the limit.
    pub reason: Reason,
}

/// What sets the longest silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The update before it promised the next one.
    Promise,
    /// An update, the one of that index, promised a rhythm for all that follow.
    Rhythm(usize),
    /// The severity asks for it.
    Severity,
}

/// The silences in `updates`, which are in order of time. `limit` is the longest
/// that the severity at an update allows, `grace` how late the next may come.
#[must_use]
pub fn gaps(
    updates: &[&Update],
    limit: impl Fn(&Update) -> Option<TimeDelta>,
    grace: TimeDelta,
) -> Vec<Gap> {
    let mut rhythm: Option<(usize, TimeDelta)> = None;
    let mut found = Vec::new();
    for at in 0..updates.len().saturating_sub(1) {
        let update = updates[at];
        rhythm = update.rhythm.map(|stated| (at, stated.length)).or(rhythm);
        let asks_for_more = known_status(update)
            .is_none_or(|status| !status.is_last() && !status.is_of_maintenance());
        let times = last_word(update).zip(updates[at + 1].posted);
        let Some((from, to)) = times.filter(|_| asks_for_more) else { continue };
        let by_rhythm = rhythm.map(|(by, length)| (length, Reason::Rhythm(by)));
        let by_severity = limit(update).map(|length| (length, Reason::Severity));
        let promised = promised(update, &from);
        if is_pause(update, promised) {
            continue;
        }
        let limits = [promised, by_rhythm, by_severity];
        let shortest = limits.into_iter().flatten().min_by_key(|(length, _)| *length);
        let length = from.until(&to);
        let late = shortest.filter(|(limit, _)| length > *limit + grace);
        found.extend(late.map(|(limit, reason)| Gap {
            before: at,
            after: at + 1,
            length,
            limit,
            reason,
        }));
    }
    found
}

/// Whether an update announces that nothing will be heard for some hours, as
/// before a night, or names no clock time for the next.
fn is_pause(update: &Update, promised: Option<(TimeDelta, Reason)>) -> bool {
    const LONG: TimeDelta = TimeDelta::hours(4);
    let is_untimed = update
        .next
        .is_some_and(|next| next.says_when && next.moment.is_none() && next.length.is_none());
    is_untimed || promised.is_some_and(|(length, _)| length > LONG)
}

/// How long after `from` the next update was promised. A promise in two words
/// that disagree is kept by the later one.
fn promised(update: &Update, from: &Moment) -> Option<(TimeDelta, Reason)> {
    let next = update.next?;
    let by_clock = next.moment.map(|moment| from.until(&moment));
    let by_length = next.length.map(|stated| stated.length);
    let length = by_clock.max(by_length).filter(|length| *length > TimeDelta::zero())?;
    Some((length, Reason::Promise))
}

/// A number that does not follow the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The update with the number before it.
    pub before: usize,
    /// The update with the number.
    pub at: usize,
    /// The number that would follow.
    pub wanted: u32,
}

/// The numbers that do not follow in `updates`, which are in order of time.
/// Each wanted number follows from the first one. Entries that tell of an
/// update do not count beside the updates themselves.
#[must_use]
pub fn jumps(updates: &[&Update]) -> Vec<Jump> {
    let is_own = |update: &Update| update.form != Form::Entry;
    let has_own = updates.iter().any(|update| is_own(update) && update.number.is_some());
    let mut last: Option<(usize, u32, u32)> = None;
    let mut found = Vec::new();
    for (at, update) in updates.iter().enumerate() {
        let number = update.number.filter(|_| is_own(update) || !has_own);
        let Some(number) = number else { continue };
        let (before, written, counted) = last.unwrap_or((at, number.value, number.value));
        let is_first = before == at;
        let wanted = if is_first { number.value } else { counted.saturating_add(1) };
        if !is_first && number.value != written.saturating_add(1) {
            found.push(Jump { before, at, wanted });
        }
        last = Some((at, number.value, wanted));
    }
    found
}

/// A status that lies before the one given earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepBack {
    /// The update with the status further on.
    pub before: usize,
    /// The update that goes back.
    pub at: usize,
}

/// The steps back in `updates`, which are in order of time: each status that
/// lies before the last one given.
#[must_use]
pub fn steps_back(updates: &[&Update]) -> Vec<StepBack> {
    let mut last: Option<(usize, Status)> = None;
    let mut found = Vec::new();
    for (at, update) in updates.iter().enumerate() {
        let Some(status) = known_status(update) else { continue };
        if let Some((before, above)) = last
            && above.is_of_maintenance() == status.is_of_maintenance()
            && status.step() < above.step()
        {
            found.push(StepBack { before, at });
        }
        last = Some((at, status));
    }
    found
}

/// What is wrong with the time of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The stated length leads to another time than the one stated beside it:
    /// this far from the update.
    Disagrees(TimeDelta),
    /// The stated time is before the update.
    IsPast,
}

/// Whether the promise of an update cannot be meant as it stands. Times that
/// are less than `tolerance` apart are the same, for people round.
#[must_use]
pub fn miss(update: &Update, tolerance: TimeDelta) -> Option<Miss> {
    let (posted, next) = (update.posted?, update.next?);
    let moment = next.moment.filter(|moment| !moment.is_rough && !posted.is_rough)?;
    let way = posted.until(&moment);
    if let Some(stated) = next.length {
        let difference = (way - stated.length).abs();
        return (difference >= tolerance).then_some(Miss::Disagrees(stated.length));
    }
    // A clock time without a day may be that of tomorrow.
    let is_sure = moment.day.is_some() || way > TimeDelta::hours(-3);
    (way < TimeDelta::zero() && is_sure).then_some(Miss::IsPast)
}
