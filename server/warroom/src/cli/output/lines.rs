//! Formats that are one JSON document with an array of findings: each file
//! gives its elements as lines, which are then joined.

use std::io::{self, Write};

use serde::Serialize;

/// One element a line.
pub(super) fn render<T: Serialize>(elements: impl Iterator<Item = T>) -> String {
    let mut out = String::new();
    for element in elements {
        // Strings and numbers alone cannot fail to become JSON.
        out.push_str(&serde_json::to_string(&element).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// All lines as the elements of one array, between `head` and `tail`.
pub(super) fn assemble(
    parts: &[String],
    head: &str,
    tail: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(head.as_bytes())?;
    let mut separator = "\n";
    for line in parts.iter().flat_map(|part| part.lines()) {
        write!(out, "{separator}{line}")?;
        separator = ",\n";
    }
    writeln!(out, "\n{tail}")
}
