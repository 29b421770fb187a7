//! The door between a page in a browser and the engine: texts in, JSON out.
//!
//! It holds nothing between two questions and decides nothing; what it says is
//! what `warroom check` and `warroom timeline` say of the same document.

mod answer;
mod examples;
mod places;

use chrono::{DateTime, FixedOffset};
use pulldown_cmark::{Options, Parser, html};
use serde::Serialize;
use warroom_core::ide::{Present, Settings, Snapshot, ZoneMeaning, about_rule};
use warroom_core::rules::Finding;
use wasm_bindgen::prelude::wasm_bindgen;

/// Everything that the page shows of a document, as JSON. `now` is in seconds
/// since 1970, `east` is the reader's distance from UTC in minutes.
#[wasm_bindgen]
#[must_use]
pub fn read(text: &str, now: f64, east: i32) -> String {
    json(&answer::Answer::of(&snapshot(text, now, east)))
}

/// The document after every safe fix, and what was done, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn mend(text: &str, now: f64, east: i32) -> String {
    let is_safe = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe);
    json(&answer::Mended::of(snapshot(text, now, east).fix(is_safe)))
}

/// The page of a rule as HTML; nothing when there is no rule of that name.
#[wasm_bindgen]
#[must_use]
pub fn explain(rule: &str) -> Option<String> {
    let page = about_rule(rule)?;
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(&page, Options::ENABLE_TABLES));
    Some(out)
}

/// The documents to begin with, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn examples() -> String {
    json(&examples::EXAMPLES)
}

/// A document as it is read at a moment, without any configuration.
fn snapshot(text: &str, now: f64, east: i32) -> Snapshot {
    let present = present(now, east);
    let today = present.local(present.utc).unwrap_or(present.utc).date();
    Snapshot::new("document.md", text, Settings::default(), today).at(Some(present))
}

/// A moment that no calendar holds counts as 1970.
#[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
fn present(now: f64, east: i32) -> Present {
    let utc = DateTime::from_timestamp(now as i64, 0).unwrap_or_default().naive_utc();
    let seconds =
        FixedOffset::east_opt(east.saturating_mul(60)).map_or(0, |zone| zone.local_minus_utc());
    Present { utc, zone: ZoneMeaning::Fixed(seconds) }
}

/// Plain data always has a form in JSON.
fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
