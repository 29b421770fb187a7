//! The book below `docs/`: what its examples say, and that nothing is left out.
//!
//! A page is a session. Fences that name a path are files of a directory of
//! its own, `console` fences are what somebody types there and sees. The test
//! runs the commands and writes down what they said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use warroom_core::rules;

use crate::generated::{files_below, holds, root};
use crate::harness::{Project, without_outer_repository};

#[test]
fn the_examples_of_the_book_are_fresh() {
    let written: Vec<PathBuf> =
        pages().into_iter().filter(|page| !holds(page, &run_examples(&read(page)))).collect();
    assert!(written.is_empty(), "the output on these pages has changed: commit it\n{written:#?}");
}

#[test]
fn every_page_is_in_the_summary() {
    let summary = read(&docs().join("SUMMARY.md"));
    let page = |page: &PathBuf| page.strip_prefix(docs()).expect("below docs").to_owned();
    let missing: Vec<PathBuf> = pages()
        .iter()
        .map(page)
        .filter(|page| !summary.contains(&format!("({})", page.display())))
        .collect();
    assert!(missing.is_empty(), "add to docs/SUMMARY.md: {missing:#?}");
}

#[test]
fn the_summary_lists_every_rule() {
    let path = docs().join("SUMMARY.md");
    let summary = read(&path);
    let (before, _) = summary.split_once(RULES).expect("a list of rules");
    let rule = |rule: &rules::Rule| format!("  - [{name}](rules/{name}.md)\n", name = rule.name);
    let rules: String = rules::all().map(rule).collect();
    assert!(
        holds(&path, &format!("{before}{RULES}{rules}")),
        "docs/SUMMARY.md is rewritten: commit it"
    );
}

#[test]
fn every_command_is_on_the_page_of_commands() {
    let page = read(&docs().join("commands.md"));
    let missing: Vec<String> = commands()
        .into_iter()
        .filter(|command| !page.contains(&format!("$ warroom {command} --help")))
        .collect();
    assert!(missing.is_empty(), "add to docs/commands.md: {missing:#?}");
}

#[test]
fn every_key_is_on_the_page_of_the_configuration() {
    let page = read(&docs().join("configuration.md"));
    let schema: serde_json::Value =
        serde_json::from_str(&read(&docs().join("schema/warroom.schema.json"))).expect("JSON");
    let keys = schema["properties"].as_object().expect("keys").keys();
    let explains = |line: &str, key: &str| {
        line.starts_with(&format!("{key} ="))
            || line.starts_with(&format!("[{key}]"))
            || line.starts_with(&format!("[{key}."))
            || line.starts_with(&format!("[[{key}]]"))
    };
    let is_missing =
        |key: &&String| !page.lines().any(|line| explains(line.trim_start_matches("# "), key));
    let missing: Vec<&String> = keys.filter(is_missing).collect();
    assert!(missing.is_empty(), "not in docs/configuration.md: {missing:#?}");
}

#[test]
fn no_document_of_the_project_has_findings() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warroom"));
    without_outer_repository(&mut command);
    let output = command
        .args(["check", "--format", "concise", "--today", "2026-11-24"])
        .args(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs"])
        .current_dir(root())
        .output()
        .expect("a run");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

/// What the list of rules in the summary begins with.
const RULES: &str = "- [Rules](rules/README.md)\n";

fn docs() -> PathBuf {
    root().join("docs")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages that are written by hand; those of the rules are held elsewhere.
fn pages() -> Vec<PathBuf> {
    let is_page = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "md")
            && !path.starts_with(docs().join("rules"))
            && !path.ends_with("SUMMARY.md")
    };
    files_below(&docs()).into_iter().filter(is_page).collect()
}

/// The names of all commands, as the help lists them.
fn commands() -> BTreeSet<String> {
    let help = Project::new(&[]).run("--help").stdout;
    let (_, list) = help.split_once("Commands:\n").expect("commands");
    let names = list.lines().take_while(|line| line.starts_with(' '));
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// A page with what its commands say now.
fn run_examples(page: &str) -> String {
    let project = Project::new(&[]);
    let mut fresh = String::new();
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        fresh += line;
        let Some(fence) = Fence::opened_by(line) else { continue };
        let inside: Vec<&str> =
            lines.by_ref().take_while(|line| !fence.is_closed_by(line)).collect();
        match fence.path {
            Some(path) => project.write(path, inside.concat()),
            None if fence.is_session => fresh += &session(&project, &inside),
            None => {}
        }
        if !fence.is_session {
            fresh += &inside.concat();
        }
        fresh += &format!("{}\n", fence.marks);
    }
    fresh
}

/// The head of a fence.
struct Fence<'a> {
    marks: &'a str,
    /// The file that its content is.
    path: Option<&'a str>,
    is_session: bool,
}

impl<'a> Fence<'a> {
    fn opened_by(line: &'a str) -> Option<Self> {
        let line = line.trim_end();
        let words = line.trim_start_matches('`');
        let marks = &line[..line.len() - words.len()];
        if marks.len() < 3 {
            return None;
        }
        let path = words.split_whitespace().find_map(|word| word.strip_prefix("path="));
        Some(Self { marks, path, is_session: words == "console" })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        line.trim_end() == self.marks
    }
}

/// The commands among these lines, each with what it says now.
fn session(project: &Project, lines: &[&str]) -> String {
    let commands = lines.iter().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| format!("$ {command}{}", said_by(project, command))).collect()
}

/// What a shell in the project's directory shows for a command.
fn said_by(project: &Project, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_warroom")).parent().expect("a directory");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("bash");
    shell.args(["-c", &format!("exec 2>&1; {command}")]);
    shell.current_dir(project.path()).env("PATH", format!("{}:{path}", binary.display()));
    shell.env("NO_COLOR", "1").env("COLUMNS", "100").env("HOME", project.path());
    without_outer_repository(&mut shell);
    let output = shell.output().expect("a shell");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text.lines().map(|line| format!("{}\n", line.trim_end()));
    lines.collect()
}
