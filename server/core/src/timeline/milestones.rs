//! Which entries and fields mark a milestone.
//!
//! Words that leave doubt mark nothing: a wrong milestone gives wrong
//! durations, a missing one gives none.

use crate::settings::Settings;
use crate::time::StampError;
use crate::timeline::{Entry, MilestoneTime};
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

/// A phrase that marks a milestone, in small letters; with a star at its end
/// the last word may go on.
struct Phrase {
    milestone: Milestone,
    weight: Weight,
    words: &'static str,
}

const fn plain(milestone: Milestone, words: &'static str) -> Phrase {
    Phrase { milestone, weight: Weight::Plain, words }
}

const fn likely(milestone: Milestone, words: &'static str) -> Phrase {
    Phrase { milestone, weight: Weight::Likely, words }
}

/// In the order in which they are tried: the milestones that are told with
/// words of others (`declared resolved`) come first.
static PHRASES: &[Phrase] = &[
    plain(Milestone::Resolved, "declared resolved"),
    plain(Milestone::Resolved, "declared as resolved"),
    plain(Milestone::Resolved, "declared over"),
    plain(Milestone::Resolved, "incident resolved"),
    plain(Milestone::Resolved, "incident is resolved"),
    plain(Milestone::Resolved, "incident was resolved"),
    plain(Milestone::Resolved, "incident repaired and resolved"),
    plain(Milestone::Resolved, "incident closed"),
    plain(Milestone::Resolved, "incident is closed"),
    plain(Milestone::Resolved, "marked as resolved"),
    plain(Milestone::Resolved, "marked resolved"),
    plain(Milestone::Resolved, "issue resolved"),
    plain(Milestone::Resolved, "issue is resolved"),
    plain(Milestone::Resolved, "issue was resolved"),
    plain(Milestone::Resolved, "fully resolved"),
    plain(Milestone::Resolved, "outage resolved"),
    plain(Milestone::Resolved, "incident over"),
    plain(Milestone::Resolved, "all clear"),
    plain(Milestone::Resolved, "incident was declared over"),
    plain(Milestone::Declared, "incident declared"),
    plain(Milestone::Declared, "incident is declared"),
    plain(Milestone::Declared, "incident was declared"),
    plain(Milestone::Declared, "incident formally declared"),
    plain(Milestone::Declared, "declared an incident"),
    plain(Milestone::Declared, "declared the incident"),
    plain(Milestone::Declared, "declared incident"),
    plain(Milestone::Declared, "declared as an incident"),
    plain(Milestone::Declared, "declared this as an incident"),
    plain(Milestone::Declared, "declares an incident"),
    plain(Milestone::Declared, "declares incident"),
    plain(Milestone::Declared, "declares sev*"),
    plain(Milestone::Declared, "declared sev*"),
    plain(Milestone::Declared, "declared a sev*"),
    plain(Milestone::Declared, "declared p1"),
    plain(Milestone::Declared, "declared p2"),
    plain(Milestone::Declared, "declared major incident"),
    plain(Milestone::Declared, "incident declared retroactively"),
    plain(Milestone::Identified, "root cause identified"),
    plain(Milestone::Identified, "root cause is identified"),
    plain(Milestone::Identified, "root cause was identified"),
    plain(Milestone::Identified, "root cause found"),
    plain(Milestone::Identified, "root cause discovered"),
    plain(Milestone::Identified, "root cause confirmed"),
    plain(Milestone::Identified, "cause identified"),
    plain(Milestone::Identified, "cause found"),
    plain(Milestone::Identified, "identified the root cause"),
    plain(Milestone::Identified, "identified root cause"),
    plain(Milestone::Identified, "identified the cause"),
    plain(Milestone::Identified, "identifies the root cause"),
    plain(Milestone::Identified, "identifies the cause"),
    plain(Milestone::Identified, "identified as the root cause"),
    plain(Milestone::Identified, "identified as the cause"),
    plain(Milestone::Identified, "determines the root cause"),
    plain(Milestone::Identified, "determined the root cause"),
    plain(Milestone::Identified, "finds the cause"),
    plain(Milestone::Identified, "found the cause"),
    plain(Milestone::Identified, "found the root cause"),
    plain(Milestone::Identified, "discovered the root cause"),
    plain(Milestone::Identified, "culprit identified"),
    plain(Milestone::Identified, "culprit found"),
    plain(Milestone::Identified, "issue identified"),
    plain(Milestone::Identified, "problem identified"),
    likely(Milestone::Identified, "identified that"),
    likely(Milestone::Identified, "identifies that"),
    plain(Milestone::Mitigated, "issue mitigated"),
    plain(Milestone::Mitigated, "impact mitigated"),
    plain(Milestone::Mitigated, "incident mitigated"),
    plain(Milestone::Mitigated, "outage mitigated"),
    plain(Milestone::Mitigated, "incident is mitigated"),
    plain(Milestone::Mitigated, "issue is mitigated"),
    plain(Milestone::Mitigated, "incident was mitigated"),
    plain(Milestone::Mitigated, "incident repaired"),
    plain(Milestone::Mitigated, "outage ends"),
    plain(Milestone::Mitigated, "outage ended"),
    plain(Milestone::Mitigated, "outage over"),
    plain(Milestone::Mitigated, "end of outage"),
    plain(Milestone::Mitigated, "impact ends"),
    plain(Milestone::Mitigated, "impact ended"),
    plain(Milestone::Mitigated, "end of impact"),
    plain(Milestone::Mitigated, "service restored"),
    plain(Milestone::Mitigated, "services restored"),
    plain(Milestone::Mitigated, "service fully restored"),
    plain(Milestone::Mitigated, "full service restored"),
    plain(Milestone::Mitigated, "service is restored"),
    plain(Milestone::Mitigated, "fully restored"),
    plain(Milestone::Mitigated, "fully recovered"),
    plain(Milestone::Mitigated, "service recovered"),
    plain(Milestone::Mitigated, "back to normal"),
    plain(Milestone::Mitigated, "returned to normal"),
    plain(Milestone::Mitigated, "returns to normal"),
    plain(Milestone::Mitigated, "all systems verified operational"),
    plain(Milestone::Mitigated, "all systems operational"),
    likely(Milestone::Mitigated, "rollback completed"),
    likely(Milestone::Mitigated, "rollback complete"),
    likely(Milestone::Mitigated, "rolled back successfully"),
    likely(Milestone::Mitigated, "failover completed"),
    likely(Milestone::Mitigated, "failover complete"),
    plain(Milestone::Acknowledged, "acknowledged"),
    plain(Milestone::Acknowledged, "acknowledges"),
    plain(Milestone::Acknowledged, "acked"),
    plain(Milestone::ImpactStart, "outage starts"),
    plain(Milestone::ImpactStart, "outage started"),
    plain(Milestone::ImpactStart, "outage begins"),
    plain(Milestone::ImpactStart, "outage began"),
    plain(Milestone::ImpactStart, "start of outage"),
    plain(Milestone::ImpactStart, "impact starts"),
    plain(Milestone::ImpactStart, "impact started"),
    plain(Milestone::ImpactStart, "impact begins"),
    plain(Milestone::ImpactStart, "impact began"),
    plain(Milestone::ImpactStart, "start of impact"),
    plain(Milestone::ImpactStart, "impact start"),
    plain(Milestone::ImpactStart, "degradation begins"),
    plain(Milestone::ImpactStart, "degradation starts"),
    plain(Milestone::ImpactStart, "incident begins"),
    plain(Milestone::ImpactStart, "incident starts"),
    plain(Milestone::ImpactStart, "incident began"),
    plain(Milestone::ImpactStart, "incident started"),
    plain(Milestone::ImpactStart, "users begin to see"),
    plain(Milestone::ImpactStart, "customers begin to see"),
    plain(Milestone::ImpactStart, "errors begin"),
    plain(Milestone::ImpactStart, "errors start"),
    plain(Milestone::Detected, "first detected"),
    plain(Milestone::Detected, "alert fired"),
    plain(Milestone::Detected, "alert fires"),
    plain(Milestone::Detected, "alerts fired"),
    plain(Milestone::Detected, "alerts fire"),
    plain(Milestone::Detected, "alert triggered"),
    plain(Milestone::Detected, "alert triggers"),
    plain(Milestone::Detected, "alert received"),
    plain(Milestone::Detected, "receives high"),
    plain(Milestone::Detected, "monitoring detects"),
    plain(Milestone::Detected, "monitoring detected"),
    plain(Milestone::Detected, "first report"),
    plain(Milestone::Detected, "first reported"),
    plain(Milestone::Detected, "on-call paged"),
    plain(Milestone::Detected, "on-call is paged"),
    plain(Milestone::Detected, "on-call was paged"),
    plain(Milestone::Detected, "outage is reported"),
    plain(Milestone::Detected, "incident reported"),
    plain(Milestone::Detected, "issue detected"),
    plain(Milestone::Detected, "incident detected"),
    plain(Milestone::Detected, "problem detected"),
    likely(Milestone::Detected, "user reported"),
    likely(Milestone::Detected, "users reported"),
    likely(Milestone::Detected, "user reports"),
    likely(Milestone::Detected, "users report"),
    likely(Milestone::Detected, "reports on slack"),
    likely(Milestone::Detected, "high priority alert"),
    likely(Milestone::Detected, "notices"),
    likely(Milestone::Detected, "noticed"),
    likely(Milestone::Detected, "became aware"),
    plain(Milestone::Triggered, "fault occurs"),
    plain(Milestone::Triggered, "fault occurred"),
];

/// Words that open an entry, or make all of it, as the name of a milestone.
static LABELS: &[(Milestone, &str)] = &[
    (Milestone::Triggered, "trigger"),
    (Milestone::Triggered, "triggered"),
    (Milestone::Triggered, "fault occurs"),
    (Milestone::ImpactStart, "impact start"),
    (Milestone::ImpactStart, "impact started"),
    (Milestone::ImpactStart, "outage start"),
    (Milestone::ImpactStart, "outage starts"),
    (Milestone::ImpactStart, "start of impact"),
    (Milestone::Detected, "first detected"),
    (Milestone::Detected, "detected"),
    (Milestone::Detected, "fault detected"),
    (Milestone::Detected, "team aware"),
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
    let words = text.trim().to_lowercase();
    of_team(&words, settings).or_else(|| of_label(&words)).or_else(|| of_phrase(&words))
}

fn of_team(words: &str, settings: &Settings) -> Option<(Milestone, Weight)> {
    settings
        .milestone_words
        .iter()
        .find(|(_, phrase)| find_words(words, &phrase.to_lowercase()).is_some())
        .map(|(milestone, _)| (*milestone, Weight::Plain))
}

/// A label before a colon, or one that is all there is.
fn of_label(words: &str) -> Option<(Milestone, Weight)> {
    let end = words.find([':', '\u{2014}', '\u{2013}']).unwrap_or(words.len());
    let label = words[..end].trim_end_matches(['.', ' ', '-', '!']);
    LABELS.iter().find(|(_, name)| *name == label).map(|(milestone, _)| (*milestone, Weight::Label))
}

fn of_phrase(words: &str) -> Option<(Milestone, Weight)> {
    let is_good_news = GOOD_NEWS.iter().any(|news| words.contains(news));
    let found = PHRASES.iter().find(|phrase| {
        let is_sign = phrase.milestone == Milestone::Detected && phrase.weight == Weight::Likely;
        !(is_sign && is_good_news)
            && find_words(words, phrase.words).is_some_and(|at| !is_denied(&words[..at]))
    })?;
    Some((found.milestone, found.weight))
}

/// A report that says one of these is none of a fault.
const GOOD_NEWS: &[&str] =
    &["back up", "running again", "works", "working again", "recovered", "restored"];

/// Where `wanted` stands in `words`, not inside a longer word.
fn find_words(words: &str, wanted: &str) -> Option<usize> {
    let is_letter = |c: char| c.is_alphanumeric();
    let (start, may_go_on) = match wanted.strip_suffix('*') {
        Some(start) => (start, true),
        None => (wanted, false),
    };
    words.match_indices(start).map(|(at, _)| at).find(|&at| {
        let goes_on = words[at + start.len()..].starts_with(is_letter);
        !words[..at].ends_with(is_letter) && (may_go_on || !goes_on)
    })
}

/// Whether the words before a phrase turn it around or leave it open.
fn is_denied(before: &str) -> bool {
    let mut words = before.split(|c: char| !c.is_alphanumeric() && c != '\'').rev();
    let mut near = words.by_ref().filter(|word| !word.is_empty()).take(3);
    near.any(|word| DENIALS.contains(&word))
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

/// One time for each milestone, in their natural order. A plainer word wins;
/// of equals the first, and for the two that end an incident the last. A
/// likely one that contradicts another is dropped.
pub(super) fn known(entries: &[Entry], weights: &[Option<Weight>]) -> Vec<MilestoneTime> {
    let Some(run) = leading_run(entries) else { return Vec::new() };
    let best: Vec<(Weight, MilestoneTime)> = Milestone::ALL
        .iter()
        .filter_map(|milestone| best(*milestone, &run, entries, weights))
        .collect();
    let is_sure = |(weight, known): &&(Weight, MilestoneTime)| {
        *weight != Weight::Likely || best.iter().all(|(_, other)| agree(known, other))
    };
    best.iter().filter(is_sure).map(|(_, known)| *known).collect()
}

/// Whether two milestones follow each other in their natural order.
fn agree(one: &MilestoneTime, other: &MilestoneTime) -> bool {
    match one.milestone < other.milestone {
        true => one.at <= other.at,
        false => other.at <= one.at,
    }
}

fn best(
    milestone: Milestone,
    run: &LeadingRun,
    entries: &[Entry],
    weights: &[Option<Weight>],
) -> Option<(Weight, MilestoneTime)> {
    let mut best: Option<(Weight, &Entry)> = None;
    for (entry, weight) in entries.iter().zip(weights) {
        let is_doubtful = entry.stamp.error == Some(StampError::FarFromOthers);
        let Some(weight) = weight.filter(|_| entry.at.is_some() && !is_doubtful) else { continue };
        let fits = entry.milestone == Some(milestone) && run.contains(entry);
        let is_last = matches!(milestone, Milestone::Mitigated | Milestone::Resolved)
            && weight == Weight::Plain;
        let is_better =
            best.is_none_or(|(known, _)| weight > known || (weight == known && is_last));
        if fits && is_better {
            best = Some((weight, entry));
        }
    }
    let (weight, entry) = best?;
    let at = entry.at?;
    Some((weight, MilestoneTime { milestone, at, offset: entry.offset, span: entry.span }))
}

/// The first run that marks a milestone, and the runs that tell of the same hours.
struct LeadingRun {
    run: usize,
    from: chrono::NaiveDateTime,
    to: chrono::NaiveDateTime,
}

impl LeadingRun {
    fn contains(&self, entry: &Entry) -> bool {
        entry.run == self.run || entry.at.is_some_and(|at| self.from <= at && at <= self.to)
    }
}

fn leading_run(entries: &[Entry]) -> Option<LeadingRun> {
    let run = entries.iter().find(|entry| entry.milestone.is_some())?.run;
    let times = || entries.iter().filter(|entry| entry.run == run).filter_map(|entry| entry.at);
    let hour = chrono::TimeDelta::hours(1);
    let from = times().min()?.checked_sub_signed(hour)?;
    let to = times().max()?.checked_add_signed(hour)?;
    Some(LeadingRun { run, from, to })
}
