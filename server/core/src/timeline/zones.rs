//! The zone that holds where entries name none.

use std::cell::OnceCell;

use crate::document::Document;
use crate::settings::Settings;
use crate::syntax::{BlockKind, Syntax};
use crate::text::Span;
use crate::time::{CalendarDate, DateOrder, Stamp, Zone, ZoneMeaning, stamps, zone_at};
use crate::timeline::select::Taken;
use crate::vocabulary::FieldKind;

/// A sentence that says in which zone times are given, perhaps also of what day.
#[derive(Clone, Debug)]
pub(super) struct ZoneSentence {
    pub(super) at: usize,
    pub(super) zone: Zone,
    pub(super) date: Option<CalendarDate>,
}

/// Every sentence such as "All times in UTC." in a text.
pub(super) fn sentences(text: &str, order: DateOrder) -> Vec<ZoneSentence> {
    let finder = memchr::memmem::Finder::new("ime");
    let mut found = Vec::new();
    for at in finder.find_iter(text.as_bytes()) {
        let Some(zone) = stated_zone(text, at) else { continue };
        let line = line_behind(text, zone.span.end);
        let date = stamps(line, order).iter().find_map(|stamp| stamp.date);
        found.push(ZoneSentence { at, zone, date });
    }
    found
}

/// The sentences that stand in a span; they are in document order.
pub(super) fn sentences_in(sentences: &[ZoneSentence], span: Span) -> &[ZoneSentence] {
    let start = sentences.partition_point(|sentence| sentence.at < span.start);
    let end = sentences.partition_point(|sentence| sentence.at < span.end);
    &sentences[start..end.max(start)]
}

/// What follows on the line, as far as a sentence reaches.
fn line_behind(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
    // A character has at least one byte.
    if line.len() <= LONGEST_SENTENCE {
        return line;
    }
    let end = line.char_indices().nth(LONGEST_SENTENCE).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

/// In characters.
const LONGEST_SENTENCE: usize = 200;

/// The zone behind `times ... in`, `time zone:` or `timestamps are`, when the
/// word around byte `at` is one of those.
fn stated_zone(text: &str, at: usize) -> Option<Zone> {
    let start = at.checked_sub(1)?;
    if !matches!(text.as_bytes()[start], b't' | b'T') || !is_word_start(text, start) {
        return None;
    }
    let length = text[start..].bytes().take(LONGEST_SENTENCE).take_while(u8::is_ascii_alphanumeric);
    let subject = &text[start..start + length.count()];
    if !is_one_of(subject, SUBJECTS) {
        return None;
    }
    let line = line_behind(text, start);
    let mut rest = &line[subject.len()..];
    for _ in 0..MOST_WORDS {
        rest = rest.trim_start_matches([' ', ':', ',', '*', '_', '`', '(', '|', '\u{A0}']);
        let at = start + line.len() - rest.len();
        if let Some(zone) = zone_at(text, at).or_else(|| unknown_zone(rest, at)) {
            return Some(zone);
        }
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
        if !is_one_of(&rest[..rest.len() - behind.len()], LINKS) {
            return None;
        }
        rest = behind;
    }
    None
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

const MOST_WORDS: usize = 8;
const SUBJECTS: &[&str] = &["time", "times", "timestamp", "timestamps", "timezone", "timezones"];
/// Words between the subject and the zone.
const LINKS: &[&str] = &[
    "are",
    "is",
    "in",
    "at",
    "the",
    "shown",
    "given",
    "listed",
    "below",
    "here",
    "local",
    "use",
    "using",
    "and",
    "dates",
    "on",
    "this",
    "timeline",
    "document",
    "page",
    "report",
    "zone",
    "to",
    "stated",
    "noted",
    "expressed",
    "recorded",
    "all",
    "reported",
    "per",
    "timezone",
];

fn is_word_start(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|before: char| before.is_alphanumeric())
}

/// `UC/Pacific`: a word with a slash in a zone's place.
fn unknown_zone(rest: &str, at: usize) -> Option<Zone> {
    let length = rest.len()
        - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '_').len();
    let name = &rest[..length];
    let (area, city) = name.split_once('/')?;
    let is_name = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    (is_name(area) && is_name(city)).then(|| Zone {
        name: name.to_owned(),
        span: Span::new(at, at + length),
        meaning: ZoneMeaning::Unknown,
    })
}

/// The first zone among the words of a heading or a column's head.
fn zone_among_words(text: &str, span: Span) -> Option<Zone> {
    let within = &text[..span.end];
    let mut at = span.start;
    while at < span.end {
        if is_word_start(text, at)
            && let Some(zone) = zone_at(within, at).filter(|zone| zone.name != "Z")
        {
            return Some(zone);
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// What is known of zones in one document.
pub(super) struct Zones<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    document: &'a Document,
    settings: &'a Settings,
    sentences: &'a [ZoneSentence],
    /// That of the document's field, looked for when the first run asks.
    stated: OnceCell<Option<Zone>>,
}

impl<'a> Zones<'a> {
    pub(super) fn new(
        text: &'a str,
        syntax: &'a Syntax,
        document: &'a Document,
        settings: &'a Settings,
        sentences: &'a [ZoneSentence],
    ) -> Self {
        Self { text, syntax, document, settings, sentences, stated: OnceCell::new() }
    }

    /// The zone that holds in a run whose first entry is `first`, from what
    /// stands closest to it.
    pub(super) fn of_run(&self, first: &Taken) -> Option<Zone> {
        self.of_table(first)
            .or_else(|| self.of_section(first))
            .or_else(|| self.of_sentence(first))
            .or_else(|| self.of_document())
            .or_else(|| first.candidate.stamp.zone.clone())
            .or_else(|| self.of_settings())
            .map(|zone| self.settle(zone))
    }

    /// The zone of a single stamp, with the team's meaning of its abbreviation.
    pub(super) fn of_stamp(&self, stamp: &Stamp) -> Option<Zone> {
        stamp.zone.clone().map(|zone| self.settle(zone))
    }

    fn of_table(&self, first: &Taken) -> Option<Zone> {
        let block = first.candidate.block;
        if self.syntax.blocks[block].kind != BlockKind::TableRow {
            return None;
        }
        let head = self.syntax.blocks[block].parent? + 1;
        zone_among_words(self.text, self.syntax.blocks[head].span)
    }

    fn of_section(&self, first: &Taken) -> Option<Zone> {
        let section = &self.document.sections[first.scope?];
        let below = Span::new(section.title_span.end, section.span.end.max(section.title_span.end));
        let sentence = sentences_in(self.sentences, below).first();
        zone_among_words(self.text, section.title_span)
            .or_else(|| sentence.map(|sentence| sentence.zone.clone()))
    }

    /// The sentence above that stands nearest, or the first of all.
    fn of_sentence(&self, first: &Taken) -> Option<Zone> {
        let start = first.candidate.span.start;
        let above = self.sentences.partition_point(|sentence| sentence.at < start);
        let nearest = self.sentences.get(above.saturating_sub(1))?;
        Some(nearest.zone.clone())
    }

    fn of_document(&self) -> Option<Zone> {
        self.stated.get_or_init(|| self.of_field()).clone()
    }

    fn of_field(&self) -> Option<Zone> {
        let field = self.document.field(FieldKind::Zone);
        field.and_then(|field| {
            zone_among_words(self.text, field.value_span)
                .or_else(|| unknown_zone(field.value_span.of(self.text), field.value_span.start))
        })
    }

    fn of_settings(&self) -> Option<Zone> {
        let name = self.settings.zone.as_ref()?;
        let meaning = ZoneMeaning::of(name);
        Some(Zone { name: name.clone(), span: Span::at(0), meaning })
    }

    /// Gives an abbreviation the meaning that the team has decided on.
    fn settle(&self, mut zone: Zone) -> Zone {
        if let Some(name) = self.settings.abbreviations.get(&zone.name) {
            zone.meaning = ZoneMeaning::of(name);
        }
        zone
    }
}
