//! The timeline as a picture to paste into a post-mortem.
//!
//! A bar to scale shows the phases; below it each entry has a row, a mark in
//! the colour of its phase and the gap to the entry before. The picture stands
//! alone: it carries its style, follows the reader's light or dark theme, and
//! loads nothing.

use chrono::{NaiveDateTime, TimeDelta};
use svg::node::element::{Circle, Group, Line, Rectangle, Style, Text, Title};

use crate::ide::Snapshot;
use crate::ide::rows::TimelineRow;
use crate::time::human_length;
use crate::timeline::{Phase, Timeline, tells_day};
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
    #[must_use]
    pub fn timeline_picture(&self) -> String {
        let title = self.document.title.as_ref().map_or(self.path.as_str(), |title| &title.text);
        picture(title, &self.timeline, &self.timeline_rows())
    }
}

/// The picture of a timeline, as an SVG document. Entries whose time is not
/// known stand in their place without one.
fn picture(title: &str, timeline: &Timeline, rows: &[TimelineRow]) -> String {
    let height = ROWS_TOP + ROW_HEIGHT * count(timeline.entries.len()) + MARGIN;
    let document = svg::Document::new()
        .set("viewBox", (0, 0, WIDTH, height))
        .set("width", WIDTH)
        .set("height", height)
        .set("role", "img")
        .add(Title::new(printable(title)))
        .add(Style::new(STYLE))
        .add(page(height))
        .add(heading(title, timeline))
        .add(scale_bar(timeline))
        .add(self::rows(rows, timeline));
    format!("{document}\n")
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

fn heading(title: &str, timeline: &Timeline) -> Group {
    Group::new().add(text(MARGIN, 42.0, "title ink", &shortened(title, 90))).add(text(
        MARGIN,
        66.0,
        "faint",
        &subtitle(timeline),
    ))
}

fn subtitle(timeline: &Timeline) -> String {
    let mut parts = Vec::new();
    if let Some((first, last)) = extent(timeline).filter(|(first, _)| tells_day(*first)) {
        let day = first.format("%Y-%m-%d").to_string();
        let until = last.format("%Y-%m-%d").to_string();
        parts.push(if day == until { day } else { format!("{day} to {until}") });
    }
    parts.extend(timeline.zone.as_ref().map(|zone| format!("times in {}", zone.name)));
    parts.push(match timeline.entries.len() {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    });
    for duration in timeline.durations.iter().filter(|known| known.to >= Milestone::Mitigated) {
        parts.push(format!("{} after {}", duration.to.title(), human_length(duration.length)));
    }
    parts.join(" · ")
}

/// The phases and the marks of all entries, to scale.
fn scale_bar(timeline: &Timeline) -> Group {
    let Some(scale) = Scale::of(timeline) else { return Group::new() };
    let mut group = Group::new().add(bar(MARGIN, WIDTH - MARGIN, "axis").set("fill", "none"));
    for phase in &timeline.phases {
        group = group.add(band(phase, &scale));
    }
    for at in timeline.entries.iter().filter_map(|entry| entry.at) {
        let x = scale.x(at);
        group = group.add(line(x, BAR_TOP + BAR_HEIGHT, x, BAR_TOP + BAR_HEIGHT + 6.0));
    }
    scale.ticks().into_iter().fold(group, |group, at| {
        let label = at.format(scale.tick_format()).to_string();
        let x = scale.x(at);
        group.add(line(x, BAR_TOP + BAR_HEIGHT + 6.0, x, BAR_TOP + BAR_HEIGHT + 14.0)).add(centred(
            x,
            BAR_TOP + BAR_HEIGHT + 28.0,
            "small faint clock",
            &label,
        ))
    })
}

fn bar(left: f64, right: f64, class: &str) -> Rectangle {
    Rectangle::new()
        .set("x", round(left))
        .set("y", BAR_TOP)
        .set("width", round((right - left).max(1.0)))
        .set("height", BAR_HEIGHT)
        .set("class", class)
}

fn band(phase: &Phase, scale: &Scale) -> Group {
    let (left, right) = (scale.x(phase.start), scale.x(phase.start + phase.length));
    let length = human_length(phase.length);
    let whole = format!("{} to {}: {length}", phase.from.title(), phase.to.title());
    let group = Group::new()
        .add(Title::new(printable(&whole)))
        .add(bar(left, right, colour(phase.from)).set("rx", 2));
    let fitting = [format!("to {} · {length}", phase.to.title()), length]
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

fn rows(rows: &[TimelineRow], timeline: &Timeline) -> Group {
    let mut group = Group::new();
    for (index, row) in rows.iter().enumerate() {
        let y = ROWS_TOP + ROW_HEIGHT * (count(index) + 0.5);
        if index + 1 < rows.len() {
            group = group.add(line(RAIL, y, RAIL, y + ROW_HEIGHT));
        }
        group = group.add(self::row(row, y, phase_of(row, timeline)));
    }
    group
}

fn row(row: &TimelineRow, y: f64, phase: Option<Milestone>) -> Group {
    let baseline = y + 4.5;
    let badge = row.milestone.map(Milestone::title).unwrap_or_default();
    let room = WIDTH - MARGIN - TEXT_LEFT - count(badge.len() + 2) * CHARACTER;
    let clock_class = if row.error.is_some() { "clock wrong" } else { "clock ink" };
    let mut group = Group::new()
        .add(Title::new(printable(&row.text)))
        .add(text(MARGIN, baseline, clock_class, &row.clock))
        .add(right(RAIL - 14.0, baseline, "small faint clock", &gap(row)))
        .add(mark(y, row.milestone.is_some(), phase.map_or("p0", colour)))
        .add(text(TEXT_LEFT, baseline, "ink", &shortened(&row.text, fitting(room))));
    if let Some(milestone) = row.milestone {
        let class = format!("badge {}", colour(milestone));
        group = group.add(right(WIDTH - MARGIN, baseline, &class, milestone.title()));
    }
    group
}

fn gap(row: &TimelineRow) -> String {
    match row.gap {
        Some(gap) if gap > TimeDelta::zero() => format!("+{}", human_length(gap)),
        Some(gap) if gap < TimeDelta::zero() => human_length(gap),
        _ => String::new(),
    }
}

fn mark(y: f64, is_milestone: bool, class: &str) -> Circle {
    let radius = if is_milestone { 6.0 } else { 4.0 };
    Circle::new().set("cx", RAIL).set("cy", y).set("r", radius).set("class", class)
}

/// The milestone that opened the phase in which a row stands.
fn phase_of(row: &TimelineRow, timeline: &Timeline) -> Option<Milestone> {
    let at = row.at?;
    let passed = timeline.milestones.iter().rev().find(|known| known.at <= at);
    passed.map(|known| known.milestone)
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

/// Civil time to pixels.
struct Scale {
    first: NaiveDateTime,
    last: NaiveDateTime,
}

impl Scale {
    /// The scale of a timeline that spans some time.
    fn of(timeline: &Timeline) -> Option<Self> {
        let (first, last) = extent(timeline)?;
        (first < last).then_some(Self { first, last })
    }

    fn x(&self, at: NaiveDateTime) -> f64 {
        let share = seconds(at - self.first) / seconds(self.last - self.first);
        MARGIN + share.clamp(0.0, 1.0) * (WIDTH - 2.0 * MARGIN)
    }

    /// Round times, eight at the most.
    fn ticks(&self) -> Vec<NaiveDateTime> {
        let step = self.step();
        let start = self.first.and_utc().timestamp();
        let first = start + (step - start.rem_euclid(step)) % step;
        let last = self.last.and_utc().timestamp();
        (0..9)
            .map(|index| first + index * step)
            .take_while(|&at| at <= last)
            .filter_map(|at| chrono::DateTime::from_timestamp(at, 0))
            .map(|at| at.naive_utc())
            .collect()
    }

    /// The distance between two ticks, in seconds.
    fn step(&self) -> i64 {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        const STEPS: &[i64] = &[
            MINUTE,
            2 * MINUTE,
            5 * MINUTE,
            10 * MINUTE,
            15 * MINUTE,
            30 * MINUTE,
            HOUR,
            2 * HOUR,
            3 * HOUR,
            6 * HOUR,
            12 * HOUR,
            DAY,
            2 * DAY,
            7 * DAY,
            30 * DAY,
        ];
        let length = (self.last - self.first).num_seconds();
        STEPS.iter().copied().find(|step| length / step < 8).unwrap_or(length / 7)
    }

    fn tick_format(&self) -> &'static str {
        match self.step() {
            step if step >= 24 * 60 * 60 => "%m-%d",
            _ if self.first.date() != self.last.date() => "%m-%d %H:%M",
            _ => "%H:%M",
        }
    }
}

/// The first and the last known time of a timeline, ends of ranges included.
fn extent(timeline: &Timeline) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let times = || timeline.entries.iter().flat_map(|entry| [entry.at, entry.end]).flatten();
    Some((times().min()?, times().max()?))
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

/// A time as a length.
#[expect(clippy::cast_precision_loss, reason = "a picture needs no more")]
fn seconds(length: TimeDelta) -> f64 {
    length.num_seconds() as f64
}

/// Half a pixel is enough, and keeps the file small.
fn round(pixels: f64) -> f64 {
    (pixels * 2.0).round() / 2.0
}
