//! Action items as comma-separated values, one line each, for a spreadsheet.

use chrono::NaiveDate;

use super::Item;

const HEADER: [&str; 10] =
    ["path", "line", "document", "action", "owner", "due", "overdue", "open", "state", "link"];

/// All items below a header.
pub(super) fn render(items: &[Item], today: NaiveDate) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for item in items {
        let action = &item.action;
        writer.write_record([
            &item.path,
            &action.line.to_string(),
            &item.document,
            &action.text,
            action.owner.as_deref().unwrap_or_default(),
            &action.due.map(|due| due.to_string()).unwrap_or_default(),
            &action.is_overdue(today).to_string(),
            &action.is_open.to_string(),
            action.state.map(|state| state.name()).unwrap_or_default(),
            action.link.as_deref().unwrap_or_default(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
