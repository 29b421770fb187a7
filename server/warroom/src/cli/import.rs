//! `warroom import`: what was said in a chat or told by a paging tool, as
//! entries of a timeline.
//!
//! Entries go to standard output or into a document; what was left out and what
//! was taken for granted is said on standard error.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use warroom_core::ide::import::{Import, ImportFormat, ImportSettings, import};
use warroom_core::ide::{Present, ZoneMeaning, apply};

use super::Failure;
use super::options::{Configured, one_of};
use crate::answers::imported;
use crate::config::Configuration;
use crate::workspace::{self, exclusive};

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 when the text was read, 2 when it was not.")]
pub(crate) struct Options {
    /// An export, or text copied from a chat; `-` reads standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// What it is [default: told by its content]
    #[arg(long, value_parser = one_of(ImportFormat::ALL, ImportFormat::name))]
    format: Option<ImportFormat>,
    /// Write the entries into the timeline of this document
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// The zone of times that name none [default: yours], and of the table that
    /// is written [default: the configured one, or UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<ZoneMeaning>,
    /// The day of the first time where the text tells none [default: that of the
    /// document, or today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Leave nothing out but what has no words
    #[arg(long)]
    keep_all: bool,
    #[command(flatten)]
    configured: Configured,
}

/// Reads the text, and writes the entries.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let text = options.text()?;
    let configuration = options.configured.configuration(None)?;
    match &options.into {
        Some(document) => options.write_into(document, &text, &configuration)?,
        None => options.print(&text, &configuration)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Options {
    fn text(&self) -> Result<String, Failure> {
        if self.file == Path::new("-") {
            return Ok(workspace::read_standard_input()?);
        }
        Ok(workspace::read_named(&self.file)?)
    }

    /// Now, in the zone of times that name none.
    fn present(&self) -> Present {
        let present = self.configured.moment();
        Present { zone: self.zone.unwrap_or(present.zone), ..present }
    }

    /// What the text says; `day` is that of the document.
    fn import(
        &self,
        text: &str,
        day: Option<NaiveDate>,
        present: &Present,
    ) -> Result<Import, String> {
        let today = self.configured.today();
        let settings = ImportSettings {
            format: self.format,
            zone: present.zone,
            day: self.date.or(day).unwrap_or(today),
            today,
            keep_all: self.keep_all,
        };
        import(text, &settings).map_err(|refused| {
            let name = match self.file == Path::new("-") {
                true => "standard input".to_owned(),
                false => workspace::shown(&self.file),
            };
            format!("{name}: {refused}")
        })
    }

    fn print(&self, text: &str, configuration: &Configuration) -> Result<(), Failure> {
        let present = self.present();
        let import = self.import(text, None, &present)?;
        // The document will lie here, most likely.
        let settings = configuration.place(Path::new("timeline.md"))?.settings;
        let configured = settings.zone.as_deref().map(ZoneMeaning::of);
        let zone = self.zone.or(configured).unwrap_or(ZoneMeaning::Fixed(0));
        if !import.events.is_empty() {
            anstream::stdout().lock().write_all(import.section(zone).as_bytes())?;
        }
        say(&self.summary(&import, import.events.len(), 0));
        Ok(())
    }

    fn write_into(
        &self,
        document: &Path,
        text: &str,
        configuration: &Configuration,
    ) -> Result<(), Failure> {
        let present = self.present();
        let mut said = Vec::new();
        // What is refused about the text is no fault of the document.
        let mut unreadable = None;
        let written = exclusive::rewrite(document, |old| {
            let snapshot = self.configured.snapshot(configuration, document, old);
            let snapshot = snapshot.map_err(|problem| problem.to_string())?;
            let import = self
                .import(text, snapshot.day_of_incident(), &present)
                .inspect_err(|reason| unreadable = Some(reason.clone()))?;
            let inserted = snapshot.insert_import(None, &import, &present).ok_or_else(refused)?;
            said = self.summary(&import, inserted.entries, inserted.known);
            apply(snapshot.text(), &inserted.edits).map_err(|error| error.to_string())
        });
        if let Some(reason) = unreadable {
            return Err(reason.into());
        }
        written.map_err(|reason| format!("{}: {reason}", workspace::shown(document)))?;
        say(&said);
        Ok(())
    }

    /// What came in, what was left out, and what was taken for granted.
    fn summary(&self, import: &Import, entries: usize, known: usize) -> Vec<String> {
        let mut lines = vec![imported::entries(import, entries)];
        lines.extend(imported::left_out(import, known));
        let zone = imported::assumed_zone(import).filter(|_| self.zone.is_none());
        lines.extend(zone.map(|zone| format!("{zone}; --zone sets another")));
        let day = imported::assumed_day(import).filter(|_| self.date.is_none());
        lines.extend(day.map(|day| format!("{day}; --date sets another")));
        lines
    }
}

fn say(lines: &[String]) {
    for line in lines {
        anstream::eprintln!("warroom: {line}");
    }
}

/// Why a document takes no entries.
fn refused() -> String {
    "the entries cannot be written so that all times are read as they are meant, so nothing was written; entries go into incident logs, post-mortems and game days. --kind incident-log has it read as one".to_owned()
}

fn zone(name: &str) -> Result<ZoneMeaning, String> {
    match ZoneMeaning::of(name) {
        ZoneMeaning::Unknown => Err("name it as Europe/Berlin, UTC+2 or PDT".to_owned()),
        ZoneMeaning::Ambiguous => Err("this one means several; name a place".to_owned()),
        zone => Ok(zone),
    }
}
