//! The page: what comes in which order, and what it may load: nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use warroom_core::ide::human_length;
use warroom_core::ide::report::{Report, Spread};

use super::{Link, charts, tables};
use crate::answers::plural;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("sort.js");

/// The whole page.
pub(crate) fn render(report: &Report, today: NaiveDate, link: Link<'_>) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { "Incidents" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (head(report, today))
                main { (sections(report, link)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// Only this style and this script: whatever a document holds, nothing else
/// runs and nothing is loaded.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn head(report: &Report, today: NaiveDate) -> Markup {
    let days = || report.incidents.iter().filter_map(|incident| incident.day);
    html! {
        header {
            h1 { "Incidents" }
            p.faint {
                (plural(report.incidents.len(), "incident"))
                @if let (Some(first), Some(last)) = (days().min(), days().max()) {
                    " from " (first) " to " (last)
                }
                ", read from " (plural(report.documents, "document")) " on " (today) "."
            }
            div.tiles {
                @for spread in &report.spreads { (median(spread)) }
                (tile(report.actions.len(), "open action items", &overdue(report)))
                (tile(report.stale_runbooks.len(), "stale runbooks", &format!("of {}", report.runbooks)))
            }
        }
    }
}

fn tile(figure: usize, what: &str, more: &str) -> Markup {
    html! { div.tile { b { (figure) } (what) " " span.faint { (more) } } }
}

fn overdue(report: &Report) -> String {
    let overdue = report.actions.iter().filter(|item| item.is_overdue).count();
    format!("{overdue} overdue")
}

fn median(spread: &Spread) -> Markup {
    html! {
        div.tile {
            b { (length(spread.median)) }
            "median time to " (tables::verb(spread.to)) " "
            span.faint { "of " (spread.lengths.len()) }
        }
    }
}

/// `2h 15m` for so many seconds.
pub(super) fn length(seconds: i64) -> String {
    human_length(chrono::TimeDelta::seconds(seconds))
}

fn sections(report: &Report, link: Link<'_>) -> Markup {
    html! {
        (section("Over time", charts::over_time(report)))
        (section("How long it took", charts::spreads(&report.spreads)))
        (section("Each incident", tables::incidents(report, link)))
        (section("What contributed", tables::factors(report, link)))
        (section("Open action items", html! {
            (charts::ages(&report.ages))
            (tables::actions(report, link))
        }))
        (section("Stale runbooks", tables::runbooks(report, link)))
    }
}

fn section(title: &str, body: Markup) -> Markup {
    html! { section { h2 { (title) } (body) } }
}
