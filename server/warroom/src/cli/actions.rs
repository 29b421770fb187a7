//! `warroom actions`: the action items of a tree of documents.

mod csv;
mod table;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use warroom_core::ide::{ActionChoice, ListedAction};

use super::options::Configured;
use super::output::Look;
use super::{Failure, MISUSE, tree};
use crate::answers;

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0, or 2 on misuse or unreadable input.")]
pub(crate) struct Options {
    /// Files and directories
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Only items of this person
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// Only open items whose day has passed
    #[arg(long)]
    overdue: bool,
    /// Also items that are done or given up
    #[arg(long, conflicts_with = "overdue")]
    all: bool,
    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    configured: Configured,
}

/// How action items are shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Aligned, the earliest due first, and counted by owner
    #[default]
    Table,
    /// An array with an object for each
    Json,
    /// One line each, for a spreadsheet
    Csv,
}

/// An action item where it stands.
struct Item {
    /// The path of its document, as shown.
    path: String,
    /// The title of its document.
    document: String,
    action: ListedAction,
}

/// Shows them; a file that cannot be read is named and the rest is shown.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let today = options.configured.today();
    let choice = options.choice();
    let tree = tree::read(&options.paths, &options.configured, |visited| {
        let listing = visited.snapshot.listing(visited.summary);
        let document = visited.summary.title_or_name();
        let wanted = listing.actions.into_iter().filter(|action| choice.wants(action, today));
        let item = |action| Item { path: visited.path.into(), document: document.into(), action };
        wanted.map(item).collect::<Vec<_>>()
    })?;
    let is_whole = !tree.report_troubles();
    let mut items: Vec<Item> = tree.taken.into_iter().flatten().collect();
    items.sort_by_key(|item| item.action.order());
    let shown = match options.format {
        Format::Table => table::render(&items, today, &Look::of_stdout()),
        Format::Json => rendered(&items, today),
        Format::Csv => csv::render(&items, today)?,
    };
    anstream::stdout().lock().write_all(shown.as_bytes())?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(MISUSE) })
}

impl Options {
    fn choice(&self) -> ActionChoice {
        ActionChoice { owner: self.owner.clone(), is_overdue: self.overdue, with_closed: self.all }
    }
}

fn rendered(items: &[Item], today: NaiveDate) -> String {
    let object = |item: &Item| {
        let mut answer = answers::actions::json(&item.action, &item.document, today);
        answer["path"] = json!(item.path);
        answer["line"] = json!(item.action.line);
        answer
    };
    let items: Value = items.iter().map(object).collect();
    format!("{items:#}\n")
}
