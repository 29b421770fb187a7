//! What is kept of one file once it has been read.

use std::sync::Arc;

use super::alerts::{self, RuleFile, Unread};
use super::anchors::{self, Anchors};
use super::incident::Incident;
use super::links::Links;
use super::name;
use super::names::Names;
use super::told::Told;
use crate::document::{Document, Title};
use crate::settings::Settings;
use crate::suppress;
use crate::syntax::Syntax;
use crate::timeline::Timeline;
use crate::vocabulary::Kind;

/// Where a document stands among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Its path with forward slashes, written alike for all files of a
    /// workspace: each absolute, or each relative to the same directory.
    pub path: Arc<str>,
    /// The directory of its repository, written in the same way and without a
    /// slash at its end; empty for the one that paths are relative to.
    pub root: Arc<str>,
}

impl Location {
    /// The path as people see it: without the directory of the repository.
    #[must_use]
    pub fn below_root(&self) -> &str {
        let rest = self.path.strip_prefix(&*self.root);
        rest.map_or(&*self.path, |rest| rest.trim_start_matches('/'))
    }

    /// Whether it lies in a directory, or deeper.
    #[must_use]
    pub fn is_below(&self, directory: &str) -> bool {
        let rest = self.path.strip_prefix(directory);
        rest.is_some_and(|rest| directory.is_empty() || rest.starts_with('/'))
    }

    /// How a link in this document is written that leads to `path`.
    #[must_use]
    pub fn relative_to(&self, path: &str) -> String {
        let own: Vec<&str> = self.path.split('/').collect();
        let other: Vec<&str> = path.split('/').collect();
        let directories = own.len() - 1;
        let pairs = own[..directories].iter().zip(&other[..other.len() - 1]);
        let common = pairs.take_while(|(own, other)| own == other).count();
        let mut link = "../".repeat(directories - common);
        link.push_str(&other[common..].join("/"));
        link
    }
}

/// What is kept of one document.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Where it stands.
    pub location: Location,
    /// What it is for.
    pub kind: Kind,
    /// What the team has decided for it.
    pub settings: Arc<Settings>,
    /// Its title; a document that is left alone has none.
    pub title: Option<Box<Title>>,
    /// Whether it is the page of an alert, and called like it.
    pub is_of_alert: bool,
    /// The rules and groups that its ignore comments name.
    pub ignored: Names,
    /// What it says of an incident; `None` when it is about none.
    pub incident: Option<Box<Incident>>,
    /// The update that it holds, when it is one on a known incident.
    pub told: Option<Box<Told>>,
    /// Its links to files and to places in it.
    pub links: Links,
    /// Its alerts, when it is no document but a rule file of Prometheus.
    pub rule_file: Option<Box<RuleFile>>,
    /// What links can lead to in it; `None` when only a generator knows.
    anchors: Option<Anchors>,
}

/// A document as the floors below have read it.
#[derive(Clone, Copy, Debug)]
pub struct Read<'a> {
    /// The text.
    pub text: &'a str,
    /// Its blocks.
    pub syntax: &'a Syntax,
    /// What it is.
    pub document: &'a Document,
    /// Its timeline.
    pub timeline: &'a Timeline,
    /// What the team has decided.
    pub settings: &'a Arc<Settings>,
}

impl Summary {
    /// Takes the summary of a document.
    #[must_use]
    pub fn of(location: Location, read: &Read<'_>) -> Self {
        let Read { text, syntax, document, settings, .. } = *read;
        let comments = suppress::read(text, syntax);
        let ignored = comments.iter().flat_map(|comment| &comment.rules);
        let incident = Incident::read(&location, read);
        let told = Told::read(&location, incident.as_ref(), read);
        Self {
            location,
            kind: document.kind,
            settings: Arc::clone(settings),
            title: document.title.clone().map(Box::new),
            is_of_alert: is_of_alert(document),
            ignored: Names::of(ignored.map(|rule| rule.name.as_str())),
            links: Links::local(text, syntax),
            rule_file: None,
            anchors: Anchors::read(text, syntax),
            incident: incident.map(Box::new),
            told: told.map(Box::new),
        }
    }

    /// Takes the summary of a rule file of Prometheus; when it could not be
    /// read, says why.
    #[must_use]
    pub fn of_rule_file(
        location: Location,
        text: &str,
        settings: &Arc<Settings>,
    ) -> (Self, Option<Unread>) {
        let (rule_file, unread) = match alerts::read(text) {
            Ok(alerts) => (RuleFile { alerts, is_whole: true }, None),
            Err(unread) => (RuleFile::default(), Some(unread)),
        };
        let comments = suppress::yaml::read(text);
        let ignored = comments.iter().flat_map(|comment| &comment.rules);
        let summary = Self {
            location,
            kind: Kind::Other,
            settings: Arc::clone(settings),
            title: None,
            is_of_alert: false,
            ignored: Names::of(ignored.map(|rule| rule.name.as_str())),
            incident: None,
            told: None,
            links: Links::default(),
            rule_file: Some(Box::new(rule_file)),
            anchors: None,
        };
        (summary, unread)
    }

    /// The words under which others about the same incident are found.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        let incident = self.incident.iter().flat_map(|incident| incident.keys());
        incident.chain(self.told.iter().map(|told| told.row.to_string()))
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.location.path
    }

    /// The name of its file without endings.
    #[must_use]
    pub fn name(&self) -> &str {
        name(self.path())
    }

    /// What people call it: its title, or else the name of its file.
    #[must_use]
    pub fn title_or_name(&self) -> &str {
        self.title.as_ref().map_or(self.name(), |title| title.text.trim())
    }

    /// Whether a link can lead to `fragment` in it; `None` when that cannot be
    /// known.
    #[must_use]
    pub fn has_anchor(&self, fragment: &str) -> Option<bool> {
        Some(self.anchors.as_ref()?.names().holds_sorted(&anchors::normal(fragment)))
    }

    /// What links can lead to in it, sorted; nothing when only a generator knows.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().flat_map(|anchors| anchors.names().iter())
    }
}

/// Whether a document follows a profile of pages of alerts.
fn is_of_alert(document: &Document) -> bool {
    let profile = document.profile.as_deref();
    document.kind == Kind::Runbook && profile.is_some_and(|profile| profile.ends_with("alert"))
}
