//! One line a finding, as compilers and `grep` write it.

use std::fmt::Write;

use super::{Look, Report, human};

/// `path:line:column: level[rule] message`, lines and columns from 1.
pub(super) fn render(report: &Report<'_>, look: &Look) -> String {
    let mut out = String::new();
    for finding in report.findings {
        let (start, _) = report.place(finding.span);
        let style = human::style(finding.level, look);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {style}{}{style:#}[{}] {}",
            report.path, start.line, start.column, finding.level, finding.rule, finding.message
        );
    }
    out
}
