//! SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};
use warroom_core::ide::{Level, Span};
use warroom_core::rules::{self, Finding, Fix, Rule};

use super::{Report, fingerprints, in_percents, lines};

/// The results of one file.
pub(super) fn render(report: &Report<'_>) -> String {
    let named = report.findings.iter().zip(fingerprints(report));
    lines::render(named.map(|(finding, fingerprint)| result(report, finding, &fingerprint)))
}

/// The document around them, with every rule.
pub(super) fn assemble(parts: &[String], out: &mut impl Write) -> io::Result<()> {
    let rules: Vec<Value> = rules::all().map(descriptor).collect();
    let driver = json!({
        "name": "warroom",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let head = format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
         \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    );
    lines::assemble(parts, &head, "]}]}", out)
}

fn descriptor(rule: &'static Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "enabled": rule.default, "level": level(rule.level) },
        "properties": { "tags": [rule.group()] },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

fn region(report: &Report<'_>, span: Span) -> Region {
    let (start, end) = report.place(span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn location(report: &Report<'_>, span: Span) -> Value {
    json!({
        "artifactLocation": { "uri": uri(report.path) },
        "region": region(report, span),
    })
}

fn result(report: &Report<'_>, finding: &Finding, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.level),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": location(report, finding.span) }],
        "partialFingerprints": { "warroom/v1": fingerprint },
    });
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|other| {
            let place = location(report, other.span);
            json!({ "physicalLocation": place, "message": { "text": other.message } })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_of(report, fix)]);
    }
    result
}

fn fix_of(report: &Report<'_>, fix: &Fix) -> Value {
    let replacement = |edit: &warroom_core::ide::Edit| {
        json!({
            "deletedRegion": region(report, edit.span),
            "insertedContent": { "text": edit.replacement },
        })
    };
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(report.path) },
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
    })
}

/// A path as a reference: what is no plain letter is written in percents.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", in_percents(path))
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("docs/a b.md"), "docs/a%20b.md");
        assert_eq!(uri("/srv/é.md"), "file:///srv/%C3%A9.md");
    }
}
