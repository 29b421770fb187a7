//! The update that a file holds, and which other files go on from it.
//!
//! Some teams write each update into a file of its own. What belongs together
//! is told from the number of the incident, in the document or in the name of
//! the folder, and never from the folder alone: a folder of a status site holds
//! a file for each incident.

use super::Location;
use super::incident::{Incident, key};
use super::summary::Read;
use crate::updates::{Update, Updates, tells_of_return};
use crate::vocabulary::Kind;

/// The one update that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The update; its severity is that of the document where it names none.
    pub update: Update,
    /// Whether it says that something came back, failed or goes on.
    pub tells_of_return: bool,
    /// The folder and the incident: the same for all files of a row.
    pub(super) row: Box<str>,
}

impl Told {
    /// The update of a document that holds one and no other; `None` where it
    /// is not known which incident it is about.
    pub(super) fn read(
        location: &Location,
        incident: Option<&Incident>,
        read: &Read<'_>,
    ) -> Option<Self> {
        if !matches!(read.document.kind, Kind::Update | Kind::StatusUpdate) {
            return None;
        }
        let directory = location.path.rsplit_once('/').map_or("", |(directory, _)| directory);
        let own = incident.and_then(|incident| incident.identifier.as_ref());
        let identifier = own.map(|own| &*own.text).or_else(|| of_directory(directory))?;
        let row = format!("{directory}\n{}", identifier.to_ascii_uppercase());
        let Read { text, syntax, document, timeline, settings } = *read;
        let updates = Updates::read(text, syntax, document, timeline, settings);
        let [mut update] = <[Update; 1]>::try_from(updates.all).ok()?;
        let severity = incident.and_then(|incident| incident.severity.as_ref());
        update.severity = update.severity.or(severity.map(|severity| severity.rank));
        let tells_of_return = tells_of_return(update.text_span.of(text));
        Some(Self { update, tells_of_return, row: row.into() })
    }
}

/// The number of an incident in the name of a folder, or of the one above:
/// `INC-42/updates`. A folder of a quarter or a year has none.
fn of_directory(directory: &str) -> Option<&str> {
    let names = directory.rsplit('/').take(2);
    names.filter_map(key).find(|key| !is_period(key))
}

/// Whether a key may be a period: `Q3-2025`, `FY-25`.
fn is_period(key: &str) -> bool {
    let (prefix, number) = key.split_once('-').unwrap_or((key, ""));
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    is_year || prefix == "FY" || prefix.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::of_directory;

    #[test]
    fn a_folder_may_carry_the_number_of_its_incident() {
        assert_eq!(of_directory("docs/INC-42"), Some("INC-42"));
        assert_eq!(of_directory("docs/INC-42/updates"), Some("INC-42"));
        assert_eq!(of_directory("INC-42/comms/updates"), None);
    }

    #[test]
    fn a_folder_of_a_period_carries_none() {
        for directory in ["status/Q3-2025", "status/FY-25", "status/INC-2025", "status", ""] {
            assert_eq!(of_directory(directory), None, "{directory}");
        }
    }
}
