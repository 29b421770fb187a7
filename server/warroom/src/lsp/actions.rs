//! Code actions: the fix of a finding, all fixes of its rule, all safe fixes,
//! and ignore comments.
//!
//! What is cheap comes with its edit. Fixes of a whole document take rounds of
//! reading it anew, so their edit is made when the action is chosen, where the
//! editor can ask for it then.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, Uri, WorkspaceEdit,
};
use warroom_core::ide::{Edit, Span};
use warroom_core::rules::{Finding, Fix};

use super::asked::Asked;
use super::features::refactorings;
use super::{difference, to_proto};

/// The kind of the action that applies all safe fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.warroom");

/// An action whose edit is still to be made.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Unresolved {
    /// The document.
    pub(super) uri: Uri,
    /// What is to be mended.
    what: Mending,
}

/// What is mended in a whole document.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Mending {
    /// What a rule has found, by whatever fix it offers: it was asked for.
    Rule(String),
    /// Everything whose fix keeps the meaning.
    Safe,
}

impl Mending {
    fn wants(&self, finding: &Finding) -> bool {
        let Some(fix) = &finding.fix else { return false };
        match self {
            Self::Rule(rule) => finding.rule == rule,
            Self::Safe => fix.safe,
        }
    }
}

/// Code actions for a document.
pub(super) struct Offer<'a>(pub(super) &'a Asked<'a>);

impl Offer<'_> {
    /// The actions for a range: those for findings that touch it, and those for
    /// the whole document.
    pub(super) fn actions(&self, range: Span, context: &CodeActionContext) -> Vec<CodeAction> {
        let only = context.only.as_deref();
        let is_wanted = |kind: &CodeActionKind| {
            only.is_none_or(|only| only.iter().any(|wanted| is_below(kind, wanted)))
        };
        let mut actions = Vec::new();
        if is_wanted(&CodeActionKind::QUICKFIX) {
            self.quick_fixes(range, &mut actions);
        }
        if is_wanted(&refactorings::KIND) && refactorings::are_wanted(only, context.trigger_kind) {
            actions.extend(refactorings::actions(self.0, range));
        }
        let findings = self.findings();
        if is_wanted(&FIX_ALL) && findings.iter().any(|finding| Mending::Safe.wants(finding)) {
            let title = "Apply all safe fixes".to_owned();
            actions.push(self.unresolved(title, FIX_ALL, Mending::Safe));
        }
        actions
    }

    fn quick_fixes(&self, range: Span, actions: &mut Vec<CodeAction>) {
        let findings = self.findings();
        let touches =
            |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
        let here: Vec<&Finding> = findings.iter().filter(touches).collect();
        for finding in &here {
            actions.extend(finding.fix.as_ref().map(|fix| self.fix(finding, fix)));
        }
        for rule in rules(&here) {
            let mending = Mending::Rule(rule.to_owned());
            if findings.iter().filter(|finding| mending.wants(finding)).count() > 1 {
                let title = format!("Fix all of {rule}");
                actions.push(self.unresolved(title, CodeActionKind::QUICKFIX, mending));
            }
        }
        for finding in &here {
            let edit = self.0.snapshot().ignore_here(finding);
            let title = format!("Ignore {} here", finding.rule);
            actions.extend(edit.map(|edit| self.ignore(title, edit, finding)));
        }
        for rule in rules(&here) {
            let edit = self.0.snapshot().ignore_in_document(rule);
            let title = format!("Ignore {rule} in this document");
            let finding = here.iter().find(|finding| finding.rule == rule);
            actions.extend(finding.map(|finding| self.ignore(title, edit, finding)));
        }
    }

    fn fix(&self, finding: &Finding, fix: &Fix) -> CodeAction {
        let action = self.action(fix.title.clone(), CodeActionKind::QUICKFIX, finding);
        let edit = Some(self.edit(&fix.edits));
        CodeAction { is_preferred: fix.safe.then_some(true), edit, ..action }
    }

    fn ignore(&self, title: String, edit: Edit, finding: &Finding) -> CodeAction {
        let action = self.action(title, CodeActionKind::QUICKFIX, finding);
        CodeAction { edit: Some(self.edit(&[edit])), ..action }
    }

    fn action(&self, title: String, kind: CodeActionKind, finding: &Finding) -> CodeAction {
        let Asked { state, abilities, uri, reading, .. } = *self.0;
        let diagnostic = to_proto::diagnostic(finding, reading, uri, abilities, state);
        let diagnostics = Some(vec![diagnostic]);
        CodeAction { title, kind: Some(kind), diagnostics, ..CodeAction::default() }
    }

    /// An action for the whole document, with its edit only for an editor that
    /// does not ask for it later.
    fn unresolved(&self, title: String, kind: CodeActionKind, what: Mending) -> CodeAction {
        let action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        if !self.0.abilities.resolves_edits {
            return CodeAction { edit: Some(self.mend(&what)), ..action };
        }
        let data = serde_json::to_value(Unresolved { uri: self.0.uri.clone(), what });
        CodeAction { data: data.ok(), ..action }
    }

    /// The edit of an action that was chosen.
    pub(super) fn resolve(&self, unresolved: &Unresolved) -> WorkspaceEdit {
        self.mend(&unresolved.what)
    }

    fn mend(&self, what: &Mending) -> WorkspaceEdit {
        let fixed = self.0.reading.fixed(self.0.state, |finding| what.wants(finding));
        self.edit(&difference::edits(self.0.snapshot().text(), &fixed))
    }

    fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        self.0.workspace_edit(edits)
    }

    fn findings(&self) -> &[Finding] {
        self.0.reading.findings(self.0.state)
    }
}

/// The rules of findings, each once.
fn rules<'a>(findings: &[&'a Finding]) -> Vec<&'a str> {
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Whether a kind is the wanted one or a part of it.
fn is_below(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}
