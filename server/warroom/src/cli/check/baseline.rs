//! `--baseline`: findings that were known before keep passing.
//!
//! A finding is known by its path, its rule and the text under it, so it stays
//! known when lines move; how often it is known is counted, so one more of the
//! same is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use warroom_core::ide::mask;
use warroom_core::rules::Finding;

use crate::cli::output::Source;
use crate::workspace;

/// Characters of the text under a finding that are kept.
const TEXT_LENGTH: usize = 120;

/// The known findings.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    known: BTreeMap<String, Counted>,
}

/// How often a finding is known in one file.
type Counted = BTreeMap<Fingerprint, usize>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fingerprint {
    rule: String,
    text: String,
}

/// A line of the file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: String,
    rule: String,
    text: String,
    count: usize,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// When it cannot be read, or was not written by warroom; the text says which.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let shown = workspace::shown(path);
        let text = fs::read_to_string(path).map_err(|error| {
            let reason = workspace::describe(&error);
            format!("{shown}: {reason}; `--write-baseline` writes one")
        })?;
        let rows: Vec<Row> = serde_json::from_str(&text)
            .map_err(|error| format!("{shown}: not a baseline of warroom: {error}"))?;
        let mut baseline = Self::default();
        for Row { path, rule, text, count } in rows {
            *baseline
                .known
                .entry(path)
                .or_default()
                .entry(Fingerprint { rule, text })
                .or_default() += count;
        }
        Ok(baseline)
    }

    /// Removes the findings of a document that are known; gives their number.
    pub(super) fn remove_known(&self, source: Source<'_>, findings: &mut Vec<Finding>) -> usize {
        let Some(known) = self.known.get(source.path) else { return 0 };
        let (mut left, before) = (known.clone(), findings.len());
        let text = mask(source.text);
        findings.retain(|finding| match left.get_mut(&fingerprint(&text, finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        before - findings.len()
    }

    /// The findings of one document as known ones.
    pub(super) fn of(source: Source<'_>, findings: &[Finding]) -> Self {
        let mut counted = Counted::new();
        let text = mask(source.text);
        for finding in findings {
            *counted.entry(fingerprint(&text, finding)).or_default() += 1;
        }
        Self { known: BTreeMap::from([(source.path.to_owned(), counted)]) }
    }

    /// Adds the findings of other documents.
    pub(super) fn merge(&mut self, other: Self) {
        self.known.extend(other.known);
    }

    /// How many findings are known.
    pub(super) fn count(&self) -> usize {
        self.known.values().flat_map(BTreeMap::values).sum()
    }

    /// The file's text: one finding a line, in order, so that changes to it
    /// can be read.
    pub(super) fn text(&self) -> String {
        let rows = self.known.iter().flat_map(|(path, counted)| {
            counted.iter().map(|(fingerprint, &count)| Row {
                path: path.clone(),
                rule: fingerprint.rule.clone(),
                text: fingerprint.text.clone(),
                count,
            })
        });
        // Strings and numbers alone cannot fail to become JSON.
        let lines: Vec<String> =
            rows.map(|row| serde_json::to_string(&row).unwrap_or_default()).collect();
        match lines.is_empty() {
            true => "[]\n".to_owned(),
            false => format!("[\n{}\n]\n", lines.join(",\n")),
        }
    }
}

/// `text` is the document without the values of credentials.
fn fingerprint(text: &str, finding: &Finding) -> Fingerprint {
    let words: Vec<&str> = finding.span.of(text).split_whitespace().collect();
    let text = words.join(" ").chars().take(TEXT_LENGTH).collect();
    Fingerprint { rule: finding.rule.to_owned(), text }
}
