//! `warroom severity`: which severity an incident has, by what it does to
//! people. What is not told by an option is asked on a terminal.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{ArgAction, Args};
use serde_json::json;
use warroom_core::ide::{Impact, Question, Settings, Triage};

use super::Failure;
use super::options::Surroundings;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Whether data has come into the wrong hands
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    data_breach: Option<bool>,
    /// Whether revenue is being lost
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    revenue_lost: Option<bool>,
    /// How many users are affected, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    users: Option<f64>,
    /// Whether something is down that the product is for
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    core_down: Option<bool>,
    /// Whether there is a way around it that users can take
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    workaround: Option<bool>,
    /// How much slower it is than usual, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    slowdown: Option<f64>,
    /// Whether a key customer is affected
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    key_customer: Option<bool>,
    /// Whether a lesser feature is broken
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = answer, action = ArgAction::Set)]
    minor_feature: Option<bool>,
    /// Write the answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    surroundings: Surroundings,
}

/// Yes or no, in the words that people type.
fn answer(word: &str) -> Result<bool, String> {
    match word.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" => Ok(true),
        "n" | "no" | "false" => Ok(false),
        _ => Err("answer yes or no".to_owned()),
    }
}

fn percent(word: &str) -> Result<f64, String> {
    let number = word.trim().trim_end_matches('%').trim().parse::<f64>();
    let is_share = |number: &f64| number.is_finite() && *number >= 0.0;
    number.ok().filter(is_share).ok_or_else(|| "give a number of percent, such as 15".to_owned())
}

/// Finds the severity.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let configuration = options.surroundings.configuration()?;
    let settings = configuration.place(Path::new("new.md"))?.settings;
    let mut impact = options.impact();
    let may_ask = io::stdin().is_terminal() && io::stderr().is_terminal();
    loop {
        match impact.triage() {
            Triage::Assigned { rank, reason } => return options.tell(rank, reason, &settings),
            Triage::Ask(question) if may_ask => {
                ask(question, &mut impact, &mut io::stdin().lock(), &mut io::stderr())?;
            }
            Triage::Ask(question) => return Err(Failure::Misuse(unknown(question))),
        }
    }
}

fn unknown(question: Question) -> String {
    let value = if question.is_percentage() { "PERCENT" } else { "yes|no" };
    format!("not enough is known yet. {} Say --{} {value}", question.words(), option(question))
}

/// The option that answers a question.
fn option(question: Question) -> &'static str {
    match question {
        Question::DataBreach => "data-breach",
        Question::RevenueLost => "revenue-lost",
        Question::UsersAffected => "users",
        Question::CoreFunctionDown => "core-down",
        Question::WorkaroundExists => "workaround",
        Question::Slowdown => "slowdown",
        Question::KeyCustomerAffected => "key-customer",
        Question::MinorFeatureBroken => "minor-feature",
    }
}

/// Puts a question to a person until it is answered.
fn ask(
    question: Question,
    impact: &mut Impact,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<(), Failure> {
    let hint = if question.is_percentage() { "percent" } else { "yes or no" };
    loop {
        write!(output, "{} ({hint}) ", question.words())?;
        output.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(output)?;
            return Err(Failure::Misuse(unknown(question)));
        }
        match set(impact, question, &line) {
            Ok(()) => return Ok(()),
            Err(reason) => writeln!(output, "  {reason}")?,
        }
    }
}

fn set(impact: &mut Impact, question: Question, words: &str) -> Result<(), String> {
    match question {
        Question::UsersAffected => impact.users_affected = Some(percent(words)?),
        Question::Slowdown => impact.slowdown = Some(percent(words)?),
        Question::DataBreach => impact.data_breach = Some(answer(words)?),
        Question::RevenueLost => impact.revenue_lost = Some(answer(words)?),
        Question::CoreFunctionDown => impact.core_function_down = Some(answer(words)?),
        Question::WorkaroundExists => impact.workaround_exists = Some(answer(words)?),
        Question::KeyCustomerAffected => impact.key_customer_affected = Some(answer(words)?),
        Question::MinorFeatureBroken => impact.minor_feature_broken = Some(answer(words)?),
    }
    Ok(())
}

impl Options {
    fn impact(&self) -> Impact {
        Impact {
            data_breach: self.data_breach,
            revenue_lost: self.revenue_lost,
            users_affected: self.users,
            core_function_down: self.core_down,
            workaround_exists: self.workaround,
            slowdown: self.slowdown,
            key_customer_affected: self.key_customer,
            minor_feature_broken: self.minor_feature,
        }
    }

    /// Says the severity by the team's name for it, and why.
    fn tell(&self, rank: u8, reason: &str, settings: &Settings) -> Result<ExitCode, Failure> {
        let step = settings.severities.iter().find(|step| step.rank == rank);
        // A scale with fewer steps ends with its mildest one.
        let step = step.or(settings.severities.last());
        let name = step.map_or("", |step| step.name.as_str());
        let cadence = step.and_then(|step| step.update_minutes);
        if self.json {
            let answer = json!({ "severity": name, "rank": rank, "reason": reason, "updateMinutes": cadence });
            writeln!(io::stdout(), "{answer}")?;
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(io::stdout(), "{name}: {reason}")?;
        if let Some(minutes) = cadence {
            writeln!(io::stdout(), "Send an update every {minutes} minutes at the latest.")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_put_until_it_is_answered() {
        let (mut impact, mut said) = (Impact::default(), Vec::new());
        let mut answers = "perhaps\nno\n".as_bytes();
        ask(Question::DataBreach, &mut impact, &mut answers, &mut said).expect("an answer");
        assert_eq!(impact.data_breach, Some(false));
        let said = String::from_utf8(said).expect("words");
        assert_eq!(said.matches("wrong hands? (yes or no)").count(), 2, "{said}");
        assert!(
            ask(Question::Slowdown, &mut impact, &mut "".as_bytes(), &mut said.into_bytes())
                .is_err()
        );
    }

    #[test]
    fn percent_may_have_its_mark() {
        assert_eq!(percent("15 %"), Ok(15.0));
        assert!(percent("-3").is_err() && percent("many").is_err() && percent("inf").is_err());
    }
}
