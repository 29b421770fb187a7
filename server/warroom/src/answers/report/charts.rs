//! The charts of the page, as SVG that takes its colours from the page's style
//! and so follows the reader's theme. Each says in words what it shows.

use maud::{Markup, html};
use warroom_core::ide::Milestone;
use warroom_core::ide::report::{Age, Incident, Period, Report, Spread};

use super::page::length;
use super::tables::verb;
use crate::answers::plural;

/// The width of a chart that goes over the page, in its own units.
const WIDTH: f64 = 1000.0;

/// The height of the columns over time, and the room below and above them.
const COLUMNS: f64 = 160.0;
const BELOW: f64 = 24.0;
const ABOVE: f64 = 18.0;

/// Columns of incidents, by severity.
pub(super) fn over_time(report: &Report) -> Markup {
    let most = report.periods.iter().map(Period::total).max().unwrap_or(0);
    if most == 0 {
        return html! { p.faint { "No document tells the day of an incident." } };
    }
    let step = WIDTH / count(report.periods.len());
    let height = ABOVE + COLUMNS + BELOW;
    // As many names as there is room for, the last one always.
    let every = (80.0 / step).ceil().max(1.0);
    let is_named = |index: usize| count(report.periods.len() - 1 - index) % every < 0.5;
    html! {
        ul.legend {
            @for (index, severity) in report.severities.iter().enumerate() {
                li { (swatch(shade(index))) (severity.name) }
            }
            @if report.periods.iter().any(|period| period.unknown > 0) {
                li { (swatch("s0")) "severity not told" }
            }
        }
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(told_over_time(report)) {
            line.axis x1="0" x2=(WIDTH) y1=(ABOVE + COLUMNS) y2=(ABOVE + COLUMNS) {}
            @for (index, period) in report.periods.iter().enumerate() {
                (column(period, count(index) * step, step, COLUMNS / count(most)))
                @if is_named(index) {
                    text.small x=(at(count(index) * step + step / 2.0)) y=(height - 6.0) text-anchor=(anchor(index, report.periods.len())) { (period.name) }
                }
            }
        }
    }
}

/// One column; a unit is the height of one incident.
fn column(period: &Period, left: f64, step: f64, unit: f64) -> Markup {
    let width = (step * 0.8).min(56.0);
    let left = left + (step - width) / 2.0;
    let counts =
        period.counts.iter().copied().enumerate().map(|(index, many)| (shade(index), many));
    let mut top = ABOVE + COLUMNS;
    let parts: Vec<(&str, usize, f64)> = counts
        .chain([("s0", period.unknown)])
        .filter(|(_, many)| *many > 0)
        .map(|(class, many)| {
            top -= count(many) * unit;
            (class, many, top)
        })
        .collect();
    html! {
        g {
            title { (period.name) ": " (plural(period.total(), "incident")) }
            @for (class, many, top) in parts {
                rect class=(class) x=(at(left)) y=(at(top)) width=(at(width)) height=(at(count(many) * unit)) {}
            }
            @if period.total() > 0 {
                text x=(at(left + width / 2.0)) y=(at(top - 5.0)) text-anchor="middle" { (period.total()) }
            }
        }
    }
}

/// Names at the edges stay inside.
fn anchor(index: usize, all: usize) -> &'static str {
    match index {
        _ if all < 12 => "middle",
        0 => "start",
        _ if index + 1 == all => "end",
        _ => "middle",
    }
}

fn told_over_time(report: &Report) -> String {
    let told = report.periods.iter().filter(|period| period.total() > 0);
    let told: Vec<String> =
        told.map(|period| format!("{} in {}", period.total(), period.name)).collect();
    format!("Incidents over time: {}", told.join(", "))
}

/// The classes of severities; from the fifth on they share one.
const SHADES: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];

fn shade(index: usize) -> &'static str {
    SHADES[index.min(SHADES.len() - 1)]
}

/// How long it took, incident by incident, on one axis for all.
pub(super) fn spreads(spreads: &[Spread]) -> Markup {
    let seconds = || spreads.iter().flat_map(|spread| &spread.lengths).map(|one| one.seconds);
    let Some(longest) = seconds().max() else {
        return html! { p.faint { "No timeline tells how long anything took." } };
    };
    let axis = Axis::up_to(longest);
    let height = count(spreads.len()) * ROW + BELOW;
    html! {
        p.faint {
            "Each dot is an incident. The line is the median: half of them took no longer. Between the ends of the band lies the middle half."
        }
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(told_spreads(spreads)) {
            @for (seconds, name) in axis.ticks() {
                @let x = axis.x(seconds);
                line.axis x1=(at(x)) x2=(at(x)) y1="0" y2=(height - BELOW) {}
                text.small x=(at(x)) y=(height - 8.0) text-anchor="middle" { (name) }
            }
            @for (index, spread) in spreads.iter().enumerate() {
                (strip(spread, count(index) * ROW, &axis))
            }
        }
    }
}

/// The height of a strip.
const ROW: f64 = 64.0;

fn strip(spread: &Spread, top: f64, axis: &Axis) -> Markup {
    let (lower, median, upper) =
        (axis.x(spread.lower), axis.x(spread.median), axis.x(spread.upper));
    let middle = top + ROW / 2.0;
    html! {
        g {
            text x="0" y=(at(middle - 2.0)) { "to " (verb(spread.to)) }
            text.small x="0" y=(at(middle + 14.0)) { (plural(spread.lengths.len(), "incident")) }
            rect.half x=(at(lower)) y=(at(middle - 14.0)) width=(at((upper - lower).max(2.0))) height="28" rx="3" {}
            @for (index, one) in spread.lengths.iter().enumerate() {
                // Dots of one length would hide each other.
                circle.dot cx=(at(axis.x(one.seconds))) cy=(at(middle + count(index % 5) * 5.0 - 10.0)) r="4" {
                    title { (one.incident) ": " (length(one.seconds)) }
                }
            }
            line.median x1=(at(median)) x2=(at(median)) y1=(at(middle - 18.0)) y2=(at(middle + 18.0)) {}
            text x=(at(median)) y=(at(middle - 22.0)) text-anchor="middle" { (length(spread.median)) }
        }
    }
}

fn told_spreads(spreads: &[Spread]) -> String {
    let told = spreads.iter().map(|spread| {
        let [median, lower, upper] = [spread.median, spread.lower, spread.upper].map(length);
        format!("to {}: median {median}, middle half {lower} to {upper}", verb(spread.to))
    });
    format!("How long it took {}", told.collect::<Vec<_>>().join("; "))
}

/// Lengths from minutes to weeks on one line: each step is a multiple of the
/// one before.
struct Axis {
    longest: f64,
}

/// Where an axis begins, right of the names.
const LEFT: f64 = 110.0;

impl Axis {
    fn up_to(longest: i64) -> Self {
        Self { longest: seconds(longest).max(3600.0) * 1.1 }
    }

    fn x(&self, length: i64) -> f64 {
        let least: f64 = 60.0;
        let place = (seconds(length).max(least) / least).ln() / (self.longest / least).ln();
        LEFT + 20.0 + place * (WIDTH - LEFT - 50.0)
    }

    fn ticks(&self) -> impl Iterator<Item = (i64, &'static str)> {
        const TICKS: &[(i64, &str)] = &[
            (60, "1m"),
            (300, "5m"),
            (900, "15m"),
            (3_600, "1h"),
            (14_400, "4h"),
            (86_400, "1d"),
            (604_800, "1w"),
            (2_592_000, "30d"),
            (31_536_000, "1y"),
        ];
        TICKS.iter().copied().filter(|(tick, _)| seconds(*tick) <= self.longest)
    }
}

/// How long a whole bar of stages is: most incidents fit in one, and the few
/// that last for weeks leave something to be seen of the others.
pub(super) struct Scale {
    longest: i64,
}

/// The width and the height of a bar of stages.
const BAR: f64 = 260.0;
const BAR_HEIGHT: f64 = 14.0;

impl Scale {
    pub(super) fn of(incidents: &[Incident]) -> Self {
        let mut lengths: Vec<i64> = incidents.iter().map(total).filter(|&all| all > 0).collect();
        lengths.sort_unstable();
        let usual = lengths.get(lengths.len() * 3 / 4).copied().unwrap_or(1);
        Self { longest: lengths.last().copied().unwrap_or(1).min(usual.saturating_mul(2)) }
    }

    pub(super) const fn longest(&self) -> i64 {
        self.longest
    }

    /// Whether one of them goes on behind its bar.
    pub(super) fn cuts(&self, incidents: &[Incident]) -> bool {
        incidents.iter().any(|incident| total(incident) > self.longest)
    }

    fn x(&self, length: i64) -> f64 {
        (seconds(length) / seconds(self.longest) * BAR).min(BAR)
    }
}

fn total(incident: &Incident) -> i64 {
    incident.stages.iter().map(|stage| stage.seconds).sum()
}

/// The stages of an incident, one behind the other.
pub(super) fn stages(incident: &Incident, scale: &Scale) -> Markup {
    if total(incident) == 0 {
        return html! {};
    }
    let mut from = 0;
    let parts: Vec<(f64, f64, &'static str, String)> = incident
        .stages
        .iter()
        .map(|stage| {
            let (left, right) = (scale.x(from), scale.x(from + stage.seconds));
            from += stage.seconds;
            let words = format!("until {}: {}", stage.to.title(), length(stage.seconds));
            (left, right - left, stage.to.name(), words)
        })
        .collect();
    let told: Vec<&str> = parts.iter().map(|part| part.3.as_str()).collect();
    html! {
        svg width=(BAR) height=(BAR_HEIGHT) viewBox=(format!("0 0 {BAR} {BAR_HEIGHT}")) role="img" aria-label=(told.join(", ")) {
            @for (left, width, class, words) in &parts {
                rect class=(class) x=(at(*left)) y="0" width=(at(width.max(1.0))) height=(BAR_HEIGHT) { title { (words) } }
            }
            @if total(incident) > scale.longest {
                rect.torn x=(BAR - 10.0) y="0" width="4" height=(BAR_HEIGHT) {}
            }
        }
    }
}

/// What the colours of stages mean, as far as they occur.
pub(super) fn stage_legend(incidents: &[Incident]) -> Markup {
    let occurs = |milestone: &&Milestone| {
        let mut stages = incidents.iter().flat_map(|incident| &incident.stages);
        stages.any(|stage| stage.to == **milestone)
    };
    html! {
        ul.legend {
            @for milestone in Milestone::ALL.iter().filter(occurs) {
                li { (swatch(milestone.name())) "until " (milestone.title()) }
            }
        }
    }
}

/// How old the open action items are.
pub(super) fn ages(ages: &[Age]) -> Markup {
    let most = ages.iter().map(|age| age.overdue + age.others).max().unwrap_or(0);
    if most == 0 {
        return html! {};
    }
    let unit = (WIDTH - LEFT - 100.0) / count(most);
    let height = count(ages.len()) * 26.0;
    html! {
        ul.legend { li { (swatch("overdue")) "overdue" } li { (swatch("others")) "not yet due, or without a day" } }
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(told_ages(ages)) {
            @for (index, age) in ages.iter().enumerate() {
                @let top = count(index) * 26.0;
                @let overdue = count(age.overdue) * unit;
                @let all = overdue + count(age.others) * unit;
                text.small x="0" y=(at(top + 17.0)) { (age.name) }
                rect.overdue x=(LEFT) y=(at(top + 4.0)) width=(at(overdue)) height="18" {}
                rect.others x=(at(LEFT + overdue)) y=(at(top + 4.0)) width=(at(all - overdue)) height="18" {}
                text x=(at(LEFT + all + 6.0)) y=(at(top + 17.0)) { (age.overdue + age.others) }
            }
        }
    }
}

fn told_ages(ages: &[Age]) -> String {
    let told = ages.iter().map(|age| {
        format!("{} {}, {} of them overdue", age.overdue + age.others, age.name, age.overdue)
    });
    format!("Open action items by age: {}", told.collect::<Vec<_>>().join("; "))
}

fn swatch(class: &str) -> Markup {
    html! {
        svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" {
            rect class=(class) width="12" height="12" rx="2" {}
        }
    }
}

/// A place in a chart, as exactly as anybody sees.
fn at(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// Far fewer things than a float holds exactly.
#[allow(clippy::cast_precision_loss)]
const fn count(many: usize) -> f64 {
    many as f64
}

#[allow(clippy::cast_precision_loss)]
const fn seconds(length: i64) -> f64 {
    length as f64
}
