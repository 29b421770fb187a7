//! What the server announces. A test asks for each of these, and fails when
//! one is announced that it does not know.

use tower_lsp_server::ls_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentLinkOptions, DocumentOnTypeFormattingOptions,
    ExecuteCommandOptions, FileOperationFilter, FileOperationPattern,
    FileOperationRegistrationOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    OneOf, RenameOptions, SaveOptions, SelectionRangeProviderCapability, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::abilities::{self, Abilities};
use super::actions;
use super::features::{commands, completion, refactorings, tokens};

/// The capabilities for an editor with these abilities.
pub(super) fn capabilities(abilities: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(abilities::encoding(abilities.columns)),
        text_document_sync: Some(text()),
        // Never both: an editor that asks is not told.
        diagnostic_provider: abilities.pulls.then(diagnostics),
        code_action_provider: abilities.takes_actions.then(|| code_actions().into()),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(completion()),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(links()),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        definition_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(tokens::options().into()),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(on_type()),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(commands()),
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
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            refactorings::KIND,
            actions::FIX_ALL,
        ]),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    }
}

fn completion() -> CompletionOptions {
    let triggers = completion::TRIGGERS.iter().map(|&trigger| trigger.to_owned());
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(triggers.collect()),
        ..CompletionOptions::default()
    }
}

fn links() -> DocumentLinkOptions {
    DocumentLinkOptions {
        resolve_provider: Some(false),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    }
}

fn on_type() -> DocumentOnTypeFormattingOptions {
    DocumentOnTypeFormattingOptions {
        first_trigger_character: "\n".to_owned(),
        more_trigger_character: None,
    }
}

fn commands() -> ExecuteCommandOptions {
    let commands = commands::NAMES.iter().map(|&name| name.to_owned()).collect();
    ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }
}

fn workspace() -> WorkspaceServerCapabilities {
    WorkspaceServerCapabilities {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        }),
        file_operations: Some(WorkspaceFileOperationsServerCapabilities {
            will_rename: Some(FileOperationRegistrationOptions { filters: vec![any_file()] }),
            ..WorkspaceFileOperationsServerCapabilities::default()
        }),
    }
}

/// Links lead to files and directories of every kind.
fn any_file() -> FileOperationFilter {
    FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern {
            glob: "**/*".to_owned(),
            ..FileOperationPattern::default()
        },
    }
}
