//! What the editor at the other end can do, read once from `initialize`.

use tower_lsp_server::ls_types::{
    ClientCapabilities, DiagnosticTag, PositionEncodingKind, TextDocumentClientCapabilities,
};
use warroom_core::ide::Columns;

/// What the editor can do.
#[derive(Clone, Debug)]
pub(super) struct Abilities {
    /// The unit of its columns.
    pub(super) columns: Columns,
    /// It asks for diagnostics, instead of being told.
    pub(super) pulls: bool,
    /// It asks again when told to.
    pub(super) refreshes: bool,
    /// It asks for lenses again when told to.
    pub(super) refreshes_lenses: bool,
    /// It asks for inlay hints again when told to.
    pub(super) refreshes_hints: bool,
    /// It shows further places beside a diagnostic.
    pub(super) related: bool,
    /// It follows a link from the code of a diagnostic.
    pub(super) links_codes: bool,
    /// It keeps the data of a diagnostic.
    pub(super) keeps_data: bool,
    /// It greys out what is of no use.
    pub(super) greys_out: bool,
    /// It takes code actions, not only commands.
    pub(super) takes_actions: bool,
    /// It asks for the edit of a code action when one is chosen.
    pub(super) resolves_edits: bool,
    /// It takes completions with tab stops.
    pub(super) takes_snippets: bool,
    /// It takes edits that name the version they are for.
    pub(super) versioned_edits: bool,
    /// It watches files for the server.
    pub(super) watches: bool,
    /// It answers `workspace/configuration`.
    pub(super) is_asked: bool,
    /// It wants to be told where changed settings are listened for.
    pub(super) registers_settings: bool,
    /// It shows progress that the server begins.
    pub(super) shows_progress: bool,
    /// It moves its cursor where the server asks it to.
    pub(super) shows_documents: bool,
}

impl Abilities {
    /// Reads them.
    pub(super) fn new(client: &ClientCapabilities) -> Self {
        let none = TextDocumentClientCapabilities::default();
        let text = client.text_document.as_ref().unwrap_or(&none);
        let workspace = client.workspace.as_ref();
        let published = text.publish_diagnostics.as_ref();
        let pulled = text.diagnostic.as_ref();
        let tags = published.and_then(|p| p.tag_support.as_ref()).map(|tags| &tags.value_set);
        let action = text.code_action.as_ref();
        let resolved = action.and_then(|a| a.resolve_support.as_ref()).map(|r| &r.properties);
        Self {
            columns: columns(client),
            pulls: pulled.is_some(),
            refreshes: is(workspace.and_then(|w| w.diagnostics.as_ref()?.refresh_support)),
            refreshes_lenses: is(workspace.and_then(|w| w.code_lens.as_ref()?.refresh_support)),
            refreshes_hints: is(workspace.and_then(|w| w.inlay_hint.as_ref()?.refresh_support)),
            related: is(published.and_then(|p| p.related_information))
                || is(pulled.and_then(|p| p.related_information)),
            links_codes: is(published.and_then(|p| p.code_description_support))
                || is(pulled.and_then(|p| p.code_description_support)),
            keeps_data: is(published.and_then(|p| p.data_support))
                || is(pulled.and_then(|p| p.data_support)),
            greys_out: tags.is_some_and(|tags| tags.contains(&DiagnosticTag::UNNECESSARY))
                || pulled.is_some_and(|p| p.tag_support.is_some()),
            takes_actions: action.is_some_and(|a| a.code_action_literal_support.is_some()),
            resolves_edits: resolved.is_some_and(|all| all.iter().any(|one| one == "edit"))
                && is(action.and_then(|a| a.data_support)),
            takes_snippets: is(text
                .completion
                .as_ref()
                .and_then(|c| c.completion_item.as_ref()?.snippet_support)),
            versioned_edits: is(workspace.and_then(|w| w.workspace_edit.as_ref()?.document_changes)),
            watches: is(workspace.and_then(|w| w.did_change_watched_files?.dynamic_registration)),
            is_asked: is(workspace.and_then(|w| w.configuration)),
            registers_settings: is(
                workspace.and_then(|w| w.did_change_configuration?.dynamic_registration)
            ),
            shows_progress: is(client.window.as_ref().and_then(|w| w.work_done_progress)),
            shows_documents: client
                .window
                .as_ref()
                .and_then(|w| w.show_document.as_ref())
                .is_some_and(|show| show.support),
        }
    }
}

fn is(ability: Option<bool>) -> bool {
    ability == Some(true)
}

/// The unit of columns: bytes where the editor knows them, for they cost
/// nothing; otherwise what it likes best, and UTF-16 when it does not say.
fn columns(client: &ClientCapabilities) -> Columns {
    let known = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let Some(known) = known else { return Columns::Utf16 };
    if known.contains(&PositionEncodingKind::UTF8) {
        return Columns::Utf8;
    }
    known.iter().find_map(from_encoding).unwrap_or(Columns::Utf16)
}

fn from_encoding(encoding: &PositionEncodingKind) -> Option<Columns> {
    match encoding.as_str() {
        "utf-8" => Some(Columns::Utf8),
        "utf-16" => Some(Columns::Utf16),
        "utf-32" => Some(Columns::Characters),
        _ => None,
    }
}

/// The unit of columns as the protocol names it.
pub(super) fn encoding(columns: Columns) -> PositionEncodingKind {
    match columns {
        Columns::Utf8 => PositionEncodingKind::UTF8,
        Columns::Utf16 => PositionEncodingKind::UTF16,
        Columns::Characters => PositionEncodingKind::UTF32,
    }
}
