//! Guards: what keeps a person from running a destructive command without
//! thinking. A warning, a decision or approval, a backup, a dry run or a
//! confirmation in the same step, or a section that says how to go back. In a
//! list an earlier step will do, until a command has made use of it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Steps;
use crate::rules::Context;
use crate::rules::effects::Effect;
use crate::text::Span;
use crate::vocabulary::SectionKind;

const WORDS: &[&str] = &[
    // A warning.
    "warning",
    "caution",
    "danger",
    "careful",
    "take care",
    "catastroph",
    "destructive",
    "irreversibl",
    "be undone",
    "data loss",
    "loss of data",
    "be lost",
    "is lost",
    "are lost",
    "as lost",
    "safe to ",
    "lose data",
    "permanent",
    "be aware",
    "beware",
    "last resort",
    "never run",
    "not run this",
    "only run",
    "only if",
    "only when",
    "important:",
    "[!",
    "⚠",
    "🚨",
    // A decision or approval.
    "approv",
    "decision",
    "decide",
    "sign-off",
    "sign off",
    "agreement of",
    "permission of",
    // A backup.
    "take a backup",
    "a backup of",
    "back up",
    "backed up",
    "back-up",
    "backups create",
    "backup create",
    "recent backup",
    "take a snapshot",
    "snapshot of",
    "create a snapshot",
    "create-snapshot",
    "create-db-snapshot",
    "recent snapshot",
    "snapshot is",
    "pg_dump",
    "mysqldump",
    // A dry run.
    "dry-run",
    "dry run",
    "dryrun",
    // A confirmation.
    "confirm",
    "make sure",
    "making sure",
    "ensure",
    "double check",
    "double-check",
    "be sure",
    "are you sure",
    "verify that",
    "check that",
    "proceed if",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).expect("plain words")
});

/// The guards of a document, found once for all its commands.
pub(super) struct Guards<'a> {
    steps: Steps<'a>,
    /// Whether the document says how to go back.
    leads_back: bool,
    /// Where the words stand, in order.
    places: Vec<usize>,
    /// Where the last command ends that was asked about.
    last: usize,
}

impl<'a> Guards<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self {
            steps: Steps::new(context.syntax),
            leads_back: context.document.section(SectionKind::Rollback).is_some(),
            places: FINDER.find_iter(context.text).map(|hit| hit.start()).collect(),
            last: 0,
        }
    }

    /// Whether something guards a command. Asked in order of place.
    pub(super) fn guard(&mut self, effect: &Effect) -> bool {
        let last = std::mem::replace(&mut self.last, effect.span.end);
        if self.leads_back {
            return true;
        }
        let list =
            self.steps.list_at(effect.span.start).map_or(effect.span.start, |list| list.start);
        if self.count(Span::new(list.max(last).min(effect.span.start), effect.span.start)) > 0 {
            return true;
        }
        let step = self.steps.at(effect.span.start);
        // The words of the command itself warn of nothing.
        let own = self.count(effect.span);
        self.count(step.introduction) > 0 || self.count(step.body) > own
    }

    fn count(&self, span: Span) -> usize {
        let before = |end: usize| self.places.partition_point(|&place| place < end);
        before(span.end) - before(span.start)
    }
}
