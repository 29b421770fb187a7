//! `warroom new`: a document made of a template.

mod list;
mod prompt;

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args};
use warroom_core::ide::Settings;
use warroom_core::ide::templates::{self, Scene, Template, Values, built_in_templates};

use super::Failure;
use super::made::{self, Given, Target};
use super::options::Surroundings;
use crate::config::nearest;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The template: `warroom new --list` names them
    #[arg(value_name = "KIND", value_parser = Names, hide_possible_values = true, required_unless_present = "list")]
    template: Option<String>,
    /// List the templates, or the fields of the one that is named
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    making: Making,
}

/// A command for one template.
#[derive(Debug, Args)]
pub(crate) struct Short {
    #[command(flatten)]
    making: Making,
}

/// How a document is made.
#[derive(Debug, Args)]
struct Making {
    #[command(flatten)]
    given: Given,
    /// Write this file, or into this directory; `-` is standard output
    /// [default: a file in this directory, named as configured]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    surroundings: Surroundings,
}

/// Makes a document, or lists what can be made.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let kit = Kit::new(&options.making)?;
    match (&options.template, options.list) {
        (Some(name), false) => kit.make(&options.making, name),
        (Some(name), true) => list::fields(kit.template(&options.making, name)?, &kit.scene()),
        (None, _) => list::all(&kit.templates),
    }
}

impl Short {
    /// Makes a document of that template.
    pub(crate) fn run(&self, name: &str) -> Result<ExitCode, Failure> {
        Kit::new(&self.making)?.make(&self.making, name)
    }
}

/// What is at hand where the document will lie.
struct Kit {
    templates: Vec<Template>,
    settings: std::sync::Arc<Settings>,
    utc: chrono::NaiveDateTime,
}

impl Kit {
    fn new(making: &Making) -> Result<Self, Failure> {
        let configuration = making.surroundings.configuration()?;
        let place = making.place();
        let templates = crate::templates::all(&configuration, &place)?;
        let settings = configuration.place(&place)?.settings;
        Ok(Self { templates, settings, utc: making.surroundings.moment().utc })
    }

    fn scene(&self) -> Scene<'_> {
        Scene { settings: &self.settings, utc: self.utc }
    }

    fn make(&self, making: &Making, name: &str) -> Result<ExitCode, Failure> {
        let template = self.template(making, name)?;
        let mut values = making.given.values(template)?;
        // Whoever gave a wrong value wants to know it before being asked more.
        self.fill(template, &values)?;
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            prompt::ask(
                template,
                &mut values,
                &self.scene(),
                &mut io::stdin().lock(),
                &mut io::stderr(),
            )?;
        }
        let filled = self.fill(template, &values)?;
        let output = making.output.as_deref().unwrap_or(Path::new("."));
        made::give(&filled, &Target::named(output, &filled))
    }

    fn fill(&self, template: &Template, values: &Values) -> Result<templates::Filled, Failure> {
        let filled = template.fill(values, &self.scene());
        filled.map_err(|error| Failure::Misuse(error.to_string()))
    }

    fn template(&self, making: &Making, name: &str) -> Result<&Template, Failure> {
        let asked = making.surroundings.profile();
        let found = match asked {
            Some(_) => templates::find(&self.templates, name, asked),
            None => templates::preferred(&self.templates, name, self.settings.profile.as_deref()),
        };
        found.ok_or_else(|| Failure::Misuse(self.not_found(name, asked)))
    }

    fn not_found(&self, name: &str, profile: Option<&str>) -> String {
        if let Some(profile) =
            profile.filter(|_| templates::find(&self.templates, name, None).is_some())
        {
            return format!(
                "there is no template `{name}` of the profile `{profile}`; `warroom new --list` lists them"
            );
        }
        match nearest(name, self.templates.iter().map(|template| template.name.as_str())) {
            Some(near) => format!("there is no template `{name}`; did you mean `{near}`?"),
            None => format!("there is no template `{name}`; `warroom new --list` lists them"),
        }
    }
}

impl Making {
    /// A path where the document will lie, for which configuration holds.
    fn place(&self) -> PathBuf {
        match &self.output {
            Some(output) if output.is_dir() => output.join("new.md"),
            Some(output) if output != Path::new("-") => output.clone(),
            _ => PathBuf::from("new.md"),
        }
    }
}

/// The names of templates: those that come with the tool are completed by the
/// shell, and those of a team are taken as well.
#[derive(Clone, Debug)]
struct Names;

impl TypedValueParser for Names {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |template: &'static Template| {
            PossibleValue::new(template.name.as_str()).help(template.about.as_str())
        };
        Some(Box::new(built_in_templates().iter().map(value)))
    }
}
