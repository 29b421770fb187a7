//! The handlers: each takes a request apart, has it answered, and no more.
//!
//! What a request is about is taken down before the first wait, so that it is
//! what the editor showed when it asked.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use serde_json::{Value, json};
use tower_lsp_server::LanguageServer;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeLens,
    CodeLensParams, CompletionItem, CompletionParams, CompletionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
    DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange,
    FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, LSPAny,
    Location, LogTraceParams, PrepareRenameResponse, ReferenceParams, RenameFilesParams,
    RenameParams, SelectionRange, SelectionRangeParams, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, ServerInfo,
    SetTraceParams, TextDocumentIdentifier, TextDocumentPositionParams, TextEdit, TraceValue, Uri,
    WorkDoneProgressCancelParams, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::abilities::Abilities;
use super::actions::{Offer, Unresolved};
use super::asked::Asked;
use super::capabilities::capabilities;
use super::document::{Document, Version};
use super::features::commands::{Command, REPORT, SHOW_ACTIONS, SHOW_INCIDENTS, SHOW_RULES};
use super::features::completion::Documented;
use super::features::configuration::Configuration;
use super::features::templates::Making;
use super::features::{
    completion, format, help, incidents, links, moves, references, rename, report, rules,
    show_actions, structure, tokens, workspace_symbols,
};
use super::jobs::Wanted;
use super::outbox::Letter;
use super::state::State;
use super::{from_proto, indexing, life, pull, push, sweep, sync, to_proto, watch};
use crate::guard::guarded;

/// The server, as the protocol library sees it.
pub(super) struct Server {
    state: Arc<State>,
}

impl Server {
    /// A server over a state.
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state }
    }

    /// Changes the state by a notification. A panic in it changes nothing else.
    fn notified(&self, method: &str, change: impl FnOnce(&Arc<State>)) {
        if let Err(fault) = guarded(|| change(&self.state)) {
            self.state.log.note(format_args!("{method}: {fault}"));
        }
    }

    /// Answers a request about an open document, as it is now, on a thread of
    /// the pool. Without a document, or where its configuration is wrong, there
    /// is nothing to answer.
    async fn asked<T: Send + 'static>(
        &self,
        method: &'static str,
        uri: Uri,
        answer: impl FnOnce(&Asked<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(version) = self.version(&uri) else { return Ok(None) };
        let state = Arc::clone(&self.state);
        let work = move || question(&state, &uri, &version, answer);
        self.traced(method, self.state.jobs.answer(work)).await
    }

    /// Answers a request about an open document for which many others may have
    /// to be read, on a thread of its own.
    async fn asked_widely<T: Send + 'static>(
        &self,
        method: &'static str,
        uri: Uri,
        answer: impl FnOnce(&Asked<'_>, &Wanted) -> Result<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(version) = self.version(&uri) else { return Ok(None) };
        let state = Arc::clone(&self.state);
        let work =
            move |wanted: &Wanted| question(&state, &uri, &version, |asked| answer(asked, wanted));
        self.traced(method, self.state.jobs.answer_aside(work)).await
    }

    /// The current version of an open document of Markdown.
    fn version(&self, uri: &Uri) -> Option<Arc<Version>> {
        let document = self.state.documents.get(uri).filter(|document| document.is_read);
        document.map(|document| document.current())
    }

    /// An open configuration, as it is now.
    fn configuration(&self, uri: &Uri) -> Option<Configuration> {
        let document = self.state.documents.get(uri)?;
        let text = document.is_configuration().then(|| document.current().text())?;
        Some(Configuration::new(uri.clone(), text, &self.state))
    }

    /// Tells the editor how long an answer took, when it wants to know.
    async fn traced<T>(&self, method: &str, answer: impl Future<Output = T>) -> T {
        let trace = self.state.log.trace();
        if trace == TraceValue::Off {
            return answer.await;
        }
        let begun = Instant::now();
        let answer = answer.await;
        let message = format!("{method} took {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
        let open = || format!("{} documents are open", self.state.documents.all().len());
        let verbose = (trace == TraceValue::Verbose).then(open);
        self.state.outbox.put(Letter::Trace(LogTraceParams { message, verbose }));
        answer
    }

    /// `$/setTrace`.
    pub(super) async fn set_trace(&self, params: SetTraceParams) {
        self.state.log.set_trace(params.value);
    }

    /// `window/workDoneProgress/cancel`.
    pub(super) async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.state.indexing.cancel(&params.token);
    }

    /// `warroom/text`: the text as the server has it, with its version, for
    /// whoever suspects that the two ends disagree.
    pub(super) async fn text(&self, params: TextDocumentIdentifier) -> Result<Value> {
        let document = self.state.documents.get(&params.uri);
        let version = document.map(|document| document.current());
        Ok(version.map_or(
            Value::Null,
            |version| json!({ "version": version.number, "text": version.text() }),
        ))
    }

    fn open(state: &Arc<State>, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        // A configuration may be open beside the documents, under any language.
        let is_configuration = from_proto::is_configuration(&item.uri);
        let is_read = item.language_id != "toml" && !is_configuration;
        let document = Document::new(item.uri, is_read, item.version, &item.text);
        let document = state.documents.open(document);
        push::check(state, &document);
        state.has_changed();
    }

    fn change(state: &Arc<State>, params: &DidChangeTextDocumentParams) {
        let (uri, number) = (&params.text_document.uri, params.text_document.version);
        let Some(document) = state.documents.get(uri) else {
            return state.log.note(format_args!("{}: changed, but not open", uri.as_str()));
        };
        let before = document.current().number;
        if number <= before {
            state.log.note(format_args!("{}: version {number} after {before}", uri.as_str()));
        }
        let mut wrong = 0;
        document.change(number, |rope| {
            wrong = sync::apply(rope, &params.content_changes, state.columns());
        });
        if wrong > 0 {
            let changes = format_args!("{wrong} changes name places that are not there");
            state.log.note(format_args!("{}: version {number}: {changes}", uri.as_str()));
        }
        push::check(state, &document);
        state.has_changed();
    }
}

/// Has a question about a version of a document answered.
fn question<T>(
    state: &State,
    uri: &Uri,
    version: &Version,
    answer: impl FnOnce(&Asked<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let Some(abilities) = state.abilities.get() else { return Ok(None) };
    let Ok(reading) = version.reading(uri, state) else { return Ok(None) };
    answer(&Asked { state, abilities, uri, version, reading }).map(Some)
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::new(&params.capabilities);
        let capabilities = capabilities(&abilities);
        // The library lets nobody initialize twice.
        let _ = self.state.abilities.set(abilities);
        self.state.log.set_trace(params.trace.unwrap_or_default());
        self.state.projects.change_folders(from_proto::folders(&params), &[]);
        if let Some(options) = &params.initialization_options {
            watch::set_settings(&self.state, options);
        }
        if let Some(parent) = params.process_id {
            life::follow_parent(Arc::clone(&self.state), parent);
        }
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(ServerInfo { name: "warroom".to_owned(), version });
        Ok(InitializeResult { capabilities, server_info, ..InitializeResult::default() })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.notified("initialized", |state| {
            watch::start(state);
            indexing::start(state);
        });
    }

    async fn shutdown(&self) -> Result<()> {
        self.state.is_shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.notified("didOpen", |state| Self::open(state, params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.notified("didChange", |state| Self::change(state, &params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.notified("didSave", |state| {
            watch::saved(state, from_proto::path(&params.text_document.uri));
        });
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.notified("didClose", |state| {
            if let Some(document) = state.documents.close(&params.text_document.uri) {
                push::clear(state, &document);
                state.has_changed();
            }
        });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.notified("didChangeConfiguration", |state| {
            watch::settings_changed(state, &params.settings);
        });
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let event = params.event;
        self.notified("didChangeWorkspaceFolders", |state| {
            watch::folders_changed(state, &event.added, &event.removed);
        });
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.notified("didChangeWatchedFiles", |state| {
            watch::files_changed(state, &params.changes);
        });
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let state = Arc::clone(&self.state);
        let uri = params.text_document.uri;
        let document = state.documents.get(&uri);
        let work = move || {
            let previous = params.previous_result_id.as_deref();
            pull::report(&state, &uri, document.as_ref(), previous)
        };
        self.traced("textDocument/diagnostic", self.state.jobs.answer(work)).await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let answer = sweep::answer(Arc::clone(&self.state), params);
        self.traced("workspace/diagnostic", answer).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.asked("textDocument/codeAction", uri, move |asked| {
            let range = asked.span(params.range);
            let actions = Offer(asked).actions(range, &params.context);
            Ok(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let data = action.data.clone().unwrap_or_default();
        let Ok(unresolved) = serde_json::from_value::<Unresolved>(data) else { return Ok(action) };
        let uri = unresolved.uri.clone();
        let edit = self
            .asked("codeAction/resolve", uri, move |asked| Ok(Offer(asked).resolve(&unresolved)))
            .await?;
        match edit {
            Some(edit) => Ok(CodeAction { edit: Some(edit), ..action }),
            None => Err(Error::invalid_params("the document is not open")),
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        if let Some(configuration) = self.configuration(&at.text_document.uri) {
            let work = move || Ok(configuration.hover(at.position));
            return self.traced("textDocument/hover", self.state.jobs.answer(work)).await;
        }
        let answer = move |asked: &Asked<'_>| Ok(help::hover(asked, at.position));
        Ok(self.asked("textDocument/hover", at.text_document.uri, answer).await?.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        if let Some(configuration) = self.configuration(&at.text_document.uri) {
            let work = move || Ok(Some(configuration.completions(at.position).into()));
            return self.traced("textDocument/completion", self.state.jobs.answer(work)).await;
        }
        let answer = move |asked: &Asked<'_>| Ok(completion::items(asked, at.position).into());
        self.asked("textDocument/completion", at.text_document.uri, answer).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let data = item.data.clone().unwrap_or_default();
        let Ok(documented) = serde_json::from_value::<Documented>(data) else { return Ok(item) };
        if documented.is_rule() {
            let documentation = completion::page(&item.label);
            return Ok(CompletionItem { documentation, ..item });
        }
        let (uri, label) = (documented.uri.clone(), item.label.clone());
        let answer =
            move |asked: &Asked<'_>| Ok(completion::documentation(asked, &label, &documented));
        let documentation = self.asked("completionItem/resolve", uri, answer).await?.flatten();
        Ok(CompletionItem { documentation, ..item })
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let answer = move |asked: &Asked<'_>| Ok(help::hints(asked, params.range));
        self.asked("textDocument/inlayHint", params.text_document.uri, answer).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let answer = |asked: &Asked<'_>| Ok(help::lenses(asked));
        self.asked("textDocument/codeLens", params.text_document.uri, answer).await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let answer = |asked: &Asked<'_>| Ok(structure::symbols(asked).into());
        self.asked("textDocument/documentSymbol", params.text_document.uri, answer).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let answer = |asked: &Asked<'_>| Ok(structure::folds(asked));
        self.asked("textDocument/foldingRange", params.text_document.uri, answer).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let places = params.positions;
        let answer = move |asked: &Asked<'_>| Ok(structure::selections(asked, &places));
        self.asked("textDocument/selectionRange", params.text_document.uri, answer).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let answer = move |asked: &Asked<'_>| Ok(structure::highlights(asked, at.position));
        self.asked("textDocument/documentHighlight", at.text_document.uri, answer).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let answer = |asked: &Asked<'_>| Ok(links::links(asked));
        self.asked("textDocument/documentLink", params.text_document.uri, answer).await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let answer = move |asked: &Asked<'_>| Ok(references::definition(asked, at.position));
        let found = self.asked("textDocument/definition", at.text_document.uri, answer).await?;
        let mut found = found.unwrap_or_default();
        Ok(match found.len() {
            0 => None,
            1 => found.pop().map(GotoDefinitionResponse::Scalar),
            _ => Some(GotoDefinitionResponse::Array(found)),
        })
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, context) = (params.text_document_position, params.context);
        let answer = move |asked: &Asked<'_>, wanted: &Wanted| {
            Ok(references::references(asked, at.position, context.include_declaration, wanted))
        };
        self.asked_widely("textDocument/references", at.text_document.uri, answer).await
    }

    async fn prepare_rename(
        &self,
        at: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let answer = move |asked: &Asked<'_>| Ok(rename::prepare(asked, at.position));
        let found = self.asked("textDocument/prepareRename", at.text_document.uri, answer).await?;
        Ok(found.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let answer = move |asked: &Asked<'_>, wanted: &Wanted| {
            rename::rename(asked, at.position, &params.new_name, wanted)
        };
        self.asked_widely("textDocument/rename", at.text_document.uri, answer).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let answer = |asked: &Asked<'_>| Ok(tokens::tokens(asked, None).into());
        self.asked("textDocument/semanticTokens/full", params.text_document.uri, answer).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let answer = move |asked: &Asked<'_>| Ok(tokens::tokens(asked, Some(range)).into());
        self.asked("textDocument/semanticTokens/range", params.text_document.uri, answer).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let options = params.options;
        let answer = move |asked: &Asked<'_>| Ok(format::format(asked, None, &options));
        self.asked("textDocument/formatting", params.text_document.uri, answer).await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let (range, options) = (params.range, params.options);
        let answer = move |asked: &Asked<'_>| Ok(format::format(asked, Some(range), &options));
        self.asked("textDocument/rangeFormatting", params.text_document.uri, answer).await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let at = params.text_document_position;
        let answer = move |asked: &Asked<'_>| Ok(format::after_newline(asked, at.position));
        self.asked("textDocument/onTypeFormatting", at.text_document.uri, answer).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        let state = Arc::clone(&self.state);
        let work = move || Ok(workspace_symbols::find(&state, &params.query).into());
        self.traced("workspace/symbol", self.state.jobs.answer(work)).await.map(Some)
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let state = Arc::clone(&self.state);
        let work = move |wanted: &Wanted| Ok(moves::mend(&state, &params.files, wanted));
        let answer = self.state.jobs.answer_aside(work);
        self.traced("workspace/willRenameFiles", answer).await.map(Some)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        if params.command == SHOW_ACTIONS {
            let (choice, state) =
                (show_actions::choice(params.arguments)?, Arc::clone(&self.state));
            let work = move || Ok(Some(show_actions::of_workspace(&state, &choice)));
            return self.traced("workspace/executeCommand", self.state.jobs.answer(work)).await;
        }
        if params.command == REPORT {
            let state = Arc::clone(&self.state);
            let work = move |wanted: &Wanted| report::write(&state, wanted).map(Some);
            let answer = self.state.jobs.answer_aside(work);
            return self.traced("workspace/executeCommand", answer).await;
        }
        let of_workspace = match &*params.command {
            SHOW_INCIDENTS => Some(incidents::of_workspace as fn(&State) -> Value),
            SHOW_RULES => Some(rules::all as fn(&State) -> Value),
            _ => None,
        };
        if let Some(of_workspace) = of_workspace {
            let state = Arc::clone(&self.state);
            let work = move || Ok(Some(of_workspace(&state)));
            return self.traced("workspace/executeCommand", self.state.jobs.answer(work)).await;
        }
        if let Some(making) = Making::read(&params.command, &params.arguments) {
            let (making, state) = (making?, Arc::clone(&self.state));
            let work = move || making.run(&state).map(Some);
            return self.traced("workspace/executeCommand", self.state.jobs.answer(work)).await;
        }
        let command = Command::read(&params.command, params.arguments)?;
        let uri = command.uri.clone();
        let answer = move |asked: &Asked<'_>| command.run(asked);
        let done = self.asked("workspace/executeCommand", uri.clone(), answer).await?;
        let done = done.ok_or_else(|| Error::invalid_params("the document is not open"))?;
        if let Some(edit) = done.edit {
            let client = self.state.client.clone();
            let cursor = done.cursor.filter(|_| self.state.can(|editor| editor.shows_documents));
            let shown = cursor.map(|cursor| to_proto::shown(uri, cursor));
            self.state.ask_editor(async move {
                let is_applied = client.apply_edit(edit).await.is_ok_and(|answer| answer.applied);
                if let Some(shown) = shown.filter(|_| is_applied) {
                    let _ = client.show_document(shown).await;
                }
            });
        }
        Ok(Some(done.answer))
    }
}
