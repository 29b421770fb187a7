//! Where an incident stands right now, and what it asks of people: the next
//! update, roles that nobody has, boxes that nobody has ticked.
//!
//! Only of an incident that still runs something is asked. What a document
//! does not tell is left open, never guessed.

mod hypotheses;
mod roles;
#[cfg(test)]
mod tests;

use chrono::{NaiveDateTime, TimeDelta};

use crate::ide::moments::Moment;
use crate::ide::{Present, Snapshot};
use crate::rules::{Context, checklist, due, facts};
use crate::secrets::mask;
use crate::text::{Span, one_line};
use crate::timeline::{Entry, tells_day};
use crate::updates::{self, Updates};
use crate::vocabulary::{Kind, Milestone, Role, Status};

/// Where an incident stands. Times are in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The path as given.
    pub path: String,
    /// What the document is for.
    pub kind: Kind,
    /// Its title.
    pub title: Option<String>,
    /// The severity, by its name on the team's scale.
    pub severity: Option<String>,
    /// How far the incident has come.
    pub phase: Option<Status>,
    /// Whether it still runs.
    pub is_live: bool,
    /// When it began: when its effect did, as far as that is known.
    pub started_at: Option<NaiveDateTime>,
    /// How long it has run, or ran in all.
    pub elapsed: Option<TimeDelta>,
    /// The next update, when the incident runs and something says when it is due.
    pub next_update: Option<UpdateDue>,
    /// The last entry of the timeline.
    pub last_entry: Option<LastEntry>,
    /// Whether the document says of anybody which role is theirs.
    pub names_roles: bool,
    /// The roles that somebody should have and nobody has.
    pub unassigned_roles: Vec<Role>,
    /// The items of checklists that are still open, in order of place.
    pub unchecked_items: Vec<OpenPoint>,
    /// The suspected causes of which the document does not say whether they
    /// hold, in order of place.
    pub open_hypotheses: Vec<OpenPoint>,
}

/// An update that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateDue {
    /// When.
    pub at: NaiveDateTime,
    /// Whether that has passed.
    pub is_overdue: bool,
    /// Why it is due then: `promised`, `SEV1 asks for one every 30m`.
    pub reason: String,
}

impl UpdateDue {
    /// `due in 12m`, `due now`, `3m late`.
    #[must_use]
    pub fn distance(&self, present: &Present) -> String {
        due::distance(self.at, present)
    }
}

/// The last thing that was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastEntry {
    /// When it happened.
    pub at: NaiveDateTime,
    /// What happened, without the values of credentials.
    pub text: String,
}

/// Something that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// Its words, as readable text and without the values of credentials.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
}

impl Standing {
    /// Whether somebody has to act at once: an update is late, or nobody has a
    /// role that somebody should have.
    #[must_use]
    pub fn is_pressing(&self) -> bool {
        self.next_update.as_ref().is_some_and(|next| next.is_overdue)
            || !self.unassigned_roles.is_empty()
    }
}

/// After this much silence an incident is over or forgotten, and nobody owes an
/// update on it any more.
const FORGOTTEN: TimeDelta = TimeDelta::days(7);

impl Snapshot {
    /// Where the incident stands at this moment.
    #[must_use]
    pub fn standing(&self, present: &Present) -> Standing {
        let context = self.context();
        let updates = context.updates();
        let is_live = self.is_live() && !updates.is_over && !self.is_forgotten(updates, present);
        let started_at = self.started_at(updates, present);
        let end = if is_live { Some(present.utc) } else { self.ended_at(present) };
        Standing {
            path: self.path.clone(),
            kind: self.document.kind,
            title: self.document.title.as_ref().map(|title| mask(&title.text).into_owned()),
            severity: facts::severity(&context).map(|severity| severity.name.clone()),
            phase: self.phase(updates),
            is_live,
            started_at,
            elapsed: started_at.zip(end).map(|(from, to)| to - from).filter(is_forward),
            next_update: self.update_due(is_live, present),
            last_entry: self.last_entry(present),
            names_roles: self.names_roles(),
            unassigned_roles: if is_live { self.unassigned_roles() } else { Vec::new() },
            unchecked_items: self.unchecked_items(&context),
            open_hypotheses: if is_live { self.open_hypotheses() } else { Vec::new() },
        }
    }

    /// Whether the last thing that was heard of it lies long back.
    fn is_forgotten(&self, updates: &Updates, present: &Present) -> bool {
        let entries = self.timeline.entries.iter();
        let of_entries = entries.filter_map(|entry| self.utc_of(entry, present)).max();
        let said = updates.all.iter().filter_map(|update| update.posted);
        let of_updates = said.filter_map(|moment| self.utc_of_update(&moment, present)).max();
        let of_document = || {
            let day = self.document.dates.first()?.date.succ_opt()?;
            self.utc_of_civil(day.and_time(chrono::NaiveTime::MIN), None, present)
        };
        let last = of_entries.max(of_updates).or_else(of_document);
        last.is_some_and(|last| present.utc - last > FORGOTTEN)
    }

    fn utc_of_update(&self, moment: &updates::Moment, present: &Present) -> Option<NaiveDateTime> {
        let at = moment.at()?;
        match moment.offset {
            Some(_) => Moment { at, offset: moment.offset }.utc(),
            None => self.utc_of_civil(at, None, present),
        }
    }

    /// The start of the effect or its earliest sign; of a mere declaration the
    /// time at which it went out.
    fn started_at(&self, updates: &Updates, present: &Present) -> Option<NaiveDateTime> {
        let zero = self.timeline.zero(self.settings.zero);
        if let Some(zero) = zero {
            return self.utc_of_milestone(zero, present);
        }
        let mut timed = self.timeline.entries.iter().filter(|entry| entry.stamp.time.is_some());
        let mut first = || timed.find_map(|entry| self.utc_of(entry, present));
        let declared = || updates.all.iter().find(|update| update.is_declaration)?.posted;
        match self.document.kind {
            Kind::IncidentLog | Kind::Postmortem => first(),
            Kind::Declaration => self.utc_of_update(&declared()?, present),
            _ => None,
        }
    }

    fn ended_at(&self, present: &Present) -> Option<NaiveDateTime> {
        let resolved = self.timeline.milestone(Milestone::Resolved)?;
        self.utc_of_milestone(resolved, present)
    }

    fn update_due(&self, is_live: bool, present: &Present) -> Option<UpdateDue> {
        let next = self.next_update(present).filter(|_| is_live)?;
        let is_overdue = next.due < present.utc;
        Some(UpdateDue { at: next.due, is_overdue, reason: next.reason })
    }

    fn last_entry(&self, present: &Present) -> Option<LastEntry> {
        let known = |entry| Some((self.utc_of(entry, present)?, entry));
        let entries = self.timeline.entries.iter();
        let (at, entry): (_, &Entry) = entries.filter_map(known).max_by_key(|(at, _)| *at)?;
        entry.at.filter(|at| tells_day(*at) || self.is_live())?;
        Some(LastEntry { at, text: mask(&entry.text).into_owned() })
    }

    fn unchecked_items(&self, context: &Context<'_>) -> Vec<OpenPoint> {
        if matches!(self.document.kind, Kind::Runbook | Kind::Template | Kind::Other) {
            return Vec::new();
        }
        let actions = &self.document.actions;
        let is_action =
            |item: &Span| actions.binary_search_by_key(&item.start, |one| one.span.start).is_ok();
        let mut open = checklist::open_items(context);
        open.retain(|item| !is_action(item));
        open.into_iter().map(|item| self.open_point(item)).collect()
    }

    /// The readable words of the block that begins there.
    fn open_point(&self, place: Span) -> OpenPoint {
        let blocks = &self.syntax.blocks;
        let first = blocks.partition_point(|block| block.span.start < place.start);
        let leaf = (first..blocks.len())
            .take_while(|&id| blocks[id].span.start < place.end.max(place.start + 1))
            .find(|&id| !blocks[id].inlines.is_empty());
        let words = leaf.map(|id| self.syntax.plain(&self.text, id).text);
        let words = words.unwrap_or_else(|| place.of(&self.text).to_owned());
        OpenPoint {
            text: mask(&one_line(&words)).into_owned(),
            line: self.lines.line(place.start) + 1,
        }
    }
}

fn is_forward(length: &TimeDelta) -> bool {
    *length >= TimeDelta::zero()
}
