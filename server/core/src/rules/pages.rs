//! Holds every rule to its page: the page has the form that readers know, and
//! every example on it does what it says.
//!
//! The first fence of `## Fixed` is the first of `## Invalid` after all fixes
//! of the rule. Words after `markdown` on the opening line of a fence change
//! how its example is read:
//!
//! - `kind=runbook`: the kind of the document; without it a post-mortem when
//!   the rule looks at those, otherwise the first of the rule's kinds;
//! - `path=2026-06-12-checkout.md`: its path;
//! - `today=2026-06-15`: the day of the check;
//! - `now=2026-06-15T10:45`: its moment, in UTC; without it nobody tells the time;
//! - `profile=warroom`, `preset=strict`, `zone=Asia/Kolkata`: settings;
//! - `level=info`: the level that every finding of the example has;
//! - `beside`: not an example of its own, but another file next to the one
//!   above it, for rules that look across files; each has its `path` and, where
//!   that and the text do not tell it, its `kind`; `rules` and `urls=` are
//!   those of `testing.rs`.

use chrono::NaiveDate;

use super::testing::{File, Tree, present, settings_for, today, word};
use super::{Finding, FixKind, Rule, all};
use crate::ide::Snapshot;
use crate::syntax::{BlockKind, Syntax};
use crate::vocabulary::{Kind, Level, Preset};

/// One fence of a page.
struct Example<'a> {
    /// The heading that it stands under.
    section: &'a str,
    /// The 1-based line of the page on which it opens.
    line: usize,
    /// The words after the opening marks.
    info: &'a str,
    /// The document.
    text: &'a str,
    /// Other files next to it.
    beside: Vec<File<'a>>,
}

/// The headings and the fences of a page.
struct Page<'a> {
    title: &'a str,
    sections: Vec<&'a str>,
    examples: Vec<Example<'a>>,
}

impl<'a> Page<'a> {
    fn read(page: &'a str) -> Self {
        let syntax = Syntax::parse(page);
        let mut read = Page { title: "", sections: Vec::new(), examples: Vec::new() };
        for id in syntax.roots() {
            let block = &syntax.blocks[id];
            match block.kind {
                BlockKind::Heading { level: 1 } => read.title = heading(block.span.of(page)),
                BlockKind::Heading { .. } => read.sections.push(heading(block.span.of(page))),
                BlockKind::Fence { info, .. } => {
                    let line = page[..block.span.start].lines().count() + 1;
                    read.fence(info.of(page), syntax.code(page, id).of(page), line);
                }
                _ => {}
            }
        }
        read
    }

    fn fence(&mut self, info: &'a str, text: &'a str, line: usize) {
        let is_beside = info.split_whitespace().any(|word| word == "beside");
        if let Some(example) = self.examples.last_mut().filter(|_| is_beside) {
            return example.beside.push(File { info, text: text.to_owned() });
        }
        let section = self.sections.last().copied().unwrap_or_default();
        self.examples.push(Example { section, line, info, text, beside: Vec::new() });
    }

    fn under(&self, section: &str) -> impl Iterator<Item = &Example<'a>> {
        self.examples.iter().filter(move |example| example.section == section)
    }
}

fn heading(source: &str) -> &str {
    source.trim_start_matches('#').trim()
}

impl Example<'_> {
    fn word(&self, key: &str) -> Option<&str> {
        word(self.info, key)
    }

    fn snapshot(&self, rule: &'static Rule) -> Snapshot {
        let mut settings = settings_for(rule);
        let kind = self.word("kind").map(|name| Kind::from_name(name).expect("a kind"));
        settings.kind = kind.or(settings.kind);
        settings.profile = self.word("profile").map(str::to_owned);
        settings.zone = self.word("zone").map(str::to_owned);
        if let Some(name) = self.word("preset") {
            settings.preset = Preset::from_name(name).expect("a preset");
        }
        let day = self.word("today").map(|day| day.parse::<NaiveDate>().expect("a day"));
        let path = self.word("path").unwrap_or("example.md");
        let read = Snapshot::new(path, self.text, settings, day.unwrap_or_else(today));
        read.at(present(self.word("now")))
    }

    fn findings(&self, rule: &'static Rule) -> Vec<Finding> {
        if rule.check.across().is_some() {
            let file = File { info: self.info, text: self.text.to_owned() };
            let tree = Tree::new(rule, std::iter::once(&file).chain(&self.beside));
            return tree.findings(0, rule);
        }
        let found = self.snapshot(rule).findings();
        found.into_iter().filter(|finding| finding.rule == rule.name).collect()
    }
}

/// What is wrong with the page of `rule`, a line each.
fn problems(rule: &'static Rule) -> Vec<String> {
    let page = Page::read(rule.page);
    let mut problems = Vec::new();
    if page.title != rule.name {
        problems.push(format!("the title is “{}”", page.title));
    }
    let wanted = match rule.fix {
        FixKind::None => &["Why", "Invalid", "Valid"][..],
        _ => &["Why", "Invalid", "Fixed", "Valid"][..],
    };
    if page.sections != wanted {
        problems.push(format!("the sections are {:?}, wanted {wanted:?}", page.sections));
    }
    for section in wanted.iter().filter(|&&section| section != "Why") {
        if page.under(section).next().is_none() {
            problems.push(format!("there is no example under {section}"));
        }
    }
    problems.extend(page.under("Invalid").filter_map(|example| invalid_problem(example, rule)));
    problems.extend(page.under("Valid").filter_map(|example| valid_problem(example, rule)));
    problems.extend(fixed_problem(&page, rule));
    problems.iter().map(|problem| format!("{}: {problem}", rule.name)).collect()
}

fn invalid_problem(example: &Example<'_>, rule: &'static Rule) -> Option<String> {
    let line = example.line;
    let found = example.findings(rule);
    if found.is_empty() {
        return Some(format!("line {line}: nothing is found"));
    }
    let level = example.word("level").map(|name| Level::from_name(name).expect("a level"))?;
    let other = found.iter().find(|finding| finding.level != level)?;
    Some(format!("line {line}: the level is {}", other.level))
}

fn valid_problem(example: &Example<'_>, rule: &'static Rule) -> Option<String> {
    let found = example.findings(rule);
    (!found.is_empty()).then(|| format!("line {}: found {found:#?}", example.line))
}

fn fixed_problem(page: &Page<'_>, rule: &'static Rule) -> Option<String> {
    let (invalid, fixed) = page.under("Invalid").next().zip(page.under("Fixed").next())?;
    let mended = invalid.snapshot(rule).fix(|finding| finding.rule == rule.name).text;
    (mended != fixed.text).then(|| format!("line {}: the fixes give instead\n{mended}", fixed.line))
}

#[test]
fn every_page_is_true() {
    let problems: Vec<String> = all().flat_map(problems).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_rule_has_a_name_of_its_own_in_its_group() {
    for group in super::GROUPS {
        for rule in group.rules {
            assert_eq!(rule.group(), group.name, "{}", rule.name);
        }
    }
    let names: std::collections::BTreeSet<_> = all().map(|rule| rule.name).collect();
    assert_eq!(names.len(), all().count());
}

#[test]
fn a_summary_is_one_line_without_a_full_stop() {
    for rule in all() {
        let summary = rule.summary;
        assert!(!summary.contains('\n') && !summary.ends_with('.'), "{}: {summary}", rule.name);
    }
}
