//! The links of a document that lead to other files or to a place in this
//! one. Those to the web are left out, and so are those that are filled in
//! later.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Names, html};
use crate::syntax::{BlockKind, InlineKind, Syntax};
use crate::text::Span;

/// A link as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// Where it leads: `../b.md#c`, definitions resolved. A reference of Hugo
    /// begins with a zero byte.
    pub destination: &'a str,
    /// The bytes of the destination, or of the whole link where it stands
    /// elsewhere.
    pub span: Span,
}

impl<'a> Link<'a> {
    /// The path as written; empty when the link stays in its document.
    #[must_use]
    pub fn path(&self) -> &'a str {
        let path = self.destination.split(['#', '?']).next().unwrap_or_default();
        path.trim_start_matches(REFERENCE)
    }

    /// What follows the first `#`.
    #[must_use]
    pub fn fragment(&self) -> Option<&'a str> {
        self.destination.split_once('#').map(|(_, fragment)| fragment)
    }

    /// Whether Hugo looks for the page by rules of its own.
    pub(crate) fn is_reference(&self) -> bool {
        self.destination.starts_with(REFERENCE)
    }
}

/// Stands before the destination of `{{< ref "a.md" >}}` and `relref`: Hugo
/// finds its page by rules of its own.
const REFERENCE: char = '\0';

/// All links of one document, in order of place.
#[derive(Clone, Debug, Default)]
pub struct Links {
    destinations: Names,
    spans: Box<[[u32; 2]]>,
}

impl Links {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Link<'_>> {
        self.destinations.iter().zip(&self.spans).map(|(destination, &[start, end])| Link {
            destination,
            span: Span::new(start as usize, end as usize),
        })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Those that lead to other files, or to a place in this one.
    pub(crate) fn local(text: &str, syntax: &Syntax) -> Self {
        let mut found = all(text, syntax, is_local);
        found.extend(references(text, syntax));
        Self::pack(found)
    }

    /// Those that lead to the web.
    #[must_use]
    pub fn web(text: &str, syntax: &Syntax) -> Self {
        Self::pack(all(text, syntax, is_web))
    }

    fn pack(mut found: Vec<(Span, Cow<'_, str>)>) -> Self {
        found.sort_by_key(|(span, _)| *span);
        let narrow = |(span, _): &(Span, _)| {
            Some([u32::try_from(span.start).ok()?, u32::try_from(span.end).ok()?])
        };
        // Beyond four gigabytes there are no links.
        let spans: Box<[_]> = found.iter().map_while(narrow).collect();
        let destinations = found.iter().take(spans.len()).map(|(_, destination)| &**destination);
        Self { destinations: Names::of(destinations), spans }
    }
}

/// The links and images of Markdown and of HTML that are wanted, in no order.
fn all<'t>(
    text: &'t str,
    syntax: &'t Syntax,
    is_wanted: fn(&str) -> bool,
) -> Vec<(Span, Cow<'t, str>)> {
    let mut found: Vec<(Span, Cow<'_, str>)> = Vec::new();
    let of_html = |span| of_html(text, span).filter(|(_, destination)| is_wanted(destination));
    for inline in &syntax.inlines {
        match &inline.kind {
            InlineKind::Link { destination, .. } | InlineKind::Image { destination }
                if is_wanted(destination) =>
            {
                found.push((span_of(text, inline.span, destination), (&**destination).into()));
            }
            InlineKind::Html => found.extend(of_html(inline.span)),
            _ => {}
        }
    }
    let blocks = syntax.blocks.iter().filter(|block| block.kind == BlockKind::Html);
    blocks.for_each(|block| found.extend(of_html(block.span)));
    found
}

/// How far from the end of a link its destination is looked for: behind it
/// stand only a title and a bracket.
const TITLE: usize = 300;

/// The bytes of the destination in `[label](destination)`; all of a link that
/// has its destination elsewhere.
fn span_of(text: &str, link: Span, destination: &str) -> Span {
    // Nearly always nothing but the bracket stands behind it.
    let before = text[link.range()].strip_suffix(')');
    if before.is_some_and(|before| before.ends_with(destination)) && !destination.is_empty() {
        return Span::new(link.end - 1 - destination.len(), link.end - 1);
    }
    let mut from = link.end.saturating_sub(destination.len() + TITLE).max(link.start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    match text[from..link.end].rfind(destination) {
        Some(at) if !destination.is_empty() => Span::new(from + at, from + at + destination.len()),
        _ => link,
    }
}

fn of_html(text: &str, span: Span) -> impl Iterator<Item = (Span, Cow<'_, str>)> {
    let html = span.of(text);
    let values = html::values(html, "href").chain(html::values(html, "src"));
    values.map(move |value| {
        let start = span.start + value.start;
        (Span::new(start, start + value.value.len()), value.value.trim().into())
    })
}

static OPENING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("{{"));

static SHORTCODES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("ref \""));

/// `{{< ref "a.md" >}}` and `{{< relref "a.md" >}}` outside code.
fn references<'t>(text: &'t str, syntax: &'t Syntax) -> impl Iterator<Item = (Span, Cow<'t, str>)> {
    let has_any = OPENING.find(text.as_bytes()).is_some();
    let searched = if has_any { text } else { "" };
    SHORTCODES.find_iter(searched.as_bytes()).filter_map(move |at| {
        let before = text[..at].trim_end_matches("rel").trim_end();
        let close = match before {
            _ if before.ends_with("{{<") => ">}}",
            _ if before.ends_with("{{%") => "%}}",
            _ => return None,
        };
        let start = at + "ref \"".len();
        let end = start + memchr::memchr2(b'"', b'\n', &text.as_bytes()[start..])?;
        let rest = text[end..].strip_prefix('"')?;
        let block = &syntax.blocks[syntax.block_at(at)?];
        let is_code = matches!(block.kind, BlockKind::Fence { .. } | BlockKind::IndentedCode);
        let is_whole = rest.trim_start().starts_with(close) && !is_code;
        is_whole
            .then(|| (Span::new(start, end), format!("{REFERENCE}{}", &text[start..end]).into()))
    })
}

/// Whether a destination is filled in later, or only shows how one looks.
fn is_placeholder(destination: &str) -> bool {
    destination.contains(['{', '}', '<', '>', '$', '*', '|', '\\'])
}

/// Whether a destination is an address on the web that anybody can ask for.
fn is_web(destination: &str) -> bool {
    let rest = destination.strip_prefix("https://").or(destination.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next()).unwrap_or_default();
    host.contains('.') && !is_placeholder(destination) && !destination.contains(char::is_whitespace)
}

/// Whether a destination can only be a file or a place in one.
fn is_local(destination: &str) -> bool {
    let is_mail = || destination.contains('@') && !destination.contains('/');
    !has_scheme(destination)
        && !destination.is_empty()
        && !destination.starts_with("//")
        && !destination.starts_with('?')
        && !destination.starts_with("www.")
        && !is_placeholder(destination)
        && !is_mail()
}

/// `https:`, `mailto:`, `slack:`.
fn has_scheme(destination: &str) -> bool {
    destination.split_once(':').is_some_and(|(scheme, _)| {
        let is_scheme =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(is_scheme)
    })
}

/// A text with its `%20` resolved.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = (first == b'%').then(|| behind.get(..2)).flatten().and_then(byte);
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).map_or(text.into(), Cow::Owned)
}

fn byte(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(digits[at]).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each link as `destination` when it stands there as such, otherwise as
    /// `destination = source`.
    fn links(text: &str) -> Vec<String> {
        let links = Links::local(text, &Syntax::parse(text));
        let shown = links.iter().map(|link| match link.span.of(text) {
            source if source == link.destination => source.to_owned(),
            source => format!("{} = {source}", link.destination.replace(REFERENCE, "ref ")),
        });
        shown.collect()
    }

    #[test]
    fn links_and_images_are_found() {
        assert_eq!(
            links("[a](b.md) ![c](d.png \"title\") [e](<f g.md>)"),
            ["b.md", "d.png", "f g.md"]
        );
        assert_eq!(links("[a][b]\n\n[b]: c.md\n"), ["c.md = [a][b]"]);
        assert_eq!(links("<a href='a.md'>b</a>\n\n<img src=\"c.png\">\n"), ["a.md", "c.png"]);
    }

    #[test]
    fn references_of_hugo_are_found() {
        assert_eq!(links("[a]({{< ref \"./b.md\" >}})"), ["ref ./b.md = ./b.md"]);
        assert_eq!(links("[a]({{% relref \"b\" %}})"), ["ref b = b"]);
        assert_eq!(links("    {{< ref \"b\" >}}\n"), [""; 0]);
    }

    #[test]
    fn what_leads_elsewhere_is_left_out() {
        for text in [
            "[a](https://b.example/c)",
            "[a](mailto:b@c.example)",
            "[a](b@c.example)",
            "[a](//b.example/c)",
            "[a](<{{ base }}/b.md>)",
            "[a]($HOME/b.md)",
            "[a]()",
            "<https://b.example>",
        ] {
            assert_eq!(links(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn addresses_on_the_web_are_told_apart() {
        let text = "[a](https://b.example/c#d) <http://e.example> [f](g.md) [h](https://prometheus/i) [j](https://${k}.example/)";
        let links = Links::web(text, &Syntax::parse(text));
        let found: Vec<_> = links.iter().map(|link| link.destination).collect();
        assert_eq!(found, ["https://b.example/c#d", "http://e.example"]);
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescaped("a%20b%C3%A9"), "a bé");
        assert_eq!(unescaped("100%"), "100%");
        assert_eq!(unescaped("a%ffb"), "a%ffb");
        assert_eq!(unescaped("%+1"), "%+1");
    }
}
