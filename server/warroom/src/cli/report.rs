//! `warroom report`: what all documents come to, as one page of HTML that
//! needs nothing else.

use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use warroom_core::ide::report::Report;

use super::options::Configured;
use super::output::in_percents;
use super::{Failure, MISUSE, tree};
use crate::answers::{plural, report};
use crate::workspace;

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0, or 2 on misuse or unreadable input.")]
pub(crate) struct Options {
    /// Files and directories
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Write the page to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    configured: Configured,
}

/// Writes the page; a file that cannot be read is named, and the page tells of
/// the rest.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let today = options.configured.today();
    let tree = tree::read(&options.paths, &options.configured, |visited| {
        visited.snapshot.record(visited.summary, visited.path)
    })?;
    let is_whole = !tree.report_troubles();
    let found = Report::of(tree.taken, today);
    let links = Links::new(options.output.as_deref())?;
    let page = report::render(&found, today, &|path| links.to(path));
    match &options.output {
        Some(path) => {
            workspace::write(path, page.as_bytes()).map_err(|error| {
                format!("{}: {}", workspace::shown(path), workspace::describe(&error))
            })?;
            let incidents = plural(found.incidents.len(), "incident");
            anstream::eprintln!("{incidents} in {}", workspace::shown(path));
        }
        None => std::io::stdout().lock().write_all(page.as_bytes())?,
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(MISUSE) })
}

/// How the page leads to documents.
struct Links {
    current: PathBuf,
    /// The directory of the page.
    from: PathBuf,
}

impl Links {
    /// Links from a page in this file; without one, from the current directory.
    fn new(page: Option<&Path>) -> Result<Self, Failure> {
        let current = std::env::current_dir()?;
        let from = current.join(page.map_or(Path::new(""), workspace::directory));
        Ok(Self { current, from })
    }

    /// The address of a document, from its path as shown.
    fn to(&self, shown: &str) -> String {
        let target = self.current.join(shown);
        let (own, other) = (parts(&self.from), parts(&target));
        let common = own.iter().zip(&other).take_while(|(own, other)| own == other).count();
        let up = std::iter::repeat_n("..", own.len() - common).map(str::to_owned);
        let down = other[common..].iter().map(|name| in_percents(name));
        up.chain(down).collect::<Vec<_>>().join("/")
    }
}

/// The names on the way to a place, from the root.
fn parts(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(page: &str, shown: &str) -> String {
        Links { current: "/srv/team".into(), from: page.into() }.to(shown)
    }

    #[test]
    fn links_lead_from_the_page_to_the_document() {
        assert_eq!(link("/srv/team", "incidents/a.md"), "incidents/a.md");
        assert_eq!(link("/srv/team/out", "incidents/a.md"), "../incidents/a.md");
        assert_eq!(link("/srv/team/incidents", "incidents/a.md"), "a.md");
        assert_eq!(link("/srv/team", "../other/a.md"), "../other/a.md");
    }

    #[test]
    fn names_are_escaped_in_addresses() {
        assert_eq!(link("/srv/team", "50% off #1?.md"), "50%25%20off%20%231%3F.md");
        assert_eq!(link("/srv/team", "javascript:alert(1)"), "javascript%3Aalert%281%29");
    }
}
