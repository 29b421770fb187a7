//! The rules: what they see, what they say, and the list of all of them.
//!
//! A rule is a value of [`Rule`] in a file of its own, with its page beside
//! it. [`GROUPS`] is the one list; help, documentation, schema and completion
//! derive from it. Rules do not know each other, nor the editor.

mod across;
pub(crate) mod action;
mod blame;
mod cause;
pub(crate) mod checklist;
mod command;
mod document;
mod drill;
pub(crate) mod due;
mod effects;
pub(crate) mod facts;
mod finder;
pub(crate) mod inside;
mod metric;
mod moments;
#[cfg(test)]
mod pages;
mod resolution;
mod role;
mod row;
pub(crate) mod runbook;
mod severity;
mod status;
mod suppression;
#[cfg(test)]
pub(crate) mod testing;
mod timeline;
mod update;
mod workspace;
pub(crate) mod write;

pub(crate) use timeline::misplaced;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::sync::LazyLock;

use chrono::NaiveDate;

use self::across::waits;
pub use self::across::{Across, Neighbourhood, check_across, check_web, judges_links};
use crate::document::Document;
use crate::secrets;
use crate::settings::{Profile, Settings};
use crate::shell::{self, Fence};
use crate::suppress::{self, Silencer, Suppression};
use crate::syntax::Syntax;
use crate::text::{Edit, LineIndex, Span};
use crate::time::{DateOrder, Present, Stamp, stamps};
use crate::timeline::Timeline;
use crate::updates::Updates;
use crate::vocabulary::{FieldKind, Kind, Level, Preset};

pub use blame::Memory;

/// Every group, in the order of the catalogue.
pub static GROUPS: &[Group] = &[
    document::GROUP,
    severity::GROUP,
    role::GROUP,
    timeline::GROUP,
    metric::GROUP,
    update::GROUP,
    status::GROUP,
    resolution::GROUP,
    blame::GROUP,
    cause::GROUP,
    action::GROUP,
    runbook::GROUP,
    command::GROUP,
    drill::GROUP,
    workspace::GROUP,
    suppression::GROUP,
];

/// Every rule, group by group.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules.iter().copied())
}

/// The rule of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Rules about one subject; it can be selected and configured as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The part before the slash in the names of its rules.
    pub name: &'static str,
    /// What its rules are about, in one line without a full stop.
    pub summary: &'static str,
    /// Its rules, in the order of the catalogue.
    pub rules: &'static [&'static Rule],
}

/// One rule: what it is called, when it applies, and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// `group/name`, in kebab-case.
    pub name: &'static str,
    /// The level of its findings when nothing is configured.
    pub level: Level,
    /// Whether it runs when nothing is configured.
    pub default: bool,
    /// The kinds of document that it looks at.
    pub kinds: &'static [Kind],
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// Whether it can mend what it finds.
    pub fix: FixKind,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Looks and reports.
    pub check: Check,
}

/// How a rule looks at a document.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At the document alone, with its text.
    Document(fn(&Context<'_>, &mut Findings)),
    /// At its summary beside those of other files, without any text.
    Across(fn(&Neighbourhood<'_>, &mut Findings)),
    /// In both ways: what it looks for may lie in one document, or in a folder
    /// of them.
    Both(fn(&Context<'_>, &mut Findings), fn(&Neighbourhood<'_>, &mut Findings)),
}

impl Check {
    /// How it looks at a document alone, if it does.
    fn document(self) -> Option<fn(&Context<'_>, &mut Findings)> {
        match self {
            Self::Document(check) | Self::Both(check, _) => Some(check),
            Self::Across(_) => None,
        }
    }

    /// How it looks across files, if it does.
    fn across(self) -> Option<fn(&Neighbourhood<'_>, &mut Findings)> {
        match self {
            Self::Across(check) | Self::Both(_, check) => Some(check),
            Self::Document(_) => None,
        }
    }
}

impl Rule {
    /// The part of the name before the slash.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.name.split('/').next().unwrap_or(self.name)
    }

    /// Whether the rule runs under these settings. A level for its group does
    /// not wake a rule that is off until asked for; one for the rule does.
    #[must_use]
    pub fn is_on(&self, settings: &Settings) -> bool {
        match settings.levels.get(self.name) {
            Some(level) => *level != Level::Off,
            None => self.default && settings.level_of(self.name) != Some(Level::Off),
        }
    }
}

/// Whether a rule mends what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// It only reports.
    None,
    /// Its fix keeps the meaning and is applied by `--fix`.
    Safe,
    /// Its fix is a proposal, applied by `--unsafe-fixes` or by hand.
    Unsafe,
}

/// What every rule sees of a document.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// Path relative to the root of the project, with forward slashes.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
    /// Whether it is no document but a rule file of Prometheus.
    pub is_rule_file: bool,
    /// Where its lines begin.
    pub lines: &'a LineIndex,
    /// Its blocks.
    pub syntax: &'a Syntax,
    /// What it is.
    pub document: &'a Document,
    /// Its timeline.
    pub timeline: &'a Timeline,
    /// What the team has decided.
    pub settings: &'a Settings,
    /// The ignore comments and what each has silenced; empty until every rule
    /// but those about these comments has run.
    pub suppressions: &'a [Suppression],
    /// What was found across files; `None` when nobody has looked.
    pub across: Option<&'a Across>,
    /// Today, as the caller says.
    pub today: NaiveDate,
    /// The moment of the check, where the caller tells it.
    pub present: Option<Present>,
    /// What was found in the version before, when somebody keeps it.
    pub(crate) memory: Option<&'a RefCell<Memory>>,
    /// Its sentences, read when the first blame rule asks for them.
    pub(crate) prose: OnceCell<blame::Prose>,
    /// Its updates, read when the first rule asks for them.
    pub(crate) updates: OnceCell<Updates>,
    /// Its fences of shell, read when the first rule asks for them.
    pub(crate) fences: OnceCell<Vec<Fence>>,
    /// What its commands do, read when the first rule asks for it.
    pub(crate) effects: OnceCell<Vec<effects::Effect>>,
    /// How it writes its dates, found out when the first rule asks.
    pub(crate) date_order: OnceCell<DateOrder>,
}

impl Context<'_> {
    /// The updates that the document holds.
    #[must_use]
    pub fn updates(&self) -> &Updates {
        self.updates.get_or_init(|| {
            Updates::read(self.text, self.syntax, self.document, self.timeline, self.settings)
        })
    }

    /// How the document writes dates in numbers.
    pub(crate) fn date_order(&self) -> DateOrder {
        *self.date_order.get_or_init(|| {
            let near = self.document.dates.first().map(|known| known.date);
            self.timeline.date_order.unwrap_or_else(|| DateOrder::of(self.text, near))
        })
    }

    /// The stamps in a part of the text, in order. How the document writes dates
    /// matters to few of them, and is found out only for those.
    pub(crate) fn stamps(&self, part: &str) -> Vec<Stamp> {
        let month_first = stamps(part, DateOrder::MonthFirst);
        let is_plain = month_first.is_empty() || month_first == stamps(part, DateOrder::DayFirst);
        if is_plain { month_first } else { stamps(part, self.date_order()) }
    }

    /// The fences that hold shell or SQL, in document order.
    pub(crate) fn fences(&self) -> &[Fence] {
        self.fences.get_or_init(|| shell::fences(self.text, self.syntax))
    }

    /// The level for a fact that is missing: a warning where the profile
    /// demands it or the preset is strict, otherwise information.
    #[must_use]
    pub fn level_of_missing(&self, demanded: bool) -> Level {
        if demanded || self.settings.preset == Preset::Strict {
            Level::Warning
        } else {
            Level::Info
        }
    }

    /// The profile that the document follows.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        let name = self.document.profile.as_deref()?;
        let kind = self.document.kind;
        self.settings.profiles.iter().find(|profile| profile.name == name && profile.kind == kind)
    }

    /// Whether the document's profile demands a field.
    #[must_use]
    pub fn demands(&self, field: FieldKind) -> bool {
        self.profile().is_some_and(|profile| profile.fields.contains(&field))
    }
}

/// Something that a rule has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where it is.
    pub span: Span,
    /// What is wrong, why it matters and what to do, in a sentence or two.
    pub message: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "Sort the timeline".
    pub title: String,
    /// Whether it keeps the meaning for certain.
    pub safe: bool,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that keeps the meaning.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safe: true, edits }
    }

    /// A proposal.
    #[must_use]
    pub fn proposal(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safe: false, edits }
    }
}

/// Takes what one rule reports.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    found: Vec<Finding>,
}

impl Findings {
    /// Reports a finding at the rule's own level; the answer lets the rule add
    /// a fix, a related place or another level.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.found.push(Finding {
            rule: self.rule.name,
            level: self.rule.level,
            span,
            message: message.into(),
            related: Vec::new(),
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}

impl Finding {
    /// Sets the level.
    pub fn at(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }

    /// Adds a place that explains it.
    pub fn see(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Sets the fix.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}

/// Runs every rule that applies, in order of place; suppressed findings are gone.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut suppressions = match context.is_rule_file {
        true => suppress::yaml::read(context.text),
        false => suppress::read(context.text, context.syntax),
    };
    let mut found = Vec::new();
    of_kind(context.document.kind).iter().for_each(|rule| found.append(&mut run(rule, context)));
    found.extend(context.across.into_iter().flat_map(|across| across.findings.iter().cloned()));
    blame::complete(context, &mut found);
    silence(&mut found, &mut suppressions, context.today);
    if !suppressions.is_empty() {
        let seen = suppressions.clone();
        let context = Context {
            suppressions: &seen,
            prose: OnceCell::new(),
            updates: OnceCell::new(),
            fences: OnceCell::new(),
            effects: OnceCell::new(),
            date_order: OnceCell::new(),
            ..*context
        };
        let about = suppression::GROUP.rules.iter().copied();
        let mut about: Vec<Finding> = about.flat_map(|rule| run(rule, &context)).collect();
        silence(&mut about, &mut suppressions, context.today);
        found.append(&mut about);
        sort(&mut found);
    }
    found.iter_mut().for_each(hide_secrets);
    found
}

/// Puts asterisks for credentials that a message quotes.
fn hide_secrets(finding: &mut Finding) {
    let related = finding.related.iter_mut().map(|related| &mut related.message);
    for message in std::iter::once(&mut finding.message).chain(related) {
        if let Cow::Owned(masked) = secrets::mask(message) {
            *message = masked;
        }
    }
}

/// Drops the findings that a comment silences, and marks every name that does it.
fn silence(found: &mut Vec<Finding>, suppressions: &mut [Suppression], today: NaiveDate) {
    sort(found);
    let mut silencer = Silencer::new(suppressions, today);
    found.retain(|finding| !silencer.silences(finding.rule, finding.span.start));
}

fn sort(found: &mut [Finding]) {
    found.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
}

/// The rules that look at documents of a kind, those about ignore comments
/// left out. Of most documents no rule wants to know anything.
fn of_kind(kind: Kind) -> &'static [&'static Rule] {
    static BY_KIND: LazyLock<Vec<Vec<&'static Rule>>> = LazyLock::new(|| {
        let others = || all().filter(|rule| rule.group() != suppression::GROUP.name);
        let of_kind = |kind| others().filter(|rule| rule.kinds.contains(kind)).collect();
        Kind::ALL.iter().map(of_kind).collect()
    });
    let index = Kind::ALL.iter().position(|known| *known == kind);
    index.map_or(&[], |index| &BY_KIND[index])
}

/// Runs one rule at its configured level; nothing when it is off or does not
/// apply to this kind of document.
fn run(rule: &'static Rule, context: &Context<'_>) -> Vec<Finding> {
    match rule.check.document() {
        Some(check) if applies(rule, context) => {
            reported(rule, context.settings, |out| check(context, out))
        }
        _ => Vec::new(),
    }
}

/// What one rule sees in a document by itself, whatever its level, the kind of
/// the document and the comments in it: for those who act on it rather than
/// judge.
#[must_use]
pub fn seen_by(rule: &'static Rule, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Findings { rule, found: Vec::new() };
    if let Some(check) = rule.check.document() {
        check(context, &mut findings);
    }
    findings.found
}

/// What a rule reports, at the level that is configured.
fn reported(
    rule: &'static Rule,
    settings: &Settings,
    check: impl FnOnce(&mut Findings),
) -> Vec<Finding> {
    let mut findings = Findings { rule, found: Vec::new() };
    check(&mut findings);
    if let Some(level) = settings.level_of(rule.name) {
        findings.found.iter_mut().for_each(|finding| finding.level = level);
    }
    findings.found
}

/// Whether a rule is on and looks at this kind of document.
fn applies(rule: &Rule, context: &Context<'_>) -> bool {
    rule.kinds.contains(&context.document.kind) && rule.is_on(context.settings)
}
