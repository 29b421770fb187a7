//! `warroom rules`: the catalogue.

use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};
use serde::Serialize;
use warroom_core::rules::{self, FixKind, GROUPS, Rule};

use super::Failure;

const HEAD: Style = AnsiColor::BrightBlue.on_default().bold();
const NAME: Style = AnsiColor::BrightCyan.on_default();

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How they are listed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A table, group by group
    #[default]
    Table,
    /// An array of objects
    Json,
}

/// Lists all rules.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let text = match options.format {
        Format::Table => table(),
        Format::Json => json(),
    };
    anstream::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn table() -> String {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for group in GROUPS.iter().filter(|group| !group.rules.is_empty()) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{HEAD}{}{HEAD:#}  {}", group.name, group.summary);
        for rule in group.rules {
            let (level, fix) = (level(rule), fix(rule.fix));
            let name = format!("{NAME}{:width$}{NAME:#}", rule.name);
            let _ = writeln!(out, "  {name}  {level:7}  {fix:6}  {}", rule.summary);
        }
        out.push('\n');
    }
    out.push_str("fix: `safe` is applied by --fix, `unsafe` by --unsafe-fixes\n");
    out
}

fn level(rule: &Rule) -> &'static str {
    if rule.default { rule.level.name() } else { "off" }
}

/// The name of a kind of fix; empty when there is none.
pub(super) fn fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "",
        FixKind::Safe => "safe",
        FixKind::Unsafe => "unsafe",
    }
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    group: &'static str,
    level: &'static str,
    default: bool,
    kinds: Vec<&'static str>,
    fix: Option<&'static str>,
    summary: &'static str,
}

fn json() -> String {
    let row = |rule: &'static Rule| Row {
        name: rule.name,
        group: rule.group(),
        level: rule.level.name(),
        default: rule.default,
        kinds: rule.kinds.iter().map(|kind| kind.name()).collect(),
        fix: Some(fix(rule.fix)).filter(|name| !name.is_empty()),
        summary: rule.summary,
    };
    let rows: Vec<Row> = rules::all().map(row).collect();
    // Strings alone cannot fail to become JSON.
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}
