//! Which incident a document is about.
//!
//! People write `INC-123`, `INC-20250115-1005` or `OPS-42`: in a field, in
//! the title, or as the name of the file, and rarely say anywhere else what
//! belongs together.

use super::Location;
use crate::document::Document;
use crate::text::Span;
use crate::vocabulary::{FieldKind, Kind};

/// What a document says of the incident that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its number or key.
    pub identifier: Identifier,
}

/// The number or key of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// As written: `INC-123`.
    pub text: Box<str>,
    /// Its bytes in the document; empty at the start when only the file name
    /// says it.
    pub span: Span,
}

/// Kinds that are about one incident.
const TELLING: &[Kind] = &[
    Kind::Declaration,
    Kind::IncidentLog,
    Kind::Update,
    Kind::StatusUpdate,
    Kind::Postmortem,
    Kind::Message,
];

/// Words before a number that make no key of an incident.
const OTHERS: &[&str] =
    &["SEV", "SEVERITY", "CVE", "RFC", "UTF", "SHA", "ISO", "ADR", "PEP", "TLS", "COVID", "PRIO"];

impl Incident {
    /// What a document says of its incident; `None` when it is about none, or
    /// does not say which.
    pub(super) fn read(location: &Location, document: &Document) -> Option<Self> {
        if !TELLING.contains(&document.kind) {
            return None;
        }
        let identifier = of_field(document)
            .or_else(|| of_title(document))
            .or_else(|| of_file_name(&location.path))?;
        Some(Self { identifier })
    }

    /// The identifier without case, to find the same one again.
    pub(super) fn key(&self) -> Box<str> {
        self.identifier.text.to_ascii_uppercase().into()
    }
}

fn of_field(document: &Document) -> Option<Identifier> {
    let field = document.field(FieldKind::IncidentId)?;
    let value = field.value.trim();
    let number = value.trim_start_matches('#');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let text = if is_number { number } else { key(value)? };
    Some(Identifier { text: text.into(), span: field.value_span })
}

fn of_title(document: &Document) -> Option<Identifier> {
    let title = document.title.as_ref()?;
    Some(Identifier { text: key(&title.text)?.into(), span: title.span })
}

fn of_file_name(path: &str) -> Option<Identifier> {
    let name = path.rsplit('/').next()?;
    let stem = name.split('.').next()?;
    Some(Identifier { text: key(stem)?.into(), span: Span::at(0) })
}

/// The first key of an incident in a text: capitals, a hyphen, digits, and
/// further digits behind hyphens.
fn key(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter_map(key_of_word).next()
}

/// `INC-123-postmortem` begins with the key `INC-123`.
fn key_of_word(word: &str) -> Option<&str> {
    let (prefix, rest) = word.split_once('-')?;
    let is_prefix = prefix.len() >= 2
        && prefix.starts_with(|c: char| c.is_ascii_uppercase())
        && prefix.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !OTHERS.contains(&prefix);
    if !is_prefix {
        return None;
    }
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let length: usize = rest.split('-').take_while(is_number).map(|part| part.len() + 1).sum();
    (length > 0).then(|| &word[..prefix.len() + length])
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_are_found_as_people_write_them() {
        assert_eq!(key("Post-mortem: INC-20250115-1005 checkout"), Some("INC-20250115-1005"));
        assert_eq!(key("[OPS-42] search is slow"), Some("OPS-42"));
        assert_eq!(key("INC-123-postmortem"), Some("INC-123"));
    }

    #[test]
    fn what_only_looks_like_a_key_is_none() {
        for text in ["SEV-1: checkout", "CVE-2024-1234", "2025-01-15", "utf-8", "A-1", "INC-", ""] {
            assert_eq!(key(text), None, "{text}");
        }
    }
}
