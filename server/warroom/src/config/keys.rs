//! Where the keys of a configuration stand.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key with its place.
pub(crate) struct Key {
    /// The full key: `levels.blame`, `overrides[0].kind`.
    pub(crate) path: String,
    /// From the key to the end of its value, in bytes.
    span: Range<usize>,
    /// The key alone, in bytes.
    name: Range<usize>,
}

impl Key {
    /// The 1-based line of the key.
    pub(crate) fn line(&self, text: &str) -> usize {
        text[..self.name.start].matches('\n').count() + 1
    }
}

/// Every key of a text, outer ones first; none when the text is not TOML.
pub(crate) fn all(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        collect(table.get_ref(), "", &mut keys);
    }
    keys
}

/// The innermost key that holds byte `offset`.
pub(crate) fn at(text: &str, offset: usize) -> Option<String> {
    let holds = |key: &Key| key.span.contains(&offset) || key.name.contains(&offset);
    all(text).into_iter().rfind(holds).map(|key| key.path)
}

// TOML's own reader bounds the depth of nesting.
fn collect(table: &DeTable<'_>, prefix: &str, keys: &mut Vec<Key>) {
    for (name, value) in table {
        let path = match prefix {
            "" => quoted(name.get_ref()),
            _ => format!("{prefix}.{}", quoted(name.get_ref())),
        };
        collect_value(&path, name.span(), value, keys);
    }
}

fn collect_value(
    path: &str,
    name: Range<usize>,
    value: &Spanned<DeValue<'_>>,
    keys: &mut Vec<Key>,
) {
    keys.push(Key { path: path.to_owned(), span: value.span(), name: name.clone() });
    match value.get_ref() {
        DeValue::Table(inner) => collect(inner, path, keys),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_value(&format!("{path}[{index}]"), item.span(), item, keys);
            }
        }
        _ => {}
    }
}

/// A key as TOML writes it.
pub(crate) fn quoted(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match !key.is_empty() && key.bytes().all(is_bare) {
        true => key.to_owned(),
        false => format!("\"{key}\""),
    }
}
