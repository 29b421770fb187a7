//! The templates that can be filled at a place: those that come with the tool,
//! and those that a team keeps in a folder.
//!
//! Reads files; what a template means is core's.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use warroom_core::templates::{Template, built_in_templates};

use crate::config::{Configuration, Problem};
use crate::workspace;

/// The templates for documents at `place`, those of the team last, so that
/// they win where names are the same.
pub(crate) fn all(configuration: &Configuration, place: &Path) -> Result<Vec<Template>, Problem> {
    let settings = configuration.place(place)?.settings;
    let mut templates = built_in_templates().to_vec();
    if let Some(folder) = &settings.template_folder {
        templates.extend(of_folder(Path::new(folder))?);
    }
    Ok(templates)
}

/// The templates of a team: each Markdown file of the folder but its index.
fn of_folder(folder: &Path) -> Result<Vec<Template>, Problem> {
    let files = files(folder).map_err(|error| {
        let reason = workspace::describe(&error);
        let advice = "correct `folder` under [templates] in warroom.toml";
        Problem::unreadable(folder, &format!("the folder of your templates: {reason}; {advice}"))
    })?;
    files.iter().map(|file| read(file)).collect()
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_markdown = path.extension() == Some(OsStr::new("md"));
        if is_markdown && name(&path).is_some_and(|name| !name.eq_ignore_ascii_case("readme")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_string_lossy().into_owned())
}

fn read(path: &Path) -> Result<Template, Problem> {
    let text = workspace::read(path).map_err(|reason| Problem::unreadable(path, &reason))?;
    Template::parse(&name(path).unwrap_or_default(), &text).map_err(|error| {
        let place = format!("{}:{}", workspace::shown(path), error.line);
        Problem::new(format!("{place}: {}", error.reason))
    })
}
