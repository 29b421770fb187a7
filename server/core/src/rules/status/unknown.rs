//! `status/unknown`: a status or an impact that a status page does not know.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::{Edit, Span};
use crate::updates::{Audience, Form};
use crate::vocabulary::fold::fold;
use crate::vocabulary::{Impact, Kind, Level, Status};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "status/unknown",
    level: Level::Error,
    default: true,
    kinds: &[Kind::Declaration, Kind::IncidentLog, Kind::Update, Kind::StatusUpdate],
    summary: "A status or an impact that a status page does not know",
    fix: FixKind::Unsafe,
    page: include_str!("unknown.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let updates = context.updates();
    let head = (updates.status, updates.impact, Audience::Public);
    let said = updates.all.iter().filter(|update| update.form != Form::Entry);
    let said = said.map(|update| (update.status, update.impact, update.audience));
    for (status, impact, audience) in std::iter::once(head).chain(said) {
        let is_public = audience == Audience::Public;
        if let Some(stated) = status.filter(|stated| stated.value.is_none()) {
            check_status(context, stated.span, is_public, findings);
        }
        if let Some(stated) = impact.filter(|one| one.value.is_none() && is_public) {
            check_impact(context, stated.span, findings);
        }
    }
}

/// Inside a team other words are in use, so that only a slip of the pen counts
/// there; a page has its eight words.
fn check_status(context: &Context<'_>, span: Span, is_public: bool, findings: &mut Findings) {
    let written = span.of(context.text);
    let folded = folded(written);
    let nearest = Status::nearest(&folded);
    let is_slip = nearest.is_some_and(|status| status.title().get(..3) == written.get(..3));
    let is_word = written.is_ascii() && written.contains(|c: char| c.is_ascii_alphabetic());
    if Status::is_of_something_else(&folded) || !is_word || !is_public && !is_slip {
        return;
    }
    let of = |maintenance: bool| -> String {
        let all = Status::ALL.iter().filter(|status| status.is_of_maintenance() == maintenance);
        all.map(|status| status.title().to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    let message = format!(
        "“{written}” is no status that readers know. An incident is {}; a maintenance is {}",
        of(false),
        of(true)
    );
    let finding = findings.report(span, message);
    if let Some(status) = nearest {
        finding.fix(write(span, written, status.title()));
    }
}

/// What is affected is often told in words of its own; only a word that stands
/// for one of the four degrees is taken for one.
fn check_impact(context: &Context<'_>, span: Span, findings: &mut Findings) {
    let written = span.of(context.text);
    let Some(impact) = Impact::nearest(&folded(written)) else { return };
    let message =
        format!("“{written}” is no impact that readers know. Use none, minor, major or critical");
    findings.report(span, message).fix(write(span, written, impact.title()));
}

fn folded(written: &str) -> String {
    let mut folded = String::new();
    fold(written, &mut folded);
    folded
}

/// Writes the right word with the capital of the wrong one.
fn write(span: Span, written: &str, title: &str) -> Fix {
    let is_capital = written.starts_with(char::is_uppercase);
    let word = if is_capital { title.to_owned() } else { title.to_lowercase() };
    Fix::proposal(format!("Write {word}"), vec![Edit::replace(span, word)])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix_with, check_kind};
    use crate::vocabulary::Kind;

    #[test]
    fn a_word_that_is_no_status_is_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
# Uploads fail

**Status:** Fixed
            ^^^^^ no status that readers know
**Impact:** High
            ^^^^ no impact that readers know

Uploads work again.
",
        );
    }

    #[test]
    fn the_head_of_a_page_is_looked_at_too() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
# Uploads fail

**Status:** Fixed
            ^^^^^ no status

## Updates

**Resolved** (14:05 UTC) - Uploads work again.
",
        );
    }

    #[test]
    fn the_eight_words_and_the_four_are_known() {
        for status in
            ["Investigating", "resolved", "🟢 Monitoring", "In progress", "Identified (14:05)"]
        {
            check_kind(
                &RULE,
                Kind::StatusUpdate,
                &format!("# Uploads\n\n**Status:** {status}\n**Impact:** minor\n"),
            );
        }
    }

    #[test]
    fn sentences_and_other_states_are_left_alone() {
        for status in
            ["Uploads work, we watch", "Draft", "Partial outage", "Operational", "{{ status }}", ""]
        {
            check_kind(
                &RULE,
                Kind::StatusUpdate,
                &format!("# Uploads\n\n**Status:** {status}\n**Impact:** Uploads\n"),
            );
        }
    }

    #[test]
    fn inside_a_team_only_slips_are_found() {
        check_kind(
            &RULE,
            Kind::Update,
            "
📋 UPDATE #1 - 14:05

**Status:** Investigatng
            ^^^^^^^^^^^^ no status
",
        );
        check_kind(&RULE, Kind::Update, "📋 UPDATE #1 - 14:05\n\n**Status:** Mitigated\n");
    }

    #[test]
    fn the_status_of_a_step_is_another_thing() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "# Uploads\n\n**Mitigation:**\n\n- Action: new disk\n- Status: Half done\n",
        );
    }

    #[test]
    fn the_fix_writes_the_nearest_word() {
        check_fix_with(
            &RULE,
            "# Uploads\n\n- Status: under investigation\n- Impact: Medium\n",
            "# Uploads\n\n- Status: investigating\n- Impact: Minor\n",
            |settings| settings.kind = Some(Kind::StatusUpdate),
        );
    }
}
