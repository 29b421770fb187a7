//! `timeline/duplicate`: an entry that says the same as one above it.

use rustc_hash::FxHashMap;

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::text::{Edit, Span};
use crate::timeline::{Entry, EntryForm, unit};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/duplicate",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "An entry that repeats one above it, word for word",
    fix: FixKind::Safe,
    page: include_str!("duplicate.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for run in context.timeline.runs() {
        let mut seen: FxHashMap<_, &Entry> = FxHashMap::default();
        seen.reserve(run.len());
        for entry in run.iter().filter(|entry| !entry.text.trim().is_empty()) {
            let whole = unit::whole(context.syntax, entry);
            let key = (entry.at, content(context, entry, whole));
            match seen.get(&key) {
                Some(first) => report(context, first, entry, whole, findings),
                None => {
                    seen.insert(key, entry);
                }
            }
        }
    }
}

/// What the whole entry says, the marker of a list item left out.
fn content<'a>(context: &Context<'a>, entry: &Entry, whole: Span) -> &'a str {
    let first_text = context.syntax.blocks.get(entry.block + 1);
    let from = match (entry.form, first_text) {
        (EntryForm::Item, Some(text)) => text.span.start.clamp(whole.start, whole.end),
        _ => whole.start,
    };
    Span::new(from, whole.end).of(context.text).trim()
}

fn report(
    context: &Context<'_>,
    first: &Entry,
    entry: &Entry,
    whole: Span,
    findings: &mut Findings,
) {
    let name = moments::name(context, entry);
    findings
        .report(entry.stamp.span, format!("{name} stands here a second time. One entry is enough"))
        .see(first.stamp.span, "It first stands here")
        .fix(Fix::safe("Delete the repeated entry", vec![Edit::delete(lines(context, whole))]));
}

/// The lines of an entry with the ending before them, so that what follows
/// stays as far away as it was.
fn lines(context: &Context<'_>, whole: Span) -> Span {
    let first = context.lines.line(whole.start);
    let last = context.lines.span(context.lines.line(whole.end), context.text);
    let above = context.text[..context.lines.span(first, context.text).start].trim_end();
    Span::new(above.len(), last.end)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_repeated_row_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

| Time (UTC) | Event |
|------|-------|
| 2026-03-04 14:20 | Alert |
| 2026-03-04 14:20 | Alert |
  ^^^^^^^^^^^^^^^^ a second time
| 2026-03-04 14:43 | Pool raised |
",
        );
    }

    #[test]
    fn the_same_words_at_another_time_are_no_repetition() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 14:25 UTC Alert
- 2026-03-04 14:25 UTC Alert on latency
",
        );
    }

    #[test]
    fn two_milestones_at_one_time_are_no_repetition() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- Mitigated 2026-03-04 14:58
- Resolved 2026-03-04 14:58
",
        );
    }

    #[test]
    fn the_repetition_goes_and_nothing_else() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-04 14:20 UTC a\n\n- 2026-03-04 14:20 UTC a\n\n- 2026-03-04 14:43 UTC b\n",
            "# Post-mortem: x\n\n## Timeline\n\n- 2026-03-04 14:20 UTC a\n\n- 2026-03-04 14:43 UTC b\n",
        );
    }
}
