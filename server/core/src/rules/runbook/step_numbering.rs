//! `runbook/step-numbering`: steps whose numbers jump or repeat.
//!
//! Numbered headings of one level below one heading are a run of steps, and so
//! are the items of a list. A number that goes back to the first begins a new
//! run. A list that repeats one number throughout leaves the counting to
//! Markdown.

use std::cell::LazyCell;

use crate::document::Section;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/step-numbering",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "Steps whose numbers jump or repeat",
    fix: FixKind::Safe,
    page: include_str!("step_numbering.md"),
    check: Check::Document(check),
};

/// The number of a step.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    span: Span,
    /// A letter follows, as in `2a`: the next may have the same number.
    has_letter: bool,
}

/// Higher numbers are years, ports and errors.
const HIGHEST: u32 = 99;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let names_a_step = LazyCell::new(|| names_a_step(context));
    let links_to_a_heading = LazyCell::new(|| context.text.contains("](#"));
    for run in heading_runs(context) {
        check_run(&run, || *names_a_step || *links_to_a_heading, findings);
    }
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::List { first: Some(_) }) {
            for run in runs(&numbers_of_list(context, id)) {
                check_run(run, || *names_a_step, findings);
            }
        }
    }
}

/// The numbers of a list; none when it does not count, or leaves it to Markdown.
fn numbers_of_list(context: &Context<'_>, list: BlockId) -> Vec<Number> {
    let items = context.syntax.children(list);
    let numbers: Option<Vec<Number>> =
        items.map(|item| number_at(context.text, context.syntax.blocks[item].span.start)).collect();
    numbers.filter(|numbers| !counts_by_itself(numbers)).unwrap_or_default()
}

/// Whether most items repeat the number above them: Markdown counts them.
fn counts_by_itself(numbers: &[Number]) -> bool {
    let pairs = || numbers.windows(2);
    let repeated = pairs().filter(|pair| pair[1].value == pair[0].value).count();
    let counted = pairs().filter(|pair| pair[1].value == pair[0].value + 1).count();
    repeated > counted
}

/// The parts of a list that begin anew at the number with which it began.
fn runs(numbers: &[Number]) -> impl Iterator<Item = &[Number]> {
    let first = numbers.first().map_or(0, |number| number.value);
    numbers.chunk_by(move |before, next| next.value >= before.value || next.value != first)
}

/// Reports the first number that does not follow the one before it, and
/// counts on from there: a proposal where the text points at its steps, since
/// only people know which one is meant.
fn check_run(run: &[Number], is_pointed_at: impl Fn() -> bool, findings: &mut Findings) {
    let follows = |pair: &[Number]| {
        let expected = pair[0].value + 1;
        let may_repeat = pair[0].has_letter || pair[1].has_letter;
        pair[1].value == expected || may_repeat && pair[1].value == pair[0].value
    };
    let Some(at) = run.windows(2).position(|pair| !follows(pair)) else { return };
    let (before, rest) = (run[at].value, &run[at + 1..]);
    let finding = findings.report(rest[0].span, message(before, rest[0].value));
    if rest.iter().any(|number| number.has_letter) {
        return;
    }
    let title = format!("Count on from {before}");
    let edits = renumbered(before, rest);
    finding.fix(match is_pointed_at() {
        true => Fix::proposal(title, edits),
        false => Fix::safe(title, edits),
    });
}

fn message(before: u32, value: u32) -> String {
    let expected = before + 1;
    if value > expected {
        format!(
            "Step {value} follows step {before}; whoever follows the steps looks for step {expected}. Number them in a row, or add what is missing"
        )
    } else if value == before {
        format!(
            "There are two steps {value}; a “step {value}” that somebody calls out could be either. Number them in a row"
        )
    } else {
        format!("Step {value} follows step {before}. Number them in a row, or put them in order")
    }
}

fn renumbered(before: u32, rest: &[Number]) -> Vec<Edit> {
    (before + 1..)
        .zip(rest)
        .filter(|(value, number)| *value != number.value)
        .map(|(value, number)| Edit::replace(number.span, value.to_string()))
        .collect()
}

/// Whether the text names a step by its number outside a heading.
fn names_a_step(context: &Context<'_>) -> bool {
    let bytes = context.text.as_bytes();
    memchr::memmem::find_iter(bytes, "tep").any(|at| {
        let rest = context.text[at + 3..].trim_start_matches('s');
        let number = rest.trim_start_matches([' ', '#', '\u{A0}']);
        let is_named =
            number.len() < rest.len() && number.starts_with(|c: char| c.is_ascii_digit());
        is_named && !is_in_a_heading(context, at)
    })
}

fn is_in_a_heading(context: &Context<'_>, at: usize) -> bool {
    let block = context.syntax.block_at(at).map(|id| context.syntax.blocks[id].kind);
    matches!(block, Some(BlockKind::Heading { .. }))
}

/// The numbers of headings that stand on one level below one heading. Sections
/// come parents first, so a stack of open levels sees each once.
fn heading_runs(context: &Context<'_>) -> Vec<Vec<Number>> {
    let mut open: Vec<(u8, Vec<Number>)> = Vec::new();
    let mut done = Vec::new();
    for section in headings(context) {
        while open.last().is_some_and(|(level, _)| *level > section.level) {
            done.extend(open.pop().map(|(_, run)| run));
        }
        if open.last().is_none_or(|(level, _)| *level < section.level) {
            open.push((section.level, Vec::new()));
        }
        let Some(number) = number_of_heading(context.text, section.title_span) else { continue };
        let Some((_, run)) = open.last_mut() else { continue };
        if run.first().is_some_and(|first| begins_anew(first, run.last(), number)) {
            done.push(std::mem::take(run));
        }
        run.push(number);
    }
    done.extend(open.into_iter().map(|(_, run)| run));
    done.sort_by_key(|run| run.first().map(|number| number.span.start));
    done
}

fn begins_anew(first: &Number, last: Option<&Number>, next: Number) -> bool {
    next.value == first.value && last.is_some_and(|last| last.value > next.value)
}

fn headings<'a>(context: &'a Context<'_>) -> impl Iterator<Item = &'a Section> {
    let is_heading = |section: &&Section| {
        matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
    };
    context.document.sections.iter().filter(is_heading)
}

/// `2` of `2. Restart`, `Step 2: restart`, `Step 2`.
fn number_of_heading(text: &str, title: Span) -> Option<Number> {
    let words = title.of(text);
    let is_step = words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("step"));
    let start = if is_step { words.len() - words[4..].trim_start().len() } else { 0 };
    let number = number_at(text, title.start + start)?;
    let behind = text[number.span.end..title.end].trim_start_matches('\\');
    let behind = behind.trim_start_matches(|c: char| number.has_letter && c.is_ascii_alphabetic());
    let ends = behind.starts_with(['.', ':', ')'])
        || is_step && !behind.starts_with(|c: char| c.is_alphanumeric());
    let is_deeper =
        behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    (ends && !is_deeper).then_some(number)
}

/// The number that begins at a place of the text.
fn number_at(text: &str, start: usize) -> Option<Number> {
    let rest = &text[start..];
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value = rest[..length].parse().ok().filter(|value| *value <= HIGHEST)?;
    let has_letter = rest[length..].starts_with(|c: char| c.is_ascii_alphabetic());
    Some(Number { value, span: Span::new(start, start + length), has_letter })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_heading_that_skips_a_number_is_found() {
        check(
            &RULE,
            "
# Runbook: failover

## Steps

### 1. Look
### 2. Tell
### 4. Fail over
    ^ Step 4 follows step 2
",
        );
    }

    #[test]
    fn a_step_by_name_counts_too() {
        check(
            &RULE,
            "
# Runbook: failover

## Step 1: look
## Step 2 - tell
## Step 2
        ^ There are two steps 2
",
        );
    }

    #[test]
    fn each_part_counts_for_itself() {
        check(
            &RULE,
            "# Runbook: failover\n\n## Before\n\n### 1. Look\n### 2. Tell\n\n## After\n\n### 1. Look again\n### 2. Tell again\n",
        );
    }

    #[test]
    fn numbers_with_letters_or_parts_are_left_alone() {
        check(
            &RULE,
            "# Runbook: failover\n\n## Step 0.1\n## Step 0.2\n## Step 1\n## Step 2a\n## Step 2b\n## Step 3\n\n## 503 errors\n## 2.1 More\n",
        );
    }

    #[test]
    fn an_item_that_skips_a_number_is_found() {
        check(
            &RULE,
            "
# Runbook: failover

1. Look
2. Tell
4. Fail over
^ Step 4 follows step 2
5. Look again
",
        );
    }

    #[test]
    fn a_list_may_leave_the_counting_to_markdown() {
        check(&RULE, "# Runbook: failover\n\n1. Look\n1. Tell\n1. Fail over\n");
        check(&RULE, "# Runbook: failover\n\n1. Look\n1. Tell\n1. Fail over\n1. Look\n2. End\n");
    }

    #[test]
    fn a_list_may_begin_anywhere_and_begin_anew() {
        check(
            &RULE,
            "# Runbook: failover\n\n3. Look\n4. Tell\n\nor\n\n0. Look\n1. Tell\n0. Look\n1. Tell\n",
        );
    }

    #[test]
    fn the_fix_counts_on() {
        check_fix(
            &RULE,
            "# Runbook: failover\n\n1. Look\n2. Tell\n2. Fail over\n3. Look again\n",
            "# Runbook: failover\n\n1. Look\n2. Tell\n3. Fail over\n4. Look again\n",
        );
    }

    #[test]
    fn a_step_that_the_text_points_at_is_for_people_to_number() {
        let text = "# Runbook: failover\n\n1. Look\n3. Tell\n4. If it failed, go to step 3\n";
        let settings = crate::rules::testing::settings_for(&RULE);
        let today = crate::rules::testing::today();
        let findings = crate::ide::Snapshot::new("a.md", text, settings, today).findings();
        let fix = findings.iter().find_map(|finding| finding.fix.as_ref()).expect("a fix");
        assert!(!fix.safe);
    }
}
