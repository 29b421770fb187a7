//! Checkstyle XML.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::xml::escape;
use super::{Report, concatenate};

/// The `file` element of one file.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = format!("  <file name=\"{}\">\n", escape(report.path));
    for finding in report.findings {
        let (start, _) = report.place(finding.span);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"warroom.{}\"/>",
            start.line,
            start.column,
            finding.level,
            escape(&finding.message),
            finding.rule
        );
    }
    out + "  </file>\n"
}

/// The document around them.
pub(super) fn assemble(parts: &[String], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")?;
    concatenate(parts, out)?;
    out.write_all(b"</checkstyle>\n")
}
