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
use warroom_core::ide::{Edit, Snapshot, Span};
use warroom_core::rules::{Finding, Fix};

use super::abilities::Abilities;
use super::document::{Reading, Version};
use super::state::State;
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

/// An open document of one version, for which actions are offered.
pub(super) struct Offer<'a> {
    pub(super) state: &'a State,
    pub(super) abilities: &'a Abilities,
    pub(super) uri: &'a Uri,
    pub(super) version: &'a Version,
    pub(super) reading: &'a Reading,
}

impl Offer<'_> {
    /// The actions for a range: those for findings that touch it, and those for
    /// the whole document.
    pub(super) fn actions(&self, range: Span, context: &CodeActionContext) -> Vec<CodeAction> {
        let is_wanted = |kind: &CodeActionKind| {
            let only = context.only.as_deref();
            only.is_none_or(|only| only.iter().any(|wanted| is_below(kind, wanted)))
        };
        let mut actions = Vec::new();
        if is_wanted(&CodeActionKind::QUICKFIX) {
            self.quick_fixes(range, &mut actions);
        }
        let findings = self.reading.findings(self.state);
        if is_wanted(&FIX_ALL) && findings.iter().any(|finding| Mending::Safe.wants(finding)) {
            let title = "Apply all safe fixes".to_owned();
            actions.push(self.unresolved(title, FIX_ALL, Mending::Safe));
        }
        actions
    }

    fn quick_fixes(&self, range: Span, actions: &mut Vec<CodeAction>) {
        let findings = self.reading.findings(self.state);
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
            let edit = self.reading.snapshot.ignore_here(finding);
            let title = format!("Ignore {} here", finding.rule);
            actions.extend(edit.map(|edit| self.ignore(title, edit, finding)));
        }
        for rule in rules(&here) {
            let edit = self.reading.snapshot.ignore_in_document(rule);
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
        let diagnostic =
            to_proto::diagnostic(finding, self.reading, self.uri, self.abilities, self.state);
        let diagnostics = Some(vec![diagnostic]);
        CodeAction { title, kind: Some(kind), diagnostics, ..CodeAction::default() }
    }

    /// An action for the whole document, with its edit only for an editor that
    /// does not ask for it later.
    fn unresolved(&self, title: String, kind: CodeActionKind, what: Mending) -> CodeAction {
        let action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        if !self.abilities.resolves_edits {
            return CodeAction { edit: Some(self.mend(&what)), ..action };
        }
        let data = serde_json::to_value(Unresolved { uri: self.uri.clone(), what });
        CodeAction { data: data.ok(), ..action }
    }

    /// The edit of an action that was chosen.
    pub(super) fn resolve(&self, unresolved: &Unresolved) -> WorkspaceEdit {
        self.mend(&unresolved.what)
    }

    fn mend(&self, what: &Mending) -> WorkspaceEdit {
        let snapshot = &self.reading.snapshot;
        let find = |changed: &Snapshot| self.reading.findings_of(changed, self.state);
        let fixed = snapshot.fix_found(find, |finding| what.wants(finding));
        self.edit(&difference::edits(snapshot.text(), &fixed.text))
    }

    fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let number = self.version.number;
        to_proto::workspace_edit(edits, self.reading, self.uri, number, self.state)
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
