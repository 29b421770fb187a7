//! Source excerpts for people, and a calm line at the end.

use std::fmt::Write as _;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level as Severity, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use warroom_core::ide::{Level, Span};
use warroom_core::rules::Finding;

use super::{Look, Report, Summary, concise};
use crate::answers::plural;

/// An excerpt for each finding that is to be shown.
pub(super) fn render(report: &Report<'_>, look: &Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(look.width);
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| shows(finding, look)) {
        out.push_str(&match is_too_long(report, finding.span) {
            true => concise::line(report, finding, look),
            false => excerpt(report, finding, &renderer),
        });
        out.push_str("\n\n");
    }
    out
}

/// Whether a finding is shown; infos are only counted until asked for.
pub(super) fn shows(finding: &Finding, look: &Look) -> bool {
    look.show_info || finding.level > Level::Info
}

/// Bytes of the longest lines that are shown. The renderer reads the whole line
/// for each finding in it, and nobody reads one as long.
const LONGEST: usize = 20_000;

fn is_too_long(report: &Report<'_>, span: Span) -> bool {
    let lines = report.source.lines;
    let (first, last) = (lines.line(span.start), lines.line(span.end.max(span.start)));
    lines.span_with_ending(last).end - lines.span_with_ending(first).start > LONGEST
}

fn excerpt(report: &Report<'_>, finding: &Finding, renderer: &Renderer) -> String {
    let primary = snippet(report, finding.span, AnnotationKind::Primary, None);
    let mut group =
        severity(finding.level).primary_title(&finding.message).id(finding.rule).element(primary);
    for other in &finding.related {
        group = group.element(snippet(
            report,
            other.span,
            AnnotationKind::Context,
            Some(&other.message),
        ));
    }
    if let Some(fix) = &finding.fix {
        let how = if fix.safe { "--fix" } else { "--unsafe-fixes" };
        group = group.element(Severity::HELP.message(format!("{} ({how})", fix.title)));
    }
    renderer.render(&[group])
}

/// The lines of a span alone: the renderer reads all that it is given.
fn snippet<'a>(
    report: &Report<'a>,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (text, lines) = (report.text, report.source.lines);
    let first = lines.line(span.start);
    let last = lines.line(span.end.max(span.start));
    let start = lines.span(first, text).start;
    let source = &text[start..lines.span(last, text).end];
    let annotation = kind.span(span.start - start..span.end - start).label(label);
    Snippet::source(source).line_start(first + 1).path(report.path).annotation(annotation)
}

fn severity(level: Level) -> Severity<'static> {
    match level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Info | Level::Off => Severity::INFO,
    }
}

/// The style of a level's name; plain where no colour is wanted.
pub(crate) fn style(level: Level, look: &Look) -> Style {
    let colour = match level {
        Level::Error => AnsiColor::BrightRed,
        Level::Warning => AnsiColor::Yellow,
        Level::Info | Level::Off => AnsiColor::BrightBlue,
    };
    if look.colour { colour.on_default().bold() } else { Style::new() }
}

/// All excerpts, then what it comes to.
pub(super) fn assemble(
    parts: &[String],
    summary: &Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    super::concatenate(parts, out)?;
    out.write_all(closing(summary).as_bytes())
}

fn closing(summary: &Summary) -> String {
    let counts = &summary.counts;
    let files = plural(summary.files, "document");
    let mut out = String::new();
    let loud = [(counts.errors, "error"), (counts.warnings, "warning")];
    let mut found: Vec<String> =
        loud.iter().filter(|(n, _)| *n > 0).map(|(n, word)| plural(*n, word)).collect();
    if summary.look.show_info && counts.infos > 0 {
        found.push(plural(counts.infos, "info"));
    }
    // Writing to a string cannot fail.
    let _ = match (found.is_empty(), summary.unread) {
        (true, 0) => writeln!(out, "{files} checked, all well"),
        (false, 0) => writeln!(out, "{} in {files}", found.join(", ")),
        (true, unread) => writeln!(out, "{files}, {unread} of them unread; all else is well"),
        (false, unread) => {
            writeln!(out, "{} in {files}, {unread} of them unread", found.join(", "))
        }
    };
    if counts.fixed > 0 {
        let _ = writeln!(out, "{} mended", plural(counts.fixed, "finding"));
    }
    if counts.known > 0 {
        let _ = writeln!(out, "{} of the baseline left aside", plural(counts.known, "finding"));
    }
    if counts.fixable > 0 {
        let _ = writeln!(out, "{} can be mended with --fix", plural(counts.fixable, "finding"));
    }
    if !summary.look.show_info && counts.infos > 0 {
        let infos = plural(counts.infos, "finding");
        let them = if counts.infos == 1 { "it" } else { "them" };
        let _ = writeln!(out, "{infos} of level info hidden; --show-info shows {them}");
    }
    out
}
