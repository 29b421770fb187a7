//! Options that several commands share.

use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use warroom_core::ide::{Kind, Level, Present, Preset, Snapshot};

use super::Failure;
use crate::clock;
use crate::config::{self, Configuration, Problem, RuleLevel};

/// Where configuration comes from, and what day it is.
#[derive(Debug, Args)]
pub(crate) struct Surroundings {
    /// Read this configuration instead of the nearest warroom.toml
    #[arg(long, value_name = "FILE", help_heading = "Configuration", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Read no configuration at all
    #[arg(long, help_heading = "Configuration")]
    no_config: bool,
    /// Demand what this profile demands
    #[arg(long, value_name = "NAME", help_heading = "Configuration")]
    profile: Option<String>,
    /// Take this day as today [default: the clock's]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Configuration")]
    today: Option<NaiveDate>,
}

/// The same for a command that reads documents, and how it reads them.
#[derive(Debug, Args)]
pub(crate) struct Configured {
    #[command(flatten)]
    surroundings: Surroundings,
    /// Start from these levels
    #[arg(long, value_parser = preset_parser(), help_heading = "Configuration")]
    preset: Option<Preset>,
    /// Read every document as one of this kind
    #[arg(long, value_parser = kind_parser(), help_heading = "Configuration")]
    kind: Option<Kind>,
}

/// Which rules run, and at which level.
#[derive(Debug, Args)]
pub(crate) struct RuleChoice {
    /// Run only these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,
    /// Do not run these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,
    /// Set the level of a rule or group: off, info, warning or error
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = rule_level, help_heading = "Rules")]
    level: Vec<RuleLevel>,
}

impl Surroundings {
    /// The moment that counts as now: noon of a day that was given, in UTC.
    pub(crate) fn moment(&self) -> Present {
        self.today.map_or_else(clock::present, clock::at_noon)
    }

    /// The profile that was asked for here.
    pub(crate) fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The configuration under these options.
    pub(crate) fn configuration(&self) -> Result<Configuration, Failure> {
        self.under(config::Above::default())
    }

    fn under(&self, above: config::Above) -> Result<Configuration, Failure> {
        let above = config::Above { profile: self.profile.clone(), ..above };
        let source = match (&self.config, self.no_config) {
            (Some(file), _) => config::Source::File(file.clone()),
            (None, true) => config::Source::Nowhere,
            (None, false) => config::Source::Nearest,
        };
        Ok(Configuration::new(source, above)?)
    }
}

impl Configured {
    /// This moment; a given day has none.
    pub(crate) fn present(&self) -> Option<Present> {
        self.surroundings.today.is_none().then(clock::present)
    }

    /// The moment that counts as now.
    pub(crate) fn moment(&self) -> Present {
        self.surroundings.moment()
    }

    /// The profile that was asked for here.
    pub(crate) fn profile(&self) -> Option<&str> {
        self.surroundings.profile()
    }

    /// The day that counts as today.
    pub(crate) fn today(&self) -> NaiveDate {
        self.surroundings.today.unwrap_or_else(|| Local::now().date_naive())
    }

    /// The configuration under these options.
    pub(crate) fn configuration(
        &self,
        rules: Option<&RuleChoice>,
    ) -> Result<Configuration, Failure> {
        let mut above =
            config::Above { preset: self.preset, kind: self.kind, ..config::Above::default() };
        if let Some(rules) = rules {
            rules.check_names()?;
            above.select.clone_from(&rules.select);
            above.ignore.clone_from(&rules.ignore);
            above.levels.clone_from(&rules.level);
        }
        self.surroundings.under(above)
    }

    /// A document that holds `text`, read as its configuration says.
    ///
    /// # Errors
    /// When the configuration at that place is wrong.
    pub(crate) fn snapshot(
        &self,
        configuration: &Configuration,
        path: &Path,
        text: String,
    ) -> Result<Snapshot, Problem> {
        let place = configuration.place(path)?;
        Ok(Snapshot::new(place.path, text, place.settings, self.today()))
    }
}

impl RuleChoice {
    fn check_names(&self) -> Result<(), Failure> {
        let levels = self.level.iter().map(|level| &level.rule);
        for name in self.select.iter().chain(&self.ignore).chain(levels) {
            if !config::is_rule_or_group(name) {
                return Err(Failure::Misuse(config::unknown_rule(name)));
            }
        }
        Ok(())
    }
}

fn rule_level(text: &str) -> Result<RuleLevel, String> {
    let (rule, level) = text.split_once('=').ok_or("write it as RULE=LEVEL")?;
    let level = Level::from_name(level).ok_or("a level is one of off, info, warning and error")?;
    Ok(RuleLevel { rule: rule.to_owned(), level })
}

fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    one_of(Kind::ALL, Kind::name)
}

fn preset_parser() -> impl TypedValueParser<Value = Preset> {
    one_of(Preset::ALL, Preset::name)
}

/// One of these values, by its name; help and completions list the names.
pub(crate) fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let named = move |word: &str| all.iter().copied().find(|value| name(*value) == word);
    PossibleValuesParser::new(all.iter().map(|value| name(*value)))
        .try_map(move |word| named(&word).ok_or("it is none of the possible values"))
}
