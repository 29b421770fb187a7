//! What the rules about roles share: who commands, and who is the same person.

use crate::document::Person;
use crate::rules::Context;
use crate::vocabulary::Role;

/// Everybody whom the document names as incident commander.
pub(super) fn commanders<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    context.document.people.iter().filter(|person| person.role == Some(Role::Commander))
}
