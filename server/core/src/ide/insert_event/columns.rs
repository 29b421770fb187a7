//! Which column of a timeline holds what happened, and which who did it.

use crate::ide::Snapshot;
use crate::syntax::BlockId;

/// The columns of a timeline in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// How many there are.
    pub(super) count: usize,
    /// The one for what happened, from 0.
    pub(super) words: usize,
    /// The one for who did it, from 0.
    pub(super) person: Option<usize>,
}

/// Words in the head of a column of people.
const PEOPLE: &[&str] = &[
    "who",
    "person",
    "people",
    "by",
    "actor",
    "author",
    "name",
    "handle",
    "responder",
    "reporter",
    "user",
    "scribe",
];

/// Words in the head of a column of times.
const TIMES: &[&str] = &["time", "times", "timestamp", "when", "clock", "date", "day", "elapsed"];

/// Words in the head of a column of what happened, the best first.
const EVENTS: &[&str] = &[
    "event",
    "events",
    "happened",
    "what",
    "description",
    "entry",
    "action",
    "activity",
    "update",
    "message",
    "details",
    "notes",
    "note",
    "comment",
];

impl Columns {
    /// The columns of a table, by its head.
    pub(super) fn of(snapshot: &Snapshot, table: BlockId) -> Self {
        let syntax = &snapshot.syntax;
        let Some(head) = syntax.children(table).next() else { return Self::default() };
        let heads: Vec<Vec<String>> = syntax
            .children(head)
            .map(|cell| words(&syntax.plain(&snapshot.text, cell).text))
            .collect();
        let with = |known: &[&str]| {
            heads.iter().position(|head| head.iter().any(|word| known.contains(&word.as_str())))
        };
        // The first column holds the time, whatever it is called.
        let others = || 1..heads.len();
        let is_time = |at: &usize| heads[*at].iter().any(|word| TIMES.contains(&word.as_str()));
        let events = EVENTS
            .iter()
            .find_map(|word| others().find(|&at| heads[at].iter().any(|own| own == word)));
        let person = with(PEOPLE).filter(|at| *at > 0 && Some(*at) != events);
        let free = others().find(|at| !is_time(at) && Some(*at) != person);
        let words = events.or(free).unwrap_or(heads.len().saturating_sub(1));
        Self { count: heads.len(), words, person: person.filter(|at| *at != words) }
    }
}

fn words(head: &str) -> Vec<String> {
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
