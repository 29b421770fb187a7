//! JUnit XML: a suite for each file with findings, a failure for each finding.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::xml::escape;
use super::{Report, Summary, concatenate};

/// The `testsuite` element of one file.
pub(super) fn render(report: &Report<'_>) -> String {
    let path = escape(report.path);
    let count = report.findings.len();
    let mut out = format!(
        "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">\n"
    );
    for finding in report.findings {
        let (start, _) = report.place(finding.span);
        let message = escape(&finding.message);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"{rule} at {line}:{column}\">\n      \
             <failure type=\"{level}\" message=\"{message}\">{path}:{line}:{column}: {message}</failure>\n    \
             </testcase>",
            rule = finding.rule,
            level = finding.level,
            line = start.line,
            column = start.column,
        );
    }
    out + "  </testsuite>\n"
}

/// The document around them; a clean run is one test that passed.
pub(super) fn assemble(
    parts: &[String],
    summary: &Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let found = summary.counts.total();
    let tests = found.max(1);
    writeln!(
        out,
        "<testsuites name=\"warroom\" tests=\"{tests}\" failures=\"{found}\" errors=\"0\">"
    )?;
    concatenate(parts, out)?;
    if found == 0 {
        let files = summary.files;
        writeln!(out, "  <testsuite name=\"warroom\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
        writeln!(out, "    <testcase classname=\"warroom\" name=\"{files} documents checked\"/>")?;
        writeln!(out, "  </testsuite>")?;
    }
    out.write_all(b"</testsuites>\n")
}
