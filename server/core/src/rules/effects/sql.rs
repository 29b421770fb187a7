//! What statements of SQL do, in a fence of SQL or given to a client.

use super::{Effect, Harm};
use crate::shell::Command;
use crate::shell::sql::{SqlStatement, statements};
use crate::syntax::Plain;

/// Clients and the options whose value is SQL.
const CLIENTS: &[(&str, &[&str])] = &[
    ("psql", &["-c", "--command"]),
    ("gitlab-psql", &["-c", "--command"]),
    ("mysql", &["-e", "--execute"]),
    ("mariadb", &["-e", "--execute"]),
    ("cqlsh", &["-e", "--execute"]),
    ("sqlite3", &[]),
    ("clickhouse-client", &["-q", "--query"]),
];

/// Whether a word is the name of a client.
pub(super) fn is_client(word: &str) -> bool {
    CLIENTS.iter().any(|(name, _)| *name == word)
}

/// The SQL that a command is given: as the value of an option, or to read.
pub(super) fn given_to(command: &Command) -> impl Iterator<Item = &Plain> {
    let client = CLIENTS.iter().find(|(name, _)| *name == command.name());
    let options = client.map_or(&[][..], |(_, options)| *options);
    let is_operand =
        |at: usize| options.is_empty() || command.words[at - 1].text().starts_with('-');
    // `-tc "..."` is `-t -c "..."`; the text tells what is SQL from what is not.
    let words = (1..command.words.len())
        .filter(move |&at| is_operand(at))
        .map(|at| command.words[at].value());
    let all =
        words.chain(command.inputs.iter()).filter(|value| value.text.contains([' ', '\n', '=']));
    all.filter(move |_| client.is_some())
}

/// What the statements of a text do.
pub(super) fn read(source: &Plain, effects: &mut Vec<Effect>) {
    for statement in statements(&source.text) {
        if let Some((harm, does)) = deed(&statement, &source.text) {
            effects.push(Effect { span: source.source(statement.range()), harm, does });
        }
    }
}

/// What a `DROP` takes data with.
const HOLDS_DATA: &[&str] = &["table", "database", "schema", "keyspace", "tablespace", "column"];

fn deed(statement: &SqlStatement, text: &str) -> Option<(Harm, &'static str)> {
    let word = |at: usize| statement.word(text, at).to_ascii_lowercase();
    let first = statement.word(text, 0);
    let has = |word: &str| statement.position(text, word).is_some();
    let is = |word: &str| first.eq_ignore_ascii_case(word);
    let destroys = |does| Some((Harm::Destruction, does));
    if is("drop") && HOLDS_DATA.contains(&&*word(1)) {
        return destroys("drops it with all its data");
    }
    if is("truncate") && !has("select") && statement.tokens.len() > 1 {
        return destroys("deletes every row of the table");
    }
    if is("delete") && word(1) == "from" {
        return match has("where") {
            true => Some((Harm::Change, "deletes rows")),
            false => destroys("deletes every row of the table, since it has no WHERE"),
        };
    }
    if is("update") && has("set") {
        return match has("where") {
            true => Some((Harm::Change, "changes rows")),
            false => destroys("changes every row of the table, since it has no WHERE"),
        };
    }
    if is("alter") && statement.position(text, "drop").is_some_and(|at| word(at + 1) == "column") {
        return destroys("drops the column with all its data");
    }
    (is("alter") || is("insert")).then_some((Harm::Change, "changes the database"))
}
