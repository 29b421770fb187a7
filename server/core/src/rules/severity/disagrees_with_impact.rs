//! `severity/disagrees-with-impact`: a severity that the stated impact does
//! not bear out.

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, facts};
use crate::text::{Edit, Span};
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "severity/disagrees-with-impact",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Declaration, Kind::Postmortem],
    summary: "A severity that the stated impact does not bear out",
    fix: FixKind::Unsafe,
    page: include_str!("disagrees_with_impact.md"),
    check: Check::Document(check),
};

/// A share of users: `15 % of users`, `about 3% of all checkout attempts`.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(\d{1,3}(?:\.\d+)?) ?(?:%|percent)(?: of)?(?: (?:all|our|the|active|checkout|login|api))* (?:users|customers|visitors|members|requests|checkouts|attempts|orders|sessions|payments|logins)\b",
    )
    .expect("a pattern")
});

/// Harm that is grave whatever the share.
static GRAVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:data breach|customer data (?:was|were) (?:exposed|leaked)|revenue (?:was )?lost|lost revenue|loss of revenue)\b")
        .expect("a pattern")
});

/// What the stated impact asks for.
struct Asked {
    rank: u8,
    span: Span,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(field) = facts::severity_field(context) else { return };
    let Some(stated) = facts::severity_of_value(&field.value, context.settings) else { return };
    let Some(asked) = asked(context).filter(|asked| asked.rank != stated.rank) else { return };
    let Some(fitting) = context.settings.severities.iter().find(|s| s.rank == asked.rank) else {
        return;
    };
    findings
        .report(
            field.value_span,
            format!(
                "{} is stated, but “{}” asks for {}. Check which of the two is right",
                stated.name,
                asked.span.of(context.text),
                fitting.name
            ),
        )
        .see(asked.span, "the stated impact")
        .fix(Fix::proposal(
            format!("Write {}", fitting.name),
            vec![Edit::replace(field.value_span, fitting.name.clone())],
        ));
}

/// The gravest rank that the impact's figures and words ask for.
fn asked(context: &Context<'_>) -> Option<Asked> {
    impact_spans(context)
        .into_iter()
        .flat_map(|span| asked_in(context.text, span))
        .min_by_key(|asked| asked.rank)
}

/// Where a document states its impact: a field, and its impact section.
fn impact_spans(context: &Context<'_>) -> Vec<Span> {
    let field = context.document.field(FieldKind::Impact).map(|field| field.value_span);
    let section = context.document.section(SectionKind::Impact).map(|section| section.span);
    field.into_iter().chain(section).collect()
}

fn asked_in(text: &str, span: Span) -> Vec<Asked> {
    let part = span.of(text);
    let place = |range: std::ops::Range<usize>| Span::from(range).shift(span.start);
    let grave = GRAVE.find_iter(part).map(|found| Asked { rank: 1, span: place(found.range()) });
    let shares = SHARE.captures_iter(part).filter_map(|found| {
        let share: f64 = found[1].parse().ok()?;
        Some(Asked { rank: rank_of_share(share), span: place(found.get(0)?.range()) })
    });
    grave.chain(shares).collect()
}

/// The decision tree's step for a share of users in percent.
fn rank_of_share(share: f64) -> u8 {
    match share {
        share if share >= 25.0 => 1,
        share if share >= 10.0 => 2,
        share if share >= 1.0 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_severity_below_the_stated_share_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Severity:** SEV3
              ^^^^ “40 % of users” asks for SEV1

## Impact

For 23 minutes 40 % of users could not pay.
",
        );
    }

    #[test]
    fn the_gravest_figure_counts() {
        check(
            &RULE,
            "# Post-mortem: checkout errors

**Severity:** SEV1

## Impact

12% of customers saw errors, and customer data was exposed.
",
        );
    }

    #[test]
    fn a_share_of_something_else_says_nothing() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n**Severity:** SEV3\n\n## Impact\n\nThe disk was 95 % full.\n",
        );
    }

    #[test]
    fn the_fix_writes_the_fitting_step() {
        check_fix(
            &RULE,
            "# Post-mortem: checkout\n\n**Severity:** SEV3\n\n## Impact\n\n12 % of users saw errors.\n",
            "# Post-mortem: checkout\n\n**Severity:** SEV2\n\n## Impact\n\n12 % of users saw errors.\n",
        );
    }
}
