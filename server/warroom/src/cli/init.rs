//! `warroom init`: a configuration in which everything is explained.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::process::ExitCode;

use super::Failure;
use crate::config::FILE_NAMES;

/// Every option with its default, all in comments.
const TEMPLATE: &str = include_str!("init/warroom.toml");

/// Writes `warroom.toml` into the current directory; never over another.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    if let Some(name) = FILE_NAMES.iter().find(|name| std::path::Path::new(name).exists()) {
        return Err(Failure::Misuse(format!("{name} is there already; it was left as it is")));
    }
    let name = FILE_NAMES[0];
    let written = OpenOptions::new().write(true).create_new(true).open(name);
    written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())).map_err(|error| {
        let reason = crate::workspace::describe(&error);
        Failure::Misuse(format!("cannot write {name}: {reason}"))
    })?;
    writeln!(io::stdout(), "wrote {name}; every line in it is a comment until you choose")?;
    Ok(ExitCode::SUCCESS)
}
