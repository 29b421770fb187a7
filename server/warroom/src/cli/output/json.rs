//! Findings as JSON: one document, or one object a line.

use std::io::{self, Write};

use serde::Serialize;
use warroom_core::ide::Edit;
use warroom_core::rules::{Finding, Fix, Related};

use super::{Place, Report, Summary, lines};

/// One object a line.
pub(super) fn render(report: &Report<'_>) -> String {
    lines::render(report.findings.iter().map(|finding| Row::new(report, finding)))
}

/// All lines as one array, with the summary.
pub(super) fn assemble(
    parts: &[String],
    summary: &Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    let totals = serde_json::to_string(&Totals::from(summary))?;
    lines::assemble(parts, "{\"findings\":[", &format!("],\"summary\":{totals}}}"), out)
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    start: Place,
    end: Place,
    related: Vec<RelatedRow<'a>>,
    fix: Option<FixRow<'a>>,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    message: &'a str,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct FixRow<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    start: Place,
    end: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Totals {
    files: usize,
    files_with_findings: usize,
    unreadable: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    fixable_unsafely: usize,
    fixed: usize,
    known: usize,
}

impl<'a> Row<'a> {
    fn new(report: &Report<'a>, finding: &'a Finding) -> Self {
        let (start, end) = report.place(finding.span);
        let related = |other: &'a Related| {
            let (start, end) = report.place(other.span);
            RelatedRow { message: &other.message, start, end }
        };
        Self {
            path: report.path,
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            start,
            end,
            related: finding.related.iter().map(related).collect(),
            fix: finding.fix.as_ref().map(|fix| FixRow::new(report, fix)),
        }
    }
}

impl<'a> FixRow<'a> {
    fn new(report: &Report<'_>, fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| {
            let (start, end) = report.place(edit.span);
            EditRow { start, end, text: &edit.replacement }
        };
        Self { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
    }
}

impl From<&Summary> for Totals {
    fn from(summary: &Summary) -> Self {
        let counts = summary.counts;
        Self {
            files: summary.files,
            files_with_findings: summary.files_with_findings,
            unreadable: summary.unread,
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            fixable: counts.fixable,
            fixable_unsafely: counts.fixable_unsafely,
            fixed: counts.fixed,
            known: counts.known,
        }
    }
}
