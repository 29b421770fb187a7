//! What the server announces. A test asks for each of these, and fails when
//! one is announced that it does not know.

use tower_lsp_server::ls_types::{
    CodeActionKind, CodeActionOptions, DiagnosticOptions, DiagnosticServerCapabilities, OneOf,
    SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::abilities::{self, Abilities};
use super::actions;

/// The capabilities for an editor with these abilities.
pub(super) fn capabilities(abilities: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(abilities::encoding(abilities.columns)),
        text_document_sync: Some(text()),
        // Never both: an editor that asks is not told.
        diagnostic_provider: abilities.pulls.then(diagnostics),
        code_action_provider: abilities.takes_actions.then(|| code_actions().into()),
        workspace: Some(workspace()),
        ..ServerCapabilities::default()
    }
}

fn text() -> TextDocumentSyncCapability {
    TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    })
}

fn diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("warroom".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
    })
}

fn code_actions() -> CodeActionOptions {
    CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, actions::FIX_ALL]),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    }
}

fn workspace() -> WorkspaceServerCapabilities {
    WorkspaceServerCapabilities {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        }),
        file_operations: None,
    }
}
