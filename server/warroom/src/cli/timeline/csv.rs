//! The timeline as comma-separated values, one line an entry, for a
//! spreadsheet.

use warroom_core::ide::timeline::TimelineAnswer;

const HEADER: [&str; 11] = [
    "path",
    "line",
    "column",
    "at",
    "offset",
    "zone",
    "end",
    "approximate",
    "error",
    "milestone",
    "text",
];

/// All entries of all documents below one header.
pub(super) fn render(answers: &[TimelineAnswer]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for answer in answers {
        for event in &answer.events {
            writer.write_record([
                answer.path.as_str(),
                &event.line.to_string(),
                &event.column.to_string(),
                event.at.as_deref().unwrap_or_default(),
                event.offset.as_deref().unwrap_or_default(),
                event.zone.as_deref().unwrap_or_default(),
                event.end.as_deref().unwrap_or_default(),
                if event.approximate { "true" } else { "false" },
                event.error.unwrap_or_default(),
                event.milestone.map(|milestone| milestone.name()).unwrap_or_default(),
                &event.text,
            ])?;
        }
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
