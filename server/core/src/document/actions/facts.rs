//! Owner, due date, priority, state and link in the words of one action item.
//!
//! People write them at the head (`P1: ...`, `@kim: ...`, `✅ ...`) or at the
//! tail (`... (Done)`, `... Owner: Kim, due 2026-06-01`); what is left between
//! is what is to be done.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use crate::document::label::near;
use crate::document::people::handle_at;
use crate::document::{Spanned, dates};
use crate::syntax::{Inline, InlineKind};
use crate::text::Span;
use crate::vocabulary::{ActionState, absence};

/// What the words of an item say besides what is to be done.
pub(super) struct Facts {
    /// What is to be done.
    pub(super) text: Span,
    pub(super) owner: Option<Spanned<String>>,
    pub(super) due: Option<Spanned<Option<NaiveDate>>>,
    pub(super) priority: Option<Spanned<String>>,
    pub(super) state: Option<Spanned<Option<ActionState>>>,
}

/// A fact, and the bytes that go with it: its keyword and its brackets.
type Marked<T> = (Spanned<T>, Span);

/// Reads the facts in `words`. `names`, in lower case, mean
/// people.
pub(super) fn read(text: &str, words: Span, names: &HashSet<String>, folded: &mut String) -> Facts {
    let mut facts = Facts { text: words, owner: None, due: None, priority: None, state: None };
    while take_head(text, &mut facts, folded) {}
    while take_tail(text, &mut facts, folded) {}
    let has_keyword = KEYWORDS.is_match(facts.text.of(text));
    let due = if has_keyword { due(text, facts.text) } else { None };
    let stated = if has_keyword { stated_owner(text, facts.text) } else { None };
    let owner =
        stated.or_else(|| handle(text, facts.text)).or_else(|| known_name(text, facts.text, names));
    let wholes = [owner.as_ref().map(|(_, whole)| *whole), due.as_ref().map(|(_, whole)| *whole)];
    for _ in 0..wholes.len() {
        wholes.iter().flatten().for_each(|whole| cut(text, &mut facts.text, *whole));
    }
    facts.owner = owner.map(|(owner, _)| owner);
    facts.due = due.map(|(due, _)| due);
    facts
}

/// Whether words say nothing: marks alone, `None`, the cross in a box, a lone
/// placeholder.
pub(super) fn is_blank(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_mark = bare.is_empty() || bare.eq_ignore_ascii_case("x");
    is_mark || absence::is_nothing(bare) || is_placeholder(words.trim())
}

/// Whether words name nobody.
pub(super) fn names_nobody(words: &str) -> bool {
    is_blank(words) || absence::is_nobody(words)
}

/// `{{ summary }} [link to issue]`: one word between braces, left over.
fn is_placeholder(words: &str) -> bool {
    let Some(inner) = words.strip_prefix("{{").and_then(|rest| rest.split_once("}}")) else {
        return false;
    };
    !inner.0.trim().contains(' ')
}

/// Takes a state or priority off the head: `✅ `, `[P1] `, `**P1**: `, `DONE: `.
fn take_head(text: &str, facts: &mut Facts, folded: &mut String) -> bool {
    let source = facts.text.of(text);
    let Some(first) = source.chars().next() else { return false };
    if let Some(state) = ActionState::of_sign(first) {
        let length = first.len_utf8();
        let span = Span::new(facts.text.start, facts.text.start + length);
        return set_state(text, facts, state, span, span.end);
    }
    let (inner, length) = match first {
        '[' => bracketed(source, ']'),
        '(' => bracketed(source, ')'),
        '*' => bold(source),
        _ => leading_word(source),
    };
    let Some(inner) = inner else { return false };
    let end = facts.text.start + length;
    let span = inner.shift(facts.text.start);
    let rest = source[length..].trim_start_matches([' ', ':', '-', '–', '—']);
    let next = facts.text.end - rest.len();
    if rest.is_empty() || source.as_bytes().get(length) == Some(&b'(') {
        return false;
    }
    let word = span.of(text);
    if is_priority(word) && facts.priority.is_none() {
        facts.priority = Some(Spanned { value: word.to_owned(), span });
        facts.text.start = next;
        return true;
    }
    let is_sure = first != '*'
        && (first == '[' || first == '(' || is_shouted(word) || source[..length].ends_with(':'));
    if !is_sure || word.len() <= 1 {
        return false;
    }
    match ActionState::of_words(word, folded) {
        Some(state) => set_state(text, facts, state, Span::new(facts.text.start, end), next),
        None => false,
    }
}

fn set_state(text: &str, facts: &mut Facts, state: ActionState, span: Span, next: usize) -> bool {
    if facts.state.is_none() {
        facts.state = Some(Spanned { value: Some(state), span });
    }
    // A variation selector belongs to the sign before it.
    let rest = Span::new(next, facts.text.end).of(text).trim_start_matches(['\u{FE0F}', ' ']);
    facts.text.start = facts.text.end - rest.len();
    !rest.is_empty()
}

/// Takes a state or priority off the tail: ` (Done)`, ` [P1]`, ` ✅`.
fn take_tail(text: &str, facts: &mut Facts, folded: &mut String) -> bool {
    let source = facts.text.of(text).trim_end_matches([' ', '.', '\u{FE0F}']);
    let Some(last) = source.chars().next_back() else { return false };
    let (inner, start) = if ActionState::of_sign(last).is_some() {
        let start = source.len() - last.len_utf8();
        (Span::new(start, source.len()), start)
    } else {
        let open = match last {
            ')' => source.rfind('('),
            ']' => source.rfind('['),
            _ => None,
        };
        let Some(open) = open else { return false };
        (Span::new(open + 1, source.len() - 1), open)
    };
    let span = inner.shift(facts.text.start);
    let word = span.of(text).trim();
    let text_end = facts.text.start + source[..start].trim_end().len();
    if word.len() > 16 || text_end == facts.text.start {
        return false;
    }
    if is_priority(word) && facts.priority.is_none() {
        facts.priority = Some(Spanned { value: word.to_owned(), span });
    } else if let Some(state) =
        ActionState::of_words(word, folded).filter(|_| facts.state.is_none())
    {
        facts.state = Some(Spanned { value: Some(state), span });
    } else {
        return false;
    }
    facts.text.end = text_end;
    true
}

fn bracketed(source: &str, close: char) -> (Option<Span>, usize) {
    match source.find(close) {
        Some(end) if end <= 16 => (Some(Span::new(1, end)), end + 1),
        _ => (None, 0),
    }
}

fn bold(source: &str) -> (Option<Span>, usize) {
    let inner = source.strip_prefix("**").and_then(|rest| rest.find("**"));
    match inner {
        Some(length) if length <= 16 => {
            let word = &source[2..2 + length];
            (Some(Span::new(2, 2 + word.trim_end_matches(':').len())), length + 4)
        }
        _ => (None, 0),
    }
}

/// The first word, when a colon, a dash or a space ends it.
fn leading_word(source: &str) -> (Option<Span>, usize) {
    match source.find([' ', ':']) {
        Some(end) if end <= 16 => {
            let colon = usize::from(source[end..].starts_with(':'));
            (Some(Span::new(0, end)), end + colon)
        }
        _ => (None, 0),
    }
}

fn is_priority(word: &str) -> bool {
    matches!(word.as_bytes(), [b'P' | b'p', digit] if digit.is_ascii_digit())
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase())
}

/// Words before a date or a person's name that say what it is.
const DUE: &[&str] = &["due", "deadline", "by", "before", "eta", "target date", "target", "until"];
const OWNER: &[&str] =
    &["owner", "owners", "assignee", "assigned to", "assigned", "dri", "responsible"];

/// All of them in one pass: most items hold none, and need not be searched for each.
static KEYWORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(DUE.iter().chain(OWNER))
        .expect("a few short words")
});

/// `due 2026-06-01`, `by 1 June 2026`, `Deadline: next sprint`.
fn due(text: &str, words: Span) -> Option<Marked<Option<NaiveDate>>> {
    let source = words.of(text);
    DUE.iter().find_map(|keyword| {
        keyword_ends(source, keyword).find_map(|(start, end)| {
            let rest = near(&source[end..]).trim_start_matches([' ', '*']);
            let has_colon = rest.starts_with(':');
            let rest = rest.trim_start_matches([':', ' ', '*']);
            let rest = ["date: ", "date ", "on ", "by "]
                .iter()
                .fold(rest, |rest, filler| rest.strip_prefix(filler).unwrap_or(rest));
            let at = end + near(&source[end..]).len() - rest.len();
            let (value, length) = match dates::leading(rest) {
                Some((date, length)) => (Some(date), length),
                None if has_colon && *keyword != "target" => (None, up_to_stop(rest)),
                None => return None,
            };
            let span = Span::new(at, at + length).shift(words.start);
            let whole = Span::new(words.start + start, span.end);
            (length > 0).then_some((Spanned { value, span }, whole))
        })
    })
}

/// `Owner: Kim`, `assigned to Kim`.
fn stated_owner(text: &str, words: Span) -> Option<Marked<String>> {
    let source = words.of(text);
    OWNER.iter().find_map(|keyword| {
        keyword_ends(source, keyword).find_map(|(start, end)| {
            let rest = near(&source[end..]).trim_start_matches('*');
            let is_stated =
                rest.starts_with(':') || *keyword == "assigned to" && rest.starts_with(' ');
            let rest = rest.trim_start_matches([':', ' ', '*']);
            let length = rest[..up_to_stop(rest)].trim_end_matches('*').len();
            let at = end + near(&source[end..]).len() - rest.len();
            let span = Span::new(at, at + length).shift(words.start).trim(text);
            let is_name = is_stated && !span.is_empty() && !names_nobody(span.of(text));
            is_name.then(|| (named(text, span), Span::new(words.start + start, span.end)))
        })
    })
}

fn named(text: &str, span: Span) -> Spanned<String> {
    Spanned { value: span.of(text).to_owned(), span }
}

/// `@kim` at either end or in parentheses.
fn handle(text: &str, words: Span) -> Option<Marked<String>> {
    let source = words.of(text);
    memchr::memchr_iter(b'@', source.as_bytes()).find_map(|at| {
        let span = handle_at(text, words.start + at)?;
        let before = source[..at].trim_end();
        let after = text[span.end..words.end].trim_start();
        let is_head = before.is_empty();
        let is_bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']', ',']);
        let is_tail = after.trim_matches(['.', ' ', ')', ']']).is_empty();
        let stands_out = is_head || is_bracketed || is_tail;
        stands_out.then(|| (named(text, span), with_brackets(text, span)))
    })
}

/// The name of somebody that the document or configuration knows, in
/// parentheses at the end or before a colon at the head.
fn known_name(text: &str, words: Span, names: &HashSet<String>) -> Option<Marked<String>> {
    if names.is_empty() {
        return None;
    }
    let source = words.of(text);
    let is_known = |name: &str| name.len() <= 40 && names.contains(&name.to_lowercase());
    let tail = source.trim_end_matches(['.', ' ']);
    let open = match tail.chars().next_back() {
        Some(')') => tail.rfind('('),
        Some(']') => tail.rfind('['),
        _ => None,
    };
    if let Some(open) = open
        && is_known(tail[open + 1..tail.len() - 1].trim())
    {
        let span = Span::new(open + 1, tail.len() - 1).shift(words.start).trim(text);
        return Some((named(text, span), with_brackets(text, span)));
    }
    let colon = source.find(':').filter(|&colon| is_known(source[..colon].trim()))?;
    let span = Span::new(0, colon).shift(words.start).trim(text);
    Some((named(text, span), span))
}

fn with_brackets(text: &str, span: Span) -> Span {
    let has_open = text[..span.start].ends_with(['(', '[']);
    let has_close = text[span.end..].starts_with([')', ']']);
    if has_open && has_close { Span::new(span.start - 1, span.end + 1) } else { span }
}

/// Where a keyword stands as whole words, without case: start and end.
fn keyword_ends<'a>(
    source: &'a str,
    keyword: &'a str,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let bytes = source.as_bytes();
    memchr::memchr2_iter(keyword.as_bytes()[0], keyword.as_bytes()[0].to_ascii_uppercase(), bytes)
        .filter_map(move |start| {
            let end = start + keyword.len();
            let is_word =
                source.get(start..end).is_some_and(|word| word.eq_ignore_ascii_case(keyword));
            let is_free = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
            let before = start.checked_sub(1).and_then(|at| bytes.get(at));
            (is_word && is_free(before) && is_free(bytes.get(end))).then_some((start, end))
        })
}

/// The length up to the mark that ends a fact, at most some words.
fn up_to_stop(rest: &str) -> usize {
    let end = rest.find([',', ';', ')', ']', '|', '\r', '\n', '(']).unwrap_or(rest.len());
    let end = rest[..end].find(". ").unwrap_or(end);
    let value = rest[..end].trim_end_matches([' ', '.']);
    if value.len() <= 40 { value.len() } else { 0 }
}

/// Shortens `words` by a fact that stands at one of their ends.
fn cut(text: &str, words: &mut Span, fact: Span) {
    const JOINTS: &[char] =
        &[' ', '.', ',', ';', ':', '-', '–', '—', '(', ')', '[', ']', '*', '\n', '\r'];
    if fact.start < words.start || fact.end > words.end {
        return;
    }
    let before = text[words.start..fact.start].trim_end_matches(JOINTS);
    let after = text[fact.end..words.end].trim_start_matches(JOINTS);
    if after.is_empty() && !before.is_empty() {
        // A closing bracket or full stop before the fact belongs to the text.
        let kept = text[words.start..fact.start]
            .trim_end_matches([' ', ',', ';', '-', '–', '—', '(', '[', '*', '\n', '\r']);
        words.end = words.start + kept.len();
    } else if before.is_empty() && !after.is_empty() {
        words.start = words.end - after.len();
    }
}

/// The date that the heading of a group gives in parentheses: `Long-term (Q4
/// 2026)`, `In progress (next 2 weeks)`.
pub(super) fn due_of_group(text: &str, heading: Span) -> Option<Spanned<Option<NaiveDate>>> {
    let source = heading.of(text);
    let open = source.find('(')?;
    let close = open + source[open..].find(')')?;
    let span = Span::new(open + 1, close).shift(heading.start);
    let inner = span.of(text).to_ascii_lowercase();
    let date = dates::in_title(&inner);
    (date.is_some() || has_quarter(&inner) || has_term(&inner))
        .then_some(Spanned { value: date, span })
}

fn has_quarter(words: &str) -> bool {
    words.match_indices('q').any(|(at, _)| {
        matches!(words.as_bytes().get(at + 1..), Some([b'1'..=b'4', b' ' | b'/' | b'-', b'2', ..]))
    })
}

/// `next 2 weeks`, `within 30 days`, `by end of month`.
fn has_term(words: &str) -> bool {
    let has_unit =
        ["day", "week", "month", "quarter", "sprint"].iter().any(|unit| words.contains(unit));
    has_unit
        && ["next ", "within ", "by ", "this ", "end of "].iter().any(|start| words.contains(start))
}

/// The first address or key of a ticket or change among the inlines of an item.
pub(super) fn link(text: &str, inlines: &[Inline]) -> Option<Spanned<String>> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link { destination, .. } if is_ticket(destination) => {
            Some(Spanned { value: destination.to_string(), span: inline.span })
        }
        InlineKind::Text => in_text(text, inline.span),
        _ => None,
    })
}

fn is_ticket(address: &str) -> bool {
    const PARTS: &[&str] = &[
        "/issues/",
        "/issue/",
        "/pull/",
        "/merge_requests/",
        "/browse/",
        "/work_items/",
        "/tickets/",
        "/ticket/",
        "/story/",
        "jira",
        "linear.app",
        "trello.com/c/",
        "app.asana.com",
        "/pull-requests/",
    ];
    PARTS.iter().any(|part| address.contains(part))
}

/// A bare address, `#123` or `ABC-123`.
fn in_text(text: &str, span: Span) -> Option<Spanned<String>> {
    let source = span.of(text);
    if !may_hold_link(source) {
        return None;
    }
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '<' | '>');
    let mut at = 0;
    for word in source.split_inclusive(is_edge) {
        let start = at;
        at += word.len();
        let word = word.trim_end_matches(is_edge).trim_end_matches(['.', ':', '!']);
        let is_address = word.starts_with("http") && is_ticket(word);
        if is_address || is_number(word) || is_key(word) {
            let span = Span::new(start, start + word.len()).shift(span.start);
            return Some(Spanned { value: word.to_owned(), span });
        }
    }
    None
}

/// A quick no for most texts: the mark of an address, a number or a key.
fn may_hold_link(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr3_iter(b'#', b'-', b':', bytes).any(|at| match bytes[at] {
        b'-' => at > 0 && bytes[at - 1].is_ascii_uppercase(),
        b':' => bytes[at..].starts_with(b"://"),
        _ => true,
    })
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('#').unwrap_or_default();
    (2..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words with a hyphen and a number that are no keys of tickets.
const NO_KEYS: &[&str] = &[
    "AES", "COVID", "CVE", "GMT", "GPT", "HTTP", "ISO", "RFC", "RSA", "SEV", "SHA", "TLS", "UTC",
    "UTF",
];

fn is_key(word: &str) -> bool {
    let Some((project, number)) = word.split_once('-') else { return false };
    let is_project = (2..=10).contains(&project.len())
        && project.bytes().all(|byte| byte.is_ascii_uppercase())
        && !NO_KEYS.contains(&project);
    is_project
        && (1..=7).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
