//! Which words mark a milestone, and how plainly.
//!
//! Words that leave doubt mark nothing: a wrong milestone gives wrong
//! durations, a missing one gives none.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::settings::Settings;
use crate::vocabulary::Milestone;

/// How plainly words mark a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// They tell of an act that usually brings it about: `rollback completed`.
    Likely,
    /// They say it.
    Plain,
    /// They are a label of it: `Detected: ...`, `**Outage ends.**`.
    Label,
}

/// Phrases that mark a milestone, in small letters; with a star at its end the
/// last word may go on. In the order in which they win: the milestones that are
/// told with words of others (`declared resolved`) come first.
static PHRASES: &[(Milestone, Weight, &[&str])] = &[
    (
        Milestone::Resolved,
        Weight::Plain,
        &[
            "declared resolved",
            "declared as resolved",
            "declared over",
            "incident resolved",
            "incident is resolved",
            "incident was resolved",
            "incident repaired and resolved",
            "incident closed",
            "incident is closed",
            "marked as resolved",
            "marked resolved",
            "issue resolved",
            "issue is resolved",
            "issue was resolved",
            "problem resolved",
            "problem is resolved",
            "problem was resolved",
            "fully resolved",
            "outage resolved",
            "outage closed",
            "incident over",
            "all clear",
            "incident was declared over",
        ],
    ),
    (
        Milestone::Declared,
        Weight::Plain,
        &[
            "incident declared",
            "incident is declared",
            "incident was declared",
            "incident formally declared",
            "declared an incident",
            "declared the incident",
            "declared incident",
            "declared as an incident",
            "declared this as an incident",
            "declares an incident",
            "declares incident",
            "declares sev*",
            "declared sev*",
            "declared a sev*",
            "declared p1",
            "declared p2",
            "declared major incident",
            "major incident declared",
            "sev1 declared",
            "sev2 declared",
            "sev3 declared",
            "p1 declared",
            "p2 declared",
            "incident declared retroactively",
        ],
    ),
    (
        Milestone::Identified,
        Weight::Plain,
        &[
            "root cause identified",
            "root cause is identified",
            "root cause was identified",
            "root cause found",
            "root cause discovered",
            "root cause confirmed",
            "cause identified",
            "cause is identified",
            "cause was identified",
            "cause found",
            "cause isolated",
            "identified the root cause",
            "identified root cause",
            "identified the cause",
            "identifies the root cause",
            "identifies the cause",
            "identified as the root cause",
            "identified as the cause",
            "determines the root cause",
            "determined the root cause",
            "finds the cause",
            "found the cause",
            "found the root cause",
            "discovered the root cause",
            "culprit identified",
            "culprit found",
            "issue identified",
            "issue is identified",
            "issue was identified",
            "issue successfully identified",
            "problem identified",
            "problem is identified",
            "problem was identified",
            "identified as the culprit",
        ],
    ),
    (Milestone::Identified, Weight::Likely, &["identified that", "identifies that"]),
    (
        Milestone::Mitigated,
        Weight::Plain,
        &[
            "issue mitigated",
            "impact mitigated",
            "incident mitigated",
            "outage mitigated",
            "incident is mitigated",
            "issue is mitigated",
            "incident was mitigated",
            "incident repaired",
            "outage ends",
            "outage ended",
            "outage over",
            "end of outage",
            "end of incident",
            "end of the incident",
            "incident ends",
            "incident ended",
            "impact ends",
            "impact ended",
            "end of impact",
            "service restored",
            "services restored",
            "service fully restored",
            "full service restored",
            "service is restored",
            "service availability is restored",
            "availability restored",
            "fully restored",
            "fully recovered",
            "service recovered",
            "back to normal",
            "back to baseline",
            "returned to normal",
            "returns to normal",
            "all systems verified operational",
            "all systems operational",
        ],
    ),
    (
        Milestone::Mitigated,
        Weight::Likely,
        &[
            "rollback completed",
            "rollback complete",
            "rollback completes",
            "rollback finished",
            "rolled back successfully",
            "failover completed",
            "failover complete",
        ],
    ),
    (
        Milestone::Acknowledged,
        Weight::Plain,
        &[
            "acknowledged",
            "acknowledges",
            "acked",
            "ack'd",
            "acks the page",
            "acks the alert",
            "acks page",
            "acks alert",
        ],
    ),
    (
        Milestone::ImpactStart,
        Weight::Plain,
        &[
            "outage starts",
            "outage started",
            "outage begins",
            "outage began",
            "start of outage",
            "impact starts",
            "impact started",
            "impact begins",
            "impact began",
            "start of impact",
            "impact start",
            "degradation begins",
            "degradation starts",
            "start of incident",
            "start of the incident",
            "incident begins",
            "incident starts",
            "incident began",
            "incident started",
            "users begin to see",
            "customers begin to see",
            "errors begin",
            "errors start",
            "fault occurs",
            "fault occurred",
        ],
    ),
    (
        Milestone::Detected,
        Weight::Plain,
        &[
            "first detected",
            "alert fired",
            "alert fires",
            "alerts fired",
            "alerts fire",
            "alert triggered",
            "alert triggers",
            "alert received",
            "received alert",
            "received an alert",
            "receives high",
            "monitoring detects",
            "monitoring detected",
            "first report",
            "first reported",
            "on-call paged",
            "on-call is paged",
            "on-call was paged",
            "oncall paged",
            "on call paged",
            "pages on-call",
            "pages the on-call",
            "paged the on-call",
            "pages oncall",
            "pagerduty pages",
            "pagerduty paged",
            "alarm fired",
            "alarm fires",
            "pager goes off",
            "pager went off",
            "outage is reported",
            "incident reported",
            "issue detected",
            "incident detected",
            "problem detected",
        ],
    ),
    (
        Milestone::Detected,
        Weight::Likely,
        &[
            "user reported",
            "users reported",
            "user reports",
            "users report",
            "reports on slack",
            "high priority alert",
            "notices",
            "noticed",
            "became aware",
        ],
    ),
];

/// All phrases in one pass.
struct Matcher {
    automaton: AhoCorasick,
    phrases: Vec<Phrase>,
}

#[derive(Clone, Copy)]
struct Phrase {
    milestone: Milestone,
    weight: Weight,
    may_go_on: bool,
}

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let (mut words, mut phrases) = (Vec::new(), Vec::new());
    for &(milestone, weight, group) in PHRASES {
        for phrase in group {
            let may_go_on = phrase.ends_with('*');
            words.push(phrase.trim_end_matches('*'));
            phrases.push(Phrase { milestone, weight, may_go_on });
        }
    }
    Matcher { automaton: automaton(&words), phrases }
});

/// A report that says one of these is none of a fault.
static GOOD_NEWS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    automaton(&["back up", "running again", "works", "working again", "recovered", "restored"])
});

fn automaton(words: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .expect("a few hundred short words fit an automaton")
}

/// Words that open an entry, or make all of it, as the name of a milestone.
static LABELS: &[(Milestone, &str)] = &[
    (Milestone::Triggered, "trigger"),
    (Milestone::Triggered, "triggered"),
    (Milestone::ImpactStart, "impact start"),
    (Milestone::ImpactStart, "impact started"),
    (Milestone::ImpactStart, "outage start"),
    (Milestone::ImpactStart, "outage starts"),
    (Milestone::ImpactStart, "start of impact"),
    (Milestone::ImpactStart, "fault occurs"),
    (Milestone::ImpactStart, "problem starts"),
    (Milestone::ImpactStart, "problem started"),
    (Milestone::ImpactStart, "problem begins"),
    (Milestone::ImpactStart, "issue starts"),
    (Milestone::ImpactStart, "issue started"),
    (Milestone::ImpactStart, "fault occurred"),
    (Milestone::Detected, "first detected"),
    (Milestone::Detected, "detected"),
    (Milestone::Detected, "fault detected"),
    (Milestone::Detected, "team aware"),
    (Milestone::Detected, "team alerted"),
    (Milestone::Detected, "incident detected"),
    (Milestone::Detected, "detection"),
    (Milestone::Detected, "alert"),
    (Milestone::Acknowledged, "acknowledged"),
    (Milestone::Acknowledged, "acknowledgement"),
    (Milestone::Declared, "incident declared"),
    (Milestone::Declared, "declared"),
    (Milestone::Declared, "declaration"),
    (Milestone::Identified, "identified"),
    (Milestone::Identified, "root cause identified"),
    (Milestone::Identified, "diagnosed"),
    (Milestone::Mitigated, "mitigated"),
    (Milestone::Mitigated, "mitigation"),
    (Milestone::Mitigated, "repaired"),
    (Milestone::Mitigated, "repaired declared"),
    (Milestone::Mitigated, "restored"),
    (Milestone::Mitigated, "recovered"),
    (Milestone::Mitigated, "recovery"),
    (Milestone::Mitigated, "outage ends"),
    (Milestone::Mitigated, "impact end"),
    (Milestone::Resolved, "resolved"),
    (Milestone::Resolved, "resolution"),
    (Milestone::Resolved, "incident resolved"),
    (Milestone::Resolved, "closed"),
];

/// The milestone that the words of an entry mark.
pub(super) fn of_words(text: &str, settings: &Settings) -> Option<(Milestone, Weight)> {
    of_team(text, settings)
        .or_else(|| of_label(text))
        .or_else(|| of_mark(text))
        .or_else(|| of_phrase(text))
}

fn of_team(text: &str, settings: &Settings) -> Option<(Milestone, Weight)> {
    if settings.milestone_words.is_empty() {
        return None;
    }
    let text = text.to_lowercase();
    let stands_in = |phrase: &str| {
        let found = text.match_indices(phrase);
        found.into_iter().any(|(at, _)| is_alone(&text, at, at + phrase.len()))
    };
    settings
        .milestone_words
        .iter()
        .find(|(_, phrase)| stands_in(&phrase.to_lowercase()))
        .map(|(milestone, _)| (*milestone, Weight::Plain))
}

/// A label before a colon, or one that is all there is.
fn of_label(text: &str) -> Option<(Milestone, Weight)> {
    // The dashes begin with the byte E2.
    let end = memchr::memchr2_iter(b':', 0xE2, text.as_bytes())
        .find(|&at| text[at..].starts_with([':', '\u{2014}', '\u{2013}']))
        .unwrap_or(text.len());
    let label = text[..end].trim().trim_end_matches(['.', ' ', '-', '!']);
    let (milestone, _) = LABELS.iter().find(|(_, name)| name.eq_ignore_ascii_case(label))?;
    Some((*milestone, Weight::Label))
}

/// A mark at the end: `Pool raised (resolved)`.
fn of_mark(text: &str) -> Option<(Milestone, Weight)> {
    const MARKS: &[(Milestone, &str)] = &[
        (Milestone::ImpactStart, "problem started"),
        (Milestone::ImpactStart, "impact started"),
        (Milestone::ImpactStart, "outage started"),
        (Milestone::Detected, "detected"),
        (Milestone::Declared, "declared"),
        (Milestone::Identified, "identified"),
        (Milestone::Mitigated, "mitigated"),
        (Milestone::Resolved, "resolved"),
    ];
    let words = text.trim_end_matches(['.', ' ', '*', '_']).strip_suffix([')', ']'])?;
    let mark = &words[words.rfind(['(', '['])? + 1..];
    let is_it = |(_, name): &&(Milestone, &str)| name.eq_ignore_ascii_case(mark.trim());
    MARKS.iter().find(is_it).map(|(milestone, _)| (*milestone, Weight::Label))
}

fn of_phrase(text: &str) -> Option<(Milestone, Weight)> {
    let matcher = &*MATCHER;
    let found = matcher
        .automaton
        .find_overlapping_iter(text)
        .filter(|found| {
            let phrase = matcher.phrases[found.pattern().as_usize()];
            let end = if phrase.may_go_on { text.len() } else { found.end() };
            is_alone(text, found.start(), end) && !is_denied(text, found.start(), phrase)
        })
        .min_by_key(|found| found.pattern())?;
    let phrase = matcher.phrases[found.pattern().as_usize()];
    Some((phrase.milestone, phrase.weight))
}

/// Whether no word goes on over either end of a range.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric)
        && !text[end..].starts_with(char::is_alphanumeric)
}

/// Whether the words before a phrase turn it around or leave it open, or a
/// report tells that all is well again.
fn is_denied(text: &str, start: usize, phrase: Phrase) -> bool {
    let is_report = phrase.milestone == Milestone::Detected && phrase.weight == Weight::Likely;
    if is_report && GOOD_NEWS.is_match(text) {
        return true;
    }
    text[..start]
        .rsplit(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .take(3)
        .any(|word| DENIALS.iter().any(|denial| word.eq_ignore_ascii_case(denial)))
}

const DENIALS: &[&str] = &[
    "not",
    "no",
    "never",
    "partially",
    "partly",
    "until",
    "if",
    "once",
    "when",
    "before",
    "isn't",
    "wasn't",
    "hasn't",
    "unless",
    "would",
    "should",
    "could",
    "will",
    "to",
    "unrelated",
];
