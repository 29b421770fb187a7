//! What came of an import, in words: `warroom import` and the command
//! `warroom.import`.

use warroom_core::ide::import::Import;

/// How many entries were made, and from what.
pub(crate) fn entries(import: &Import, entries: usize) -> String {
    let title = import.format.title();
    match entries {
        0 => format!("no new entry from {title}"),
        1 => format!("1 entry from {title}"),
        count => format!("{count} entries from {title}"),
    }
}

/// What was left out and how often; `known` is how much the document had.
pub(crate) fn left_out(import: &Import, known: usize) -> Option<String> {
    let same = [("said twice", import.duplicates), ("in the document already", known)];
    let noise = import.left_out.iter().map(|(noise, count)| (noise.title(), *count));
    let what = noise.chain(same).filter(|(_, count)| *count > 0);
    let what: Vec<String> = what.map(|(what, count)| format!("{what} ({count})")).collect();
    (!what.is_empty()).then(|| format!("left out: {}", what.join(", ")))
}

/// Whose clock was taken where no zone is told and none was asked for.
pub(crate) fn assumed_zone(import: &Import) -> Option<String> {
    let words = "times without a zone were read on the clock of this machine";
    import.assumes_zone.then(|| words.to_owned())
}

/// Which day was taken where none is told and none was asked for.
pub(crate) fn assumed_day(import: &Import) -> Option<String> {
    let first = import.events.first().filter(|_| import.assumes_day)?;
    Some(format!("no day is told, so it begins on {}", first.utc.date()))
}
