//! Asks the web whether addresses still lead somewhere. Only `--online` comes
//! here; nothing else in the program opens a connection.
//!
//! An address is called gone only when its server says so. One that does not
//! answer, asks for a password or is tired of questions is not judged: that
//! tells of the network and of who asks, not of the link.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ureq::Agent;

use crate::workspace;

/// How long an address may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many addresses are asked for at once.
const AT_ONCE: usize = 16;

/// How long it is remembered that an address was good, in seconds.
const REMEMBERED: u64 = 24 * 60 * 60;

/// What the web says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It leads somewhere.
    Good,
    /// The server knows nothing there: 404 or 410.
    Gone(u16),
    /// Nobody can say; the text says why.
    Unknown(String),
}

/// What the web says of all addresses of a run.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    answers: BTreeMap<String, Answer>,
    remembered: usize,
}

impl Answers {
    /// Asks for all addresses; those that were good within a day are not asked
    /// for again. Says after each how many are done.
    pub(crate) fn ask(addresses: &BTreeSet<String>, done: impl Fn(usize) + Sync) -> Self {
        let cache = Cache::open();
        let (known, open): (Vec<_>, Vec<_>) =
            addresses.iter().partition(|address| cache.knows(address));
        let remembered = known.len();
        let mut answers: BTreeMap<String, Answer> =
            known.into_iter().map(|address| (address.clone(), Answer::Good)).collect();
        answers.extend(ask_all(&open, done));
        cache.keep(&answers);
        Self { answers, remembered }
    }

    /// The status of an address that is gone.
    pub(crate) fn gone(&self, address: &str) -> Option<u16> {
        match self.answers.get(address)? {
            Answer::Gone(status) => Some(*status),
            _ => None,
        }
    }

    /// What came of it: a line that counts, then one for each address that
    /// could not be judged.
    pub(crate) fn report(&self) -> Vec<String> {
        let count = |is: fn(&Answer) -> bool| self.answers.values().filter(|a| is(a)).count();
        let good = count(|answer| *answer == Answer::Good);
        let gone = count(|answer| matches!(answer, Answer::Gone(_)));
        let unknown = self.answers.iter().filter_map(|(address, answer)| match answer {
            Answer::Unknown(reason) => Some(format!("{address}: {reason}; not judged")),
            _ => None,
        });
        let mut lines: Vec<String> = unknown.collect();
        let remembered = match self.remembered {
            0 => String::new(),
            count => format!(" ({count} of them within the last day)"),
        };
        let first = format!(
            "web addresses: {good} good{remembered}, {gone} gone, {} not judged",
            lines.len()
        );
        lines.insert(0, first);
        lines
    }
}

fn ask_all(addresses: &[&String], done: impl Fn(usize) + Sync) -> BTreeMap<String, Answer> {
    let answers = Mutex::new(BTreeMap::new());
    let agent = agent();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(address) = addresses.get(next.fetch_add(1, Ordering::Relaxed)) {
            let answer = ask(&agent, address);
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.insert((*address).clone(), answer);
            done(answers.len());
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(addresses.len()) {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent(concat!("warroom/", env!("CARGO_PKG_VERSION"), " (link check)"));
    config.build().into()
}

/// Asks for the head first; many servers refuse or mistake that, so only what
/// they say of the whole page counts against an address.
fn ask(agent: &Agent, address: &str) -> Answer {
    if let Ok(response) = agent.head(address).call()
        && response.status().is_success()
    {
        return Answer::Good;
    }
    match agent.get(address).call() {
        Ok(response) => match response.status().as_u16() {
            200..=399 => Answer::Good,
            status @ (404 | 410) => Answer::Gone(status),
            status => Answer::Unknown(format!("the server says {status}")),
        },
        Err(ureq::Error::Timeout(_)) => {
            Answer::Unknown(format!("no answer within {} seconds", PATIENCE.as_secs()))
        }
        Err(error) => Answer::Unknown(error.to_string()),
    }
}

/// Addresses that were good, with the second at which they were asked for.
struct Cache {
    file: Option<PathBuf>,
    good: BTreeMap<String, u64>,
    now: u64,
}

impl Cache {
    /// Reads the file; one that cannot be read is an empty one.
    fn open() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let file = directory().map(|directory| directory.join("good-addresses.json"));
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let good = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Self { file, good, now }
    }

    fn knows(&self, address: &str) -> bool {
        self.good.get(address).is_some_and(|asked| self.is_fresh(*asked))
    }

    fn is_fresh(&self, asked: u64) -> bool {
        asked <= self.now && self.now - asked < REMEMBERED
    }

    /// Writes the file anew. That it cannot be written costs only time.
    fn keep(mut self, answers: &BTreeMap<String, Answer>) {
        let (Some(file), now) = (self.file.take(), self.now) else { return };
        let mut good = std::mem::take(&mut self.good);
        good.retain(|_, asked| self.is_fresh(*asked));
        for (address, answer) in answers {
            if *answer == Answer::Good {
                good.entry(address.clone()).or_insert(now);
            }
        }
        let text = serde_json::to_vec(&good).unwrap_or_default();
        let written = fs::create_dir_all(workspace::directory(&file))
            .and_then(|()| workspace::write(&file, &text));
        drop(written);
    }
}

/// Where programs keep what they can do without.
fn directory() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let cache = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).map(PathBuf::from);
    let cache = cache.or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(cache.join("warroom"))
}
