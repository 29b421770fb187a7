//! What is said of incidents at 10:45 UTC on 2026-06-15.

use super::*;
use crate::ide::testing::{at_utc, snapshot, snapshot_with};

fn standing(kind: Kind, text: &str) -> Standing {
    snapshot(kind, text).standing(&at_utc("10:45:00"))
}

const LOG: &str = "
# Incident 2026-06-15: search is slow

**Severity:** SEV2
**Commander:** @kim

## Checklist

- [x] Severity assigned
- [ ] **Status page** set

## Timeline (UTC)

- 10:05 Impact starts
- 10:10 Declared SEV2, next update in 30 minutes
- 10:20 Identified: the index is being rebuilt
";

fn clock(at: Option<NaiveDateTime>) -> String {
    at.map_or_else(|| "none".to_owned(), |at| at.format("%m-%d %H:%M").to_string())
}

#[test]
fn a_running_incident_says_how_far_it_has_come_and_what_is_due() {
    let found = standing(Kind::IncidentLog, LOG);
    assert!(found.is_live);
    assert_eq!(found.severity.as_deref(), Some("SEV2"));
    assert_eq!(found.phase, Some(Status::Identified));
    assert_eq!(clock(found.started_at), "06-15 10:05");
    assert_eq!(found.elapsed, Some(TimeDelta::minutes(40)));
    let next = found.next_update.clone().expect("an update");
    assert_eq!((clock(Some(next.at)), next.is_overdue), ("06-15 10:40".into(), true));
    assert!(found.is_pressing());
}

#[test]
fn open_boxes_are_told_with_their_lines() {
    let found = standing(Kind::IncidentLog, LOG);
    let expected = OpenPoint { text: "Status page set".to_owned(), line: 9 };
    assert_eq!(found.unchecked_items, [expected]);
}

#[test]
fn a_grave_incident_needs_every_role() {
    let found = standing(Kind::IncidentLog, LOG);
    assert_eq!(
        found.unassigned_roles,
        [Role::TechnicalLead, Role::CommunicationsLead, Role::Scribe]
    );
}

#[test]
fn a_smaller_incident_needs_the_roles_that_it_names() {
    let text = "# Incident 2026-06-15\n\n**Severity:** SEV3\n**Commander:** {{ @handle }}\n**Scribe:** whoever is on call\n";
    assert_eq!(standing(Kind::IncidentLog, text).unassigned_roles, [Role::Commander]);
}

#[test]
fn where_nobody_is_named_no_role_is_told_to_have_somebody() {
    let names_roles = |text| standing(Kind::IncidentLog, text).names_roles;
    assert!(!names_roles("# Incident 2026-06-15\n\n- 10:05 Detected by @kim\n"));
    assert!(!names_roles("# Incident 2026-06-15\n\n**Commander:** TBD\n"));
    assert!(names_roles("# Incident 2026-06-15\n\n**Commander:** @kim\n"));
}

#[test]
fn a_blank_is_nobody() {
    let text = "# Incident 2026-06-15\n\n**Severity:** SEV1\n**Commander:** {{ name or @handle }}\n**Technical lead:** TBD\n**Communications lead:** @lee\n**Scribe:** Sam\n";
    let found = standing(Kind::IncidentLog, text);
    assert_eq!(found.unassigned_roles, [Role::Commander, Role::TechnicalLead]);
}

#[test]
fn an_incident_that_is_over_asks_for_nothing() {
    let text = LOG.to_owned() + "- 10:30 Resolved\n";
    let found = standing(Kind::IncidentLog, &text);
    assert!(!found.is_live && !found.is_pressing());
    assert_eq!((found.phase, found.next_update), (Some(Status::Resolved), None));
    assert_eq!(found.elapsed, Some(TimeDelta::minutes(25)));
}

#[test]
fn an_incident_of_which_nothing_was_heard_for_days_runs_no_more() {
    let text = LOG.replace("2026-06-15", "2026-03-04");
    let found = standing(Kind::IncidentLog, &text);
    assert!(!found.is_live);
    assert_eq!((found.elapsed, found.next_update), (None, None));
    assert_eq!(clock(found.started_at), "03-04 10:05");
}

#[test]
fn a_clock_without_a_day_means_the_last_hours() {
    let found =
        standing(Kind::IncidentLog, "# Incident\n\n## Timeline (UTC)\n\n- 23:50 Detected\n");
    assert_eq!(clock(found.started_at), "06-14 23:50");
    assert_eq!(found.elapsed, Some(TimeDelta::minutes(10 * 60 + 55)));
}

#[test]
fn the_clock_of_the_document_is_not_that_of_the_reader() {
    let text = "# Incident 2026-06-15\n\n## Timeline (times in PDT)\n\n- 03:05 Detected\n";
    assert_eq!(clock(standing(Kind::IncidentLog, text).started_at), "06-15 10:05");
}

#[test]
fn where_the_zone_has_several_meanings_the_teams_clock_counts_and_not_the_readers() {
    let text = "# Incident 2026-06-15\n\n**Severity:** SEV1\n\n## Timeline (times in IST)\n\n- 11:05 Detected\n- 11:10 Update 1 sent\n";
    let settings = crate::settings::Settings {
        kind: Some(Kind::IncidentLog),
        zone: Some("Europe/Dublin".into()),
        ..Default::default()
    };
    let found = snapshot_with(text, settings).standing(&at_utc("10:45:00"));
    assert_eq!(clock(found.started_at), "06-15 10:05");
    assert_eq!(clock(found.next_update.map(|next| next.at)), "06-15 10:40");
}

#[test]
fn an_update_below_the_last_milestone_says_where_it_stands() {
    let text = "# Incident 2026-06-15\n\n## Timeline (UTC)\n\n- 10:05 Detected\n- 10:20 Mitigated\n\n## Update 2 - 10:40 UTC\n\n**Status:** Investigating\n\nThe errors are back.\n";
    assert_eq!(standing(Kind::IncidentLog, text).phase, Some(Status::Investigating));
}

#[test]
fn hypotheses_are_open_until_somebody_says_what_came_of_them() {
    let text = "# Incident 2026-06-15\n\n## Hypotheses\n\n- The pool leaks: ruled out\n- The index is cold\n\n## Hypothesis #3: A slow disk\n\n**Result:** {{ confirmed or ruled out }}\n\n## Hypothesis #4: A bad deploy\n\n**Result:** CONFIRMED\n";
    let found = standing(Kind::IncidentLog, text).open_hypotheses;
    let words: Vec<&str> = found.iter().map(|point| point.text.as_str()).collect();
    assert_eq!(words, ["The index is cold", "A slow disk"]);
}

#[test]
fn documents_of_every_kind_have_an_answer() {
    for &kind in Kind::ALL {
        let found = standing(kind, "# Title\n\n- [ ] A box\n");
        assert_eq!((found.kind, found.started_at), (kind, None));
    }
    assert_eq!(standing(Kind::Runbook, "# R\n\n- [ ] A box\n").unchecked_items, []);
}
