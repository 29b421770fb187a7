//! What records come to on 2026-06-15.

use super::*;
use crate::ide::testing::snapshot;
use crate::rules::testing::today;
use crate::vocabulary::Kind;
use crate::workspace::Location;

fn record(path: &str, kind: Kind, text: &str) -> Record {
    let read = snapshot(kind, text);
    let location = Location { path: path.into(), root: "".into() };
    read.record(&read.summary(location), path)
}

fn report(records: Vec<Record>) -> Report {
    Report::of(records, today())
}

const REVIEW: &str = "
# Post-mortem: INC-7 mail is slow

**Severity:** SEV2

## Timeline (UTC)

- 2026-03-04 14:20 Impact starts
- 14:26 Detected
- 14:43 Mitigated
- 15:10 Resolved

## Contributing factors

- The pool was **small**
- Nobody is told when it is full
  - which it often is

## Action items

| Action | Owner | Due | Status |
|---|---|---|---|
| Raise the pool | @kim | 2026-04-01 | open |
| Add an alert | @lee | 2026-05-01 | done |
";

#[test]
fn an_incident_has_its_stages_and_lengths() {
    let found = report(vec![record("mail.md", Kind::Postmortem, REVIEW)]);
    let [incident] = &found.incidents[..] else { panic!("{found:?}") };
    assert_eq!(incident.key.as_deref(), Some("INC-7"));
    assert_eq!(incident.day.map(|day| day.to_string()).as_deref(), Some("2026-03-04"));
    let stages: Vec<(Milestone, i64)> =
        incident.stages.iter().map(|stage| (stage.to, stage.seconds / 60)).collect();
    assert_eq!(
        stages,
        [(Milestone::Detected, 6), (Milestone::Mitigated, 17), (Milestone::Resolved, 27)]
    );
    let medians: Vec<(Milestone, i64)> =
        found.spreads.iter().map(|spread| (spread.to, spread.median / 60)).collect();
    assert_eq!(
        medians,
        [(Milestone::Detected, 6), (Milestone::Mitigated, 23), (Milestone::Resolved, 50)]
    );
}

#[test]
fn without_a_start_nobody_knows_how_long_it_took_to_detect() {
    let text = REVIEW.replace("- 2026-03-04 14:20 Impact starts\n- 14:26", "- 2026-03-04 14:26");
    let found = report(vec![record("mail.md", Kind::Postmortem, &text)]);
    let told: Vec<Milestone> = found.spreads.iter().map(|spread| spread.to).collect();
    assert_eq!(told, [Milestone::Mitigated, Milestone::Resolved]);
}

#[test]
fn documents_about_one_incident_are_one() {
    let log = "# Incident log: INC-7\n\n**Severity:** SEV1\n\n## Timeline (UTC)\n\n- 2026-03-04 14:30 Detected\n";
    let bare = "# Post-mortem: INC-8\n";
    let log_of_bare = log.replace("INC-7", "inc-8").replace("inc-8", "INC-8");
    let found = report(vec![
        record("a-log.md", Kind::IncidentLog, log),
        record("mail.md", Kind::Postmortem, REVIEW),
        record("b-log.md", Kind::IncidentLog, &log_of_bare),
        record("b.md", Kind::Postmortem, bare),
    ]);
    let told: Vec<(&str, Option<u8>)> = found
        .incidents
        .iter()
        .map(|one| (one.path.as_str(), one.severity.as_ref().map(|own| own.rank)))
        .collect();
    assert_eq!(told, [("b.md", Some(1)), ("mail.md", Some(2))]);
}

#[test]
fn periods_have_no_gaps_and_count_by_severity() {
    let later = REVIEW.replace("2026-03-04", "2026-05-09").replace("INC-7", "INC-9");
    let unknown = later.replace("**Severity:** SEV2", "").replace("INC-9", "INC-10");
    let found = report(vec![
        record("a.md", Kind::Postmortem, REVIEW),
        record("b.md", Kind::Postmortem, &later),
        record("c.md", Kind::Postmortem, &unknown),
    ]);
    let counts: Vec<(&str, usize, usize)> = found
        .periods
        .iter()
        .map(|period| (period.name.as_str(), period.counts[0], period.unknown))
        .collect();
    assert_eq!(counts, [("2026-03", 1, 0), ("2026-04", 0, 0), ("2026-05", 1, 1)]);
}

#[test]
fn many_months_become_quarters_or_years() {
    let at = |day: &str| {
        record(day, Kind::Postmortem, &REVIEW.replace("2026-03-04", day).replace("INC-7", ""))
    };
    let found = report(vec![at("2022-05-09"), at("2026-03-04")]);
    assert_eq!(found.periods.first().map(|period| &*period.name), Some("2022 Q2"));
    let found = report(vec![at("2012-05-09"), at("2026-03-04")]);
    assert_eq!(found.periods.len(), 15);
}

#[test]
fn a_day_of_another_age_makes_no_endless_row() {
    let at = |day: &str| Record {
        path: day.to_owned(),
        day: Some(day.parse().expect("a day")),
        incident: Some(Fact::default()),
        ..Record::default()
    };
    assert_eq!(report(vec![at("0026-05-09"), at("2026-03-04")]).periods.len(), 61);
}

#[test]
fn factors_are_counted_whatever_their_marks() {
    let other = REVIEW.replace("The pool was **small**", "the pool was small.");
    let found = report(vec![
        record("a.md", Kind::Postmortem, REVIEW),
        record("b.md", Kind::Postmortem, &other),
    ]);
    let factors: Vec<(&str, usize)> =
        found.factors.iter().map(|factor| (&*factor.text, factor.documents.len())).collect();
    assert_eq!(factors, [("The pool was small", 2), ("Nobody is told when it is full", 2)]);
}

#[test]
fn open_items_are_as_old_as_their_incident() {
    let found = report(vec![record("a.md", Kind::Postmortem, REVIEW)]);
    let [item] = &found.actions[..] else { panic!("{found:?}") };
    assert_eq!(
        (&*item.action.text, item.days, item.is_overdue),
        ("Raise the pool", Some(103), true)
    );
    let ages: Vec<(&str, usize)> = found
        .ages
        .iter()
        .filter(|age| age.overdue + age.others > 0)
        .map(|age| (age.name, age.overdue))
        .collect();
    assert_eq!(ages, [("up to half a year", 1)]);
}

#[test]
fn runbooks_past_their_review_are_told() {
    let text =
        "---\nlast_reviewed_on: 2025-11-30\nreview_in: 6 months\n---\n# Runbook: pool exhausted\n";
    let fresh = text.replace("2025", "2026").replace("11-30", "05-30");
    let found =
        report(vec![record("a.md", Kind::Runbook, text), record("b.md", Kind::Runbook, &fresh)]);
    assert_eq!(found.runbooks, 2);
    let [stale] = &found.stale_runbooks[..] else { panic!("{found:?}") };
    assert_eq!((&*stale.path, stale.since.to_string().as_str()), ("a.md", "2026-05-30"));
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(report(Vec::new()).incidents, []);
    let other = record("a.md", Kind::Other, "# Read me\n\n- [ ] Buy milk\n");
    let found = report(vec![other]);
    assert_eq!((found.documents, found.actions.len(), found.spreads.len()), (1, 0, 0));
}
