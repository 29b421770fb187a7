//! One line a finding, as compilers and `grep` write it.

use warroom_core::rules::Finding;

use super::{Look, Report, human};

/// `path:line:column: level[rule] message`, lines and columns from 1.
pub(super) fn render(report: &Report<'_>, look: &Look) -> String {
    let mut out = String::new();
    for finding in report.findings {
        out.push_str(&line(report, finding, look));
        out.push('\n');
    }
    out
}

/// The line of one finding, without its ending.
pub(super) fn line(report: &Report<'_>, finding: &Finding, look: &Look) -> String {
    let (start, _) = report.place(finding.span);
    let style = human::style(finding.level, look);
    format!(
        "{}:{}:{}: {style}{}{style:#}[{}] {}",
        report.path, start.line, start.column, finding.level, finding.rule, finding.message
    )
}
