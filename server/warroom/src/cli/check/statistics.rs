//! `--statistics`: how often each rule found something.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use warroom_core::ide::Level;
use warroom_core::rules::Finding;

use crate::cli::output::{Look, level_style};

/// How often each rule found something, at which level, and how often it can
/// be mended.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    rules: BTreeMap<(&'static str, Level), Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    count: usize,
    fixable: usize,
}

impl Statistics {
    /// Counts the findings of a file.
    pub(super) fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let tally = self.rules.entry((finding.rule, finding.level)).or_default();
            tally.count += 1;
            tally.fixable += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.safe));
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        for (rule, more) in other.rules {
            let tally = self.rules.entry(rule).or_default();
            tally.count += more.count;
            tally.fixable += more.fixable;
        }
    }

    /// The rules with what they found, most first.
    fn ordered(&self) -> Vec<(&(&'static str, Level), &Tally)> {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|((rule, _), tally)| (std::cmp::Reverse(tally.count), *rule));
        rules
    }

    /// A table for people.
    pub(super) fn table(&self, look: &Look) -> String {
        let rules = self.ordered();
        let digits = rules.first().map_or(1, |(_, tally)| tally.count.to_string().len());
        let width = rules.iter().map(|((rule, _), _)| rule.len()).max().unwrap_or_default();
        let mut out = String::new();
        for ((rule, level), tally) in rules {
            let style = level_style(*level, look);
            let fixable = match tally.fixable {
                0 => String::new(),
                count => format!("  {count} with --fix"),
            };
            // Writing to a string cannot fail.
            let _ = write!(out, "{:>digits$}  {style}{level:7}{style:#}  ", tally.count);
            let _ = writeln!(out, "{}", format!("{rule:width$}{fixable}").trim_end());
        }
        out
    }

    /// The same as JSON.
    pub(super) fn json(&self) -> String {
        let row = |((rule, level), tally): (&(&'static str, Level), &Tally)| -> Value {
            json!({
                "rule": rule,
                "level": level.name(),
                "count": tally.count,
                "fixable": tally.fixable,
            })
        };
        let rows: Vec<Value> = self.ordered().into_iter().map(row).collect();
        format!("{:#}\n", json!({ "statistics": rows }))
    }
}
