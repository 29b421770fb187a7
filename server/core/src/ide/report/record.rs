//! What a report needs of one document.

use chrono::NaiveDate;

use super::Severity;
use crate::document::{Section, severity};
use crate::ide::{ListedAction, Snapshot};
use crate::rules::runbook;
use crate::secrets::mask;
use crate::syntax::BlockKind;
use crate::text::one_line;
use crate::timeline::tells_day;
use crate::vocabulary::{Kind, Milestone, SectionKind};
use crate::workspace::Summary;

/// What a report needs of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its path, as it is shown.
    pub path: String,
    /// Its title, or the name of its file.
    pub title: String,
    /// The day that it is about.
    pub day: Option<NaiveDate>,
    /// What it tells of an incident, when it is about one.
    pub incident: Option<Fact>,
    /// What it says contributed.
    pub factors: Vec<String>,
    /// Its action items.
    pub actions: Vec<ListedAction>,
    /// Whether it is a runbook.
    pub is_runbook: bool,
    /// That it should have been reviewed again.
    pub stale: Option<StaleRunbook>,
}

/// What a document tells of its incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Its key, in capitals.
    pub key: Option<String>,
    /// How much a document of this kind tells: a review more than a log, a log
    /// more than a declaration.
    pub weight: u8,
    /// Its severity.
    pub severity: Option<Severity>,
    /// The stretches between its milestones.
    pub stages: Vec<Stage>,
    /// The time from its start to a milestone, in seconds.
    pub lengths: Vec<(Milestone, i64)>,
}

/// A stretch between two milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The milestone that ends it.
    pub to: Milestone,
    /// How long it lasted, in seconds.
    pub seconds: i64,
}

/// A runbook past its next review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleRunbook {
    /// Its title.
    pub title: String,
    /// Its path, as it is shown.
    pub path: String,
    /// The last day on which it was fresh.
    pub since: NaiveDate,
    /// Why, as part of a sentence.
    pub why: String,
}

/// The longest words of a contributing factor that a list still shows.
const LONGEST_FACTOR: usize = 200;

impl Snapshot {
    /// What a report needs of this document, of which `summary` was taken and
    /// whose path is shown as `shown`.
    #[must_use]
    pub fn record(&self, summary: &Summary, shown: &str) -> Record {
        let title = self.document.title.as_ref().map(|title| title.text.trim());
        let title = mask(title.filter(|title| !title.is_empty()).unwrap_or(summary.name()));
        let is_runbook = self.document.kind == Kind::Runbook;
        let stale = is_runbook.then(|| runbook::stale(&self.context())).flatten();
        Record {
            path: shown.to_owned(),
            day: self.day(),
            incident: self.fact(summary),
            factors: self.factors(),
            actions: self.listed_actions(),
            is_runbook,
            stale: stale.map(|stale| StaleRunbook {
                title: title.to_string(),
                path: shown.to_owned(),
                since: stale.since,
                why: stale.why,
            }),
            title: title.into_owned(),
        }
    }

    /// The day of the first milestone, or else that of the document.
    fn day(&self) -> Option<NaiveDate> {
        let first = self.timeline.milestones.iter().map(|known| known.at).min();
        let first = first.filter(|at| tells_day(*at)).map(|at| at.date());
        first.or_else(|| self.document.dates.first().map(|known| known.date))
    }

    fn fact(&self, summary: &Summary) -> Option<Fact> {
        let weight = match self.document.kind {
            Kind::Postmortem => 3,
            Kind::IncidentLog => 2,
            Kind::Declaration => 1,
            _ => return None,
        };
        let incident = summary.incident.as_ref();
        let key = incident.and_then(|incident| incident.identifier.as_ref());
        let severity = severity::of(&self.document, &self.text, &self.settings);
        let phases = self.timeline.phases.iter();
        // From a milestone to itself it takes no time: where nothing tells the
        // start of the impact, nothing tells how long it took to detect.
        let zero = self.timeline.zero(self.settings.zero).map(|zero| zero.milestone);
        let lengths = self.timeline.durations.iter().filter(|known| Some(known.to) != zero);
        Some(Fact {
            key: key.map(|key| key.text.to_ascii_uppercase()),
            weight,
            severity: severity.map(|own| Severity { rank: own.rank, name: own.name.clone() }),
            stages: phases
                .map(|phase| Stage { to: phase.to, seconds: phase.length.num_seconds() })
                .collect(),
            lengths: lengths.map(|known| (known.to, known.length.num_seconds())).collect(),
        })
    }

    /// The items below the headings of contributing factors; where such a part
    /// has no list, its paragraphs.
    fn factors(&self) -> Vec<String> {
        if self.document.kind != Kind::Postmortem {
            return Vec::new();
        }
        let is_of_factors =
            |section: &&Section| section.kind == Some(SectionKind::ContributingFactors);
        let sections = self.document.sections.iter().filter(is_of_factors);
        let mut factors: Vec<String> = sections.flat_map(|one| self.factors_of(one)).collect();
        factors.retain(|factor| !factor.is_empty() && !factor.contains("{{"));
        factors
    }

    fn factors_of(&self, section: &Section) -> Vec<String> {
        let blocks = &self.syntax.blocks;
        let of_items: Vec<usize> = section
            .blocks
            .clone()
            .filter(|&id| blocks[id].kind == BlockKind::Paragraph)
            .filter(|&id| {
                let around: Vec<_> = self.syntax.ancestors(id).map(|id| blocks[id].kind).collect();
                matches!(around[..], [BlockKind::Item { .. }, BlockKind::List { .. }])
            })
            .filter(|&id| blocks[id].parent == Some(id - 1))
            .collect();
        let paragraphs = || {
            let is_own = |&id: &usize| {
                blocks[id].kind == BlockKind::Paragraph && blocks[id].parent.is_none()
            };
            section.blocks.clone().filter(is_own).collect()
        };
        let found = if of_items.is_empty() { paragraphs() } else { of_items };
        found.into_iter().map(|id| shortened(&self.syntax.plain(&self.text, id).text)).collect()
    }
}

fn shortened(words: &str) -> String {
    let words = one_line(&mask(words));
    match words.char_indices().nth(LONGEST_FACTOR) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
