//! `severity/unknown`: a severity that the scale does not have.

use crate::document::Field;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, facts, write};
use crate::settings::Settings;
use crate::text::Edit;
use crate::vocabulary::{Kind, Level, absence};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "severity/unknown",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::Postmortem, Kind::Message],
    summary: "A severity that the team's scale does not have",
    fix: FixKind::Safe,
    page: include_str!("unknown.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(field) = facts::severity_field(context).filter(|field| is_severity(field)) else {
        return;
    };
    let value = field.value.to_lowercase();
    let is_open = write::is_blank(&value) || absence::is_nothing(&value);
    if is_open || facts::severity_of_value(&value, context.settings).is_some() {
        return;
    }
    let names: Vec<&str> =
        context.settings.severities.iter().map(|severity| severity.name.as_str()).collect();
    let message = format!(
        "“{}” is not on the scale of severities, so nobody knows what it asks for. Use one of {}",
        field.value,
        names.join(", ")
    );
    let finding = findings.report(field.value_span, message);
    if let Some(meant) = misspelt(&field.value, context.settings) {
        finding
            .fix(Fix::safe(format!("Write {meant}"), vec![Edit::replace(field.value_span, meant)]));
    }
}

/// A label such as `Priority` can carry a severity, but also other scales.
fn is_severity(field: &Field) -> bool {
    field.label.to_lowercase().contains("sev")
}

/// The step that was meant by a word with its number but a letter astray.
fn misspelt<'a>(value: &str, settings: &'a Settings) -> Option<&'a str> {
    let (letters, digits) = split(value);
    let mut near =
        settings.severities.iter().map(|severity| severity.name.as_str()).filter(|name| {
            let (stem, number) = split(name);
            number == digits && !number.is_empty() && is_one_slip_away(&letters, &stem)
        });
    near.next().filter(|_| near.next().is_none())
}

fn split(word: &str) -> (Vec<char>, String) {
    let word = word.to_lowercase();
    let letters = word.chars().filter(|c| c.is_alphabetic()).collect();
    (letters, word.chars().filter(char::is_ascii_digit).collect())
}

/// Whether one letter is missing, added, changed or swapped with the next.
fn is_one_slip_away(written: &[char], meant: &[char]) -> bool {
    let same = written.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (a, b) = (&written[same..], &meant[same..]);
    match (a, b) {
        ([], []) => false,
        ([x, y, rest @ ..], [p, q, tail @ ..]) if x == q && y == p && rest == tail => true,
        ([_, rest @ ..], [_, tail @ ..]) if rest == tail => true,
        _ => a.get(1..) == Some(b) || b.get(1..) == Some(a),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_with};
    use crate::settings::Severity;

    #[test]
    fn a_step_that_is_not_on_the_scale_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Severity:** SEV7
              ^^^^ not on the scale
",
        );
    }

    #[test]
    fn other_spellings_and_remarks_are_known() {
        for value in
            ["sev-2", "Severity 2", "P2", "2", "SEV2 (all hands)", "Major, degraded", "High"]
        {
            check(&RULE, &format!("# Post-mortem: checkout\n\n**Severity:** {value}\n"));
        }
    }

    #[test]
    fn an_open_severity_is_not_unknown() {
        for value in ["TBD", "n/a", "{{ severity }}", "unknown"] {
            check(&RULE, &format!("# Post-mortem: checkout\n\n**Severity:** {value}\n"));
        }
    }

    #[test]
    fn a_priority_may_follow_another_scale() {
        check(&RULE, "# Post-mortem: checkout\n\n**Priority:** urgent\n");
    }

    #[test]
    fn the_scale_of_the_team_counts() {
        check_with(
            &RULE,
            "
# Post-mortem: checkout

**Severity:** SEV1
              ^^^^ Use one of Red
",
            |settings| {
                settings.severities = vec![Severity {
                    rank: 1,
                    name: "Red".to_owned(),
                    aliases: Vec::new(),
                    meaning: String::new(),
                    update_minutes: None,
                }];
            },
        );
    }

    #[test]
    fn a_slip_of_one_letter_is_mended() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n**Severity:** SVE1\n",
            "# Post-mortem: checkout\n\n**Severity:** SEV1\n",
        );
    }
}
