//! Which column of a timeline holds what happened, and which who did it.

use crate::ide::Snapshot;
use crate::syntax::BlockId;

/// The columns of a timeline in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// How many there are.
    pub(super) count: usize,
    /// The one for the time, from 0.
    pub(super) time: usize,
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
        let has =
            |at: usize, known: &[&str]| heads[at].iter().any(|word| known.contains(&word.as_str()));
        let time = (0..heads.len()).find(|&at| has(at, TIMES)).unwrap_or(0);
        let others = || (0..heads.len()).filter(|&at| at != time && !has(at, TIMES));
        let event = EVENTS.iter().find_map(|word| others().find(|&at| has(at, &[word])));
        let person = others().find(|&at| has(at, PEOPLE) && Some(at) != event);
        let free = others().find(|&at| Some(at) != person);
        // A timeline of one column has time and words in it.
        let words = event.or(free).or(person).unwrap_or(time);
        Self { count: heads.len(), time, words, person: person.filter(|&at| at != words) }
    }
}

fn words(head: &str) -> Vec<String> {
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
