//! What the rules about roles share: who commands, and who is the same person.

use crate::document::Person;
use crate::rules::Context;
use crate::vocabulary::Role;

/// Everybody whom the document names as incident commander.
pub(super) fn commanders<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    context.document.people.iter().filter(|person| person.role == Some(Role::Commander))
}

/// Whether two names can mean one person: `Kim`, `@kim` and `Kim Park`.
pub(super) fn is_same_person(a: &str, b: &str) -> bool {
    let (a, b) = (name_parts(a), name_parts(b));
    let shorter = a.len().min(b.len());
    shorter > 0 && a[..shorter] == b[..shorter]
}

fn name_parts(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}
