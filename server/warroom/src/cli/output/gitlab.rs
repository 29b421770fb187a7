//! A GitLab code quality report: one array.

use serde::Serialize;
use warroom_core::ide::Level;
use warroom_core::rules::Finding;

use super::{Place, Report, fingerprints, lines};

/// The elements of one file.
pub(super) fn render(report: &Report<'_>) -> String {
    let named = report.findings.iter().zip(fingerprints(report));
    lines::render(named.map(|(finding, fingerprint)| Issue::new(report, finding, fingerprint)))
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

impl<'a> Issue<'a> {
    fn new(report: &Report<'a>, finding: &'a Finding, fingerprint: String) -> Self {
        let (begin, end) = report.place(finding.span);
        Self {
            description: &finding.message,
            check_name: finding.rule,
            fingerprint,
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info | Level::Off => "info",
            },
            location: Location { path: report.path, positions: Positions { begin, end } },
        }
    }
}
