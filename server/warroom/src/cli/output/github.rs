//! Annotations of a GitHub workflow: one command a line.

use std::fmt::Write;

use warroom_core::ide::Level;

use super::Report;

/// `::warning file=a.md,line=3,...::message`.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.findings {
        let (start, end) = report.place(finding.span);
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info | Level::Off => "notice",
        };
        // Writing to a string cannot fail.
        let _ = write!(out, "::{command} file={},line={}", property(report.path), start.line);
        // GitHub takes columns only for annotations of a single line.
        let _ = match start.line == end.line {
            true => write!(out, ",col={},endColumn={}", start.column, end.column),
            false => write!(out, ",endLine={}", end.line),
        };
        let _ = writeln!(out, ",title={}::{}", property(finding.rule), data(&finding.message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
