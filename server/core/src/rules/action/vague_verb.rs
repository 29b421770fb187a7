//! `action/vague-verb`: an action item of which nobody can say that it is done.

use super::items;
use crate::document::ActionItem;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "action/vague-verb",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An action item that says no end by which it is done",
    fix: FixKind::None,
    page: include_str!("vague_verb.md"),
    check: Check::Document(check),
};

/// How action items begin that describe a direction and no end.
const VAGUE: &[&str] = &[
    "improve",
    "enhance",
    "better",
    "investigate",
    "look into",
    "look at",
    "consider",
    "explore",
    "think about",
    "discuss",
    "make better",
    "be careful",
    "be more careful",
    "try to",
    "pay attention",
    "pay more attention",
    "work on",
];

/// Words that give such a beginning an end after all: a means, a measure, a
/// purpose, a second verb.
const ENDS: &[&str] = &[
    " by ",
    " so that ",
    ", so ",
    " with a ",
    " until ",
    " and fix",
    " and add",
    " and document",
    " and write",
    " and report",
    " and decide",
    " and implement",
    " and remove",
    " and set",
    " and mend",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for item in &context.document.actions {
        let Some(vague) = vague_beginning(&item.text) else { continue };
        if has_an_end(&item.text) || !items::is_open(context, item) {
            continue;
        }
        findings.report(
            place(context, item, vague),
            format!("“{vague}” has no end by which it is done. Say what will be there that can be seen or measured"),
        );
    }
}

fn vague_beginning(text: &str) -> Option<&str> {
    let text = text.trim_start();
    VAGUE.iter().find_map(|words| {
        let beginning = text.get(..words.len())?;
        let ends = !text[words.len()..].starts_with(char::is_alphanumeric);
        (ends && beginning.eq_ignore_ascii_case(words)).then_some(beginning)
    })
}

/// Whether the item says when it is done; a number is taken for a measure.
fn has_an_end(text: &str) -> bool {
    let text = text.to_lowercase();
    let has_measure = text
        .split_whitespace()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()) || word.ends_with('%'));
    has_measure || ENDS.iter().any(|words| text.contains(words))
}

/// The words in the source, or the whole item where marks stand between them.
fn place(context: &Context<'_>, item: &ActionItem, words: &str) -> Span {
    let found = item.text_span.of(context.text).find(words);
    found.map_or(item.text_span, |at| Span::new(at, at + words.len()).shift(item.text_span.start))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_direction_without_an_end_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Action items

- Improve monitoring of the pool
  ^^^^^^^ no end by which it is done
- Look into retries
  ^^^^^^^^^ no end
- Better alerts
  ^^^^^^ no end
",
        );
    }

    #[test]
    fn a_means_a_measure_or_a_second_verb_is_an_end() {
        check(
            &RULE,
            "# Post-mortem: checkout errors

## Action items

- Improve monitoring by alerting at 80 % of the pool
- Improve the time to detect to under 5 minutes
- Investigate and fix the leak
",
        );
    }

    #[test]
    fn a_verb_with_an_end_is_left_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Action items\n\n- Add an alert on a full pool\n- Document the failover\n- [x] Improve logging\n",
        );
    }
}
