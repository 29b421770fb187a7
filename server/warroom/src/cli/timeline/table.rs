//! The timeline as a person reads it in a terminal: aligned, with the gap to
//! the entry before, the distance to the start, phases and durations, and the
//! stated figures held against the computed ones.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::TimeDelta;
use unicode_width::UnicodeWidthStr;
use warroom_core::ide::rows::{StatedFigure, TimelineRow, Verdict};
use warroom_core::ide::{Snapshot, human_length};

const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
const MARKED: Style = AnsiColor::Cyan.on_default().bold();
const WRONG: Style = AnsiColor::Red.on_default();
const AGREES: Style = AnsiColor::Green.on_default();

/// The narrowest column of text that is still worth reading.
const LEAST_TEXT: usize = 24;

/// One document; `width` is that of the terminal, in columns.
pub(super) fn render(snapshot: &Snapshot, width: usize) -> String {
    let mut out = String::new();
    heading(&mut out, snapshot);
    let rows = snapshot.timeline_rows();
    if rows.is_empty() {
        out.push_str("  No timeline: no entry with a time was found.\n");
        return out;
    }
    out.push('\n');
    table(&mut out, &rows, width);
    figures(&mut out, snapshot, width);
    out
}

fn heading(out: &mut String, snapshot: &Snapshot) {
    let document = snapshot.document();
    let title = document.title.as_ref().map_or(snapshot.path(), |title| title.text.as_str());
    let mut facts = vec![snapshot.path().to_owned(), document.kind.to_string()];
    facts.extend(document.profile.as_ref().map(|profile| format!("profile {profile}")));
    facts.push(match &snapshot.timeline().zone {
        Some(zone) => format!("times in {}", zone.name),
        None => "no time zone stated".to_owned(),
    });
    line(out, STRONG, title);
    line(out, FAINT, &facts.join(" · "));
}

fn table(out: &mut String, rows: &[TimelineRow], width: usize) {
    let cells: Vec<[String; 5]> = rows.iter().map(cells).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let longest = cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
        longest.max(HEADERS[column].width())
    });
    let fixed: usize = widths[..3].iter().sum::<usize>() + widths[4] + 2 * 5;
    let room = width.saturating_sub(fixed).clamp(LEAST_TEXT, widths[3].max(LEAST_TEXT));
    header(out, &widths, room);
    for (row, cells) in rows.iter().zip(&cells) {
        body(out, row, cells, &widths, room);
    }
}

const HEADERS: [&str; 5] = ["Time", "Gap", "Since start", "What happened", "Milestone"];

fn cells(row: &TimelineRow) -> [String; 5] {
    [
        row.clock.clone(),
        row.gap.map(gap).unwrap_or_default(),
        row.since_start.map(human_length).unwrap_or_default(),
        row.text.clone(),
        row.milestone.map(|milestone| milestone.title().to_owned()).unwrap_or_default(),
    ]
}

fn gap(length: TimeDelta) -> String {
    let sign = if length < TimeDelta::zero() { "" } else { "+" };
    format!("{sign}{}", human_length(length))
}

fn header(out: &mut String, widths: &[usize; 5], room: usize) {
    let [time, gap, since, text, milestone] = HEADERS;
    let words = format!(
        "  {}  {}  {}  {}  {milestone}",
        padded(time, widths[0]),
        left_padded(gap, widths[1]),
        left_padded(since, widths[2]),
        padded(text, room),
    );
    line(out, FAINT, &words);
}

fn body(
    out: &mut String,
    row: &TimelineRow,
    cells: &[String; 5],
    widths: &[usize; 5],
    room: usize,
) {
    let [clock, gap, since, text, milestone] = cells;
    let clock_style = if row.error.is_some() { WRONG } else { STRONG };
    let text = shortened(text, room);
    let words = format!(
        "  {clock_style}{}{clock_style:#}  {FAINT}{}{FAINT:#}  {FAINT}{}{FAINT:#}  {}  {MARKED}{milestone}{MARKED:#}",
        padded(clock, widths[0]),
        left_padded(gap, widths[1]),
        left_padded(since, widths[2]),
        padded(&text, room),
    );
    let _ = writeln!(out, "{}", words.trim_end());
}

fn figures(out: &mut String, snapshot: &Snapshot, width: usize) {
    let timeline = snapshot.timeline();
    let phases = timeline.phases.iter().map(|phase| {
        format!("{} to {} {}", phase.from.title(), phase.to.title(), human_length(phase.length))
    });
    let took = timeline
        .durations
        .iter()
        .map(|known| format!("{} {}", known.to.title(), human_length(known.length)));
    let mut groups =
        vec![("Phases", phases.collect::<Vec<_>>()), ("Took", took.collect::<Vec<_>>())];
    groups.extend(snapshot.stated_figures().iter().map(|figure| ("Stated", vec![stated(figure)])));
    groups.retain(|(_, items)| !items.is_empty());
    if !groups.is_empty() {
        out.push('\n');
    }
    for (name, items) in groups {
        let words = listed(&items, width);
        let _ = writeln!(out, "  {FAINT}{name:<7}{FAINT:#} {words}");
    }
}

/// The items behind the name of their group, on as many lines as they need.
fn listed(items: &[String], width: usize) -> String {
    let indent = " ".repeat(10);
    let mut out = String::new();
    let mut column = indent.len();
    for (index, item) in items.iter().enumerate() {
        let comma = if index + 1 < items.len() { "," } else { "" };
        let needed = item.width() + comma.len();
        if index > 0 && column + 1 + needed > width {
            out.push('\n');
            out.push_str(&indent);
            column = indent.len();
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(item);
        out.push_str(comma);
        column += needed;
    }
    out
}

fn stated(figure: &StatedFigure) -> String {
    let words = format!("{} {}", figure.label, figure.text);
    match &figure.verdict {
        Verdict::Agrees => format!("{words} {AGREES}agrees with the timeline{AGREES:#}"),
        Verdict::Contradicts(message) => format!("{WRONG}{message}{WRONG:#}"),
        Verdict::Unknown => words,
    }
}

fn line(out: &mut String, style: Style, words: &str) {
    let _ = writeln!(out, "{style}{words}{style:#}");
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

fn left_padded(words: &str, width: usize) -> String {
    format!("{}{words}", " ".repeat(width.saturating_sub(words.width())))
}

/// The words cut to `room` columns, with an ellipsis where something is gone.
fn shortened(words: &str, room: usize) -> String {
    if words.width() <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    for word in words.chars() {
        if kept.width() + 2 > room {
            break;
        }
        kept.push(word);
    }
    format!("{}…", kept.trim_end())
}
