//! Mends a document: applies the fixes of its findings until none is left.
//!
//! Fixes that touch the same text wait for the next round, when the text is
//! read anew. A fix after which its rule finds as much as before is not kept,
//! so that no round can make a text worse or grow without end. Nothing is
//! written anywhere: the answer is a text.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::{Finding, Fix};
use crate::text::{Edit, Span, apply};

use super::Snapshot;

/// How often a text is read anew at most. A document settles in two or three
/// rounds; the bound only ends a quarrel between rules.
const ROUNDS: usize = 100;

/// A text with its findings mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text after the last fix.
    pub text: String,
    /// What was done, in the order in which it was done.
    pub applied: Vec<Applied>,
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The name of the rule.
    pub rule: &'static str,
    /// What the fix does, as an order.
    pub title: String,
}

impl Snapshot {
    /// Applies the fixes of the findings that are `wanted`, reading the text
    /// anew in between, until no wanted fix is left that helps.
    #[must_use]
    pub fn fix(&self, wanted: impl Fn(&Finding) -> bool) -> Fixed {
        self.fix_found(Self::findings, wanted)
    }

    /// The same for the findings that `find` gives.
    #[must_use]
    pub fn fix_found(
        &self,
        find: impl Fn(&Self) -> Vec<Finding>,
        wanted: impl Fn(&Finding) -> bool,
    ) -> Fixed {
        let mut snapshot = self.clone();
        let mut findings = find(&snapshot);
        let mut applied = Vec::new();
        let mut refused = BTreeSet::new();
        let mut at_once = usize::MAX;
        for _ in 0..ROUNDS {
            let open = findings.iter().filter(|&finding| wanted(finding));
            let chosen: Vec<Chosen<'_>> =
                choose(open, &refused).into_iter().take(at_once).collect();
            let Some(last) = chosen.last() else { break };
            let Some(next) = snapshot.with(&chosen) else {
                refused.insert(last.key());
                continue;
            };
            let found_next = find(&next);
            if is_better(&chosen, &findings, &found_next) {
                applied.extend(chosen.iter().map(Chosen::applied));
                at_once = usize::MAX;
                (snapshot, findings) = (next, found_next);
            } else if chosen.len() == 1 {
                refused.insert(last.key());
                at_once = usize::MAX;
            } else {
                at_once = chosen.len() / 2;
            }
        }
        Fixed { text: snapshot.text.to_string(), applied }
    }

    /// The document after the chosen fixes; `None` when they cannot be applied.
    fn with(&self, chosen: &[Chosen<'_>]) -> Option<Self> {
        let edits: Vec<Edit> =
            chosen.iter().flat_map(|one| one.fix.edits.iter().cloned()).collect();
        let text = apply(&self.text, &edits).ok()?;
        Some(self.with_text(text))
    }
}

/// A fix with the finding that it mends.
#[derive(Clone, Copy)]
struct Chosen<'a> {
    finding: &'a Finding,
    fix: &'a Fix,
}

/// What a fix does, whatever the place: the same for the same fix after other
/// text has moved.
type Key = (&'static str, Vec<String>);

impl Chosen<'_> {
    fn key(&self) -> Key {
        let written = self.fix.edits.iter().map(|edit| edit.replacement.clone());
        (self.finding.rule, std::iter::once(self.fix.title.clone()).chain(written).collect())
    }

    fn applied(&self) -> Applied {
        Applied { rule: self.finding.rule, title: self.fix.title.clone() }
    }
}

/// The first fixes, in order of place, that do not touch each other's text.
fn choose<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    refused: &BTreeSet<Key>,
) -> Vec<Chosen<'a>> {
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let candidate = Chosen { finding, fix };
        let is_empty = fix.edits.is_empty();
        if !is_empty && !refused.contains(&candidate.key()) && taken.take(&fix.edits) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// The bytes that the chosen edits touch, by their start.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes the bytes of all edits, or none when one of them is taken.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = edits.iter().all(|edit| self.is_free(edit.span));
        if is_free {
            self.0.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        }
        is_free
    }

    /// Edits that only meet are kept apart too: two insertions at one place
    /// may be the same one.
    fn is_free(&self, span: Span) -> bool {
        self.0.range(..=span.end).next_back().is_none_or(|(_, &end)| end < span.start)
    }
}

/// Whether every rule that had a fix applied finds less than before.
fn is_better(chosen: &[Chosen<'_>], before: &[Finding], after: &[Finding]) -> bool {
    let (before, after) = (count_by_rule(before), count_by_rule(after));
    let count = |counts: &BTreeMap<_, usize>, rule| counts.get(rule).copied().unwrap_or(0);
    chosen.iter().all(|one| count(&after, one.finding.rule) < count(&before, one.finding.rule))
}

fn count_by_rule(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::today;
    use crate::settings::Settings;
    use crate::vocabulary::Kind;

    fn snapshot(text: &str) -> Snapshot {
        let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
        Snapshot::new("a.md", text, settings, today())
    }

    fn finding(rule: &'static str, fix: Fix) -> Finding {
        Finding {
            rule,
            level: crate::vocabulary::Level::Warning,
            span: Span::at(0),
            message: String::new(),
            related: Vec::new(),
            fix: Some(fix),
        }
    }

    fn replacing(start: usize, end: usize) -> Finding {
        finding("a/b", Fix::safe("Mend", vec![Edit::delete(Span::new(start, end))]))
    }

    #[test]
    fn everything_wanted_is_mended() {
        let fixed =
            snapshot("# A post-mortem\n\ncafÃ© â€“ cafÃ©\n").fix(|f| f.rule == "document/mojibake");
        assert_eq!(fixed.text, "# A post-mortem\n\ncafé – café\n");
        let titles: Vec<_> = fixed.applied.iter().map(|applied| applied.title.as_str()).collect();
        assert_eq!(titles, ["Write “é”", "Write “–”", "Write “é”"]);
    }

    #[test]
    fn what_is_not_wanted_stays() {
        let fixed = snapshot("cafÃ©\n").fix(|_| false);
        assert_eq!(fixed.text, "cafÃ©\n");
        assert_eq!(fixed.applied, []);
    }

    #[test]
    fn a_comment_is_removed_once_nothing_is_left_to_hide() {
        let text = "# A post-mortem\n\n<!-- warroom-ignore document/mojibake -->\n\ncafé\n";
        let fixed = snapshot(text).fix(|f| f.rule == "suppression/unused");
        assert_eq!(fixed.text, "# A post-mortem\n\ncafé\n");
    }

    #[test]
    fn fixes_that_meet_wait_for_the_next_round() {
        let findings = [replacing(0, 4), replacing(4, 6), replacing(3, 5), replacing(7, 9)];
        let starts: Vec<_> = choose(findings.iter(), &BTreeSet::new())
            .iter()
            .map(|one| one.fix.edits[0].span.start)
            .collect();
        assert_eq!(starts, [0, 7]);
    }

    #[test]
    fn a_fix_that_changes_nothing_for_its_rule_is_no_better() {
        let before = [replacing(0, 1), replacing(2, 3)];
        let chosen = choose(before.iter(), &BTreeSet::new());
        assert!(is_better(&chosen, &before, &before[..1]));
        assert!(!is_better(&chosen, &before, &before));
    }
}
