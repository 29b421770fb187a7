//! Puts together what several documents tell of one incident.

use std::collections::HashMap;

use super::{Fact, Incident, Record};

/// The incidents of all records, the latest first.
pub(super) fn merged(records: &[Record]) -> Vec<Incident> {
    let mut told: Vec<(&Record, &Fact)> =
        records.iter().filter_map(|record| Some((record, record.incident.as_ref()?))).collect();
    // The document that tells most comes first, and the others fill in.
    told.sort_by_key(|(_, fact)| std::cmp::Reverse(fact.weight));
    let mut incidents: Vec<Incident> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (record, fact) in told {
        let index = fact.key.as_deref().and_then(|key| known.get(key).copied());
        match index {
            Some(index) => fill_in(&mut incidents[index], record, fact),
            None => {
                if let Some(key) = &fact.key {
                    known.insert(key, incidents.len());
                }
                incidents.push(incident(record, fact));
            }
        }
    }
    incidents.sort_by(|one, other| other.day.cmp(&one.day).then(one.path.cmp(&other.path)));
    incidents
}

fn incident(record: &Record, fact: &Fact) -> Incident {
    Incident {
        key: fact.key.clone(),
        title: record.title.clone(),
        path: record.path.clone(),
        day: record.day,
        severity: fact.severity.clone(),
        stages: fact.stages.clone(),
        lengths: fact.lengths.clone(),
    }
}

fn fill_in(incident: &mut Incident, record: &Record, fact: &Fact) {
    incident.day = incident.day.or(record.day);
    if incident.severity.is_none() {
        incident.severity.clone_from(&fact.severity);
    }
    // Stages and lengths belong together: both of one timeline.
    if incident.stages.is_empty() && incident.lengths.is_empty() {
        incident.stages.clone_from(&fact.stages);
        incident.lengths.clone_from(&fact.lengths);
    }
}
