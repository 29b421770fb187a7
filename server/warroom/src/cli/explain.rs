//! `warroom explain`: the page of a rule, set for a terminal.
//!
//! The pages are this project's own and use headings, paragraphs, lists and
//! fences; what is set here is that much of Markdown and no more.

use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;
use warroom_core::rules::{self, Group, Rule};

use super::Failure;
use super::output::Look;
use crate::config;

const HEAD: Style = AnsiColor::BrightBlue.on_default().bold();
const CODE: Style = AnsiColor::BrightCyan.on_default();
const WIDEST: usize = 88;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A rule as `group/name`, or a group
    rule: String,
}

/// Shows the page.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let name = options.rule.as_str();
    let width = Look::of_stdout().width.min(WIDEST);
    let page = match (rules::by_name(name), rules::GROUPS.iter().find(|g| g.name == name)) {
        (Some(rule), _) => rule_page(rule, width),
        (None, Some(group)) => group_page(group),
        (None, None) => return Err(Failure::Misuse(config::unknown_rule(name))),
    };
    anstream::stdout().lock().write_all(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn rule_page(rule: &Rule, width: usize) -> String {
    let mut out = set(rule.page, width);
    let kinds: Vec<&str> = rule.kinds.iter().map(|kind| kind.name()).collect();
    let level = if rule.default { rule.level.name() } else { "off unless selected" };
    let fix = match super::rules::fix(rule.fix) {
        "" => "none",
        fix => fix,
    };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{HEAD}Level{HEAD:#}  {level}");
    let _ = writeln!(out, "{HEAD}Fix{HEAD:#}    {fix}");
    out.push_str(&wrap(&format!("{HEAD}Kinds{HEAD:#}  {}", kinds.join(", ")), width, "       "));
    out
}

fn group_page(group: &Group) -> String {
    let mut out = format!("{HEAD}{}{HEAD:#}\n\n{}\n\n", group.name, group.summary);
    for rule in group.rules {
        let _ = writeln!(out, "{CODE}{}{CODE:#}  {}", rule.name, rule.summary);
    }
    out
}

/// Sets Markdown for a terminal.
fn set(page: &str, width: usize) -> String {
    let mut out = String::new();
    let mut fence = None;
    for line in page.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            // Writing to a string cannot fail.
            Some(_) => drop(writeln!(out, "    {CODE}{line}{CODE:#}")),
            None => set_line(line, width, &mut out),
        }
    }
    out
}

fn set_line(line: &str, width: usize, out: &mut String) {
    let heading = line.trim_start_matches('#');
    if heading.len() < line.len() {
        let _ = writeln!(out, "{HEAD}{}{HEAD:#}", heading.trim());
        return;
    }
    let indent = if line.starts_with("- ") { "  " } else { "" };
    out.push_str(&wrap(&with_code(line), width, indent));
}

/// Gives the words between backticks their colour.
fn with_code(line: &str) -> String {
    let piece = |(index, piece): (usize, &str)| match index % 2 {
        1 => format!("{CODE}{piece}{CODE:#}"),
        _ => piece.to_owned(),
    };
    line.split('`').enumerate().map(piece).collect()
}

/// Breaks a line between words; further lines start with `indent`.
fn wrap(line: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in line.split_inclusive(' ') {
        let length = anstream::adapter::strip_str(word).to_string().trim_end().chars().count();
        if column > indent.len() && column + length > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
        }
        out.push_str(word);
        column += length + 1;
    }
    out + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(page: &str) -> String {
        anstream::adapter::strip_str(&set(page, 20)).to_string()
    }

    #[test]
    fn a_paragraph_is_broken_between_words() {
        assert_eq!(plain("A line of `some more` words.\n"), "A line of some more\nwords.\n");
    }

    #[test]
    fn a_fence_is_indented_and_never_broken() {
        let page = "````md\n```\nfar longer than twenty columns\n```\n````\n";
        assert_eq!(plain(page), "    ```\n    far longer than twenty columns\n    ```\n");
    }

    #[test]
    fn an_item_hangs() {
        assert_eq!(plain("- one two three four five\n"), "- one two three four\n  five\n");
    }
}
