//! `--watch`: the standing on a screen of its own, drawn anew every second and
//! at every change, until somebody stops it.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use crate::cli::Failure;
use crate::cli::watch::Watch;

/// How long a second on the screen may be.
const TICK: Duration = Duration::from_secs(1);

/// The screen beside the usual one, and no cursor on it.
const ENTER: &str = "\x1b[?1049h\x1b[?25l";
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";

/// To the first line. Each line is cleared behind its end, and what is below
/// the last one: a screen that is cleared first would flicker.
const HOME: &str = "\x1b[H";
const CLEAR_LINE: &str = "\x1b[K\n";
const CLEAR_BELOW: &str = "\x1b[J";

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
            true => write(&format!("{HOME}{}{CLEAR_BELOW}", now.replace('\n', CLEAR_LINE))),
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

fn write(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
