//! Work that takes the processor, away from the task that talks.
//!
//! A job runs on a thread of the pool; a panic in it becomes the answer to the
//! request that asked for it. One that is cancelled before it begins is not
//! begun, one that takes long asks now and then whether it is still wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task;
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};

use crate::guard::guarded;

/// How long work in the background gives way at once.
const YIELD: Duration = Duration::from_millis(1);

/// How often it gives way for one file: it must come to an end too.
const YIELDS: usize = 50;

/// Who does the work.
#[derive(Clone, Debug, Default)]
pub(super) struct Jobs {
    /// How many jobs are under way that somebody waits for.
    at_work: Arc<AtomicUsize>,
}

/// Whether a job is still wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// Whether whoever asked still waits.
    pub(super) fn holds(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Lets the job know that it is wanted no longer.
    pub(super) fn end(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Something that is wanted.
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

/// Ends the wish when the handler that waits is dropped.
struct Waiting(Wanted);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Jobs {
    /// Does work that somebody waits for, and waits for it. Dropping the
    /// future, as a cancelled request does, takes the wish back.
    pub(super) async fn answer<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let waiting = Waiting(Wanted::new());
        let (wanted, jobs) = (waiting.0.clone(), self.clone());
        let done = task::spawn_blocking(move || match wanted.holds() {
            true => jobs.counted(work),
            false => Err(Error::request_cancelled()),
        });
        done.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// Does work that nobody waits for but whoever reads the screen.
    pub(super) fn begin(&self, work: impl FnOnce() + Send + 'static) {
        let jobs = self.clone();
        task::spawn_blocking(move || {
            jobs.at_work.fetch_add(1, Ordering::Relaxed);
            work();
            jobs.at_work.fetch_sub(1, Ordering::Relaxed);
        });
    }

    /// Does long work on a thread of its own, and waits for it.
    pub(super) async fn answer_aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let waiting = Waiting(Wanted::new());
        let wanted = waiting.0.clone();
        let (sender, done) = oneshot::channel();
        thread::spawn(move || {
            // Whoever asked may have gone.
            let _ = sender.send(answered(guarded(|| work(&wanted))));
        });
        done.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// Lets work go first that somebody waits for.
    pub(super) fn give_way(&self) {
        for _ in 0..YIELDS {
            if self.at_work.load(Ordering::Relaxed) == 0 {
                return;
            }
            thread::sleep(YIELD);
        }
    }

    fn counted<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.at_work.fetch_add(1, Ordering::Relaxed);
        let outcome = guarded(work);
        self.at_work.fetch_sub(1, Ordering::Relaxed);
        answered(outcome)
    }
}

/// Makes a fault the answer.
fn answered<T>(outcome: std::result::Result<Result<T>, String>) -> Result<T> {
    outcome.unwrap_or_else(|fault| {
        Err(Error { code: ErrorCode::InternalError, message: fault.into(), data: None })
    })
}
