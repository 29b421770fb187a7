//! Code actions that say the same in another way.
//!
//! Whether one can be done is found by doing it and reading the result again,
//! so they are looked for when somebody asks, not at each move of the cursor.

use tower_lsp_server::ls_types::{CodeAction, CodeActionKind, CodeActionTriggerKind};
use warroom_core::ide::{Refactoring, Span};

use crate::lsp::asked::Asked;

/// The kind of these actions.
pub(in crate::lsp) const KIND: CodeActionKind = CodeActionKind::REFACTOR_REWRITE;

/// Whether they are looked for: asked for by kind, or by hand.
pub(in crate::lsp) fn are_wanted(
    only: Option<&[CodeActionKind]>,
    trigger: Option<CodeActionTriggerKind>,
) -> bool {
    only.is_some() || trigger == Some(CodeActionTriggerKind::INVOKED)
}

/// What can be done at a range.
pub(in crate::lsp) fn actions(asked: &Asked<'_>, range: Span) -> Vec<CodeAction> {
    let (snapshot, at) = (asked.snapshot(), range.start);
    let found = [
        snapshot
            .takes_event_at(at)
            .then(|| snapshot.insert_event(Some(at), &asked.present()))
            .flatten(),
        snapshot.sort_timeline(at),
        snapshot.list_to_table(at),
        snapshot.table_to_list(at),
        snapshot.split_range(at),
        snapshot.to_action_item(range),
        snapshot.recompute_durations(),
        snapshot.add_missing_sections(None),
        snapshot.convert_zone("UTC"),
    ];
    found.into_iter().flatten().map(|refactoring| action(asked, &refactoring)).collect()
}

fn action(asked: &Asked<'_>, refactoring: &Refactoring) -> CodeAction {
    CodeAction {
        title: refactoring.title.clone(),
        kind: Some(KIND),
        edit: Some(asked.workspace_edit(&refactoring.edits)),
        ..CodeAction::default()
    }
}
