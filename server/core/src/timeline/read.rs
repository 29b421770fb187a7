//! Puts the timeline of one document together, step by step.

use std::ops::Range;

use chrono::NaiveDate;

use crate::document::{DateSource, Document, Field};
use crate::settings::Settings;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::time::{DateOrder, Stamp, Zone, stamp_at, stamps};
use crate::timeline::after::{Before, Candidates};
use crate::timeline::marks::{self, Weight};
use crate::timeline::milestones;
use crate::timeline::resolve::{Resolved, Walk, mark_far_dates};
use crate::timeline::scan::{Candidate, Words, candidates};
use crate::timeline::select::{Role, Taken, select};
use crate::timeline::zones::{ZoneSentence, Zones, sentences, sentences_in};
use crate::timeline::{Entry, EntryForm, MilestoneTime, Timeline, UNKNOWN_DAY, lengths, tells_day};
use crate::vocabulary::{FieldKind, Milestone, SectionKind};

/// Reads one document.
pub(super) struct Reader<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    document: &'a Document,
    settings: &'a Settings,
    order: DateOrder,
    /// The day of the document.
    day: Option<NaiveDate>,
    sentences: Vec<ZoneSentence>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        syntax: &'a Syntax,
        document: &'a Document,
        settings: &'a Settings,
    ) -> Self {
        let near = document.dates.first().map(|known| known.date);
        let order = DateOrder::of(text, near);
        let day = day_of_document(text, document, order);
        Self { text, syntax, document, settings, order, day, sentences: sentences(text, order) }
    }

    pub(super) fn timeline(&self) -> Timeline {
        self.timeline_of(self.candidates(0..self.syntax.blocks.len()))
    }

    /// The timeline, and what was read for it. What is known of blocks that
    /// were kept is not read again.
    pub(super) fn timeline_after(&self, before: Option<&Before<'_>>) -> (Timeline, Candidates) {
        let found = self.candidates_after(before);
        (self.timeline_of(found.clone()), Candidates { found, order: self.order })
    }

    fn candidates_after(&self, before: Option<&Before<'_>>) -> Vec<Candidate> {
        let before = before.filter(|before| before.holds_for(self.document, self.order));
        let all = 0..self.syntax.blocks.len();
        let mut found = self.candidates(before.map_or(all, |before| before.document.kept.read()));
        // The words of a heading may stand in the block below it.
        for candidate in found.iter_mut().filter(|one| one.form != EntryForm::Heading) {
            let (text, marked) = self.words(candidate);
            candidate.words = Some(Words { text: text.into(), marked });
        }
        match before {
            Some(before) => before.with(found),
            None => found,
        }
    }

    fn candidates(&self, blocks: Range<BlockId>) -> Vec<Candidate> {
        candidates(self.text, self.syntax, self.document, self.order, blocks)
    }

    fn timeline_of(&self, candidates: Vec<Candidate>) -> Timeline {
        let mut taken = select(candidates, self.document);
        mark_far_dates(&mut taken, self.document);
        let (entries, weights, zone) = self.entries(taken);
        let milestones = milestones::known(&entries, &weights, &self.stated());
        Timeline {
            phases: lengths::phases(&milestones),
            durations: lengths::durations(&milestones, self.settings.zero),
            milestones,
            zone,
            entries,
            date_order: Some(self.order),
        }
    }

    fn entries(&self, taken: Vec<Taken>) -> (Vec<Entry>, Vec<Option<Weight>>, Option<Zone>) {
        let zones =
            Zones::new(self.text, self.syntax, self.document, self.settings, &self.sentences);
        let near = self.near(&taken);
        let base = self.day.or_else(|| self.fallback(&taken));
        let mut entries = Vec::with_capacity(taken.len());
        let mut weights = Vec::with_capacity(taken.len());
        let mut first_zone = None;
        let mut run: Option<Run> = None;
        let mut pending = None;
        for item in taken {
            if item.role == Role::Date {
                pending = item.candidate.stamp.date;
                continue;
            }
            if !run.as_ref().is_some_and(|run| self.continues(run, &item)) {
                let number = run.map_or(0, |run| run.number + 1);
                let zone = zones.of_run(&item);
                first_zone = first_zone.or_else(|| zone.clone());
                run = Some(Run {
                    number,
                    scope: item.scope,
                    walk: self.walk(&item, base, near),
                    zone,
                });
            }
            let Some(run) = &mut run else { continue };
            if let Some(date) = pending.take() {
                run.walk.date(date);
            }
            let resolved = run.walk.entry(&item.candidate.stamp);
            let zone = zones.of_stamp(&item.candidate.stamp).or_else(|| run.zone.clone());
            let (entry, weight) = self.entry(item, resolved, zone, run.number);
            entries.push(entry);
            weights.push(weight);
        }
        (entries, weights, first_zone)
    }

    /// Headings with a time go on with their run even where they end its
    /// section, since they stand at any level; another timeline is another run.
    fn continues(&self, run: &Run, next: &Taken) -> bool {
        let is_timeline = next
            .scope
            .is_some_and(|scope| self.document.sections[scope].kind == Some(SectionKind::Timeline));
        run.scope == next.scope || (next.candidate.form == EntryForm::Heading && !is_timeline)
    }

    /// A day from which years can be completed: the document's, or the first
    /// that an entry gives in full.
    fn near(&self, taken: &[Taken]) -> Option<NaiveDate> {
        let of_document = self.document.dates.first().map(|known| known.date);
        let written = |item: &Taken| item.candidate.stamp.date?.resolve(None);
        of_document.or_else(|| taken.iter().find_map(written))
    }

    /// A day for clock times in a document that gives none by itself: that of a
    /// field such as `Detected: 2026-03-04 07:42`, or a placeholder when there
    /// is no date anywhere.
    fn fallback(&self, taken: &[Taken]) -> Option<NaiveDate> {
        if let Some(stated) = self.stated().first() {
            return Some(stated.at.date());
        }
        let has_date = taken.iter().any(|item| item.candidate.stamp.date.is_some());
        (!has_date).then_some(UNKNOWN_DAY)
    }

    /// Begins a run with the day that its section gives, or else with `base`.
    fn walk(&self, first: &Taken, base: Option<NaiveDate>, near: Option<NaiveDate>) -> Walk {
        let of_section = first.scope.and_then(|section| self.day_of_section(section, near));
        Walk::new(of_section.or(base), near)
    }

    /// The day in the heading of a section, or in the sentence below it that
    /// gives the zone.
    fn day_of_section(&self, section: usize, near: Option<NaiveDate>) -> Option<NaiveDate> {
        let section = &self.document.sections[section];
        let in_title = stamps(&section.title, self.order).iter().find_map(|stamp| stamp.date);
        let in_sentence = || {
            let inside = sentences_in(&self.sentences, section.span);
            inside.iter().find_map(|found| found.date)
        };
        in_title.or_else(in_sentence)?.resolve(near)
    }

    fn entry(
        &self,
        item: Taken,
        resolved: Resolved,
        zone: Option<Zone>,
        run: usize,
    ) -> (Entry, Option<Weight>) {
        let candidate = item.candidate;
        let (text, marked) = match &candidate.words {
            Some(words) => (words.text.as_ref().to_owned(), words.marked),
            None => self.words(&candidate),
        };
        let day = resolved.at.filter(|at| tells_day(*at));
        let offset = zone.as_ref().zip(day).and_then(|(zone, at)| zone.meaning.offset_at(at));
        let entry = Entry {
            span: candidate.span,
            block: candidate.block,
            form: candidate.form,
            stamp: Stamp { error: resolved.error, ..candidate.stamp },
            at: resolved.at,
            end: resolved.end,
            date_origin: resolved.origin,
            zone,
            offset,
            text_span: candidate.text_span,
            text,
            milestone: marked.map(|(milestone, _)| milestone),
            run,
        };
        (entry, marked.map(|(_, weight)| weight))
    }

    /// What the words of a candidate say, and which milestone they mark.
    fn words(&self, candidate: &Candidate) -> (String, Option<(Milestone, Weight)>) {
        let text = self.readable(candidate.form, candidate.block, candidate.text_span);
        let marked = marks::of_words(&text, self.settings);
        (text, marked)
    }

    /// The readable text of an entry; of a heading without words, that of the
    /// paragraph below it.
    fn readable(&self, form: EntryForm, block: BlockId, span: Span) -> String {
        let own = self.plain_within(block, span);
        if !own.is_empty() || form != EntryForm::Heading {
            return own;
        }
        let below = self.syntax.blocks[block].end;
        let first = (below..self.syntax.blocks.len()).find(|&id| {
            !matches!(self.syntax.blocks[id].kind, BlockKind::List { .. } | BlockKind::Item { .. })
        });
        match first.map(|id| (id, &self.syntax.blocks[id])) {
            Some((id, next)) if next.kind == BlockKind::Paragraph => {
                self.plain_within(id, next.span)
            }
            _ => own,
        }
    }

    /// The readable text of a block and those in it, as far as it lies in `span`.
    fn plain_within(&self, block: BlockId, span: Span) -> String {
        let mut plain = String::with_capacity(span.len());
        for id in block..self.syntax.blocks[block].end {
            if self.syntax.blocks[id].span.start >= span.end {
                break;
            }
            // Words of two cells are not one word.
            if self.syntax.blocks[id].kind == BlockKind::TableCell && !plain.is_empty() {
                plain.push(' ');
            }
            for inline in self.syntax.inlines(id) {
                let inside =
                    Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end));
                match inline.kind {
                    InlineKind::Text if inside.start < inside.end => {
                        plain.push_str(inside.of(self.text));
                    }
                    InlineKind::Code if span.covers(inline.span) => {
                        plain.push_str(inline.span.of(self.text).trim_matches('`'));
                    }
                    InlineKind::SoftBreak | InlineKind::HardBreak if span.covers(inline.span) => {
                        plain.push(' ');
                    }
                    _ => {}
                }
            }
        }
        let trimmed = plain.trim();
        if trimmed.len() < plain.len() { trimmed.to_owned() } else { plain }
    }

    /// The milestones that fields state, in document order.
    fn stated(&self) -> Vec<MilestoneTime> {
        let known = |field: &Field| {
            let milestone = field.kind.and_then(FieldKind::reaches)?;
            self.time_of_field(milestone, field.value_span)
        };
        self.document.fields.iter().filter_map(known).collect()
    }

    fn time_of_field(&self, milestone: Milestone, value: Span) -> Option<MilestoneTime> {
        let stamp = stamp_at(&self.text[..value.end], value.start, self.order)?;
        let day = self.document.dates.first().map(|known| known.date);
        let date = stamp.date.map_or(day, |date| date.resolve(day))?;
        let at = date.and_time(stamp.time.filter(|_| stamp.error.is_none())?);
        let offset = stamp.zone.and_then(|zone| zone.meaning.offset_at(at));
        Some(MilestoneTime { milestone, at, offset, span: value })
    }
}

/// The day of the document. A file is often named by the day on which it was
/// begun, so the day that the summary tells, a little earlier, wins.
fn day_of_document(text: &str, document: &Document, order: DateOrder) -> Option<NaiveDate> {
    let known = document.dates.first()?;
    let is_weak = matches!(known.source, DateSource::FileName | DateSource::FrontMatter);
    let summary = document.section(SectionKind::Summary).filter(|_| is_weak);
    let told = summary.and_then(|section| {
        let found = stamps(section.span.of(text), order);
        found.iter().find_map(|stamp| stamp.date)?.resolve(Some(known.date))
    });
    told.filter(|day| (1..=2).contains(&(known.date - *day).num_days())).or(Some(known.date))
}

/// A timeline within the document.
struct Run {
    number: usize,
    scope: Option<usize>,
    walk: Walk,
    zone: Option<Zone>,
}
