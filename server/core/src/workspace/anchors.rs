//! The places in a document that a link can lead to: its headings by GitHub's
//! rules, ids that the author gave, HTML anchors.
//!
//! Other hosts and generators write some of these names a little differently
//! (`a-b` where GitHub has `a--b`, `a_1` for a second `a`); both are known, so
//! that a link which works somewhere is not called broken.
//!
//! Few documents are ever asked for: what is taken from each are its headings
//! as they stand, and they get their names when a link asks.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::Names;
use super::html;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;

/// Bytes in which an id of the author ends.
const LONGEST_GIVEN: usize = 200;

/// What GitHub drops from a heading that is not plain ASCII.
static DROPPED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\w\- ]").ok());

/// Turns a picture before it into one in colours; people leave it out of links.
const VARIATION: char = '\u{FE0F}';

/// What links can lead to in one document.
#[derive(Clone, Debug)]
pub(super) struct Anchors {
    /// Names that are taken as they are.
    given: Names,
    /// What a reader sees of each heading, in order of place.
    headings: Names,
    /// Boxed: few documents are ever asked for them.
    names: OnceLock<Box<Names>>,
}

impl Anchors {
    /// Those of a document; `None` when a generator fills in a part.
    pub(super) fn read(text: &str, syntax: &Syntax) -> Option<Self> {
        let mut given = given_names(text)?;
        let mut headings: Vec<Cow<'_, str>> = Vec::new();
        for (id, block) in syntax.blocks.iter().enumerate() {
            match block.kind {
                BlockKind::Heading { .. } => headings.push(heading(text, syntax, id)),
                BlockKind::Paragraph if text[block.span.start..].starts_with('#') => {
                    headings.extend(tight_headings(block.span.of(text)).map(Cow::from));
                }
                BlockKind::Html => given.extend(of_html(block.span.of(text))),
                _ => {}
            }
        }
        let inlines = syntax.inlines.iter().filter(|inline| inline.kind == InlineKind::Html);
        given.extend(inlines.flat_map(|inline| of_html(inline.span.of(text))));
        Some(Self {
            given: Names::of(given.iter().map(String::as_str)),
            headings: Names::of(headings.iter().map(|heading| &**heading)),
            names: OnceLock::new(),
        })
    }

    /// All names, sorted.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names: Vec<String> = self.given.iter().map(str::to_owned).collect();
            names.extend(of_slugs(self.headings.iter().map(slug).collect()));
            names.sort_unstable();
            names.dedup();
            Box::new(Names::of(names.iter().map(String::as_str)))
        })
    }
}

/// Each heading of a document with the name that GitHub gives it, in order of
/// place.
pub(crate) fn of_headings(text: &str, syntax: &Syntax) -> Vec<(BlockId, String)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let is_heading = |id: &BlockId| matches!(syntax.blocks[*id].kind, BlockKind::Heading { .. });
    let headings = (0..syntax.blocks.len()).filter(is_heading);
    let named = headings.map(|id| {
        let name = slug(&heading(text, syntax, id));
        let again = seen.entry(name.clone()).or_default();
        *again += 1;
        (id, if *again == 1 { name } else { format!("{name}-{}", *again - 1) })
    });
    named.collect()
}

/// Each id that the author gave, in braces or in HTML, with its bytes and as a
/// link names it, in order of place.
pub(crate) fn given(text: &str, syntax: &Syntax) -> Vec<(Span, String)> {
    let html = syntax.blocks.iter().filter(|block| block.kind == BlockKind::Html);
    let html = html.map(|block| block.span);
    let inlines = syntax.inlines.iter().filter(|inline| inline.kind == InlineKind::Html);
    let html = html.chain(inlines.map(|inline| inline.span));
    let of_html = html.flat_map(|span| {
        let piece = span.of(text);
        let ids = html::values(piece, "id").chain(html::values(piece, "name"));
        ids.map(move |id| Span::new(0, id.value.len()).shift(span.start + id.start))
    });
    let is_code = |span: &Span| {
        let block = syntax.block_at(span.start).map(|id| &syntax.blocks[id].kind);
        matches!(block, Some(BlockKind::Fence { .. } | BlockKind::IndentedCode))
    };
    let in_braces = in_braces(text).into_iter().flatten().filter(|span| !is_code(span));
    let mut spans: Vec<Span> = in_braces.chain(of_html).filter(|span| !span.is_empty()).collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| (span, normal(span.of(text)))).collect()
}

/// The ids in `{#id}`, `{: #id}`, `{:.class #id}` behind a heading or a
/// paragraph; `None` where a generator fills something in: Liquid, Hugo, Ruby,
/// a snippet of MkDocs.
fn in_braces(text: &str) -> Option<Vec<Span>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr2_iter(b'{', b'<', bytes) {
        match (bytes[at], &bytes[at + 1..(at + LONGEST_GIVEN).min(bytes.len())]) {
            (_, [b'%', ..]) | (b'{', [b'{', b'<' | b'%', ..]) => return None,
            (b'<', [b'-', b'-', ..]) if text[..at].ends_with("--8") => return None,
            (b'{', rest @ [b'#' | b':', ..]) => {
                let end = memchr::memchr2(b'}', b'\n', rest).unwrap_or_default();
                found.extend(ids(&text[at + 1..at + 1 + end]).map(|id| id.shift(at + 1)));
            }
            _ => {}
        }
    }
    Some(found)
}

/// The ids among the words in a brace, without their marks.
fn ids(words: &str) -> impl Iterator<Item = Span> {
    let is_mark = |at: &usize| {
        let before = words[..*at].trim_start_matches(':');
        before.is_empty() || before.ends_with(char::is_whitespace)
    };
    let marks = memchr::memchr_iter(b'#', words.as_bytes()).filter(is_mark);
    marks.map(|at| {
        let rest = &words[at + 1..];
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        Span::new(at + 1, at + 1 + length)
    })
}

/// How a fragment of a link is compared: lower case, escapes resolved.
pub(crate) fn normal(fragment: &str) -> String {
    let plain = super::links::unescaped(fragment).to_lowercase().replace(VARIATION, "");
    plain.strip_prefix("user-content-").map(str::to_owned).unwrap_or(plain)
}

/// All names of headings; the same heading again is numbered.
fn of_slugs(mut slugs: Vec<String>) -> Vec<String> {
    let mut names = Vec::with_capacity(slugs.len());
    // The sort keeps those of one name in order of place.
    slugs.sort();
    for same in slugs.chunk_by(|one, other| one == other) {
        let squeezed = squeezed(&same[0]);
        let spellings = || [Some(&same[0]), squeezed.as_ref()].into_iter().flatten();
        names.extend(spellings().cloned());
        for (name, number) in spellings().flat_map(|name| (1..same.len()).map(move |n| (name, n))) {
            names.extend([format!("{name}-{number}"), format!("{name}_{number}")]);
        }
    }
    names
}

/// `##Heading`: text to GitHub, a heading to others.
fn tight_headings(paragraph: &str) -> impl Iterator<Item = &str> {
    let headings = paragraph.lines().filter_map(|line| line.trim().strip_prefix('#'));
    headings.map(|heading| heading.trim_start_matches('#'))
}

fn of_html(html: &str) -> impl Iterator<Item = String> {
    let ids = html::values(html, "id").chain(html::values(html, "name"));
    ids.map(|id| normal(id.value))
}

/// The ids in braces as links name them; `None` as [`in_braces`] says.
fn given_names(text: &str) -> Option<Vec<String>> {
    let found = in_braces(text)?;
    Some(found.into_iter().map(|id| normal(id.of(text))).collect())
}

/// What a reader sees of a heading; the description of an image is not seen.
fn heading<'t>(text: &'t str, syntax: &Syntax, id: BlockId) -> Cow<'t, str> {
    if let [inline] = syntax.inlines(id)
        && inline.kind == InlineKind::Text
        && !inline.span.of(text).contains('&')
    {
        return inline.span.of(text).into();
    }
    let mut seen = String::new();
    let range = syntax.blocks[id].inlines.clone();
    let mut at = range.start;
    while at < range.end {
        let inline = &syntax.inlines[at];
        at += 1;
        match &inline.kind {
            InlineKind::Text => push_without_entities(&mut seen, inline.span.of(text)),
            InlineKind::Code => seen.push_str(inline.span.of(text).trim_matches('`').trim()),
            InlineKind::SoftBreak | InlineKind::HardBreak => seen.push(' '),
            InlineKind::Image { .. } => at = inline.end,
            _ => {}
        }
    }
    seen.into()
}

/// An entity stands for a mark that the name of an anchor drops anyway.
fn push_without_entities(seen: &mut String, mut text: &str) {
    while let Some((before, rest)) = text.split_once('&') {
        seen.push_str(before);
        let entity = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        text = match entity {
            Some(end) if rest[end..].starts_with(';') => &rest[end + 1..],
            _ => rest,
        };
    }
    seen.push_str(text);
}

/// The name that GitHub gives to a heading.
fn slug(heading: &str) -> String {
    let heading = heading.trim_end();
    if !heading.is_ascii() {
        let lower = heading.to_lowercase().replace(VARIATION, "");
        let Some(dropped) = &*DROPPED else { return lower };
        return dropped.replace_all(&lower, "").replace(' ', "-");
    }
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let kept = heading.chars().filter(is_kept);
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// The name without hyphens at its ends, and with one where several stand in
/// a row; `None` when that is the same.
fn squeezed(slug: &str) -> Option<String> {
    if !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--") {
        return None;
    }
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    Some(parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(text: &str) -> Vec<String> {
        let anchors = Anchors::read(text, &Syntax::parse(text)).expect("anchors");
        anchors.names().iter().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(heading: &str, wanted: &str) {
        let found = anchors(&format!("## {heading}\n"));
        assert!(found.iter().any(|name| name == wanted), "{heading}: {found:?}");
    }

    #[test]
    fn headings_are_named_as_github_names_them() {
        check("Clear the cache", "clear-the-cache");
        check("What's wrong? (often)", "whats-wrong-often");
        check("Step 1: `kubectl drain` & wait", "step-1-kubectl-drain--wait");
        check("See [the guide](guide.md)", "see-the-guide");
        check("**Bold** and _soft_", "bold-and-soft");
        check("snake_case stays", "snake_case-stays");
        check("🚒 On fire", "-on-fire");
        check(":fire: On fire", "fire-on-fire");
        check("Qualität prüfen", "qualität-prüfen");
        check("日本語、見出し", "日本語見出し");
        check("R&amp;D", "rd");
        check("![badge](a.png) Status", "-status");
    }

    #[test]
    fn a_name_is_known_as_other_hosts_write_it() {
        check("Drain & wait", "drain--wait");
        check("Drain & wait", "drain-wait");
        check("🚒 On fire", "on-fire");
    }

    #[test]
    fn the_same_heading_again_is_numbered() {
        let found = anchors("# Fix\n\n## Fix\n\nFix\n---\n");
        assert_eq!(found, ["fix", "fix-1", "fix-2", "fix_1", "fix_2"]);
    }

    #[test]
    fn ids_of_the_author_count() {
        assert_eq!(anchors("## Roll back {#undo .wide}\n"), ["roll-back", "undo"]);
        assert_eq!(anchors("A paragraph.\n{: #undo }\n"), ["undo"]);
    }

    #[test]
    fn a_heading_without_a_space_counts() {
        assert_eq!(anchors("###Sorting nodes\ntext\n"), ["sorting-nodes"]);
    }

    #[test]
    fn html_anchors_count() {
        assert_eq!(anchors("<a name=\"Undo\"></a>\n"), ["undo"]);
        assert_eq!(anchors("text <span id='b'>x</span>\n\n<div class=c id=d>\n"), ["b", "d"]);
    }

    #[test]
    fn what_a_generator_fills_in_may_hold_any_anchor() {
        for text in
            ["{{< include \"a.md\" >}}", "{% include a %}", "<%= partial 'a' %>", "--8<-- \"a.md\""]
        {
            assert!(Anchors::read(text, &Syntax::parse(text)).is_none(), "{text}");
        }
    }
}
