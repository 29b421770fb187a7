//! `--online`: the links to the web of a run, asked for once each.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};

use warroom_core::ide::Snapshot;
use warroom_core::rules::Finding;

use super::progress::Progress;
use crate::web::Answers;

/// The addresses of all documents, and later what the web says of them.
#[derive(Debug, Default)]
pub(super) struct Online {
    addresses: Mutex<BTreeSet<String>>,
    answers: OnceLock<Answers>,
}

impl Online {
    /// Notes the addresses of a document; answers with them.
    pub(super) fn note(&self, snapshot: &Snapshot) -> Vec<String> {
        let links = snapshot.web_links();
        let own: Vec<String> = links.iter().map(|link| address(link.destination)).collect();
        let mut all = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(own.iter().cloned());
        own
    }

    /// Asks for all that were noted. Answers with what came of it, for people.
    pub(super) fn ask(&self, progress: &Progress) -> Vec<String> {
        let all = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = self.answers.get_or_init(|| Answers::ask(&all, |done| progress.set(done)));
        answers.report()
    }

    /// Whether one of the addresses is gone.
    pub(super) fn is_any_gone(&self, addresses: &[String]) -> bool {
        addresses.iter().any(|address| self.gone(address).is_some())
    }

    /// The links of a document that lead to an address which is gone.
    pub(super) fn findings(&self, snapshot: &Snapshot) -> Vec<Finding> {
        snapshot.gone_links(&|destination| self.gone(&address(destination)))
    }

    fn gone(&self, address: &str) -> Option<u16> {
        self.answers.get()?.gone(address)
    }
}

/// What the server is asked for: without the place in the page.
fn address(destination: &str) -> String {
    destination.split('#').next().unwrap_or(destination).to_owned()
}
