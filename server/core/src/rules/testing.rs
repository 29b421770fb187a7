//! One fixture language for the tests of all rules.
//!
//! A fixture is a document. A line of white space, carets and a few words
//! marks the line above it: the finding spans the carets and its message holds
//! the words. `^` stands under the characters of the finding; a finding that
//! goes on to later lines is marked to the end of its first line.
//!
//! A fixture of several files, for rules that look across them, opens each
//! with `//- path=...`, a space in it written `%20`, and `kind=` where that does
//! not tell it. `rules` makes it a rule file of Prometheus; `urls=https://a.example:b`
//! says that the directory `b` stands behind an address.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Finding, Rule};
use crate::ide::Snapshot;
use crate::ide::workspace::{Location, Summary, Workspace};
use crate::settings::Settings;
use crate::text::{Columns, Edit, LineIndex, apply};
use crate::time::{Present, ZoneMeaning};
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

/// Like [`check`], at a moment of UTC: `2026-06-15T10:45`.
#[track_caller]
pub(crate) fn check_at(rule: &'static Rule, now: &str, fixture: &str) {
    let (text, marks) = split_marks(fixture);
    let snapshot = Snapshot::new("fixture.md", text.as_str(), settings_for(rule), today());
    let found = snapshot.at(present(Some(now))).findings();
    let found: Vec<Finding> = found.into_iter().filter(|one| one.rule == rule.name).collect();
    assert_marked(&found, &marks, &text);
}

/// The present of a test or of an example.
pub(crate) fn present(now: Option<&str>) -> Option<Present> {
    let utc = NaiveDateTime::parse_from_str(now?, "%Y-%m-%dT%H:%M").expect("a moment");
    Some(Present { utc, zone: ZoneMeaning::Fixed(0) })
}

/// Like [`check`], of a document of that kind.
#[track_caller]
pub(crate) fn check_kind(rule: &'static Rule, kind: Kind, fixture: &str) {
    check_with(rule, fixture, |settings| settings.kind = Some(kind));
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
    assert_marked(&found, &marks, &text);
    if let Some(level) = level {
        assert!(found.iter().all(|finding| finding.level == level), "levels of {found:#?}");
    }
}

/// Checks that `rule` finds in the files of the fixture what is marked, and
/// nothing else.
#[track_caller]
pub(crate) fn check_files(rule: &'static Rule, fixture: &str) {
    let files: Vec<(File<'_>, Vec<Mark>)> = split_files(fixture)
        .map(|(info, fixture)| {
            let (text, marks) = split_marks(fixture);
            (File { info, text }, marks)
        })
        .collect();
    let tree = Tree::new(rule, files.iter().map(|(file, _)| file));
    for (index, (file, marks)) in files.iter().enumerate() {
        assert_marked(&tree.findings(index, rule), marks, &file.text);
    }
}

#[track_caller]
fn assert_marked(found: &[Finding], marks: &[Mark], text: &str) {
    let lines = LineIndex::new(text);
    let seen: Vec<Mark> = found.iter().map(|finding| mark_of(finding, text, &lines)).collect();
    let matches = seen.len() == marks.len()
        && seen.iter().zip(marks).all(|(seen, wanted)| {
            (seen.line, seen.start, seen.end) == (wanted.line, wanted.start, wanted.end)
                && seen.words.contains(&wanted.words)
        });
    assert!(matches, "\nwanted {marks:#?}\nfound {seen:#?}\nin\n{text}");
}

/// A file of a fixture or of a page.
pub(crate) struct File<'a> {
    /// The words that say what it is: `path=`, `kind=`.
    pub(crate) info: &'a str,
    /// Its text.
    pub(crate) text: String,
}

impl File<'_> {
    /// The value of `key=value` among the words.
    pub(crate) fn word(&self, key: &str) -> Option<&str> {
        word(self.info, key)
    }

    fn is_rule_file(&self) -> bool {
        self.info.split_whitespace().any(|word| word == "rules")
    }

    fn settings(&self, rule: &'static Rule) -> Settings {
        let kind = self.word("kind").map(|name| Kind::from_name(name).expect("a kind"));
        let urls = self.word("urls").and_then(|urls| urls.rsplit_once(':'));
        Settings {
            kind,
            runbook_urls: urls
                .map(|(url, to)| (url.to_owned(), to.to_owned()))
                .into_iter()
                .collect(),
            ..settings_for(rule)
        }
    }
}

/// The value of `key=value` among words.
pub(crate) fn word<'a>(info: &'a str, key: &str) -> Option<&'a str> {
    info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
}

/// Several files, all that there are.
pub(crate) struct Tree {
    snapshots: Vec<Snapshot>,
    workspace: Workspace,
}

impl Tree {
    /// Reads files for a test of `rule`.
    pub(crate) fn new<'a>(rule: &'static Rule, files: impl Iterator<Item = &'a File<'a>>) -> Self {
        let mut tree = Self { snapshots: Vec::new(), workspace: Workspace::new([""]) };
        for file in files {
            let path = file.word("path").unwrap_or("example.md").replace("%20", " ");
            let settings = Arc::new(file.settings(rule));
            let text = file.text.as_str();
            let snapshot = match file.is_rule_file() {
                true => Snapshot::of_rule_file(path.as_str(), text, &settings, today()),
                false => Snapshot::new(path.as_str(), text, Arc::clone(&settings), today()),
            };
            let location = Location { path: path.into(), root: "".into() };
            tree.workspace.insert(match file.is_rule_file() {
                true => Summary::of_rule_file(location, text, &settings).0,
                false => snapshot.summary(location),
            });
            tree.snapshots.push(snapshot);
        }
        tree
    }

    /// What `rule` finds in the file of that number, from 0.
    pub(crate) fn findings(&self, index: usize, rule: &'static Rule) -> Vec<Finding> {
        let snapshot = &self.snapshots[index];
        let exists = |path: &str| self.snapshots.iter().any(|one| is_at_or_below(one.path(), path));
        let across = self.workspace.across(snapshot.path(), &exists, today());
        let found = snapshot.findings_among(&across).into_iter();
        found.filter(|finding| finding.rule == rule.name).collect()
    }
}

fn is_at_or_below(path: &str, directory: &str) -> bool {
    let rest = path.strip_prefix(directory);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || directory.is_empty())
}

/// The files of a fixture: the words after `//-`, and what follows.
fn split_files(fixture: &str) -> impl Iterator<Item = (&str, &str)> {
    fixture.split("\n//- ").skip(1).filter_map(|file| file.split_once('\n'))
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
