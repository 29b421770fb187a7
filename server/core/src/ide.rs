//! The door of the engine: one document of one version, and plain answers.
//!
//! The command line and the language server come in here. No protocol type,
//! no file and no clock passes.

mod action_choice;
mod add_sections;
mod anchors;
mod beyond;
mod chart;
mod code_lens;
mod completion;
mod convert_zone;
mod derive;
pub mod fix;
mod folding;
mod format;
mod hover;
mod ignore;
pub mod import;
mod inlay_hints;
mod insert_event;
mod knowledge;
mod links;
mod list_to_table;
mod listing;
mod live;
mod moments;
mod moved_links;
mod open_actions;
mod phase;
mod picture;
mod prose;
mod recompute_durations;
mod refactoring;
mod references;
mod referents;
pub mod report;
mod restamp;
pub mod rows;
mod search;
mod selection;
mod semantic_tokens;
mod shift_entries;
mod shortcuts;
mod sort_timeline;
mod split_range;
mod stamps;
mod standing;
mod symbols;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
pub mod timeline;
mod to_action_item;
mod triage;
pub mod workspace;

use std::cell::OnceCell;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::document::{self, Document};
use crate::rules::{self, Context, Finding};
use crate::syntax::Syntax;
use crate::timeline::{self as times, Candidates, Timeline};

pub use self::action_choice::ActionChoice;
pub use self::anchors::Anchor;
pub use self::beyond::{Candidate, Destination};
pub use self::chart::{Chart, ChartEntry, ChartPhase, ChartTick};
pub use self::code_lens::{CodeLens, CodeLensKind};
pub use self::completion::{Completion, CompletionKind};
pub use self::derive::{Derivation, Reader};
pub use self::folding::{Fold, FoldKind};
pub use self::format::FormatSettings;
pub use self::hover::Hover;
pub use self::inlay_hints::{InlayHint, InlayHintSettings};
pub use self::insert_event::Words;
pub use self::knowledge::about_rule;
pub use self::links::{DocumentLink, LinkTarget};
pub use self::listing::{Listed, ListedAction, ListedKind, Listing};
pub use self::refactoring::Refactoring;
pub use self::references::Subject;
pub use self::referents::{Among, Place, PlaceRename, Referent, Renamable};
pub use self::search::Query;
pub use self::semantic_tokens::{SemanticToken, TokenKind};
pub use self::standing::{LastEntry, OpenPoint, Standing, UpdateDue};
pub use self::symbols::{Symbol, SymbolKind};
pub use self::triage::{Impact, Question, Triage};
pub use crate::secrets::mask;
pub use crate::settings::Settings;
pub use crate::templates;
pub use crate::text::{Columns, Edit, LineIndex, Position, Span, apply};
pub use crate::time::{Present, ZoneMeaning, human_length};
pub use crate::vocabulary::{ActionState, Kind, Level, Milestone, Preset, Status};

/// One version of one document, fully read.
#[derive(Clone, Debug)]
pub struct Snapshot {
    path: String,
    text: Arc<str>,
    lines: LineIndex,
    syntax: Syntax,
    document: Document,
    timeline: Timeline,
    /// What may be an entry of the timeline: kept for the next version by
    /// those that were made out of another one.
    candidates: Option<Candidates>,
    settings: Arc<Settings>,
    today: NaiveDate,
    is_rule_file: bool,
    present: Option<Present>,
}

impl Snapshot {
    /// Reads a text. `path` is relative to the project, with forward slashes.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        settings: impl Into<Arc<Settings>>,
        today: NaiveDate,
    ) -> Self {
        let (path, text, settings) = (path.into(), text.into(), settings.into());
        let lines = LineIndex::new(&text);
        let syntax = Syntax::parse(&text);
        let document = Document::read(&path, &text, &syntax, &settings);
        let timeline = Timeline::read(&text, &syntax, &document, &settings);
        Self {
            path,
            text,
            lines,
            syntax,
            document,
            timeline,
            candidates: None,
            settings,
            today,
            is_rule_file: false,
            present: None,
        }
    }

    /// Reads one version of a document after the other. When nothing but the
    /// text is another than it was `before`, only what has changed is read.
    #[must_use]
    pub fn read_after(
        before: Option<&Self>,
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        settings: Arc<Settings>,
        today: NaiveDate,
    ) -> Self {
        let path = path.into();
        let is_same = |before: &&Self| {
            before.path == path && Arc::ptr_eq(&before.settings, &settings) && before.today == today
        };
        match before.filter(is_same) {
            Some(before) => before.with_text(text),
            None => Self::new(path, text, settings, today),
        }
    }

    /// The same document with another text. What a change leaves as it was is
    /// not read again.
    #[must_use]
    pub fn with_text(&self, text: impl Into<Arc<str>>) -> Self {
        let (text, settings): (Arc<str>, _) = (text.into(), &self.settings);
        let (syntax, kept) = self.syntax.after(&self.text, &text);
        let before = kept.as_ref().map(|kept| document::Before { document: &self.document, kept });
        let document = Document::read_after(before.as_ref(), &self.path, &text, &syntax, settings);
        let known = before.zip(self.candidates.as_ref());
        let before = known.map(|(document, candidates)| times::Before { document, candidates });
        let (timeline, candidates) =
            Timeline::read_after(before.as_ref(), &text, &syntax, &document, settings);
        Self {
            path: self.path.clone(),
            lines: LineIndex::new(&text),
            text,
            syntax,
            document,
            timeline,
            candidates,
            settings: Arc::clone(settings),
            today: self.today,
            is_rule_file: self.is_rule_file,
            present: self.present,
        }
    }

    /// The same document at a moment: what is due by the minute is only found
    /// by who tells the time.
    #[must_use]
    pub fn at(self, present: Option<Present>) -> Self {
        Self { present, ..self }
    }

    /// The path as given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the lines begin.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The blocks.
    #[must_use]
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// What the document is.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The timeline.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// All findings in this document alone, in order of place.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        rules::check(&self.context())
    }

    /// What the rules see of it.
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            path: &self.path,
            text: &self.text,
            lines: &self.lines,
            syntax: &self.syntax,
            document: &self.document,
            timeline: &self.timeline,
            settings: &self.settings,
            suppressions: &[],
            across: None,
            memory: None,
            today: self.today,
            is_rule_file: self.is_rule_file,
            present: self.present,
            prose: OnceCell::new(),
            updates: OnceCell::new(),
            fences: OnceCell::new(),
            effects: OnceCell::new(),
            date_order: OnceCell::new(),
        }
    }
}
