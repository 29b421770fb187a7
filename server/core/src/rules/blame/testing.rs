//! Short fixtures for the blame rules: one sentence, the finding between « and ».

use std::cell::OnceCell;

use super::{Prose, watched};
use crate::ide::Snapshot;
use crate::rules::{self, Context, Finding, Rule, testing};
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
    nothing_is_hidden(&snapshot);
    snapshot.findings().into_iter().filter(|finding| finding.rule == rule.name).collect()
}

/// Checks that the rules find the same when each looks at every word of every
/// block, see `watched.rs` and `passages.rs`.
#[track_caller]
fn nothing_is_hidden(snapshot: &Snapshot) {
    let context = snapshot.context();
    let all = Context { prose: OnceCell::from(Prose::read_all(&context)), ..context.clone() };
    assert_eq!(rules::check(&context), rules::check(&all), "in {}", context.text);
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

/// Words and marks from which sentences of every kind can come.
const PIECES: &[&str] = &[
    "@kim",
    "the",
    "engineer",
    "who",
    "We",
    "nobody",
    "none of us",
    "should",
    "have",
    "been",
    "not",
    "didn’t",
    "shouldn't've",
    "checked",
    "failed to",
    "forgot",
    "human error",
    "caused by",
    "by",
    "was",
    "ignored",
    "assumed that",
    "careless",
    "a",
    "why did",
    "who deployed",
    "be more careful",
    "remind",
    ",",
    ".",
    "?",
    "!!",
    "(",
    ")",
    "“",
    "”",
    "'",
    "’",
    "\n",
    "\n\n- ",
    "| ",
    "**",
    "`",
    "é",
    "日本",
    "\u{FFFC}",
    "İ",
    "https://a.example",
    "10:05",
    "and",
    "if",
    "had",
    "wrong",
    "Alice",
];

proptest::proptest! {
    #[test]
    fn findings_stand_in_the_text(picks in proptest::collection::vec(0..PIECES.len(), 0..60), glue in 0..3_usize) {
        let words: Vec<&str> = picks.iter().map(|&pick| PIECES[pick]).collect();
        let text = words.join(["", " ", "  "][glue]);
        let mut settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
        settings.people.push("Alice".to_owned());
        settings.levels.insert("blame".to_owned(), Level::Info);
        let snapshot = Snapshot::new("fixture.md", text.as_str(), settings, testing::today());
        for finding in snapshot.findings() {
            proptest::prop_assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
            let edits = finding.fix.map_or(Vec::new(), |fix| fix.edits);
            proptest::prop_assert!(apply(&text, &edits).is_ok());
        }
    }

    #[test]
    fn the_prefilter_hides_nothing(picks in proptest::collection::vec(0..1_000_usize, 0..40)) {
        let all: Vec<&str> = PIECES.iter().copied().chain(watched::words().map(|(word, _)| word)).collect();
        let words: Vec<&str> = picks.iter().map(|&pick| all[pick % all.len()]).collect();
        let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
        nothing_is_hidden(&Snapshot::new("fixture.md", words.join(" "), settings, testing::today()));
    }
}
