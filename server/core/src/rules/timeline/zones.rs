//! The zones that a timeline is written in.
//!
//! Gathers them from the entries; what is wrong with one is for the rules.

use crate::rules::Context;
use crate::time::Zone;
use crate::timeline::Entry;

/// Each zone at the place where it is written, with the entries that it holds
/// for, in order of place. A zone that only configuration gives is left out.
pub(super) fn written<'a>(context: &Context<'a>) -> Vec<(&'a Zone, Vec<&'a Entry>)> {
    let timeline = context.timeline;
    let mut pairs: Vec<(&Zone, Option<&Entry>)> =
        timeline.zone.iter().map(|zone| (zone, None)).collect();
    let of_entries = timeline.entries.iter();
    pairs.extend(of_entries.filter_map(|entry| Some((entry.zone.as_ref()?, Some(entry)))));
    pairs.retain(|(zone, _)| !zone.span.is_empty());
    pairs.sort_by_key(|(zone, _)| zone.span);
    pairs
        .chunk_by(|(a, _), (b, _)| a.span == b.span)
        .map(|held| (held[0].0, held.iter().filter_map(|(_, entry)| *entry).collect()))
        .collect()
}
