//! What a script undoes by itself: down to no replica and up again is a
//! restart, and so is a service that is stopped and started.

use std::collections::HashMap;

use super::{cluster, host};
use crate::shell::Command;

/// The commands of a script that undo others, by their place in it.
#[derive(Default)]
pub(super) struct Undoing<'c> {
    first_down: Option<usize>,
    first_up: Option<usize>,
    last_uncordon: Option<usize>,
    first_rebase: Option<usize>,
    /// Where each service is started last.
    started: HashMap<&'c str, usize>,
}

impl<'c> Undoing<'c> {
    /// Looks through the commands of a script once.
    pub(super) fn of(script: &'c [Command]) -> Self {
        let mut undoing = Self::default();
        for (at, command) in script.iter().enumerate() {
            if let Some(service) = host::started(command) {
                undoing.started.insert(service, at);
            } else if cluster::scales_to_nothing(command) {
                undoing.first_down.get_or_insert(at);
            } else if cluster::scales_up(command) {
                undoing.first_up.get_or_insert(at);
            } else if cluster::uncordons(command) {
                undoing.last_uncordon = Some(at);
            } else if host::rebases(command) {
                undoing.first_rebase.get_or_insert(at);
            }
        }
        undoing
    }

    /// Whether what the command at place `at` does is undone by another, or
    /// undoes another, or is there to publish a rebased branch.
    pub(super) fn undoes(&self, at: usize, command: &Command) -> bool {
        let is_before = |place: Option<usize>| place.is_some_and(|place| place < at);
        let is_behind = |place: Option<usize>| place.is_some_and(|place| place > at);
        if let Some(service) = host::stopped(command) {
            return is_behind(self.started.get(service).copied());
        }
        (cluster::scales_to_nothing(command) && self.first_up.is_some())
            || (cluster::scales_up(command) && is_before(self.first_down))
            || (cluster::drains(command) && is_behind(self.last_uncordon))
            || (host::publishes(command) && is_before(self.first_rebase))
    }
}
