//! What commands share that make a document: the values that are given, and
//! where the text goes. A file is written whole or not at all, and never over
//! another.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use warroom_core::ide::templates::{Filled, Template, Values};

use super::Failure;
use crate::config::nearest;
use crate::workspace;

/// Values that are given on the command line.
#[derive(Debug, Args)]
pub(crate) struct Given {
    /// Fill in a field; again and again for a list
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = pair)]
    fields: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

impl Given {
    /// The values, for a template that has these fields.
    ///
    /// # Errors
    /// When it has no such field.
    pub(crate) fn values(&self, template: &Template) -> Result<Values, Failure> {
        for (name, _) in &self.fields {
            if template.field(name).is_none() {
                return Err(Failure::Misuse(unknown_field(template, name)));
            }
        }
        Ok(self.all())
    }

    /// The values, whatever they are for.
    pub(crate) fn all(&self) -> Values {
        let mut values = Values::new();
        self.fields.iter().for_each(|(name, value)| values.add(name, value.as_str()));
        values
    }
}

fn unknown_field(template: &Template, name: &str) -> String {
    let known = || template.fields.iter().map(|field| field.name.as_str());
    match nearest(name, known()) {
        Some(near) => format!("there is no field `{name}`; did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = known().collect();
            format!("there is no field `{name}`; {} has {}", template.name, known.join(", "))
        }
    }
}

/// Where a text goes.
#[derive(Debug)]
pub(crate) enum Target {
    /// Standard output.
    Output,
    /// A file that is not there yet.
    File(PathBuf),
}

impl Target {
    /// The target that is named: `-` is standard output, and a directory holds
    /// the file under its own name.
    pub(crate) fn named(name: &Path, filled: &Filled) -> Self {
        if name == Path::new("-") {
            return Self::Output;
        }
        if name.is_dir() {
            Self::File(name.join(&filled.file_name))
        } else {
            Self::File(name.to_owned())
        }
    }
}

/// Gives a text out, and says on standard error what was left blank.
pub(crate) fn give(filled: &Filled, target: &Target) -> Result<ExitCode, Failure> {
    match target {
        Target::Output => io::stdout().lock().write_all(filled.text().as_bytes())?,
        Target::File(path) => {
            write_new(path, &filled.text()).map_err(Failure::Misuse)?;
            writeln!(io::stdout(), "{}", workspace::shown(path))?;
        }
    }
    if !filled.unfilled.is_empty() {
        anstream::eprintln!("warroom: {}", left_blank(filled));
    }
    Ok(ExitCode::SUCCESS)
}

fn left_blank(filled: &Filled) -> String {
    let names: Vec<&str> = filled.unfilled.iter().map(|field| field.name.as_str()).collect();
    format!("left blank: {}; `warroom check` finds each until it is filled in", names.join(", "))
}

/// Writes a file that is whole from its first moment on.
fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let shown = workspace::shown(path);
    workspace::create(path, text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("{shown} is there already, and was left as it is; name another file with -o")
        }
        _ => format!("cannot write {shown}: {}", workspace::describe(&error)),
    })
}
