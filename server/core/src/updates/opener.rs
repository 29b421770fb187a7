//! The lines that open an update: `Update #2 - 10:15 AM`, `**Identified** - ...`,
//! `Phase 3: Monitoring`, `[Final message]`, `SEV1 incident declared`.

use super::lines::Line;
use super::{Audience, Number};
use crate::text::Span;
use crate::time::{DateOrder, stamp_at};
use crate::vocabulary::{Kind, Status};

/// What a line that opens an update says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opener {
    /// The level, when it is a heading.
    pub(super) level: Option<u8>,
    pub(super) number: Option<Number>,
    /// The status with its bytes.
    pub(super) status: Option<(Status, Span)>,
    pub(super) is_declaration: bool,
    /// `Phase 2:`, below which the status often stands once more.
    pub(super) is_phase: bool,
    pub(super) audience: Audience,
    /// The byte behind the words that open the update.
    pub(super) end: usize,
}

/// Where a line stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: Kind,
    /// Below a heading about the status page.
    pub(super) is_public: bool,
    pub(super) order: DateOrder,
}

/// Words before `update` that change nothing.
const LEADS: &[&str] = &[
    "customer",
    "external",
    "final",
    "incident",
    "internal",
    "progress",
    "public",
    "situation",
    "status",
];

/// What stands in brackets or in bold above the parts of a page that has no
/// better words.
const MESSAGES: &[&str] = &[
    "initial message",
    "initial announcement",
    "opening message",
    "open message",
    "first message",
    "final message",
    "closing message",
    "close message",
    "last message",
    "end of outage message",
    "close issue",
    "open issue",
    "closing issue",
    "opening issue",
    "closing incident",
    "opening incident",
    "closing maintenance",
    "opening maintenance",
    "closing",
    "opening",
    "close",
    "open",
    "edit",
    "updated",
];

/// A line longer than this is running text.
const LONGEST: usize = 200;

/// Reads a line that opens an update.
pub(super) fn opener(text: &str, line: &Line, place: Place) -> Option<Opener> {
    let words = line.words(text);
    // The items of a log are entries of its timeline, which tell of updates.
    let is_entry = place.kind == Kind::IncidentLog && line.is_item && !line.is_code;
    if words.is_empty() || is_entry {
        return None;
    }
    let marks = &text[line.span.start..words.start];
    let is_set_off = line.level.is_some()
        || line.is_code
        || marks.contains(['*', '_', '['])
        || marks.contains(":::")
        || !marks.is_ascii();
    let candidate = Candidate { text, line, words, marks, is_set_off, place };
    let opener = candidate.declaration().or_else(|| candidate.update());
    let opener = opener.or_else(|| candidate.status());
    opener.or_else(|| candidate.message()).or_else(|| candidate.stamp())
}

struct Candidate<'a> {
    text: &'a str,
    line: &'a Line,
    words: Span,
    marks: &'a str,
    is_set_off: bool,
    place: Place,
}

impl Candidate<'_> {
    fn opener(&self, end: usize) -> Opener {
        let is_public = self.place.is_public || self.place.kind == Kind::StatusUpdate;
        Opener {
            level: self.line.level,
            number: None,
            status: None,
            is_declaration: false,
            is_phase: false,
            audience: if is_public { Audience::Public } else { Audience::Responders },
            end,
        }
    }

    fn rest(&self, at: usize) -> &str {
        &self.text[at..self.words.end]
    }

    /// `SEV1 INCIDENT DECLARED`.
    fn declaration(&self) -> Option<Opener> {
        let line = self.words.of(self.text);
        if line.len() > LONGEST || self.place.kind == Kind::StatusUpdate {
            return None;
        }
        let at = line.to_ascii_lowercase().find("incident declared")?;
        let leads = at <= 30 && (self.is_set_off || self.place.kind == Kind::Declaration);
        let end = self.words.start + at + "incident declared".len();
        leads.then(|| Opener { is_declaration: true, ..self.opener(end) })
    }

    /// `Update #2`, `Status update 3:`, `Update at 10:15`.
    fn update(&self) -> Option<Opener> {
        let mut at = self.words.start;
        let lead = word(self.rest(at));
        if LEADS.iter().any(|known| lead.eq_ignore_ascii_case(known)) {
            at += lead.len();
            at += leading_spaces(self.rest(at));
        }
        let own = word(self.rest(at));
        if !own.eq_ignore_ascii_case("update") {
            return None;
        }
        at += own.len();
        let number = number(self.text, at, self.words.end);
        let end = number.map_or(at, |number| number.span.end);
        let status = self.status_behind(end);
        let end = status.map_or(end, |(_, span)| span.end);
        let rest = self.rest(end);
        let is_stamped = self.is_stamp(end);
        let is_closed = is_closed(rest) || is_stamped;
        // A log is also added to afterwards, under a bare "Update".
        let is_bare = number.is_none() && status.is_none() && !is_stamped;
        if is_bare && self.place.kind == Kind::IncidentLog {
            return None;
        }
        let has_hash = number.is_some() && self.text[at..end].contains('#');
        let is_label = is_closed && (self.is_set_off || number.is_some() || !rest.is_empty());
        let opens = if has_hash { self.is_set_off || is_closed } else { is_label };
        opens.then(|| Opener { number, status, ..self.opener(end) })
    }

    /// The status that an update names at its head: `Update Identified | 14:05`.
    fn status_behind(&self, at: usize) -> Option<(Status, Span)> {
        let rest = self.rest(at);
        let behind = rest.trim_start_matches([' ', '(', '-', '–', '—', ':', '*']);
        let start = at + rest.len() - behind.len();
        let (status, length) = status_at(behind)?;
        let end = start + length;
        let is_closed = is_closed(self.rest(end)) || self.rest(end).starts_with(')');
        is_closed.then(|| (status, Span::new(start, end)))
    }

    /// `Identified`, `Phase 2: Identified`, `Incident resolved - 12:15`.
    fn status(&self) -> Option<Opener> {
        let mut at = self.words.start;
        let phase = phase(self.rest(at));
        at += phase;
        let lead = word(self.rest(at));
        let has_lead = lead.eq_ignore_ascii_case("incident");
        if has_lead {
            at += lead.len();
            at += leading_spaces(self.rest(at));
        }
        let (status, length) = status_at(self.rest(at))?;
        let end = at + length;
        let rest = self.rest(end);
        if !is_closed(rest) && !self.is_stamp(end) || self.is_field(rest, end) {
            return None;
        }
        let is_lone = !rest.contains(char::is_alphanumeric);
        let is_set_off = self.is_set_off || is_lone || rest.starts_with([' ', '–', '—']);
        let opens = match self.place.kind {
            _ if self.line.is_item => false,
            Kind::StatusUpdate => is_set_off,
            Kind::IncidentLog if self.line.is_code || self.place.is_public => is_set_off,
            _ => has_lead && self.is_set_off,
        };
        let is_public = !has_lead && self.place.kind == Kind::IncidentLog;
        let own = self.opener(end);
        opens.then_some(Opener {
            status: Some((status, Span::new(at, end))),
            is_phase: phase > 0,
            audience: if is_public { Audience::Public } else { own.audience },
            ..own
        })
    }

    /// `**Resolved:** 2026-06-09 15:30` states when, and opens nothing.
    fn is_field(&self, rest: &str, end: usize) -> bool {
        let behind = rest.trim_start_matches(['*', '_', ' ']);
        let Some(value) = behind.strip_prefix(':') else { return false };
        let value_start = end + rest.len() - value.len();
        value.starts_with(|c: char| !c.is_whitespace() && !"*_".contains(c))
            || self.is_stamp(value_start)
    }

    /// `[Final message]`, in the text of a status page.
    fn message(&self) -> Option<Opener> {
        let is_marked = self.marks.ends_with('[') || self.marks.ends_with("**");
        if self.place.kind != Kind::StatusUpdate || !is_marked {
            return None;
        }
        let line = self.words.of(self.text);
        let found = MESSAGES.iter().find(|message| {
            let head = line.as_bytes().get(..message.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(message.as_bytes()))
        })?;
        let end = self.words.start + found.len();
        let rest = self.rest(end);
        let is_label = rest.starts_with([']', '*', ':'])
            || rest.starts_with([' ', '-']) && rest.contains([']', '*']);
        let is_link = rest.starts_with("](");
        (is_label && !is_link).then(|| self.opener(end))
    }

    /// A bold line or a heading that is a stamp, in the text of a status page.
    fn stamp(&self) -> Option<Opener> {
        let is_marked = self.line.level.is_some() || self.marks.contains("**");
        let is_page = self.place.kind == Kind::StatusUpdate;
        let opens = is_page && is_marked && self.line.is_bare_stamp(self.text, self.place.order);
        opens.then(|| self.opener(self.words.start))
    }

    /// Whether a stamp stands at byte `at`, marks before it passed.
    fn is_stamp(&self, at: usize) -> bool {
        let text = &self.text[..self.words.end];
        let marks = self.rest(at).len()
            - self.rest(at).trim_start_matches([' ', '-', '–', '—', '(', ':', '*', '|', ',']).len();
        let stamp = stamp_at(text, at + marks, self.place.order);
        stamp.is_some_and(|stamp| stamp.time.is_some() || stamp.date.is_some())
    }
}

/// Whether the words end here: nothing follows, or something that sets off.
fn is_closed(rest: &str) -> bool {
    let behind = rest.trim_start_matches(['*', '_', '`', ' ', '\u{FE0F}']);
    behind.is_empty()
        || behind.starts_with([':', '.', '-', '–', '—', '(', '[', ']', '|', '@', '<', '{'])
        || !rest.contains(char::is_alphanumeric)
        || ["at ", "on "].iter().any(|word| behind.starts_with(word))
            && behind.contains(|c: char| c.is_ascii_digit())
}

/// The run of letters at the head of a text.
fn word(text: &str) -> &str {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    &text[..length]
}

fn leading_spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The number behind `Update`: a few digits that are no part of a date or time.
fn number(text: &str, at: usize, end: usize) -> Option<Number> {
    let rest = &text[at..end];
    let digits = rest.trim_start_matches([' ', '#', ':']);
    let digits = ["No. ", "no. ", "nr. ", "Nr. "]
        .iter()
        .find_map(|word| digits.strip_prefix(word))
        .unwrap_or(digits);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &digits[length..];
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric() || "/:.".contains(c))
        && !is_end_of_number(behind);
    let is_date = behind.starts_with('-') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    if !(1..=3).contains(&length) || goes_on || is_date {
        return None;
    }
    let start = end - digits.len();
    Some(Number { value: digits[..length].parse().ok()?, span: Span::new(start, start + length) })
}

/// Whether a mark behind the number only sets it off: `Update 2: ...`.
fn is_end_of_number(behind: &str) -> bool {
    let mut next = behind.chars();
    matches!(next.next(), Some(':' | '.')) && next.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The length of `Phase 2: `, or 0.
fn phase(text: &str) -> usize {
    let lead = word(text);
    if !lead.eq_ignore_ascii_case("phase") && !lead.eq_ignore_ascii_case("step") {
        return 0;
    }
    let rest = text[lead.len()..].trim_start_matches(' ');
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() == rest.len() {
        return 0;
    }
    text.len() - digits.trim_start_matches([' ', ':', '-', '–', '—', '.', '*']).len()
}

/// The status at the head of a text, written with a capital, and its length.
fn status_at(text: &str) -> Option<(Status, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    Status::ALL.iter().copied().find_map(|status| {
        let title = status.title();
        let head = text.as_bytes().get(..title.len())?;
        let is_it = head.eq_ignore_ascii_case(title.as_bytes());
        let ends = is_it && !text[title.len()..].starts_with(char::is_alphanumeric);
        ends.then_some((status, title.len()))
    })
}
