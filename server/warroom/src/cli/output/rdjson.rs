//! Reviewdog's diagnostic format. Its columns count bytes of UTF-8.

use std::io::{self, Write};

use serde::Serialize;
use warroom_core::ide::{Level, Span};
use warroom_core::rules::{Finding, Fix};

use super::{Place, Report, lines};

/// The elements of one file.
pub(super) fn render(report: &Report<'_>) -> String {
    lines::render(report.findings.iter().map(|finding| Diagnostic::new(report, finding)))
}

/// The document around them.
pub(super) fn assemble(parts: &[String], out: &mut impl Write) -> io::Result<()> {
    lines::assemble(parts, "{\"source\":{\"name\":\"warroom\"},\"diagnostics\":[", "]}", out)
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

impl Range {
    fn new(report: &Report<'_>, span: Span) -> Self {
        Self { start: report.in_bytes(span.start), end: report.in_bytes(span.end) }
    }
}

impl<'a> Diagnostic<'a> {
    fn new(report: &Report<'a>, finding: &'a Finding) -> Self {
        Self {
            message: &finding.message,
            location: Location { path: report.path, range: Range::new(report, finding.span) },
            severity: match finding.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Info | Level::Off => "INFO",
            },
            code: Code { value: finding.rule },
            suggestions: finding.fix.as_ref().map_or_else(Vec::new, |fix| suggestions(report, fix)),
        }
    }
}

/// A suggestion replaces one range, so a fix of several edits offers none.
fn suggestions<'a>(report: &Report<'_>, fix: &'a Fix) -> Vec<Suggestion<'a>> {
    let [edit] = fix.edits.as_slice() else { return Vec::new() };
    vec![Suggestion { range: Range::new(report, edit.span), text: &edit.replacement }]
}
