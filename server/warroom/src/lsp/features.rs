//! What an editor asks about one document, each answer a call of core and its
//! translation.

mod beyond;
mod chart;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod configuration;
pub(super) mod format;
pub(super) mod help;
pub(super) mod incidents;
pub(super) mod links;
pub(super) mod moves;
pub(super) mod paste;
pub(super) mod refactorings;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod report;
pub(super) mod rules;
mod search;
pub(super) mod show_actions;
pub(super) mod structure;
pub(super) mod templates;
pub(super) mod tokens;
mod triage;
pub(super) mod workspace_symbols;
