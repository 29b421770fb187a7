//! `timeline/ambiguous-zone`: an abbreviation that names several zones.

use super::zones;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::time::ZoneMeaning;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/ambiguous-zone",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog, Kind::GameDay],
    summary: "A zone whose abbreviation has several meanings",
    fix: FixKind::None,
    page: include_str!("ambiguous_zone.md"),
    check: Check::Document(check),
};

/// What an abbreviation may mean, each with its distance from UTC.
const MEANINGS: &[(&str, &str)] = &[
    ("IST", "India (UTC+05:30), Israel (UTC+02:00) and Ireland (UTC+01:00)"),
    ("AST", "the Atlantic coast (UTC-04:00) and Arabia (UTC+03:00)"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut seen: Vec<String> = Vec::new();
    for (zone, _) in zones::written(context) {
        let name = zone.name.to_ascii_uppercase();
        if zone.meaning != ZoneMeaning::Ambiguous || seen.contains(&name) {
            continue;
        }
        let meanings = MEANINGS.iter().find(|(known, _)| *known == name);
        let meanings = meanings.map_or("several zones", |(_, meanings)| meanings);
        findings.report(
            zone.span,
            format!(
                "“{}” is used in {meanings}. Write the distance from UTC or a place such as Asia/Kolkata, or settle the abbreviation once in the configuration",
                zone.name
            ),
        );
        seen.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_with};

    const INDIA: &str = "
# Post-mortem: checkout errors

## Timeline

All times in IST.
             ^^^ India (UTC+05:30), Israel (UTC+02:00) and Ireland (UTC+01:00)

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
";

    #[test]
    fn an_abbreviation_of_several_zones_is_found_once() {
        check(&RULE, INDIA);
    }

    #[test]
    fn an_abbreviation_that_the_team_has_settled_is_clear() {
        let without_marks: String = INDIA
            .lines()
            .filter(|line| !line.contains('^'))
            .map(|line| format!("{line}\n"))
            .collect();
        check_with(&RULE, &without_marks, |settings| {
            settings.abbreviations.insert("IST".into(), "Asia/Kolkata".into());
        });
    }

    #[test]
    fn a_place_is_clear() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

All times in Asia/Kolkata.

- 2026-03-04 14:20 Alert
- 2026-03-04 14:43 Pool raised
",
        );
    }
}
