//! One fixture language for the tests of all rules.
//!
//! A fixture is a document. A line of white space, carets and a few words
//! marks the line above it: the finding spans the carets and its message holds
//! the words. `^` stands under the characters of the finding; a finding that
//! goes on to later lines is marked to the end of its first line.

use chrono::NaiveDate;

use super::{Finding, Rule};
use crate::ide::Snapshot;
use crate::settings::Settings;
use crate::text::{Columns, Edit, LineIndex, apply};
use crate::vocabulary::{Kind, Level};

/// The day on which every test takes place.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date")
}

/// Settings under which only `rule` runs, on a post-mortem when the rule looks at those.
pub(crate) fn settings_for(rule: &'static Rule) -> Settings {
    let kind =
        if rule.kinds.contains(&Kind::Postmortem) { Kind::Postmortem } else { rule.kinds[0] };
    let mut settings = Settings { kind: Some(kind), ..Settings::default() };
    if !rule.default {
        settings.levels.insert(rule.name.to_owned(), rule.level);
    }
    settings
}

/// Checks that `rule` finds in the fixture what is marked, and nothing else.
#[track_caller]
pub(crate) fn check(rule: &'static Rule, fixture: &str) {
    check_with(rule, fixture, |_| {});
}

/// Like [`check`], with the settings changed first.
#[track_caller]
pub(crate) fn check_with(rule: &'static Rule, fixture: &str, change: impl FnOnce(&mut Settings)) {
    check_levels(rule, fixture, None, change);
}

/// Like [`check_with`]; every finding must also have `level`.
#[track_caller]
pub(crate) fn check_levels(
    rule: &'static Rule,
    fixture: &str,
    level: Option<Level>,
    change: impl FnOnce(&mut Settings),
) {
    let (text, marks) = split_marks(fixture);
    let mut settings = settings_for(rule);
    change(&mut settings);
    let found = findings(rule, &text, settings);
    let lines = LineIndex::new(&text);
    let seen: Vec<Mark> = found.iter().map(|finding| mark_of(finding, &text, &lines)).collect();
    let matches = seen.len() == marks.len()
        && seen.iter().zip(&marks).all(|(seen, wanted)| {
            (seen.line, seen.start, seen.end) == (wanted.line, wanted.start, wanted.end)
                && seen.words.contains(&wanted.words)
        });
    assert!(matches, "\nwanted {marks:#?}\nfound {seen:#?}\nin\n{text}");
    if let Some(level) = level {
        assert!(found.iter().all(|finding| finding.level == level), "levels of {found:#?}");
    }
}

/// Checks that applying the fixes of all findings turns `before` into `after`,
/// and that nothing that can be fixed is found there again.
#[track_caller]
pub(crate) fn check_fix(rule: &'static Rule, before: &str, after: &str) {
    check_fix_with(rule, before, after, |_| {});
}

/// Like [`check_fix`], with the settings changed first.
#[track_caller]
pub(crate) fn check_fix_with(
    rule: &'static Rule,
    before: &str,
    after: &str,
    change: impl FnOnce(&mut Settings),
) {
    let mut settings = settings_for(rule);
    change(&mut settings);
    let found = findings(rule, before, settings.clone());
    let edits: Vec<Edit> =
        found.iter().filter_map(|finding| finding.fix.clone()).flat_map(|fix| fix.edits).collect();
    assert!(!edits.is_empty(), "nothing to fix in {found:#?}");
    let fixed = apply(before, &edits).expect("edits that do not overlap");
    assert_eq!(fixed, after);
    let again = findings(rule, &fixed, settings);
    assert!(again.iter().all(|finding| finding.fix.is_none()), "still fixable: {again:#?}");
}

fn findings(rule: &'static Rule, text: &str, settings: Settings) -> Vec<Finding> {
    let snapshot = Snapshot::new("fixture.md", text, settings, today());
    snapshot.findings().into_iter().filter(|finding| finding.rule == rule.name).collect()
}

#[derive(Debug)]
struct Mark {
    line: usize,
    start: usize,
    end: usize,
    words: String,
}

fn split_marks(fixture: &str) -> (String, Vec<Mark>) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut line = 0;
    for source in fixture.split_inclusive('\n') {
        let trimmed = source.trim_start();
        if !trimmed.starts_with('^') {
            text.push_str(source);
            line += 1;
            continue;
        }
        let start = source.chars().take_while(|c| *c != '^').count();
        let length = trimmed.chars().take_while(|c| *c == '^').count();
        let words = trimmed.trim_start_matches('^').trim().to_owned();
        marks.push(Mark { line: line - 1, start, end: start + length, words });
    }
    (text, marks)
}

fn mark_of(finding: &Finding, text: &str, lines: &LineIndex) -> Mark {
    let start = lines.position(finding.span.start, text, Columns::Characters);
    let end = lines.position(finding.span.end, text, Columns::Characters);
    let end = if end.line == start.line {
        end.column
    } else {
        lines.span(start.line, text).of(text).chars().count()
    };
    Mark { line: start.line, start: start.column, end, words: finding.message.clone() }
}

#[test]
fn marks_are_cut_out_of_a_fixture() {
    let (text, marks) = split_marks("\nab cd\n   ^^ words here\nef\n");
    assert_eq!(text, "ab cd\nef\n");
    assert_eq!((marks[0].line, marks[0].start, marks[0].end), (0, 3, 5));
    assert_eq!(marks[0].words, "words here");
}
