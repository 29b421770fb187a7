//! The timeline as a picture to paste into a post-mortem.
//!
//! A bar to scale shows the phases; below it each entry has a row, a mark in
//! the colour of its phase and the gap to the entry before. The picture stands
//! alone: it carries its style, follows the reader's light or dark theme, and
//! loads nothing.

use svg::node::element::{Circle, Group, Line, Rectangle, Style, Text, Title};

use crate::ide::Snapshot;
use crate::ide::chart::{Chart, ChartEntry, ChartPhase};
use crate::vocabulary::Milestone;

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 32.0;
const BAR_TOP: f64 = 92.0;
const BAR_HEIGHT: f64 = 34.0;
const ROWS_TOP: f64 = 184.0;
const ROW_HEIGHT: f64 = 26.0;
const RAIL: f64 = 188.0;
const TEXT_LEFT: f64 = 206.0;
/// Average width of a character of the text font, in pixels at 13 px.
const CHARACTER: f64 = 6.6;

const STYLE: &str = "
svg { font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; font-size: 13px }
.page { fill: #ffffff; stroke: #d0d7de } .ink { fill: #1f2328 } .faint { fill: #59636e }
.title { font-size: 18px; font-weight: 600 } .small { font-size: 11px } .clock { font-variant-numeric: tabular-nums }
.axis { stroke: #d0d7de } .band-text { font-size: 11px; font-weight: 600; fill: #ffffff }
.badge { font-size: 11px; font-weight: 600 } .wrong { fill: #b42318 }
.p0 { fill: #6e7781 } .p1 { fill: #b35900 } .p2 { fill: #a8326e } .p3 { fill: #c4320a }
.p4 { fill: #b42318 } .p5 { fill: #7a4fb5 } .p6 { fill: #1f6feb } .p7 { fill: #1a7f37 }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; stroke: #3d444d } .ink { fill: #f0f6fc } .faint { fill: #9198a1 }
.axis { stroke: #3d444d } .band-text { fill: #0d1117 } .wrong { fill: #ff8a80 }
.p0 { fill: #9198a1 } .p1 { fill: #e3a04b } .p2 { fill: #f778ba } .p3 { fill: #ff9c6b }
.p4 { fill: #ff8a80 } .p5 { fill: #c297ff } .p6 { fill: #79c0ff } .p7 { fill: #56d364 }
}";

impl Snapshot {
    /// The timeline as a picture, an SVG document under the document's title.
    /// Entries whose time is not known stand in their place without one.
    #[must_use]
    pub fn timeline_picture(&self) -> String {
        let chart = self.timeline_chart();
        let height = ROWS_TOP + ROW_HEIGHT * count(chart.entries.len()) + MARGIN;
        let document = svg::Document::new()
            .set("viewBox", (0, 0, WIDTH, height))
            .set("width", WIDTH)
            .set("height", height)
            .set("role", "img")
            .add(Title::new(printable(&chart.title)))
            .add(Style::new(STYLE))
            .add(page(height))
            .add(heading(&chart))
            .add(scale_bar(&chart))
            .add(rows(&chart));
        format!("{document}\n")
    }
}

fn page(height: f64) -> Rectangle {
    Rectangle::new()
        .set("x", 0.5)
        .set("y", 0.5)
        .set("width", WIDTH - 1.0)
        .set("height", height - 1.0)
        .set("rx", 8)
        .set("class", "page")
}

fn heading(chart: &Chart) -> Group {
    Group::new().add(text(MARGIN, 42.0, "title ink", &shortened(&chart.title, 90))).add(text(
        MARGIN,
        66.0,
        "faint",
        &chart.about,
    ))
}

/// The phases and the marks of all entries, to scale.
fn scale_bar(chart: &Chart) -> Group {
    if chart.ticks.is_empty() && chart.phases.is_empty() {
        return Group::new();
    }
    let mut group = Group::new().add(bar(MARGIN, WIDTH - MARGIN, "axis").set("fill", "none"));
    for phase in &chart.phases {
        group = group.add(band(phase));
    }
    for share in chart.entries.iter().filter_map(|entry| entry.share) {
        group =
            group.add(line(x(share), BAR_TOP + BAR_HEIGHT, x(share), BAR_TOP + BAR_HEIGHT + 6.0));
    }
    chart.ticks.iter().fold(group, |group, tick| {
        let x = x(tick.share);
        group.add(line(x, BAR_TOP + BAR_HEIGHT + 6.0, x, BAR_TOP + BAR_HEIGHT + 14.0)).add(centred(
            x,
            BAR_TOP + BAR_HEIGHT + 28.0,
            "small faint clock",
            &tick.label,
        ))
    })
}

/// A share of the whole length as pixels.
fn x(share: f64) -> f64 {
    MARGIN + share * (WIDTH - 2.0 * MARGIN)
}

fn bar(left: f64, right: f64, class: &str) -> Rectangle {
    Rectangle::new()
        .set("x", round(left))
        .set("y", BAR_TOP)
        .set("width", round((right - left).max(1.0)))
        .set("height", BAR_HEIGHT)
        .set("class", class)
}

fn band(phase: &ChartPhase) -> Group {
    let (left, right) = (x(phase.start), x(phase.end));
    let (to, length) = (phase.to.title(), &phase.length);
    let group = Group::new()
        .add(Title::new(format!("{} to {to}: {length}", phase.from.title())))
        .add(bar(left, right, colour(phase.from)).set("rx", 2));
    let fitting = [format!("to {to} · {length}"), length.clone()]
        .into_iter()
        .find(|label| count(label.chars().count()) * 6.2 + 10.0 < right - left);
    match fitting {
        Some(label) => {
            let middle = f64::midpoint(left, right);
            group.add(centred(middle, BAR_TOP + BAR_HEIGHT / 2.0 + 4.0, "band-text", &label))
        }
        None => group,
    }
}

fn rows(chart: &Chart) -> Group {
    let mut group = Group::new();
    for (index, entry) in chart.entries.iter().enumerate() {
        let y = ROWS_TOP + ROW_HEIGHT * (count(index) + 0.5);
        if index + 1 < chart.entries.len() {
            group = group.add(line(RAIL, y, RAIL, y + ROW_HEIGHT));
        }
        group = group.add(row(entry, y));
    }
    group
}

fn row(entry: &ChartEntry, y: f64) -> Group {
    let baseline = y + 4.5;
    let badge = entry.milestone.map(Milestone::title).unwrap_or_default();
    let room = WIDTH - MARGIN - TEXT_LEFT - count(badge.len() + 2) * CHARACTER;
    let clock_class = if entry.error.is_some() { "clock wrong" } else { "clock ink" };
    let gap = entry.gap.as_deref().unwrap_or_default();
    let mut group = Group::new()
        .add(Title::new(printable(&entry.text)))
        .add(text(MARGIN, baseline, clock_class, &entry.clock))
        .add(right(RAIL - 14.0, baseline, "small faint clock", gap))
        .add(mark(y, entry.milestone.is_some(), entry.phase.map_or("p0", colour)))
        .add(text(TEXT_LEFT, baseline, "ink", &shortened(&entry.text, fitting(room))));
    if let Some(milestone) = entry.milestone {
        let class = format!("badge {}", colour(milestone));
        group = group.add(right(WIDTH - MARGIN, baseline, &class, milestone.title()));
    }
    group
}

fn mark(y: f64, is_milestone: bool, class: &str) -> Circle {
    let radius = if is_milestone { 6.0 } else { 4.0 };
    Circle::new().set("cx", RAIL).set("cy", y).set("r", radius).set("class", class)
}

const fn colour(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Triggered => "p1",
        Milestone::ImpactStart => "p3",
        Milestone::Detected => "p4",
        Milestone::Acknowledged | Milestone::Declared => "p2",
        Milestone::Identified => "p5",
        Milestone::Mitigated => "p6",
        Milestone::Resolved => "p7",
    }
}

fn text(x: f64, y: f64, class: &str, words: &str) -> Text {
    Text::new(printable(words)).set("x", round(x)).set("y", round(y)).set("class", class)
}

fn centred(x: f64, y: f64, class: &str, words: &str) -> Text {
    text(x, y, class, words).set("text-anchor", "middle")
}

fn right(x: f64, y: f64, class: &str, words: &str) -> Text {
    text(x, y, class, words).set("text-anchor", "end")
}

fn line(x1: f64, y1: f64, x2: f64, y2: f64) -> Line {
    Line::new()
        .set("x1", round(x1))
        .set("y1", round(y1))
        .set("x2", round(x2))
        .set("y2", round(y2))
        .set("class", "axis")
}

/// XML forbids most control characters, even escaped.
fn printable(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// How many characters fit into `pixels`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn fitting(pixels: f64) -> usize {
    (pixels / CHARACTER).max(8.0) as usize
}

/// A count of rows or characters as a length.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Half a pixel is enough, and keeps the file small.
fn round(pixels: f64) -> f64 {
    (pixels * 2.0).round() / 2.0
}
