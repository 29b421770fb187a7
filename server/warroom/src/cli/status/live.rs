//! `--watch`: the standing on a screen of its own, drawn anew every second and
//! at every change, until somebody stops it.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anstyle::Style;

use crate::cli::Failure;
use crate::cli::watch::Watch;

/// How long a second on the screen may be.
const TICK: Duration = Duration::from_secs(1);

/// The screen beside the usual one, no cursor on it, and no line that goes on
/// in the next one.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l";
const LEAVE: &str = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/// To the first line. Each line is cleared behind its end, and what is below
/// the last one: a screen that is cleared first would flicker.
const HOME: &str = "\x1b[H";
const CLEAR_LINE: &str = "\x1b[K\n";
const CLEAR_BELOW: &str = "\x1b[J";

const FAINT: Style = Style::new().dimmed();

/// Draws what `shown` gives until somebody stops it. Where standard output is
/// no terminal, writes it whenever it has changed.
pub(super) fn keep(watch: &Watch, mut shown: impl FnMut() -> String) -> Result<(), Failure> {
    let screen = Screen::enter()?;
    let leave = move || {
        screen.leave();
        std::process::exit(0);
    };
    ctrlc::set_handler(leave)
        .map_err(|error| Failure::Misuse(format!("cannot hear of Ctrl-C: {error}")))?;
    let mut before = String::new();
    loop {
        let now = shown();
        if let Err(error) = screen.show(&now, &before) {
            screen.leave();
            return Err(error.into());
        }
        before = now;
        watch.wait_at_most(TICK);
    }
}

/// Where it is drawn.
#[derive(Clone, Copy)]
struct Screen {
    is_terminal: bool,
}

impl Screen {
    fn enter() -> io::Result<Self> {
        let screen = Self { is_terminal: io::stdout().is_terminal() };
        if screen.is_terminal {
            write(ENTER)?;
        }
        Ok(screen)
    }

    fn show(self, now: &str, before: &str) -> io::Result<()> {
        match self.is_terminal {
            true => write(&drawn(now)),
            false if now != before => write(now),
            false => Ok(()),
        }
    }

    /// Leaves the terminal as it was.
    fn leave(self) {
        if self.is_terminal {
            // The terminal may be gone.
            let _ = write(LEAVE);
        }
    }
}

/// As much as the screen holds, and in the last line that it is alive.
fn drawn(text: &str) -> String {
    let height = terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0));
    let room = height.saturating_sub(2).max(1);
    let lines: String = text.lines().take(room).map(|line| format!("{line}{CLEAR_LINE}")).collect();
    let now = chrono::Local::now().format("%H:%M:%S");
    format!("{HOME}{lines}{CLEAR_BELOW}\n{FAINT}{now} · Ctrl-C to stop{FAINT:#}")
}

fn write(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
