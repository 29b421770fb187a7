//! Where an incident stands, for somebody who has just been woken: one look
//! says whether something is late.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::NaiveDateTime;
use warroom_core::ide::{OpenPoint, Present, Standing, UpdateDue, human_length};

const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
const LATE: Style = AnsiColor::Red.on_default().bold();
const SOON: Style = AnsiColor::Yellow.on_default();
const WELL: Style = AnsiColor::Green.on_default();

/// From so many minutes before it is due an update stands out.
const NEAR: i64 = 5;

/// The standing at a moment, in the reader's time.
pub(super) fn render(standing: &Standing, present: &Present) -> String {
    let mut out = String::new();
    heading(&mut out, standing, present);
    out.push('\n');
    if standing.is_live {
        row(&mut out, "Next update", &next_update(standing.next_update.as_ref(), present));
        row(&mut out, "Unassigned", &roles(standing));
    }
    if let Some(entry) = &standing.last_entry {
        let ago = human_length(present.utc - entry.at);
        let words = format!("{} {FAINT}({ago} ago){FAINT:#}", entry.text);
        row(&mut out, "Last entry", &words);
    }
    points(&mut out, "Unchecked", &standing.unchecked_items);
    points(&mut out, "Hypotheses", &standing.open_hypotheses);
    out
}

fn heading(out: &mut String, standing: &Standing, present: &Present) {
    let title = standing.title.as_deref().unwrap_or(&standing.path);
    let _ = writeln!(out, "{STRONG}{title}{STRONG:#}");
    let mut facts: Vec<String> = Vec::new();
    facts.extend(standing.severity.clone());
    facts.extend(standing.phase.map(|phase| phase.name().to_owned()));
    facts.extend(ran(standing, present));
    if facts.is_empty() {
        facts.push(format!("{}, nothing is known of an incident", standing.kind));
    }
    let _ = writeln!(out, "{}", facts.join(" · "));
}

/// `running for 40m, since 10:05`.
fn ran(standing: &Standing, present: &Present) -> Option<String> {
    let started = standing.started_at.map(|at| clock(at, present));
    let elapsed = standing.elapsed.map(human_length);
    match (standing.is_live, elapsed, started) {
        (true, Some(elapsed), Some(started)) => {
            Some(format!("running for {elapsed}, since {started}"))
        }
        (true, _, _) => Some("running".to_owned()),
        (false, Some(elapsed), Some(started)) => {
            Some(format!("over after {elapsed}, began {started}"))
        }
        (false, _, Some(started)) => Some(format!("began {started}, not running")),
        (false, _, None) => None,
    }
}

fn next_update(next: Option<&UpdateDue>, present: &Present) -> String {
    let Some(next) = next else {
        return format!("{FAINT}nothing says when{FAINT:#}");
    };
    let left = next.at - present.utc;
    let style = match left.num_minutes() {
        ..=0 => LATE,
        1..NEAR => SOON,
        _ => WELL,
    };
    let words = next.distance(present);
    let (due, reason) = (clock(next.at, present), &next.reason);
    format!("{style}{words}{style:#}, at {due} {FAINT}({reason}){FAINT:#}")
}

fn roles(standing: &Standing) -> String {
    match (standing.unassigned_roles.is_empty(), standing.names_roles) {
        (true, true) => return format!("{WELL}every role has somebody{WELL:#}"),
        (true, false) => return format!("{FAINT}nobody is named for a role{FAINT:#}"),
        (false, _) => {}
    }
    let roles: Vec<&str> = standing.unassigned_roles.iter().map(|role| role.title()).collect();
    format!("{LATE}{}{LATE:#}", roles.join(", "))
}

fn points(out: &mut String, label: &str, points: &[OpenPoint]) {
    for (index, point) in points.iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let words = format!("☐ {} {FAINT}(line {}){FAINT:#}", point.text, point.line);
        row(out, label, &words);
    }
}

fn row(out: &mut String, label: &str, words: &str) {
    let _ = writeln!(out, "  {FAINT}{label:<11}{FAINT:#}  {words}");
}

/// The reader's clock, with the day when it is not today's.
fn clock(at: NaiveDateTime, present: &Present) -> String {
    let local = |utc: NaiveDateTime| present.local(utc).unwrap_or(utc);
    let (at, now) = (local(at), local(present.utc));
    let format = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.format(format).to_string()
}
