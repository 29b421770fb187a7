//! `metric/mean-of-one`: a mean that is taken over a single incident.

use crate::document::Field;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::{Edit, Span};
use crate::vocabulary::{FieldKind, Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "metric/mean-of-one",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog, Kind::Message],
    summary: "A mean such as MTTR over a single incident",
    fix: FixKind::Safe,
    page: include_str!("mean_of_one.md"),
    check: Check::Document(check),
};

/// Words in a field that is taken over several incidents after all.
const OVER_SEVERAL: &[&str] =
    &["average", "median", "month", "quarter", "year", "last ", "incidents", "target"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for field in &context.document.fields {
        let Some(mean) = Mean::of(context, field) else { continue };
        if !is_over_several(context, field) {
            report(context, &mean, findings);
        }
    }
}

/// Whether the field says so, or the document gives the same figure again, as
/// a report over a quarter does.
fn is_over_several(context: &Context<'_>, field: &Field) -> bool {
    let words = format!("{} {}", field.label, field.value).to_lowercase();
    let is_repeated =
        context.document.fields.iter().filter(|other| other.label == field.label).count() > 1;
    is_repeated || OVER_SEVERAL.iter().any(|several| words.contains(several))
}

/// The words in a label that name a mean, and those for a single time.
struct Mean {
    span: Span,
    single: &'static str,
}

impl Mean {
    fn of(context: &Context<'_>, field: &Field) -> Option<Self> {
        let short = single(field.kind?)?;
        let label = field.label_span.of(context.text).to_ascii_lowercase();
        let (at, length, single) = match label.find("mean time to ") {
            Some(at) => (at, "mean time".len(), "Time"),
            None => (abbreviation(&label)?, "mttr".len(), short),
        };
        let start = field.label_span.start + at;
        Some(Self { span: Span::new(start, start + length), single })
    }
}

/// Where a word of four letters begins that opens with `mtt`.
fn abbreviation(label: &str) -> Option<usize> {
    let at = label.find("mtt")?;
    let is_inside = label[..at].ends_with(char::is_alphanumeric);
    let length = label[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    (!is_inside && length == 4).then_some(at)
}

const fn single(field: FieldKind) -> Option<&'static str> {
    match field {
        FieldKind::TimeToDetect => Some("Time to detect"),
        FieldKind::TimeToAcknowledge => Some("Time to acknowledge"),
        FieldKind::TimeToMitigate => Some("Time to mitigate"),
        FieldKind::TimeToResolve => Some("Time to resolve"),
        _ => None,
    }
}

fn report(context: &Context<'_>, mean: &Mean, findings: &mut Findings) {
    let written = mean.span.of(context.text);
    let single = mean.single;
    findings
        .report(
            mean.span,
            format!("“{written}” is a mean over many incidents, and this is the time of one. Write “{single}”"),
        )
        .fix(Fix::safe(format!("Write “{single}”"), vec![Edit::replace(mean.span, single)]));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_mean_of_one_incident_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

- **MTTR:** 38 minutes
    ^^^^ the time of one
- **Mean time to detect:** 4 minutes
    ^^^^^^^^^ the time of one
",
        );
    }

    #[test]
    fn a_mean_over_many_incidents_is_right() {
        check(&RULE, "# Post-mortem: x\n\n- **MTTR:** 38 minutes over the last quarter\n");
        check(&RULE, "# Post-mortem: x\n\n- **Time to resolve:** 38 minutes\n");
    }

    #[test]
    fn the_fix_leaves_out_the_mean() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n- **MTTD:** 4 minutes\n- **Mean time to resolve:** 38 minutes\n",
            "# Post-mortem: x\n\n- **Time to detect:** 4 minutes\n- **Time to resolve:** 38 minutes\n",
        );
    }
}
