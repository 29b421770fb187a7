//! The tables of the page. A cell carries what it is sorted by, where that is
//! not what it shows.

use maud::{Markup, html};
use warroom_core::ide::Milestone;
use warroom_core::ide::report::{Incident, OpenItem, Report};

use super::page::length;
use super::{Link, charts};

/// What is said of a milestone that it takes time to reach.
pub(super) const fn verb(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Triggered => "trigger",
        Milestone::ImpactStart => "begin",
        Milestone::Detected => "detect",
        Milestone::Acknowledged => "acknowledge",
        Milestone::Declared => "declare",
        Milestone::Identified => "identify",
        Milestone::Mitigated => "mitigate",
        Milestone::Resolved => "resolve",
    }
}

const COUNTED: [Milestone; 3] = [Milestone::Detected, Milestone::Mitigated, Milestone::Resolved];

/// All incidents with their stages as bars.
pub(super) fn incidents(report: &Report, link: Link<'_>) -> Markup {
    if report.incidents.is_empty() {
        return html! { p.faint { "No document tells of an incident." } };
    }
    let scale = charts::Scale::of(&report.incidents);
    html! {
        (charts::stage_legend(&report.incidents))
        div.wide { table {
            thead { tr {
                (head("Day")) (head("Severity")) (head("Incident")) th { "Stages" }
                (number_head("Detect")) (number_head("Mitigate")) (number_head("Resolve"))
            } }
            tbody { @for incident in &report.incidents { (row(incident, &scale, link)) } }
        } }
        @if scale.cuts(&report.incidents) {
            p.faint { "A bar with a gap at its end goes on; " (length(scale.longest())) " fit in a whole one." }
        }
    }
}

fn row(incident: &Incident, scale: &charts::Scale, link: Link<'_>) -> Markup {
    let severity = incident.severity.as_ref();
    html! {
        tr {
            td.day { @if let Some(day) = incident.day { (day) } }
            td data-key=[severity.map(|severity| severity.rank)] {
                @if let Some(severity) = severity { (severity.name) }
            }
            td.words data-key=(incident.title) {
                a href=(link(&incident.path)) { (incident.title) }
                @if let Some(key) = incident.key.as_deref().filter(|key| !incident.title.contains(key)) {
                    " " span.faint { (key) }
                }
            }
            td { (charts::stages(incident, scale)) }
            @for milestone in COUNTED {
                @let seconds = incident.time_to(milestone);
                td.number data-key=(seconds.map(|seconds| seconds.to_string()).unwrap_or_default()) {
                    @if let Some(seconds) = seconds { (length(seconds)) }
                }
            }
        }
    }
}

/// What contributed, and where it is told.
pub(super) fn factors(report: &Report, link: Link<'_>) -> Markup {
    if report.factors.is_empty() {
        return html! { p.faint { "No document lists contributing factors." } };
    }
    html! { div.wide { table {
        thead { tr { (number_head("Times")) (head("Factor")) th { "Incidents" } } }
        tbody { @for factor in &report.factors { tr {
            td.number { (factor.documents.len()) }
            td.words { (factor.text) }
            td.words { @for (index, (title, path)) in factor.documents.iter().enumerate() {
                @if index > 0 { ", " }
                a href=(link(path)) { (title) }
            } }
        } } }
    } } }
}

/// What is still to be done.
pub(super) fn actions(report: &Report, link: Link<'_>) -> Markup {
    if report.actions.is_empty() {
        return html! { p.faint { "Nothing is open." } };
    }
    html! { div.wide { table {
        thead { tr {
            (number_head("Age")) (head("Due")) (head("Owner")) (head("Action")) (head("Incident"))
        } }
        tbody { @for item in &report.actions { (action(item, link)) } }
    } } }
}

fn action(item: &OpenItem, link: Link<'_>) -> Markup {
    let action = &item.action;
    let class = if item.is_overdue { "day late" } else { "day" };
    html! {
        tr {
            td.number data-key=(item.days.map(|days| days.to_string()).unwrap_or_default()) {
                @if let Some(days) = item.days { (days) " d" }
            }
            td class=(class) {
                @if let Some(due) = action.due { (due) }
                @if item.is_overdue { " overdue" }
            }
            td.words { @if let Some(owner) = &action.owner { (owner) } }
            td.words data-key=(action.text) {
                (action.text)
                @if let Some(link) = action.link.as_deref().filter(|link| is_web(link)) {
                    " " a href=(link) { "ticket" }
                }
            }
            td.words { a href=(link(&item.path)) { (item.document) } }
        }
    }
}

/// Whether an address leads to the web, and does nothing else.
fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// The runbooks past their next review.
pub(super) fn runbooks(report: &Report, link: Link<'_>) -> Markup {
    if report.stale_runbooks.is_empty() {
        return html! {
            p.faint { "None of " (report.runbooks) " runbooks is past the day of its next review." }
        };
    }
    html! { div.wide { table {
        thead { tr { (head("Stale since")) (head("Runbook")) (head("Why")) } }
        tbody { @for runbook in &report.stale_runbooks { tr {
            td.day { (runbook.since) }
            td.words { a href=(link(&runbook.path)) { (runbook.title) } }
            td.words { (runbook.why) }
        } } }
    } } }
}

/// The head of a column by which the table can be sorted.
fn head(title: &str) -> Markup {
    html! { th scope="col" aria-sort="none" { button type="button" { (title) } } }
}

fn number_head(title: &str) -> Markup {
    html! { th.number scope="col" aria-sort="none" { button type="button" { (title) } } }
}
