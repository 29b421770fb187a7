//! How far an incident has come, in the words of a status page.

use crate::ide::Snapshot;
use crate::timeline::MilestoneTime;
use crate::updates::Updates;
use crate::vocabulary::fold::fold;
use crate::vocabulary::{FieldKind, Milestone, Status};

impl Snapshot {
    /// How far it has come: as the last update says, when it was written below
    /// the last milestone; otherwise the furthest that anything says.
    pub(super) fn phase_told(&self, updates: &Updates) -> Option<Status> {
        let told = updates.all.iter().rev().find_map(|update| {
            let status = update.status?.value?;
            Some((update.span.start, status))
        });
        let reached = self.timeline.milestones.iter().rev().find_map(reached);
        if let (Some((at, status)), Some((milestone, _))) = (told, reached)
            && at > milestone.span.start
        {
            return Some(status);
        }
        let of_page = updates.status.and_then(|status| status.value);
        let all = [self.status_of_field(), of_page, told.map(|told| told.1), reached.map(|r| r.1)];
        all.into_iter().flatten().max_by_key(|status| Status::ALL.iter().position(|s| s == status))
    }

    fn status_of_field(&self) -> Option<Status> {
        let field = self.document.field(FieldKind::Status)?;
        let mut folded = String::new();
        fold(&field.value, &mut folded);
        Status::of(&folded)
    }
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
