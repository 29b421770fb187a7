//! Which incident a document is about.
//!
//! People write `INC-123`, `INC-20250115-1005` or `OPS-42`: in a field, in
//! the title, or as the name of the file, and rarely say anywhere else what
//! belongs together.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use super::Location;
use super::summary::Read;
use crate::document::{Document, Field, severity};
use crate::syntax::InlineKind;
use crate::text::Span;
use crate::timeline::MilestoneTime;
use crate::vocabulary::{FieldKind, Kind, Milestone};

/// What a document says of the incident that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its number or key.
    pub identifier: Option<Identifier>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// How severe it is.
    pub severity: Option<Severity>,
    /// Where it stands, when that is said in words that mean open or over.
    pub status: Option<Status>,
    /// When each milestone was reached, as far as it is known.
    pub milestones: Box<[MilestoneTime]>,
    /// Whether it links to a review that lies elsewhere.
    pub links_to_review: bool,
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

/// The severity of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    /// The rank: 1 is the most severe.
    pub rank: u8,
    /// The name on the team's scale.
    pub name: Box<str>,
    /// The bytes of the field or of the title that states it.
    pub span: Span,
}

/// Where an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it is over.
    pub is_over: bool,
    /// The bytes of the words.
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

/// Words of a status that mean that an incident is over.
const OVER: &[&str] = &["resolved", "closed", "done", "fixed", "completed", "over"];

/// Words of a status that mean that it is not.
const OPEN: &[&str] =
    &["open", "ongoing", "investigating", "identified", "monitoring", "active", "mitigated"];

/// Words for the review of an incident, in a link to one.
static REVIEW: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["mortem", "retrospective", "retro", "incident review", "incident-review", "rca"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

impl Incident {
    /// What a document says of its incident; `None` when it is about none.
    pub(super) fn read(location: &Location, read: &Read<'_>) -> Option<Self> {
        let document = read.document;
        if !TELLING.contains(&document.kind) {
            return None;
        }
        let identifier = of_field(document)
            .or_else(|| of_title(document))
            .or_else(|| of_file_name(&location.path));
        Some(Self {
            identifier,
            date: document.dates.first().map(|date| date.date),
            severity: severity_of(read),
            status: document.field(FieldKind::Status).and_then(status_of),
            milestones: read.timeline.milestones.as_slice().into(),
            links_to_review: links_to_review(read),
        })
    }

    /// When a milestone was reached.
    #[must_use]
    pub fn milestone(&self, milestone: Milestone) -> Option<&MilestoneTime> {
        self.milestones.iter().find(|known| known.milestone == milestone)
    }

    /// The day on which it was over; `None` while it is not, or when nobody
    /// says when.
    #[must_use]
    pub fn resolved_on(&self) -> Option<NaiveDate> {
        if let Some(resolved) = self.milestone(Milestone::Resolved) {
            return Some(resolved.at.date());
        }
        self.date.filter(|_| self.status.is_some_and(|status| status.is_over))
    }

    /// The words under which others about the same incident are found: its
    /// identifier without case, its day.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        let identifier = self.identifier.as_ref().map(|known| known.text.to_ascii_uppercase());
        identifier.into_iter().chain(self.date.map(|date| date.to_string()))
    }
}

fn severity_of(read: &Read<'_>) -> Option<Severity> {
    let known = severity::of(read.document, read.text, read.settings)?;
    let field = read.document.field(FieldKind::Severity).map(|field| field.value_span);
    let title = || read.document.title.as_ref().map(|title| title.span);
    let span = field.filter(|span| !span.is_empty()).or_else(title)?;
    Some(Severity { rank: known.rank, name: known.name.as_str().into(), span })
}

/// The first word of the field tells; `not resolved` and the like tell nothing.
fn status_of(field: &Field) -> Option<Status> {
    let word = field.value.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
    let is_one = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_over = is_one(OVER);
    (is_over || is_one(OPEN)).then_some(Status { is_over, span: field.value_span })
}

fn links_to_review(read: &Read<'_>) -> bool {
    let Some(review) = &*REVIEW else { return false };
    let links = read.syntax.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { destination, .. } => Some((inline.span, destination)),
        _ => None,
    });
    read.document.kind == Kind::IncidentLog
        && links.into_iter().any(|(span, destination)| {
            review.is_match(span.of(read.text)) || review.is_match(&**destination)
        })
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
pub(super) fn key(text: &str) -> Option<&str> {
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
