//! The values of attributes in a piece of HTML, as far as links and anchors
//! need them.

use memchr::memmem;

/// The value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'t> {
    /// The value without quotes, as written.
    pub(super) value: &'t str,
    /// Where it begins in the piece.
    pub(super) start: usize,
}

/// The values of the attribute `name`, which is in lower case.
pub(super) fn values<'t>(html: &'t str, name: &'static str) -> impl Iterator<Item = Value<'t>> {
    let candidates = memmem::find_iter(html.as_bytes(), name.as_bytes());
    candidates.filter_map(move |at| value(html, at, name.len()))
}

fn value(html: &str, at: usize, length: usize) -> Option<Value<'_>> {
    if !html[..at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'') {
        return None;
    }
    let rest = html[at + length..].trim_start().strip_prefix('=')?.trim_start();
    let (inner, end) = match rest.as_bytes().first()? {
        b'"' => (&rest[1..], memchr::memchr(b'"', &rest.as_bytes()[1..])?),
        b'\'' => (&rest[1..], memchr::memchr(b'\'', &rest.as_bytes()[1..])?),
        _ => (rest, rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())),
    };
    Some(Value { value: &inner[..end], start: html.len() - inner.len() })
}

#[test]
fn values_are_found_however_they_are_quoted() {
    let html = "<a href=\"b c\" data-href='no' id = x><img src='d'>";
    let found = |name| values(html, name).map(|value| value.value).collect::<Vec<_>>();
    assert_eq!(found("href"), ["b c"]);
    assert_eq!(found("id"), ["x"]);
    assert_eq!(found("src"), ["d"]);
    assert_eq!(values(html, "href").next().map(|value| value.start), Some(9));
}
