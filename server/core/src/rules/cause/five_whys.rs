//! `cause/five-whys`: a chain of whys with a gap in its numbers, or one that
//! ends at a person.

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::text::Span;
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "cause/five-whys",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "A chain of whys with a gap, or one that ends at a person",
    fix: FixKind::None,
    page: include_str!("five_whys.md"),
    check: Check::Document(check),
};

/// One why of a chain.
#[derive(Clone, Copy)]
struct Why {
    number: u32,
    number_span: Span,
    /// From the end of its first line on; the answer may stand on the line too.
    line: Span,
    /// Up to the next why or the end of the section.
    end: usize,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let sections = context.document.sections.iter();
    let mut read_to = 0;
    for section in sections.filter(|section| section.kind == Some(SectionKind::RootCause)) {
        if section.span.start < read_to {
            continue;
        }
        read_to = section.span.end;
        let chain = chain(context, section.span);
        if chain.len() > 1 {
            check_numbers(&chain, findings);
            check_end(context, &chain, findings);
        }
    }
}

/// The whys of a section, each at the head of a line: `3. Why ...`, `Why 3: ...`.
fn chain(context: &Context<'_>, span: Span) -> Vec<Why> {
    let mut chain: Vec<Why> = Vec::new();
    let first = context.lines.line(span.start);
    let last = context.lines.line(span.end);
    for line in first..=last {
        let line = context.lines.span(line, context.text);
        let text = line.of(context.text);
        if let Some((number, number_span)) = why(text) {
            if let Some(above) = chain.last_mut() {
                above.end = line.start;
            }
            chain.push(Why {
                number,
                number_span: number_span.shift(line.start),
                line,
                end: span.end,
            });
        } else if text.starts_with('#')
            && let Some(above) = chain.last_mut()
        {
            above.end = above.end.min(line.start);
        }
    }
    chain
}

/// The number of the why that a line opens.
fn why(line: &str) -> Option<(u32, Span)> {
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = line.len() - words.len();
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let behind = words[digits..].strip_prefix(['.', ')'])?;
        let is_why = is_why(behind.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let number = words[..digits].parse().ok()?;
        return is_why.then(|| (number, Span::new(start, start + digits)));
    }
    let behind = words.get(3..).filter(|_| is_why(words))?;
    let number = behind.trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let ends =
        number[digits..].starts_with([':', '.', ')', '*', ' ', '?', '-']) || number.len() == digits;
    if !(1..=2).contains(&digits) || !ends {
        return None;
    }
    let start = line.len() - number.len();
    Some((number[..digits].parse().ok()?, Span::new(start, start + digits)))
}

fn is_why(words: &str) -> bool {
    let head = words.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("why"));
    head && !words[3..].starts_with(char::is_alphanumeric)
}

/// Markdown counts for its writer, so that a list of ones has no gap.
fn check_numbers(chain: &[Why], findings: &mut Findings) {
    if chain.iter().all(|why| why.number == chain[0].number) {
        return;
    }
    let starts_late = chain[0].number > 1;
    if starts_late {
        report_gap(&chain[0], 1, findings);
    }
    for pair in chain.windows(2) {
        let is_new_chain = pair[1].number == 1;
        if !is_new_chain && pair[1].number != pair[0].number + 1 {
            report_gap(&pair[1], pair[0].number + 1, findings);
        }
    }
}

fn report_gap(why: &Why, wanted: u32, findings: &mut Findings) {
    findings.report(
        why.number_span,
        format!(
            "Why {} stands where why {wanted} is expected. A question that is left out hides a step: \
             ask it, or number the chain anew",
            why.number
        ),
    );
}

/// Reports a last answer whose subject is a person.
fn check_end(context: &Context<'_>, chain: &[Why], findings: &mut Findings) {
    let Some(last) = chain.last() else { return };
    let Some(answer) = answer(context, last) else { return };
    let words = answer.of(context.text);
    if is_about_person(context, words) {
        findings.report(
            answer,
            "The chain ends at a person. Ask once more: what made that the easy thing to do, and \
             what would have caught it?",
        );
    }
}

/// The first sentence behind the question.
fn answer(context: &Context<'_>, why: &Why) -> Option<Span> {
    let line = why.line.of(context.text);
    let question = line.find('?').map_or(why.line.end, |at| why.line.start + at + 1);
    let rest = Span::new(question.min(why.end), why.end).of(context.text);
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let start = why.end - words.len();
    let end = words.find(['.', '\n', '!']).unwrap_or(words.len());
    let span = Span::new(start, start + end).trim(context.text);
    (!span.is_empty()).then_some(span)
}

/// Nouns of people, as the subject of an answer.
const PEOPLE: &[&str] = &[
    "engineer",
    "developer",
    "operator",
    "administrator",
    "admin",
    "technician",
    "dba",
    "sre",
    "on-call",
    "oncall",
    "reviewer",
    "author",
    "employee",
    "contractor",
    "intern",
    "someone",
    "somebody",
    "he",
    "she",
];

/// What an answer about the system says of a person.
const LACKED: &[&str] = &[
    "no ",
    "not have",
    "could not",
    "couldn",
    "cannot",
    "can't",
    "lack",
    "without",
    "unaware",
    "training",
    "unclear",
];

/// Whether a sentence begins with a person who did or left something, and says
/// nothing of what the person lacked.
fn is_about_person(context: &Context<'_>, sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    if LACKED.iter().any(|words| lower.contains(words)) {
        return false;
    }
    if lower.contains("human error") || lower.contains("operator error") {
        return true;
    }
    let subject: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| {
            !["because", "the", "a", "an", "our", "one", "of", "it", "was", "answer:"]
                .contains(word)
        })
        .take(3)
        .collect();
    let Some(head) = subject.first() else { return false };
    let is_noun = |word: &&str| PEOPLE.contains(word);
    let is_named = context.document.people.iter().any(|person| {
        let first = person.name.split_whitespace().next().unwrap_or_default();
        !first.is_empty() && head.trim_start_matches('@') == first.to_lowercase()
    });
    head.starts_with('@') || is_named || subject.iter().take(2).any(is_noun)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_gap_in_the_numbers_is_found() {
        check(
            &RULE,
            "
# Post-mortem: uploads fail

## Root cause (5 whys)

1. **Why did uploads fail?** The disk was full.
2. **Why was it full?** Old files were kept.
4. **Why were they kept?** The job that deletes them had stopped.
^ Why 4 stands where why 3 is expected
",
        );
    }

    #[test]
    fn an_end_at_a_person_is_found() {
        check(
            &RULE,
            "
# Post-mortem: uploads fail

## Root cause

**Why 1:** Why did uploads fail? The disk was full.

**Why 2:** Why was it full? The on-call engineer forgot the job.
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ends at a person
",
        );
    }

    #[test]
    fn an_end_at_the_system_is_fine() {
        check(
            &RULE,
            "# Post-mortem: uploads fail\n\n## Root cause\n\n1. Why did uploads fail?\n   The disk was full.\n\n2. Why was it full?\n   The engineer on call had no alert for it.\n",
        );
    }

    #[test]
    fn a_list_that_markdown_counts_has_no_gap() {
        check(
            &RULE,
            "# Post-mortem: uploads fail\n\n## Root cause\n\n1. Why did uploads fail? A full disk.\n1. Why was it full? The job stopped.\n",
        );
    }

    #[test]
    fn other_numbers_are_no_whys() {
        check(&RULE, "# Post-mortem: x\n\n## Root cause\n\n1. A full disk.\n3. No alert.\n");
    }
}
