//! A bar that appears on a terminal when a run takes long.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long a run stays silent.
const PATIENCE: Duration = Duration::from_millis(700);

/// Counts the documents of a run.
#[derive(Debug)]
pub(super) struct Progress {
    started: Instant,
    is_terminal: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Starts to count; nothing is drawn when standard error is no terminal.
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            is_terminal: io::stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    /// Says how many documents have been looked at.
    pub(super) fn set(&self, count: usize) {
        if self.is_terminal && self.started.elapsed() > PATIENCE {
            self.bar.get_or_init(bar).set_position(count as u64);
        }
    }

    /// Clears the bar.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// The walk goes on while documents are checked, so their number is not known
/// and the bar only counts.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner:.cyan} {pos} documents checked, {per_sec}");
    ProgressBar::new_spinner()
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}
