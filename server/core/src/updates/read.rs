//! Puts the updates of one document together.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::facts::{Facts, Reading};
use super::lines::{Line, regions};
use super::opener::{Opener, Place, opener};
use super::{Audience, Form, Moment, Number, Stated, Update, Updates};
use crate::document::{Document, FieldForm};
use crate::settings::Settings;
use crate::syntax::Syntax;
use crate::text::Span;
use crate::time::DateOrder;
use crate::timeline::{Entry, Timeline};
use crate::vocabulary::fold::fold;
use crate::vocabulary::{FieldKind, Kind, Milestone, Status};

/// Reads one document.
pub(super) struct Reader<'a> {
    reading: Reading<'a>,
    syntax: &'a Syntax,
    document: &'a Document,
    timeline: &'a Timeline,
}

/// The lines of one update.
struct Part<'l> {
    lines: &'l [Line],
    opener: Opener,
    /// The index among `lines` of the one that opens it: a stamp may stand above.
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        syntax: &'a Syntax,
        document: &'a Document,
        timeline: &'a Timeline,
        settings: &'a Settings,
    ) -> Self {
        let near = document.dates.first().map(|known| known.date);
        let order = DateOrder::of(text, near);
        Self { reading: Reading { text, order, near, settings }, syntax, document, timeline }
    }

    pub(super) fn updates(&self) -> Updates {
        let regions = regions(self.reading.text, self.syntax);
        let mut all: Vec<Update> = regions
            .iter()
            .flat_map(|lines| self.parts(lines))
            .map(|part| self.part(&part))
            .collect();
        if all.is_empty() && self.document.kind != Kind::IncidentLog {
            all.extend(self.whole(&regions[0]));
        }
        self.complete_declarations(&mut all);
        all.sort_by_key(|update| update.span);
        if self.document.kind == Kind::IncidentLog {
            all.extend(self.entries(&all));
            all.sort_by_key(|update| update.span);
        }
        self.number_runs(&mut all, &regions[0]);
        let head = self.head_of_page(&all, &regions[0]);
        let is_over = self.is_over(&all);
        Updates { all, status: head.status, impact: head.impact, is_over }
    }

    /// What stands above the first update of a status page.
    fn head_of_page(&self, all: &[Update], prose: &[Line]) -> Facts {
        let first = all.first().map_or(0, |update| update.span.start);
        let above = prose.partition_point(|line| line.span.end <= first);
        match prose[..above].first() {
            Some(line) if self.document.kind == Kind::StatusUpdate => {
                self.reading.facts(&prose[..above], line.span.start)
            }
            _ => Facts::default(),
        }
    }

    /// Cuts lines into updates: from each line that opens one to the next, or to
    /// a heading that ends it.
    fn parts<'l>(&self, lines: &'l [Line]) -> Vec<Part<'l>> {
        let openers: Vec<(usize, Opener)> = self.openers(lines);
        let stamps_lead =
            openers.first().is_some_and(|(at, _)| *at > 0 && self.is_bare_stamp(&lines[at - 1]));
        let start = |at: usize| {
            let leads = stamps_lead && at > 0 && self.is_bare_stamp(&lines[at - 1]);
            at - usize::from(leads)
        };
        let starts: Vec<usize> = openers.iter().map(|(at, _)| start(*at)).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        openers
            .iter()
            .zip(starts.iter().zip(ends))
            .map(|(&(at, opener), (&start, limit))| {
                let ends_it = |line: &Line| {
                    line.level.is_some_and(|level| opener.level.is_none_or(|own| level <= own))
                };
                let own = lines[at + 1..limit].iter().take_while(|line| !ends_it(line)).count();
                Part { lines: &lines[start..=at + own], opener, at: at - start }
            })
            .collect()
    }

    /// The lines that open updates; one that only says again what the one above
    /// it says, as `Identified` below `Phase 2: Identified`, is left out.
    fn openers(&self, lines: &[Line]) -> Vec<(usize, Opener)> {
        let mut found: Vec<(usize, Opener)> = Vec::new();
        let mut has_text = true;
        let mut is_public = false;
        for (at, line) in lines.iter().enumerate() {
            let place = Place { kind: self.document.kind, is_public, order: self.reading.order };
            let Some(opener) = opener(self.reading.text, line, place) else {
                has_text |= line.has_words(self.reading.text);
                if line.level.is_some() {
                    is_public = is_about_status_page(line.span.of(self.reading.text));
                }
                continue;
            };
            let says_again = found.last().is_some_and(|(_, above)| {
                let same = above.status.map(|one| one.0) == opener.status.map(|one| one.0);
                !has_text && opener.number.is_none() && (same || opener.status.is_none())
            });
            if !says_again {
                found.push((at, opener));
            }
            // Text may follow on the line itself.
            let rest = &self.reading.text[opener.end..line.span.end];
            has_text = !opener.is_phase && rest.contains(char::is_alphanumeric);
        }
        found
    }

    fn is_bare_stamp(&self, line: &Line) -> bool {
        line.is_bare_stamp(self.reading.text, self.reading.order)
    }

    fn part(&self, part: &Part<'_>) -> Update {
        let opening = &part.lines[part.at];
        let mut facts = self.reading.facts(&part.lines[part.at..], part.opener.end);
        if part.at > 0 {
            let above = self.reading.facts(&part.lines[..=part.at], part.lines[0].span.start);
            facts.posted = above.when().or(facts.posted);
        }
        let is_declaration = part.opener.is_declaration || self.document.kind == Kind::Declaration;
        let posted = if is_declaration { facts.when_declared() } else { facts.when() };
        let opened = part.opener.status.map(|(status, span)| Stated { value: Some(status), span });
        let end = part.lines.last().map_or(opening.span.end, |line| line.span.end);
        Update {
            span: Span::new(part.lines[0].span.start, end),
            head: head(self.reading.text, opening.span),
            text_span: self.text_span(&part.opener, opening, facts.when(), end),
            form: Form::Part,
            audience: part.opener.audience,
            is_declaration,
            posted,
            number: part.opener.number,
            status: opened.or(facts.status),
            ..self.update(facts)
        }
    }

    /// What follows behind the words and the stamp that open an update.
    fn text_span(&self, opener: &Opener, line: &Line, posted: Option<Moment>, end: usize) -> Span {
        let stamp = posted.map(|moment| moment.span).filter(|stamp| {
            let between = self.reading.text.get(opener.end..stamp.start);
            stamp.end <= line.span.end
                && between.is_some_and(|words| !words.contains(char::is_alphanumeric))
        });
        let start = stamp.map_or(opener.end, |stamp| stamp.end);
        let rest = Span::new(start.min(end), end).of(self.reading.text);
        let marks =
            rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"'“‘`@#".contains(c));
        Span::new(end - marks.len(), end)
    }

    /// The document as one update.
    fn whole(&self, lines: &[Line]) -> Option<Update> {
        let (first, last) = (lines.first()?, lines.last()?);
        let facts = self.reading.facts(lines, first.span.start);
        let is_public = self.document.kind == Kind::StatusUpdate;
        let is_declaration = self.document.kind == Kind::Declaration;
        let head = self.document.title.as_ref().map_or(first.span, |title| title.span);
        let below_title = lines.iter().find(|line| line.level.is_none()).unwrap_or(last);
        Some(Update {
            span: Span::new(first.span.start, last.span.end),
            head,
            text_span: Span::new(below_title.span.start, last.span.end),
            form: Form::Document,
            audience: if is_public { Audience::Public } else { Audience::Responders },
            is_declaration,
            posted: if is_declaration { facts.when_declared() } else { facts.when() },
            status: self.front_matter_status().or(facts.status),
            ..self.update(facts)
        })
    }

    fn update(&self, facts: Facts) -> Update {
        Update {
            span: Span::default(),
            head: Span::default(),
            text_span: Span::default(),
            form: Form::Part,
            audience: Audience::Responders,
            is_declaration: false,
            number: None,
            posted: None,
            revised: facts.revised,
            status: facts.status,
            impact: facts.impact,
            severity: facts.severity,
            next: facts.next,
            rhythm: facts.rhythm,
            run: 0,
        }
    }

    fn front_matter_status(&self) -> Option<Stated<Status>> {
        let field = self.document.fields.iter().find(|field| {
            field.form == FieldForm::FrontMatter && field.kind == Some(FieldKind::Status)
        })?;
        let mut folded = String::new();
        fold(&field.value, &mut folded);
        Some(Stated { value: Status::of(&folded), span: field.value_span })
    }

    /// A declaration that names no time of its own was made when the timeline
    /// or a field says that the incident was declared.
    fn complete_declarations(&self, all: &mut [Update]) {
        let known = self.timeline.milestone(Milestone::Declared);
        let stamp = |span: Span| {
            let entry = self.timeline.entries.iter().find(|entry| entry.span == span);
            entry.map_or(span, |entry| entry.stamp.span)
        };
        let of_timeline = known.map(|known| Moment {
            span: stamp(known.span),
            day: Some(known.at.date()),
            time: known.at.time(),
            offset: known.offset,
            is_rough: false,
        });
        let field = self.document.field(FieldKind::Declared);
        let of_field = || field.and_then(|field| self.reading.first_moment(field.value_span));
        for update in all.iter_mut().filter(|update| update.is_declaration) {
            update.posted = update.posted.or(of_timeline).or_else(of_field);
        }
    }

    /// The entries of a log that tell of updates. A line of an update, sorted
    /// in `parts`, is none, even where it holds a time.
    fn entries(&self, parts: &[Update]) -> Vec<Update> {
        let is_inside = |entry: &&Entry| {
            let above = parts.partition_point(|part| part.span.start <= entry.span.start);
            above.checked_sub(1).is_some_and(|at| parts[at].span.contains(entry.span.start))
        };
        let outside = self.timeline.entries.iter().filter(|entry| !is_inside(entry));
        outside.filter_map(|entry| self.entry(entry)).collect()
    }

    /// An entry of a log that tells of an update.
    fn entry(&self, entry: &Entry) -> Option<Update> {
        let text = self.reading.text;
        let told = entry.text_span.of(text);
        let mut hits = TOLD.find_iter(told).peekable();
        hits.peek()?;
        let is_public = hits.any(|hit| hit.pattern().as_usize() < ABOUT_PAGE);
        let line = Line { span: entry.text_span, level: None, is_item: true, is_code: false };
        let facts = self.reading.facts(&[line], entry.text_span.start);
        Some(Update {
            span: entry.span,
            head: entry.stamp.span,
            text_span: entry.text_span,
            form: Form::Entry,
            audience: if is_public { Audience::Public } else { Audience::Responders },
            number: number_in(told, entry.text_span.start),
            posted: Moment::of_entry(entry),
            revised: None,
            status: if is_public { status_in(told, entry.text_span.start) } else { None },
            ..self.update(facts)
        })
    }

    /// Several incidents on one page are told apart by the headings between
    /// their updates.
    fn number_runs(&self, all: &mut [Update], prose: &[Line]) {
        if self.document.kind != Kind::StatusUpdate {
            return;
        }
        let headings: Vec<usize> =
            prose.iter().filter(|line| line.level.is_some()).map(|line| line.span.start).collect();
        let mut run = 0;
        let mut end = None;
        for update in all {
            let last = headings.partition_point(|&at| at < update.span.start);
            let is_between = |end: usize| last > 0 && headings[last - 1] >= end;
            run += usize::from(end.is_some_and(is_between));
            end = Some(update.span.end);
            update.run = run;
        }
    }

    /// Whether a field, a milestone or an update says that it is over.
    fn is_over(&self, all: &[Update]) -> bool {
        let field = |kind| self.document.field(kind).map(|field| &*field.value);
        let is_resolved = field(FieldKind::Resolved)
            .is_some_and(|value| value.contains(|c: char| c.is_ascii_digit()) || is_true(value));
        let mut folded = String::new();
        fold(field(FieldKind::Status).unwrap_or_default(), &mut folded);
        let is_last = |status: Option<Status>| status.is_some_and(Status::is_last);
        // A status page may tell of several incidents, of which one is over.
        let is_page = self.document.kind == Kind::StatusUpdate;
        is_resolved
            || is_last(Status::leading(&folded))
            || self.timeline.milestone(Milestone::Resolved).is_some()
            || !is_page
                && all.iter().any(|update| is_last(update.status.and_then(|status| status.value)))
    }
}

impl Reading<'_> {
    /// The first clock time of a field.
    fn first_moment(&self, value: Span) -> Option<Moment> {
        let line = Line { span: value, level: None, is_item: false, is_code: false };
        let facts = self.facts(&[line], value.start);
        facts.when()
    }
}

/// Whether a value of the front matter says yes in one of its ways.
fn is_true(value: &str) -> bool {
    ["true", "yes", "on"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// A line without the marks at either end.
fn head(text: &str, line: Span) -> Span {
    let written = line.of(text);
    let is_mark = |c: char| !c.is_alphanumeric() && !")]\"”.!?".contains(c);
    let start = line.end - written.trim_start_matches(is_mark).len();
    let end = line.start + written.trim_end_matches(is_mark).len();
    Span::new(start, end.max(start))
}

fn is_about_status_page(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["status page", "statuspage", "public update", "external"]
        .iter()
        .any(|words| lower.contains(words))
}

/// What an entry says when it tells of an update; the first few when it was one
/// of the status page.
const TELLS: &[&str] =
    &["status page", "statuspage", "status-page", "next update", "update #", "status update"];
const ABOUT_PAGE: usize = 3;

static TOLD: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(TELLS).expect("a fixed list of words")
});

/// `update #3` in an entry.
fn number_in(told: &str, start: usize) -> Option<Number> {
    let at = told.to_ascii_lowercase().find("update #")? + "update #".len();
    let length = told[at..].bytes().take_while(u8::is_ascii_digit).count();
    let value = told[at..at + length].parse().ok()?;
    Some(Number { value, span: Span::new(at, at + length).shift(start) })
}

/// The one status that an entry names.
fn status_in(told: &str, start: usize) -> Option<Stated<Status>> {
    let lower = told.to_ascii_lowercase();
    let mut found = Status::ALL.iter().filter_map(|&status| {
        let title = status.title().to_ascii_lowercase();
        let at = lower.find(&title)?;
        let ends = !lower[at + title.len()..].starts_with(char::is_alphanumeric);
        let span = Span::new(at, at + title.len()).shift(start);
        ends.then_some(Stated { value: Some(status), span })
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
