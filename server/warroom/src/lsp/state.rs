//! What the server holds.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time;
use tower_lsp_server::Client;
use warroom_core::ide::Columns;

use super::abilities::Abilities;
use super::clock::Clock;
use super::document::{Documents, USUAL_COLUMNS};
use super::index::Index;
use super::indexing::Indexing;
use super::jobs::Jobs;
use super::log::Log;
use super::outbox::{Letter, Outbox};
use super::pages::Pages;
use super::projects::Projects;
use crate::config::Problem;

/// How long the editor may take to answer a question of the server.
pub(super) const ANSWER: Duration = Duration::from_secs(30);

/// Everything that handlers and jobs share.
pub(super) struct State {
    /// The editor.
    pub(super) client: Client,
    /// What it can do; known from `initialize` on.
    pub(super) abilities: OnceLock<Abilities>,
    /// The documents that it shows.
    pub(super) documents: Documents,
    /// The folders that it has open, and their configuration.
    pub(super) projects: Projects,
    /// What is known of all documents of the folders.
    pub(super) index: Index,
    /// How the index is being filled.
    pub(super) indexing: Indexing,
    /// Held by the one sweep over all documents that may be under way.
    pub(super) sweeping: tokio::sync::Mutex<()>,
    /// What day it is.
    pub(super) clock: Clock,
    /// Who does the work.
    pub(super) jobs: Jobs,
    /// What the server says of its own accord.
    pub(super) outbox: Outbox,
    /// The pages of the rules, for links.
    pub(super) pages: Pages,
    /// Counts what may change an answer about the workspace.
    pub(super) changes: watch::Sender<u64>,
    /// Whether the editor has said `shutdown`.
    pub(super) is_shut_down: AtomicBool,
    /// What the server does.
    pub(super) log: Log,
    /// What a person has been told of wrong configuration.
    told: Mutex<BTreeSet<Problem>>,
}

impl State {
    /// The state before `initialize`.
    pub(super) fn new(client: Client, clock: Clock, log: Log) -> Self {
        Self {
            client,
            abilities: OnceLock::new(),
            documents: Documents::default(),
            projects: Projects::default(),
            index: Index::default(),
            indexing: Indexing::default(),
            sweeping: tokio::sync::Mutex::default(),
            clock,
            jobs: Jobs::default(),
            outbox: Outbox::default(),
            pages: Pages::default(),
            changes: watch::Sender::new(0),
            is_shut_down: AtomicBool::new(false),
            log,
            told: Mutex::default(),
        }
    }

    /// The unit of the editor's columns.
    pub(super) fn columns(&self) -> Columns {
        self.abilities.get().map_or(USUAL_COLUMNS, |abilities| abilities.columns)
    }

    /// Whether the editor has an ability.
    pub(super) fn can(&self, ability: impl Fn(&Abilities) -> bool) -> bool {
        self.abilities.get().is_some_and(ability)
    }

    /// Notes that an answer about the workspace may be another now.
    pub(super) fn has_changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Tells a person, once, what is wrong with the configuration.
    pub(super) fn report(&self, problem: &Problem) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert(problem.clone()) {
            self.log.note(problem);
            self.outbox.put(Letter::Message(format!("warroom: {problem}")));
        }
    }

    /// Lets what is wrong with the configuration be told again.
    pub(super) fn forget_reports(&self) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Asks the editor something, in a task of its own: a handler that waited
    /// for the answer would hold up the reader that is to bring it.
    pub(super) fn ask_editor<T: Send + 'static>(
        &self,
        question: impl Future<Output = T> + Send + 'static,
    ) {
        tokio::spawn(time::timeout(ANSWER, question));
    }
}
