//! How far an incident has come, in the words of a status page: one answer for
//! whoever shows it and for whoever writes the next update.

use crate::ide::Snapshot;
use crate::timeline::MilestoneTime;
use crate::updates::{Update, Updates};
use crate::vocabulary::fold::fold;
use crate::vocabulary::{FieldKind, Kind, Milestone, Status};

impl Snapshot {
    /// How far it has come: as the last update says, when it was written below
    /// the last milestone; otherwise the furthest that anything says, for a
    /// field is easily left behind. `None` when nothing says.
    pub(super) fn phase(&self, updates: &Updates) -> Option<Status> {
        let told = last_status(updates);
        let reached = self.timeline.milestones.iter().rev().find_map(reached);
        if let (Some((start, status)), Some((milestone, _))) = (told, reached)
            && start > milestone.span.start
        {
            return Some(status);
        }
        let of_page = updates.status.and_then(|status| status.value);
        let all = [self.status_of_field(), of_page, told.map(|told| told.1), reached.map(|r| r.1)];
        all.into_iter().flatten().max_by_key(|status| (is_of_incident(*status), status.step()))
    }

    /// A review has a status of its own, which says nothing of the incident
    /// unless it is one that only an incident has.
    fn status_of_field(&self) -> Option<Status> {
        let field = self.document.field(FieldKind::Status)?;
        let mut folded = String::new();
        fold(&field.value, &mut folded);
        match self.document.kind {
            Kind::Postmortem => Status::of(&folded).filter(|status| is_of_incident(*status)),
            _ => Status::leading(&folded),
        }
    }
}

/// Where the last update that says how things stand begins, and what it says.
fn last_status(updates: &Updates) -> Option<(usize, Status)> {
    let status = |update: &Update| Some((update.span.start, update.status?.value?));
    let last = |run: Vec<&Update>| run.into_iter().rev().find_map(status);
    updates.runs().into_iter().filter_map(last).max_by_key(|(start, _)| *start)
}

/// Words of a maintenance count only where no others stand.
fn is_of_incident(status: Status) -> bool {
    Status::OF_INCIDENT.contains(&status)
}

fn reached(known: &MilestoneTime) -> Option<(&MilestoneTime, Status)> {
    let status = match known.milestone {
        Milestone::Triggered | Milestone::ImpactStart => return None,
        Milestone::Detected | Milestone::Acknowledged | Milestone::Declared => {
            Status::Investigating
        }
        Milestone::Identified => Status::Identified,
        Milestone::Mitigated => Status::Monitoring,
        Milestone::Resolved => Status::Resolved,
    };
    Some((known, status))
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::vocabulary::{Kind, Status};

    fn phase(kind: Kind, text: &str) -> Option<Status> {
        let snapshot = snapshot(kind, text);
        snapshot.phase(snapshot.context().updates())
    }

    fn of_log(status: &str, entries: &str) -> Option<Status> {
        let head = format!("# Incident 2026-06-15\n\n- **Status:** {status}\n");
        phase(Kind::IncidentLog, &format!("{head}\n## Timeline (UTC)\n\n{entries}"))
    }

    #[test]
    fn a_field_that_was_left_behind_holds_nobody_back() {
        let entries = "- 10:05 Detected\n- 10:40 Resolved\n";
        assert_eq!(of_log("Investigating", entries), Some(Status::Resolved));
    }

    #[test]
    fn a_field_that_is_ahead_of_the_timeline_counts() {
        assert_eq!(of_log("Monitoring", "- 10:05 Detected\n"), Some(Status::Monitoring));
    }

    #[test]
    fn a_field_may_say_it_in_other_words_and_in_more() {
        for status in ["Mitigated", "mitigated, we watch it", "**Monitoring** (since 10:20)"] {
            assert_eq!(of_log(status, "- 10:05 Detected\n"), Some(Status::Monitoring), "{status}");
        }
    }

    #[test]
    fn words_of_a_maintenance_count_where_no_others_stand() {
        assert_eq!(of_log("In progress", "- 10:05 Mitigated\n"), Some(Status::Monitoring));
        assert_eq!(of_log("In progress", "- 10:05 Looked\n"), Some(Status::InProgress));
    }

    #[test]
    fn the_status_of_a_review_is_none_of_its_incident() {
        let review = |status: &str| {
            phase(Kind::Postmortem, &format!("# Post-mortem\n\n- **Status:** {status}\n"))
        };
        assert_eq!(review("Complete"), None);
        assert_eq!(review("Resolved"), Some(Status::Resolved));
    }

    #[test]
    fn the_last_update_of_a_page_may_stand_first() {
        let page = "# Slow\n\n**Monitoring** - Jun 15, 10:30 UTC\n\nMended.\n\n**Investigating** - Jun 15, 10:05 UTC\n\nWe look.\n";
        assert_eq!(phase(Kind::StatusUpdate, page), Some(Status::Monitoring));
    }

    #[test]
    fn where_nothing_says_nothing_is_known() {
        assert_eq!(of_log("{{status}}", "- 10:05 Looked\n"), None);
    }
}
