//! What holds for every feature of the editor, tried on generated documents.

mod documents;
mod repeatable;

use chrono::{NaiveDate, TimeDelta};
use documents::{document, kind, snapshot};
use proptest::prelude::*;
use repeatable::config;
use warroom_core::ide::{
    Derivation, FormatSettings, InlayHintSettings, Present, Reader, Refactoring, Snapshot, Span,
    Symbol, Words, ZoneMeaning,
};
use warroom_core::templates::{Values, built_in_templates};
use warroom_core::text::{Edit, apply};
use warroom_core::timeline::Entry;

fn present() -> Present {
    let day = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a date");
    let utc = day.and_hms_opt(10, 45, 30).expect("a time");
    Present { utc, zone: ZoneMeaning::of("Europe/Berlin") }
}

/// A byte of the text, not inside a character.
fn place(text: &str, share: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let mut at = (text.len() as f64 * share) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn is_in(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

/// Every refactoring that applies around a place.
fn refactorings(snapshot: &Snapshot, range: Span) -> Vec<Refactoring> {
    let all = [
        snapshot.insert_event(Some(range.start), &present()),
        snapshot.sort_timeline(range.start),
        snapshot.list_to_table(range.start),
        snapshot.table_to_list(range.start),
        snapshot.convert_zone("Asia/Tokyo"),
        snapshot.shift_entries(range, TimeDelta::minutes(-95)),
        snapshot.split_range(range.start),
        snapshot.add_missing_sections(Some("warroom")),
        snapshot.to_action_item(range),
        snapshot.recompute_durations(),
    ];
    all.into_iter().flatten().collect()
}

/// The moment of each entry whose zone is known, and its wall clock otherwise.
fn moments(snapshot: &Snapshot) -> Vec<Option<i64>> {
    let wall = |entry: &Entry| entry.at.map(|at| at.and_utc().timestamp());
    let entries = &snapshot.timeline().entries;
    entries.iter().map(|entry| entry.instant().or_else(|| wall(entry))).collect()
}

fn after(snapshot: &Snapshot, edits: &[Edit]) -> Snapshot {
    snapshot.with_text(apply(snapshot.text(), edits).expect("edits that apply"))
}

/// Everything that can be made out of a document.
fn derivations() -> Vec<Derivation> {
    let mut all = vec![
        Derivation::Declaration,
        Derivation::Update,
        Derivation::Escalation,
        Derivation::Resolution,
        Derivation::Timeline,
        Derivation::StatusPage { phase: None },
    ];
    all.extend(Reader::ALL.iter().map(|reader| Derivation::Message(*reader)));
    let postmortem = |profile: &str| Derivation::Postmortem { profile: Some(profile.to_owned()) };
    all.extend(["warroom", "google-sre", "pagerduty", "atlassian"].map(postmortem));
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn something_can_be_made_of_any_document(text in document(), kind in kind(), at in 0.0..=1.0) {
        let snapshot = snapshot(&text, kind);
        for derivation in derivations() {
            let given = Values::new();
            let filled = snapshot.derive(&derivation, built_in_templates(), &given, &present());
            let filled = filled.expect("values of a document fit or are left out");
            for field in &filled.unfilled {
                let blank = format!("{{{{ {} }}}}", field.label);
                prop_assert!(filled.text().contains(&blank), "{blank} {derivation:?}");
            }
        }
        let at = place(&text, at);
        if let Some(span) = snapshot.shortcut_at(at) {
            prop_assert!(is_in(&text, span));
            prop_assert!(!snapshot.shortcuts(span, built_in_templates(), &present()).is_empty());
        }
    }

    #[test]
    fn every_place_has_an_answer(text in document(), kind in kind(), from in 0.0..=1.0, to in 0.0..=1.0) {
        let snapshot = snapshot(&text, kind);
        let (from, to) = (place(&text, from), place(&text, to));
        let range = Span::new(from.min(to), from.max(to));
        for hint in snapshot.inlay_hints(range, &InlayHintSettings::default(), &present()) {
            prop_assert!(is_in(&text, Span::at(hint.offset)), "{hint:#?}");
        }
        for lens in snapshot.code_lenses(&present()) {
            prop_assert!(is_in(&text, lens.span), "{lens:#?}");
        }
        if let Some(hover) = snapshot.hover(from, &present()) {
            prop_assert!(is_in(&text, hover.span) && !hover.markdown.is_empty(), "{hover:#?}");
        }
        for item in snapshot.completions(from, &["@noor".to_owned()], &present()) {
            prop_assert!(is_in(&text, item.span) && item.span.end == from, "{item:#?}");
            let _ = snapshot.completion_documentation(&item);
        }
        let lines = text.lines().count();
        let standing = snapshot.standing(&present());
        let mut points = standing.unchecked_items.iter().chain(&standing.open_hypotheses);
        prop_assert!(points.all(|point| (1..=lines).contains(&point.line)), "{standing:#?}");
        if let Some((subject, span)) = snapshot.subject_at(from) {
            prop_assert!(snapshot.mentions(&subject).contains(&span), "{subject:?}");
        }
    }

    #[test]
    fn the_structure_lies_in_the_text(text in document(), kind in kind(), at in 0.0..=1.0) {
        let snapshot = snapshot(&text, kind);
        let mut open: Vec<Symbol> = snapshot.symbols();
        while let Some(symbol) = open.pop() {
            prop_assert!(is_in(&text, symbol.span) && symbol.span.covers(symbol.name_span), "{symbol:#?}");
            open.extend(symbol.children);
        }
        for link in snapshot.links() {
            prop_assert!(is_in(&text, link.span), "{link:#?}");
        }
        for fold in snapshot.folds() {
            prop_assert!(is_in(&text, fold.span), "{fold:#?}");
        }
        let ranges = snapshot.selection_ranges(place(&text, at));
        prop_assert!(ranges.windows(2).all(|pair| pair[1].covers(pair[0])), "{ranges:?}");
        let tokens = snapshot.semantic_tokens(Span::new(0, text.len()));
        prop_assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert!(tokens.iter().all(|token| is_in(&text, token.span)));
    }

    #[test]
    fn a_refactoring_can_be_applied(text in document(), kind in kind(), at in 0.0..=1.0, length in 0.0..0.3) {
        let with_crlf = text.replace('\n', "\r\n");
        for text in [text, with_crlf] {
            let snapshot = snapshot(&text, kind);
            let (from, to) = (place(&text, at), place(&text, f64::min(at + length, 1.0)));
            for refactoring in refactorings(&snapshot, Span::new(from, to)) {
                let edited = after(&snapshot, &refactoring.edits);
                let edited = edited.text();
                let is_crlf = text.contains('\r');
                let endings = (edited.matches('\n').count(), edited.matches("\r\n").count());
                prop_assert!(!is_crlf || endings.0 == endings.1, "{refactoring:#?}");
                let cursor = refactoring.cursor.unwrap_or(0);
                prop_assert!(is_in(edited, Span::at(cursor)), "{refactoring:#?}");
            }
        }
    }

    #[test]
    fn what_is_logged_is_added_and_nothing_else_changes(
        text in document(),
        kind in kind(),
        said in "[a-z0-9:*_`<>#-]{1,12}( [a-z0-9:*_`<>#-]{1,12}){0,3}",
    ) {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let snapshot = snapshot(&text, kind);
        let words = Words { text: &said, by: Some("@noor") };
        if let Some(logged) = snapshot.log_event(&words, present().utc, &present()) {
            let edit = logged.edits.first().expect("the entry");
            prop_assert!(edit.span.is_empty());
            let new = letters(&edit.replacement);
            prop_assert!(new.contains(&letters(&said)) && new.contains("noor"), "{logged:#?}");
        }
    }

    #[test]
    fn sorting_keeps_the_moments(text in document(), kind in kind(), at in 0.0..=1.0) {
        let snapshot = snapshot(&text, kind);
        if let Some(sorted) = snapshot.sort_timeline(place(&text, at)) {
            let (mut old, mut new) = (moments(&snapshot), moments(&after(&snapshot, &sorted.edits)));
            old.sort_unstable();
            new.sort_unstable();
            prop_assert_eq!(old, new);
        }
    }

    #[test]
    fn another_zone_tells_the_same_moments(
        text in document(),
        kind in kind(),
        zone in proptest::sample::select(&["UTC", "Asia/Kolkata", "America/Los_Angeles", "CET"][..]),
    ) {
        let snapshot = snapshot(&text, kind);
        if let Some(converted) = snapshot.convert_zone(zone) {
            prop_assert_eq!(moments(&snapshot), moments(&after(&snapshot, &converted.edits)));
        }
    }

    #[test]
    fn formatting_is_done_once(text in document(), kind in kind(), normalise_times in any::<bool>()) {
        let settings = FormatSettings { normalise_times };
        let snapshot = snapshot(&text, kind);
        let once = after(&snapshot, &snapshot.format(&settings));
        prop_assert_eq!(moments(&once), moments(&snapshot));
        let twice = after(&once, &once.format(&settings));
        prop_assert_eq!(twice.text(), once.text());
    }
}
