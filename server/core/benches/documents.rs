//! What reading a document costs, beside a bare parse and beside tree-sitter.
//!
//! Generated documents always; with `WARROOM_CORPUS=<folder>` also every
//! Markdown file below that folder. Bytes per second are over all documents of
//! a set; compare rows of one run, since machines differ.

#![expect(clippy::disallowed_methods, reason = "a bench reads its corpus from the disk")]

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pulldown_cmark::{Options, Parser};
use warroom_core::ide::{
    FormatSettings, InlayHintSettings, Present, Settings, Snapshot, Span, ZoneMeaning,
};
use warroom_core::rules::{Across, Memory};

fn main() {
    divan::main();
}

/// A set of documents that is read as a whole.
#[derive(Clone, Copy)]
enum Set {
    /// Post-mortems of about 5 KB.
    Small,
    /// One document of about 100 KB, as an editor has it open.
    Large,
    /// One of about 1 MB.
    Huge,
    /// One of about 10 MB: ten times the text is to cost ten times as much.
    Vast,
    /// The folder that `WARROOM_CORPUS` names.
    Corpus,
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Small => "20 of 5 KB",
            Self::Large => "1 of 100 KB",
            Self::Huge => "1 of 1 MB",
            Self::Vast => "1 of 10 MB",
            Self::Corpus => "corpus",
        })
    }
}

fn sets() -> Vec<Set> {
    let mut sets = vec![Set::Small, Set::Large, Set::Huge, Set::Vast];
    sets.extend((!CORPUS.is_empty()).then_some(Set::Corpus));
    sets
}

static CORPUS: LazyLock<Vec<Arc<str>>> = LazyLock::new(|| {
    let folder = std::env::var_os("WARROOM_CORPUS");
    folder.map_or_else(Vec::new, |folder| markdown_below(Path::new(&folder)))
});

fn markdown_below(folder: &Path) -> Vec<Arc<str>> {
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    let mut texts = Vec::new();
    while let Some(path) = open.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            open.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            texts.extend(std::fs::read_to_string(&path).map(Arc::from));
        }
    }
    texts
}

fn documents(set: Set) -> Vec<Arc<str>> {
    match set {
        Set::Small => (0..20).map(|number| Arc::from(document(number, 5_000))).collect(),
        Set::Large => vec![Arc::from(document(0, 100_000))],
        Set::Huge => vec![Arc::from(document(0, 1_000_000))],
        Set::Vast => vec![Arc::from(document(0, 10_000_000))],
        Set::Corpus => CORPUS.clone(),
    }
}

/// A post-mortem of about so many bytes: what may be long in one is repeated.
fn document(number: usize, bytes: usize) -> String {
    // Thirty rows, eight paragraphs and ten items.
    const REPEATED: usize = 3_620;
    let times = |count: usize| count * bytes / REPEATED;
    let day = 1 + number % 28;
    let mut text = format!(
        "# Post-mortem: outage {number}\n\n**Date:** 2026-06-{day:02}\n**Severity:** SEV2\n\
         **Commander:** @kim\n\n## Timeline (UTC)\n\n| Time | Event |\n| --- | --- |\n"
    );
    for minute in 0..times(30) {
        let (hour, minute) = (8 + minute / 60 % 12, minute % 60);
        text +=
            &format!("| {hour:02}:{minute:02} | @lee looked at **shard {minute}** of `orders` |\n");
    }
    text += "\n## Root cause\n\n";
    for _ in 0..times(8) {
        text += "The pool was exhausted, since the new release opened connections that its error \
                 paths did not close. See [the change](https://example.com/changes/1234) and the \
                 *dashboard* of the pool.\n\n";
    }
    text += "## Action items\n\n";
    for item in 0..times(10) {
        text += &format!("- [ ] Add alert {item} at 80% of the pool (@sam, 2026-07-{day:02})\n");
    }
    text
}

fn measure(bencher: Bencher<'_, '_>, set: Set, read: impl Fn(&Arc<str>) + Sync) {
    let documents = documents(set);
    let bytes: usize = documents.iter().map(|text| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| documents.iter().for_each(&read));
}

fn snapshot(text: &Arc<str>, settings: &Arc<Settings>) -> Snapshot {
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    Snapshot::new("post-mortem.md", Arc::clone(text), Arc::clone(settings), today)
}

/// The limit: events of the parser, thrown away.
#[divan::bench(args = sets())]
fn a_pulldown_cmark(bencher: Bencher<'_, '_>, set: &Set) {
    measure(bencher, *set, |text| {
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS);
        parser.into_offset_iter().for_each(|event| drop(black_box(event)));
    });
}

/// The document and its timeline.
#[divan::bench(args = sets())]
fn b_snapshot(bencher: Bencher<'_, '_>, set: &Set) {
    let settings = Arc::new(Settings::default());
    measure(bencher, *set, |text| drop(black_box(snapshot(text, &settings))));
}

/// The document, its timeline and all findings.
#[divan::bench(args = sets())]
fn c_findings(bencher: Bencher<'_, '_>, set: &Set) {
    let settings = Arc::new(Settings::default());
    measure(bencher, *set, |text| drop(black_box(snapshot(text, &settings).findings())));
}

/// One letter typed in the middle of a document that is open in an editor: the
/// next version, and all findings in it.
#[divan::bench(args = sets())]
fn f_edit(bencher: Bencher<'_, '_>, set: &Set) {
    let settings = Arc::new(Settings::default());
    let open =
        documents(*set).into_iter().map(|text| (snapshot(&text, &settings), Memory::default()));
    let open = RefCell::new(open.collect::<Vec<_>>());
    bencher.bench_local(|| open.borrow_mut().iter_mut().for_each(type_a_letter));
}

fn type_a_letter((snapshot, memory): &mut (Snapshot, Memory)) {
    let text = snapshot.text();
    let middle = (text.len() / 2..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    *snapshot = snapshot.with_text(format!("{}x{}", &text[..middle], &text[middle..]));
    drop(black_box(snapshot.findings_remembered(&Across::default(), memory)));
}

/// The other parser, blocks and inlines, from scratch.
#[divan::bench(args = sets(), sample_count = 10, max_time = 5)]
fn d_tree_sitter(bencher: Bencher<'_, '_>, set: &Set) {
    measure(bencher, *set, |text| {
        let mut parser = tree_sitter_md::MarkdownParser::default();
        drop(black_box(parser.parse(text.as_bytes(), None)));
    });
}

/// What an editor asks of one document of 100 KB that is already read, at a
/// place in the middle of its timeline.
#[derive(Clone, Copy, Debug)]
enum Question {
    InlayHintsOfAScreen,
    InlayHintsOfAll,
    CodeLenses,
    Hover,
    Completion,
    Symbols,
    Folds,
    Selection,
    Mentions,
    TokensOfAScreen,
    TokensOfAll,
    Format,
    InsertEvent,
    SortTimeline,
    ConvertZone,
    ShiftEntries,
}

const QUESTIONS: &[Question] = &[
    Question::InlayHintsOfAScreen,
    Question::InlayHintsOfAll,
    Question::CodeLenses,
    Question::Hover,
    Question::Completion,
    Question::Symbols,
    Question::Folds,
    Question::Selection,
    Question::Mentions,
    Question::TokensOfAScreen,
    Question::TokensOfAll,
    Question::Format,
    Question::InsertEvent,
    Question::SortTimeline,
    Question::ConvertZone,
    Question::ShiftEntries,
];

/// The answers that an editor waits for.
#[divan::bench(args = QUESTIONS)]
fn e_feature(bencher: Bencher<'_, '_>, question: &Question) {
    let text: Arc<str> = document(0, 100_000).into();
    let snapshot = snapshot(&text, &Arc::new(Settings::default()));
    let entries = &snapshot.timeline().entries;
    let at = entries[entries.len() / 2].span.start;
    bencher.bench(|| answer(&snapshot, *question, at));
}

fn answer(snapshot: &Snapshot, question: Question, at: usize) -> usize {
    let day = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let utc = day.and_hms_opt(10, 45, 0).expect("a time");
    let present = Present { utc, zone: ZoneMeaning::of("Europe/Berlin") };
    let (screen, all) = (Span::new(at, at + 3_000), Span::new(0, snapshot.text().len()));
    let hints = InlayHintSettings::default();
    let edits = |refactoring: Option<warroom_core::ide::Refactoring>| {
        refactoring.map_or(0, |refactoring| refactoring.edits.len())
    };
    match question {
        Question::InlayHintsOfAScreen => snapshot.inlay_hints(screen, &hints, &present).len(),
        Question::InlayHintsOfAll => snapshot.inlay_hints(all, &hints, &present).len(),
        Question::CodeLenses => snapshot.code_lenses(&present).len(),
        Question::Hover => snapshot.hover(at + 3, &present).map_or(0, |hover| hover.markdown.len()),
        Question::Completion => snapshot.completions(at + 2, &[], &present).len(),
        Question::Symbols => snapshot.symbols().len(),
        Question::Folds => snapshot.folds().len(),
        Question::Selection => snapshot.selection_ranges(at + 12).len(),
        Question::Mentions => {
            snapshot.subject_at(at + 12).map_or(0, |(subject, _)| snapshot.mentions(&subject).len())
        }
        Question::TokensOfAScreen => snapshot.semantic_tokens(screen).len(),
        Question::TokensOfAll => snapshot.semantic_tokens(all).len(),
        Question::Format => snapshot.format(&FormatSettings::default()).len(),
        Question::InsertEvent => edits(snapshot.insert_event(Some(at), &present)),
        Question::SortTimeline => edits(snapshot.sort_timeline(at)),
        Question::ConvertZone => edits(snapshot.convert_zone("Asia/Tokyo")),
        Question::ShiftEntries => {
            edits(snapshot.shift_entries(screen, chrono::TimeDelta::hours(1)))
        }
    }
}
