//! Short fixtures for the blame rules: one sentence, the finding between « and ».

use crate::ide::Snapshot;
use crate::rules::{Finding, Rule, testing};
use crate::settings::Settings;
use crate::text::apply;
use crate::vocabulary::{Kind, Level};

/// The findings of `rule` in a post-mortem that holds `text`.
fn findings(rule: &'static Rule, text: &str) -> Vec<Finding> {
    let mut settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
    settings.people.push("Alice".to_owned());
    if !rule.default {
        settings.levels.insert(rule.name.to_owned(), rule.level);
    }
    let snapshot = Snapshot::new("fixture.md", text, settings, testing::today());
    snapshot.findings().into_iter().filter(|finding| finding.rule == rule.name).collect()
}

/// Checks that `rule` finds what stands between « and », and nothing else.
#[track_caller]
pub(super) fn finds(rule: &'static Rule, level: Level, marked: &[&str]) {
    for marked in marked {
        let text = marked.replace(['«', '»'], "");
        let found = findings(rule, &text);
        let mut shown = text.clone();
        for finding in found.iter().rev() {
            shown.insert(finding.span.end, '»');
            shown.insert(finding.span.start, '«');
        }
        assert_eq!(shown, *marked);
        assert!(found.iter().all(|finding| finding.level == level), "level of {found:#?}");
    }
}

/// Checks that `rule` has nothing to say about any of these texts.
#[track_caller]
pub(super) fn is_silent(rule: &'static Rule, texts: &[&str]) {
    for text in texts {
        let found = findings(rule, text);
        assert!(found.is_empty(), "{text}\n{found:#?}");
    }
}

/// Checks what `rule` proposes to write instead; nothing when `after` is the text itself.
#[track_caller]
pub(super) fn proposes(rule: &'static Rule, pairs: &[(&str, &str)]) {
    for (before, after) in pairs {
        let found = findings(rule, before);
        assert!(!found.is_empty(), "nothing found in {before}");
        let edits: Vec<_> =
            found.into_iter().filter_map(|finding| finding.fix).flat_map(|fix| fix.edits).collect();
        assert_eq!(apply(before, &edits).as_deref(), Ok(*after));
    }
}
