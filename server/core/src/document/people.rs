//! The people that a document names: in a role, as taking part, or by handle.
//!
//! A name in running text is nobody's business here; only the places that are
//! made for names are read, and handles.

use super::label::{self, near};
use super::{ActionItem, Field, Person, Section, Spanned};
use crate::settings::Settings;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::vocabulary::{Role, SectionKind, absence};

/// The people in role fields, in lists of participants and as handles, in
/// document order.
pub(super) fn read(
    text: &str,
    syntax: &Syntax,
    fields: &[Field],
    sections: &[Section],
    settings: &Settings,
) -> Vec<Person> {
    let mut reader = Reader { text, syntax, settings, folded: String::new(), people: Vec::new() };
    for field in fields {
        let kind = field.kind.filter(|kind| kind.names_people());
        if let Some(kind) = kind {
            reader.names(field.value_span, kind.role());
        }
    }
    let is_of_people = |section: &&Section| section.kind == Some(SectionKind::Participants);
    for section in sections.iter().filter(is_of_people) {
        reader.participants(section);
    }
    reader.handles();
    in_order(reader.people)
}

/// Adds the owners of action items.
pub(super) fn with_owners(mut people: Vec<Person>, actions: &[ActionItem]) -> Vec<Person> {
    for owner in actions.iter().filter_map(|action| action.owner.as_ref()) {
        people.extend(person(owner, None));
    }
    in_order(people)
}

/// Each place once; the one with a role wins.
fn in_order(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by_key(|person| (person.span.start, person.role.is_none()));
    people.dedup_by(|later, first| later.span.overlaps(first.span));
    people
}

struct Reader<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    settings: &'a Settings,
    folded: String,
    people: Vec<Person>,
}

impl Reader<'_> {
    /// The names in a span, separated by commas, `and` and the like.
    fn names(&mut self, span: Span, role: Option<Role>) {
        for (start, end) in pieces(span.of(self.text)) {
            let piece = Span::new(span.start + start, span.start + end).trim(self.text);
            self.name(piece, role);
        }
    }

    /// One name, perhaps with its role in parentheses or behind a dash.
    fn name(&mut self, piece: Span, role: Option<Role>) {
        let source = piece.of(self.text);
        let end =
            source.find(['(', '<']).or_else(|| source.find(" - ")).or_else(|| source.find(" – "));
        let end = end.unwrap_or(source.len());
        let role = self.role(&source[end..]).or(role);
        let span = without_marks(self.text, Span::new(piece.start, piece.start + end));
        let found = person(&Spanned { value: span.of(self.text).to_owned(), span }, role);
        self.people.extend(found);
    }

    /// The role that `(IC)`, `(Incident Commander - decides)` or `- scribe` gives.
    fn role(&mut self, words: &str) -> Option<Role> {
        let words = words.trim_start_matches(['(', '-', '–', ' ']);
        let end = words.find([')', ',', ':']).or_else(|| words.find(" - ")).unwrap_or(words.len());
        let first = words[..end].split(" - ").next().unwrap_or_default().trim();
        let own = &self.settings.role_names;
        if first.is_empty() { None } else { Role::of_name(first, own, &mut self.folded) }
    }

    /// The items and paragraphs of a list of participants.
    fn participants(&mut self, section: &Section) {
        for id in section.blocks.clone() {
            let block = &self.syntax.blocks[id];
            if block.kind != BlockKind::Paragraph || self.is_prose(id) {
                continue;
            }
            let Some(first) = self.syntax.inlines(id).first() else { continue };
            let whole = Span::new(first.span.start, block.span.end);
            match label::at(self.text, whole.start, whole.end).filter(|label| label.has_colon) {
                Some(label) => {
                    let role = self.role(label.span.of(self.text));
                    self.names(Span::new(label.end, whole.end).trim(self.text), role);
                }
                None => self.names(whole, None),
            }
        }
    }

    /// Whether a paragraph below a heading of participants is a sentence.
    fn is_prose(&self, id: BlockId) -> bool {
        let in_list = self.syntax.blocks[id].parent.is_some();
        !in_list && self.syntax.blocks[id].span.of(self.text).trim_end().ends_with('.')
    }

    /// Every `@handle` in running text.
    fn handles(&mut self) {
        for at in memchr::memchr_iter(b'@', self.text.as_bytes()) {
            let Some(span) = handle_at(self.text, at) else { continue };
            if !self.is_in_text(at) {
                continue;
            }
            let rest = near(&self.text[span.end..]).trim_start_matches([' ', '*']);
            let in_parentheses = rest.lines().next().filter(|line| line.starts_with('('));
            let role = in_parentheses.and_then(|words| self.role(words));
            let name = span.of(self.text)[1..].to_owned();
            self.people.push(Person { name, is_handle: true, role, span });
        }
    }

    fn is_in_text(&self, at: usize) -> bool {
        let inlines = &self.syntax.inlines;
        let index = inlines.partition_point(|inline| inline.span.start <= at);
        index
            .checked_sub(1)
            .map(|index| &inlines[index])
            .is_some_and(|inline| inline.kind == InlineKind::Text && inline.span.contains(at))
    }
}

/// The handle whose `@` stands at byte `at`: not in a mail address, not a
/// package such as `@acme/core`.
pub(super) fn handle_at(text: &str, at: usize) -> Option<Span> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '@')) {
        return None;
    }
    let rest = text[at..].strip_prefix('@')?;
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
        .unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(['.', '-']);
    let behind = rest[name.len()..].chars().next();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() >= 2;
    (is_name && !matches!(behind, Some('/' | '@'))).then(|| Span::new(at, at + 1 + name.len()))
}

/// Cuts a list of names at commas, semicolons, line ends, `&` and `and`,
/// outside of parentheses.
fn pieces(list: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, character) in list.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let rest = &list.as_bytes()[at..];
        let is_end = matches!(character, ',' | ';' | '&' | '\n');
        if depth > 0 || !(is_end || rest.starts_with(b" and ")) {
            continue;
        }
        pieces.push((start, at));
        start = if is_end { at + 1 } else { at + " and ".len() };
    }
    pieces.push((start.min(list.len()), list.len()));
    pieces
}

/// The span without emphasis around the name; of a link only its label.
fn without_marks(text: &str, span: Span) -> Span {
    let is_mark = |c: char| matches!(c, '*' | '_' | '`' | '[' | ']' | ' ');
    let inner = span.of(text);
    let inner = inner.find("](").map_or(inner, |end| &inner[..end]);
    let start = span.start + (inner.len() - inner.trim_start_matches(is_mark).len());
    let end = span.start + inner.trim_end_matches(is_mark).len();
    Span::new(start, end.max(start))
}

/// Words that stand where a name should and are none.
const NO_NAMES: &[&str] = &["everyone", "all", "various", "yes", "no", "team", "name", "names"];

/// The last words of what is a group of people.
const GROUPS: &[&str] = &[
    "team",
    "teams",
    "engineers",
    "engineering",
    "rotation",
    "group",
    "squad",
    "department",
    "staff",
    "developers",
    "operations",
    "support",
    "on-call",
    "oncall",
    "org",
    "channel",
];

/// A person, when the words can be a name.
fn person(name: &Spanned<String>, role: Option<Role>) -> Option<Person> {
    let words = name.value.trim();
    if let Some(handle) = words.strip_prefix('@') {
        let is_whole = handle_at(words, 0).is_some_and(|span| span.end == words.len());
        let found = Person { name: handle.to_owned(), is_handle: true, role, span: name.span };
        return is_whole.then_some(found);
    }
    let lower = words.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let is_nobody =
        absence::is_nobody(words) || NO_NAMES.contains(&lower.as_str()) || GROUPS.contains(&last);
    let is_name = words.starts_with(char::is_uppercase)
        && words.len() <= 40
        && words.split_whitespace().count() <= 4
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let found = Person { name: words.to_owned(), is_handle: false, role, span: name.span };
    (is_name && !is_nobody).then_some(found)
}
