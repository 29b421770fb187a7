//! Decides which candidates are entries, and which only give a date to those
//! below them.
//!
//! A section that is a timeline speaks for its own; elsewhere only several of
//! one shape do, and never in sections that look ahead or list people.

use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::timeline::EntryForm;
use crate::timeline::place::Places;
use crate::timeline::scan::{Candidate, Shape};
use crate::vocabulary::SectionKind;

/// A candidate that was taken.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) candidate: Candidate,
    /// The section in which it stands as one of a series: the timeline, or the
    /// innermost that is no date of its own.
    pub(super) scope: Option<usize>,
    pub(super) role: Role,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// An entry.
    Entry,
    /// A date for what stands below.
    Date,
}

/// The candidates that are entries or give a date to entries, in document order.
pub(super) fn select(candidates: Vec<Candidate>, document: &Document) -> Vec<Taken> {
    let places = place(&candidates, document);
    let groups = Groups::new(&candidates, &places);
    let taken: Vec<bool> = (0..candidates.len())
        .map(|at| groups.takes(&candidates[at], &places[at], document))
        .collect();
    let roles = roles(&candidates, &taken);
    candidates
        .into_iter()
        .zip(places)
        .zip(taken.into_iter().zip(roles))
        .filter(|((candidate, place), (taken, role))| match role {
            Role::Entry => *taken,
            Role::Date => *taken || gives_date(candidate, place),
        })
        .map(|((candidate, place), (_, role))| Taken { candidate, scope: place.scope, role })
        .collect()
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The timeline around it.
    timeline: Option<usize>,
    /// Its series: the timeline, or the innermost section that is no date.
    scope: Option<usize>,
    /// The innermost known kind around it.
    kind: Option<SectionKind>,
}

fn place(candidates: &[Candidate], document: &Document) -> Vec<Place> {
    let mut places = Places::new(document);
    let dated: Vec<usize> = candidates
        .iter()
        .filter(|candidate| candidate.form == EntryForm::Heading)
        .map(|candidate| candidate.block)
        .collect();
    candidates
        .iter()
        .map(|candidate| {
            let at = candidate.stamp.span.start;
            let timeline = places.timeline(at);
            let around = places.around(at);
            let is_date =
                |section: &usize| dated.binary_search(&document.sections[*section].heading).is_ok();
            let named = around.iter().rev().find(|section| !is_date(section)).copied();
            let kind = around.iter().rev().find_map(|&section| document.sections[section].kind);
            Place { timeline, scope: timeline.or(named), kind }
        })
        .collect()
}

/// How many timed candidates of one form stand in each series.
struct Groups {
    counts: FxHashMap<(Option<usize>, EntryForm), Count>,
    headings: usize,
}

#[derive(Clone, Copy, Default)]
struct Count {
    timed: usize,
    dated: usize,
    trailing: usize,
}

impl Groups {
    fn new(candidates: &[Candidate], places: &[Place]) -> Self {
        let mut groups = Self { counts: FxHashMap::default(), headings: 0 };
        for (candidate, place) in candidates.iter().zip(places) {
            let count = groups.counts.entry((place.scope, candidate.form)).or_default();
            if !candidate.is_timed() {
                continue;
            }
            match candidate.shape {
                Shape::Trailing => count.trailing += 1,
                Shape::Labelled => {}
                Shape::SetOff | Shape::Leading => {
                    count.timed += 1;
                    count.dated += usize::from(candidate.stamp.date.is_some());
                    groups.headings += usize::from(candidate.form == EntryForm::Heading);
                }
            }
        }
        groups
    }

    fn takes(&self, candidate: &Candidate, place: &Place, document: &Document) -> bool {
        if candidate.form == EntryForm::Heading {
            return self.takes_heading(candidate, place, document);
        }
        if place.timeline.is_some() {
            return takes_in_timeline(candidate);
        }
        if place.kind.is_some_and(looks_ahead) {
            return false;
        }
        let key = (place.scope, candidate.form);
        let count = self.counts.get(&key).copied().unwrap_or_default();
        let is_series = count.timed >= 3 || (count.dated >= 2 && count.dated == count.timed);
        match candidate.shape {
            Shape::SetOff => is_series || (count.dated >= 1 && is_open_to_few(place)),
            Shape::Leading => {
                (is_series || (count.dated >= 1 && is_open_to_few(place)))
                    && candidate.form != EntryForm::Paragraph
            }
            Shape::Trailing => count.trailing >= 3 && is_open_to_few(place),
            Shape::Labelled => false,
        }
    }

    /// A heading with a clock time is an entry; the title is none.
    fn takes_heading(&self, candidate: &Candidate, place: &Place, document: &Document) -> bool {
        let is_title = document.title.as_ref().is_some_and(|title| {
            title.span.overlaps(candidate.span) || candidate.span.covers(title.span)
        });
        let is_known = place.timeline.is_some() || self.headings >= 2;
        let has_time = candidate.is_timed();
        !is_title && is_known && (has_time || place.timeline.is_some())
    }
}

fn takes_in_timeline(candidate: &Candidate) -> bool {
    let has_time = candidate.is_timed();
    match candidate.shape {
        Shape::SetOff | Shape::Trailing | Shape::Labelled => true,
        Shape::Leading if candidate.form == EntryForm::Paragraph => {
            // "Between 4 pm and 5 pm ..." sums up; it is no entry.
            has_time && candidate.stamp.end.is_none()
        }
        Shape::Leading => true,
    }
}

/// Whether no sentence around byte `offset` is an entry, wherever its stamp
/// stands: so that none of it need be read.
pub(super) fn has_no_entries(places: &mut Places<'_>, offset: usize) -> bool {
    places.kind(offset).is_some_and(looks_ahead) && places.timeline(offset).is_none()
}

/// Sections whose dates are plans, links or people.
fn looks_ahead(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::ActionItems
            | SectionKind::FollowUp
            | SectionKind::References
            | SectionKind::Participants
            | SectionKind::Lessons
            | SectionKind::WentWell
            | SectionKind::WentWrong
            | SectionKind::GotLucky
    )
}

/// Sections that tell what happened without being called a timeline.
fn is_open_to_few(place: &Place) -> bool {
    matches!(place.kind, None | Some(SectionKind::Background))
}

/// The role of each candidate, seen from the one below that is taken or is a
/// date by itself.
fn roles(candidates: &[Candidate], taken: &[bool]) -> Vec<Role> {
    let mut roles = vec![Role::Entry; candidates.len()];
    let mut next = None;
    for (at, candidate) in candidates.iter().enumerate().rev() {
        roles[at] = role(candidate, next);
        if taken[at] || candidate.is_bare() {
            next = Some(candidate);
        }
    }
    roles
}

/// A date without a clock time is for those below it when the next entry has
/// none of its own, or when it is a heading over them.
fn role(candidate: &Candidate, next: Option<&Candidate>) -> Role {
    let is_date = !candidate.is_timed()
        && candidate.stamp.date.is_some()
        && candidate.form != EntryForm::TableRow
        && matches!(candidate.shape, Shape::SetOff | Shape::Leading);
    if !is_date {
        return Role::Entry;
    }
    let is_needed = next.is_some_and(|next| {
        let is_over = candidate.form == EntryForm::Heading && next.form != EntryForm::Heading;
        next.is_timed() && (next.stamp.date.is_none() || is_over)
    });
    let is_line = candidate.is_bare() && candidate.form == EntryForm::Paragraph;
    if is_needed || is_line { Role::Date } else { Role::Entry }
}

/// Outside a timeline only a line or heading that begins with a date does.
fn gives_date(candidate: &Candidate, place: &Place) -> bool {
    let is_line = candidate.is_bare() || candidate.form == EntryForm::Heading;
    is_line && !place.kind.is_some_and(looks_ahead)
}
