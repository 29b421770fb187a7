//! What several rules ask of the plan of a drill: whether it is one, whether
//! it breaks something, what it says, and where a section belongs in it.
//!
//! A plan may say a thing in a section of its own or in a half sentence; both
//! count. Reads; judges nothing.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::document::Section;
use crate::rules::{Context, Fix, finder, write};
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;
use crate::vocabulary::fold::fold;
use crate::vocabulary::hints::{Hint, Hints};
use crate::vocabulary::{Kind, SectionKind};

/// The kinds of document that are drills.
pub(super) const KINDS: &[Kind] = &[Kind::GameDay];

/// The sections of a plan in their usual order.
const ORDER: &[SectionKind] = &[
    SectionKind::Objectives,
    SectionKind::Scenario,
    SectionKind::Setup,
    SectionKind::Timeline,
    SectionKind::AbortConditions,
    SectionKind::Rollback,
    SectionKind::SuccessCriteria,
    SectionKind::Debrief,
];

/// Sections that only a plan has, whatever its title says.
const OF_PLANS: &[SectionKind] = &[
    SectionKind::Objectives,
    SectionKind::Scenario,
    SectionKind::Setup,
    SectionKind::SuccessCriteria,
    SectionKind::AbortConditions,
];

/// Sections of a look back: a drill that is over needs no plan.
const OF_REPORTS: &[SectionKind] = &[
    SectionKind::WentWell,
    SectionKind::WentWrong,
    SectionKind::GotLucky,
    SectionKind::Lessons,
    SectionKind::ActionItems,
];

/// Whether the document plans a drill: neither a page that goes with one, nor
/// the report on one.
pub(super) fn is_plan(context: &Context<'_>) -> bool {
    let has_one_of = |kinds: &[SectionKind]| {
        let kind_of = |section: &Section| section.kind.is_some_and(|kind| kinds.contains(&kind));
        context.document.sections.iter().any(kind_of)
    };
    !has_one_of(OF_REPORTS) && (has_one_of(OF_PLANS) || is_titled(context))
}

fn is_titled(context: &Context<'_>) -> bool {
    let Some(title) = &context.document.title else { return false };
    let mut folded = String::new();
    fold(&title.text, &mut folded);
    let hints = Hints::of(&folded);
    hints.has(Hint::GameDay) || hints.ends_with(Hint::Drill)
}

static INJECTION: LazyLock<AhoCorasick> = LazyLock::new(|| {
    phrases(&[
        "inject",
        "throttl",
        "kill",
        "shut down",
        "take down",
        "taken down",
        "bring down",
        "terminat",
        "unplug",
        "simulat",
        "chaos",
    ])
});

static ON_PAPER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    phrases(&[
        "tabletop",
        "table-top",
        "table top",
        "on paper",
        "walkthrough",
        "walk-through",
        "wheel of misfortune",
        "thought experiment",
    ])
});

/// Whether the drill makes something fail, rather than talking it through.
pub(super) fn injects_a_failure(context: &Context<'_>) -> bool {
    let has = |kind| context.document.section(kind).is_some();
    let has_code = || {
        let mut blocks = context.syntax.blocks.iter();
        blocks.any(|block| matches!(block.kind, BlockKind::Fence { .. }))
    };
    let is_on_paper = || ON_PAPER.is_match(context.text);
    let breaks_something = has(SectionKind::Scenario)
        || has(SectionKind::Setup)
        || has_code()
        || says(context, &INJECTION);
    breaks_something && !is_on_paper()
}

/// A finder of phrases. Each begins a word and may end inside one.
pub(super) fn phrases(words: &[&str]) -> AhoCorasick {
    finder::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("a fixed list of words")
}

/// Whether the plan says one of the phrases below its title, in words or in a
/// command.
pub(super) fn says(context: &Context<'_>, phrases: &AhoCorasick) -> bool {
    said(context, phrases).next().is_some()
}

/// Where the plan says one of the phrases: below its title, in words or in a
/// command, but not in an HTML comment.
pub(super) fn said<'a>(
    context: &'a Context<'_>,
    phrases: &'a AhoCorasick,
) -> impl Iterator<Item = Span> + 'a {
    let title = context.document.title.as_ref().map_or(Span::default(), |title| title.span);
    phrases
        .find_iter(context.text)
        .map(|found| Span::from(found.range()))
        .filter(move |span| begins_a_word(context.text, span.start) && !title.covers(*span))
        .filter(|span| is_shown(context, span.start))
}

fn begins_a_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

fn is_shown(context: &Context<'_>, at: usize) -> bool {
    let Some(block) = context.syntax.block_at(at) else { return true };
    let inlines = context.syntax.inlines(block);
    let after = inlines.partition_point(|inline| inline.span.start <= at);
    let own = after.checked_sub(1).map(|index| &inlines[index].kind);
    context.syntax.blocks[block].kind != BlockKind::Html && own != Some(&InlineKind::Html)
}

/// Where a finding about the injection is shown: at the section that prepares
/// it, or else at the title.
pub(super) fn injection(context: &Context<'_>) -> Span {
    let place = |kind| context.document.section(kind).map(|section| section.title_span);
    place(SectionKind::Setup)
        .or_else(|| place(SectionKind::Scenario))
        .unwrap_or_else(|| write::whole(context))
}

/// Proposes a section, written and placed as the plan does it. `title` is in
/// sentence case.
pub(super) fn add_section(
    context: &Context<'_>,
    kind: SectionKind,
    title: &str,
    prompt: &str,
) -> Fix {
    let find = |kind: &SectionKind| context.document.section(*kind);
    let present: Vec<Option<&Section>> = ORDER.iter().map(find).collect();
    let index = ORDER.iter().position(|other| *other == kind).unwrap_or(ORDER.len());
    let title = in_case_of(&present, title);
    let edit = write::section(context, &present, index, &title, &write::blank(prompt));
    Fix::proposal(format!("Add the section “{title}”"), vec![edit])
}

/// The title with each word in capitals, where the other titles have them so.
fn in_case_of(present: &[Option<&Section>], title: &str) -> String {
    let mut longer = present.iter().flatten().filter_map(|section| section.title.split_once(' '));
    let has_capitals = longer.any(|(_, rest)| rest.starts_with(char::is_uppercase));
    if !has_capitals {
        return title.to_owned();
    }
    let words: Vec<String> = title.split(' ').map(capitalised).collect();
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
