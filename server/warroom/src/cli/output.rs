//! How findings are written: one file a format.
//!
//! A format renders the findings of one file to a string, on the thread that
//! checked it, and later puts the strings of all files into one document. It
//! decides nothing about what is a finding.

mod checkstyle;
mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod lines;
mod rdjson;
mod sarif;
mod xml;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
pub(crate) use human::style as level_style;
use serde::Serialize;
use warroom_core::ide::{Columns, Edit, LineIndex, Snapshot, Span, mask};
use warroom_core::rules::Finding;

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Source excerpts, for people
    #[default]
    Human,
    /// One line a finding: path:line:column: level[rule] message
    Concise,
    /// One document with all findings and a summary
    Json,
    /// One object a line and finding
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// A GitLab code quality report
    Gitlab,
    /// JUnit XML: a suite a file, a failure a finding
    Junit,
    /// Reviewdog's format
    Rdjson,
    /// Checkstyle XML
    Checkstyle,
}

/// A document as output needs it.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    /// Its path, relative to the directory of its configuration.
    pub(crate) path: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    /// Where its lines begin.
    pub(crate) lines: &'a LineIndex,
}

impl<'a> From<&'a Snapshot> for Source<'a> {
    fn from(snapshot: &'a Snapshot) -> Self {
        Self { path: snapshot.path(), text: snapshot.text(), lines: snapshot.lines() }
    }
}

/// The findings of one file.
pub(crate) struct Report<'a> {
    /// The path as shown.
    pub(crate) path: &'a str,
    /// The document.
    pub(crate) source: Source<'a>,
    /// Its text as it is shown: as long as it is, without the values of
    /// credentials.
    pub(crate) text: &'a str,
    /// The findings in order of place; never empty.
    pub(crate) findings: &'a [Finding],
    /// A byte and the characters before it in its line, counted last.
    counted: Cell<(usize, usize)>,
}

/// A place as output states it: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl<'a> Report<'a> {
    /// The findings of one document, in order of place.
    pub(crate) fn new(
        path: &'a str,
        source: Source<'a>,
        text: &'a str,
        findings: &'a [Finding],
    ) -> Self {
        Self { path, source, text, findings, counted: Cell::new((0, 0)) }
    }

    /// Where a span begins and where it ends.
    pub(crate) fn place(&self, span: Span) -> (Place, Place) {
        let start = self.at(span.start);
        self.counted.set((span.start, start.column - 1));
        (start, self.at(span.end))
    }

    /// Counts on from the last place in the same line: thousands of findings
    /// may stand in one long line.
    fn at(&self, offset: usize) -> Place {
        let Source { text, lines, .. } = self.source;
        let line = lines.line(offset);
        let start = lines.span_with_ending(line).start;
        let (counted, before) = self.counted.get();
        let (from, before) = match (start..=offset).contains(&counted) {
            true => (counted, before),
            false => (start, 0),
        };
        Place { line: line + 1, column: before + text[from..offset].chars().count() + 1 }
    }

    /// A place with its column in bytes.
    fn in_bytes(&self, offset: usize) -> Place {
        let Source { text, lines, .. } = self.source;
        let position = lines.position(offset, text, Columns::Utf8);
        Place { line: position.line + 1, column: position.column + 1 }
    }
}

/// A finding that can be shown whole: a fix that would write a credential is
/// left out, for with asterisks in it it would do harm.
pub(crate) fn without_secrets(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    let shows_none = |edit: &Edit| matches!(mask(&edit.replacement), Cow::Borrowed(_));
    finding.fix = finding.fix.filter(|fix| fix.edits.iter().all(shows_none));
    finding
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    /// Findings with a safe fix.
    pub(crate) fixable: usize,
    /// Findings with a fix that a person should look at.
    pub(crate) fixable_unsafely: usize,
    /// Findings that were mended in this run.
    pub(crate) fixed: usize,
    /// Findings that the baseline knows; they are counted nowhere else.
    pub(crate) known: usize,
}

impl Counts {
    /// Adds those of another file.
    pub(crate) fn add(&mut self, other: &Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.fixable += other.fixable;
        self.fixable_unsafely += other.fixable_unsafely;
        self.fixed += other.fixed;
        self.known += other.known;
    }
}

impl Counts {
    /// Whether there is anything to say.
    pub(crate) const fn is_any(&self) -> bool {
        self.total() + self.fixed + self.known > 0
    }

    /// All findings that are reported.
    pub(crate) const fn total(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// The run as a whole.
pub(crate) struct Summary {
    /// Files that were looked at.
    pub(crate) files: usize,
    /// Files in which something was found.
    pub(crate) files_with_findings: usize,
    /// Files that could not be checked.
    pub(crate) unread: usize,
    /// What was found.
    pub(crate) counts: Counts,
    /// How it is shown.
    pub(crate) look: Look,
}

/// How output for people looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Whether escape sequences for colours are written.
    pub(crate) colour: bool,
    /// Columns of the terminal.
    pub(crate) width: usize,
    /// Whether findings of level info are shown in full.
    pub(crate) show_info: bool,
}

impl Look {
    /// The look of standard output.
    pub(crate) fn of_stdout() -> Self {
        Self::new(true, true)
    }

    /// The look that standard output, or a plain file, can bear.
    pub(crate) fn new(to_stdout: bool, show_info: bool) -> Self {
        let stdout = io::stdout();
        let colour = to_stdout && AutoStream::choice(&stdout) != ColorChoice::Never;
        let width = match to_stdout && stdout.is_terminal() {
            true => terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            false => None,
        };
        Self { colour, width: width.unwrap_or(100), show_info }
    }
}

impl Format {
    /// Whether a finding is written, or only counted.
    pub(crate) fn shows(self, finding: &Finding, look: &Look) -> bool {
        self != Self::Human || human::shows(finding, look)
    }

    /// The findings of one file, ready to be put beside those of others.
    pub(crate) fn render(self, report: &Report<'_>, look: &Look) -> String {
        match self {
            Self::Human => human::render(report, look),
            Self::Concise => concise::render(report, look),
            Self::Json | Self::Jsonl => json::render(report),
            Self::Sarif => sarif::render(report),
            Self::Github => github::render(report),
            Self::Gitlab => gitlab::render(report),
            Self::Junit => junit::render(report),
            Self::Rdjson => rdjson::render(report),
            Self::Checkstyle => checkstyle::render(report),
        }
    }

    /// Writes the whole document. `parts` holds what [`Format::render`] gave,
    /// in order of path.
    pub(crate) fn assemble(
        self,
        parts: &[String],
        summary: &Summary,
        out: &mut impl Write,
    ) -> io::Result<()> {
        match self {
            Self::Human => human::assemble(parts, summary, out),
            Self::Json => json::assemble(parts, summary, out),
            Self::Sarif => sarif::assemble(parts, out),
            Self::Gitlab => lines::assemble(parts, "[", "]", out),
            Self::Junit => junit::assemble(parts, summary, out),
            Self::Rdjson => rdjson::assemble(parts, out),
            Self::Checkstyle => checkstyle::assemble(parts, out),
            Self::Concise | Self::Jsonl | Self::Github => concatenate(parts, out),
        }
    }
}

fn concatenate(parts: &[String], out: &mut impl Write) -> io::Result<()> {
    parts.iter().try_for_each(|part| out.write_all(part.as_bytes()))
}

/// A name for each finding of a report that stays when lines move: made of the
/// path, the rule, the text and, for the same again, a number.
fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut seen = HashMap::<(&str, &str), usize>::new();
    let mut fingerprint = |finding: &Finding| {
        let text = finding.span.of(report.text);
        let again = seen.entry((finding.rule, text)).or_default();
        *again += 1;
        let number = again.to_string();
        format!("{:016x}", fnv1a(&[report.path, finding.rule, text, &number]))
    };
    report.findings.iter().map(&mut fingerprint).collect()
}

/// FNV-1a over the parts: the same on every machine and in every version,
/// which the standard library's hashers do not promise.
fn fnv1a(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A path in an address: what is neither plain nor a slash stands in percents.
pub(crate) fn in_percents(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
