//! Documents among each other: the summary of one, the findings of one beside
//! the others.
//!
//! The command line takes the summaries of a whole tree and asks for each
//! document; an editor replaces the summary of the one that is written and
//! asks for that one alone.

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Kind, Settings, Snapshot};
use crate::rules::{self, Across, Finding, Memory, Neighbourhood};

use crate::workspace::Read;
pub use crate::workspace::{Incident, Links, Location, Summary, Unread, Workspace};

impl Snapshot {
    /// What rules that look across files need of this document.
    #[must_use]
    pub fn summary(&self, location: Location) -> Summary {
        let read = Read {
            text: &self.text,
            syntax: &self.syntax,
            document: &self.document,
            timeline: &self.timeline,
            settings: &self.settings,
        };
        Summary::of(location, &read)
    }

    /// A rule file of Prometheus: a text without words for people, in which
    /// only rules that look across files find something.
    #[must_use]
    pub fn of_rule_file(
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        settings: &Settings,
        today: NaiveDate,
    ) -> Self {
        let settings = Settings { kind: Some(Kind::Other), ..settings.clone() };
        Self { is_rule_file: true, ..Self::new(path, text, settings, today) }
    }

    /// The summary of a rule file.
    #[must_use]
    pub fn summary_of_rule_file(&self, location: Location) -> Summary {
        Summary::of_rule_file(location, &self.text, &self.settings).0
    }

    /// The links to the web, where a broken one would be a finding.
    #[must_use]
    pub fn web_links(&self) -> Links {
        match rules::judges_links(&self.context()) {
            true => Links::web(&self.text, &self.syntax),
            false => Links::default(),
        }
    }

    /// The links to the web that lead nowhere: `gone` answers with the status
    /// of an address that its server does not know.
    #[must_use]
    pub fn gone_links(&self, gone: &dyn Fn(&str) -> Option<u16>) -> Vec<Finding> {
        rules::check_web(&self.context(), &self.web_links(), gone)
    }

    /// All findings, in order of place, with those that were found `across`
    /// files: ignore comments hold for them, too.
    #[must_use]
    pub fn findings_among(&self, across: &Across) -> Vec<Finding> {
        rules::check(&rules::Context { across: Some(across), ..self.context() })
    }

    /// The same for whoever checks one version of a document after the other: a
    /// memory that goes with the document saves reading what has not changed.
    #[must_use]
    pub fn findings_remembered(&self, across: &Across, memory: &mut Memory) -> Vec<Finding> {
        let cell = RefCell::new(std::mem::take(memory));
        let context =
            rules::Context { across: Some(across), memory: Some(&cell), ..self.context() };
        let found = rules::check(&context);
        *memory = cell.take();
        found
    }
}

impl Workspace {
    /// What rules that look across files find in a document that is here.
    /// `exists` says whether a file or a directory is at a path.
    #[must_use]
    pub fn across(&self, path: &str, exists: &dyn Fn(&str) -> bool, today: NaiveDate) -> Across {
        let Some(file) = self.get(path) else { return Across::default() };
        self.across_of(file, exists, today)
    }

    /// The same for a document of which this is the summary, here or not: one
    /// with other edits than those that the workspace knows.
    #[must_use]
    pub fn across_of(
        &self,
        file: &Summary,
        exists: &dyn Fn(&str) -> bool,
        today: NaiveDate,
    ) -> Across {
        rules::check_across(&Neighbourhood { file, workspace: self, exists, today })
    }
}
