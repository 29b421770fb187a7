//! `document/left-over-template`: a blank that nobody filled in.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::{Context, Findings, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind, InlineKind};
use crate::text::Span;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/left-over-template",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A blank of the template that nobody filled in",
    fix: FixKind::None,
    page: include_str!("left_over_template.md"),
    check,
};

/// How a blank is recognised once its first characters are seen.
#[derive(Clone, Copy)]
enum Sign {
    /// `{{ what to write }}`.
    Braces,
    /// `[link to the ticket]`, where it is no link.
    Brackets,
    /// `HH:mm`, `YYYY-MM-DD`: the shape of a time or date, where one is due.
    Shape,
    /// Words that templates use for their example, and documents hardly ever.
    Words,
}

const SIGNS: &[(&str, Sign)] = &[
    ("{{", Sign::Braces),
    ("[link to ", Sign::Brackets),
    ("[insert ", Sign::Brackets),
    ("[your ", Sign::Brackets),
    ("[name]", Sign::Brackets),
    ("[names]", Sign::Brackets),
    ("[date]", Sign::Brackets),
    ("[time]", Sign::Brackets),
    ("[title]", Sign::Brackets),
    ("hh:mm", Sign::Shape),
    ("xx:xx", Sign::Shape),
    ("yyyy-mm-dd", Sign::Shape),
    ("20xx-", Sign::Shape),
    ("dd/mm/yyyy", Sign::Shape),
    ("mm/dd/yyyy", Sign::Shape),
    ("short event description", Sign::Words),
    ("these are only sample", Sign::Words),
    ("list of things that went well", Sign::Words),
    ("things that could have gone better. ideally", Sign::Words),
    ("good things that happened to us but", Sign::Words),
    ("lorem ipsum", Sign::Words),
];

static BLANKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(SIGNS.iter().map(|(words, _)| words))
        .expect("a fixed list of words")
});

/// Headings that name what should stand in their place.
const TITLES: &[&str] = &[
    "title",
    "incident title",
    "incident name",
    "issue name",
    "name of incident",
    "name of the incident",
    "title of incident",
    "title of the incident",
    "date range",
];

/// What such a heading may go on with.
const PARTS: &[&str] = &["", "date", "date range", "incident", "number", "name"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut done = 0;
    for found in BLANKS.find_iter(context.text) {
        let sign = SIGNS[found.pattern().as_usize()].1;
        if found.start() < done {
            continue;
        }
        if let Some(span) = blank(context, sign, Span::from(found.range())) {
            done = span.end;
            report(context, span, findings);
        }
    }
    report_title(context, findings);
}

fn report(context: &Context<'_>, span: Span, findings: &mut Findings) {
    findings.report(
        span,
        format!(
            "“{}” is left from the template. Put in what is meant, or take it out",
            span.of(context.text)
        ),
    );
}

/// The whole blank that begins with a sign, when it is one.
fn blank(context: &Context<'_>, sign: Sign, found: Span) -> Option<Span> {
    let block = context.syntax.block_at(found.start);
    let in_front_matter = context.syntax.front_matter.is_some_and(|front| front.span.covers(found));
    if !in_front_matter && !block.is_some_and(|id| is_prose(context, id, found)) {
        return None;
    }
    match sign {
        Sign::Braces => braces(context, found),
        Sign::Brackets => brackets(context, found),
        Sign::Shape => shape(context, block, found),
        Sign::Words => Some(found),
    }
}

/// Whether a place is running text: no fence, no code, no label of a link, no
/// markup.
fn is_prose(context: &Context<'_>, id: BlockId, place: Span) -> bool {
    let holds_text = matches!(
        context.syntax.blocks[id].kind,
        BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::TableCell
    );
    holds_text
        && !context.syntax.inlines(id).iter().any(|inline| {
            let is_other = matches!(
                inline.kind,
                InlineKind::Code | InlineKind::Html | InlineKind::Image { .. }
            );
            let is_label = matches!(inline.kind, InlineKind::Link { .. })
                && inline.span.start <= place.start
                && place.end <= inline.span.end;
            is_label || is_other && inline.span.overlaps(place)
        })
}

/// `{{ ... }}` with words inside. Templating languages put a field, a variable
/// or a call there, and site generators a shortcode.
fn braces(context: &Context<'_>, found: Span) -> Option<Span> {
    let line = context.lines.span(context.lines.line(found.start), context.text);
    let rest = &context.text[found.end..line.end];
    let inner = &rest[..rest.find("}}")?];
    let end = found.end + inner.len() + 2;
    let words = inner.trim();
    let is_prompt = words.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let is_code = words.contains(['|', '(', '$', '"']) && !words.contains("](")
        || is_identifier(words)
        || starts_with_keyword(words);
    let is_one_word = !words.contains(' ');
    let is_variable = is_one_word && context.document.kind == Kind::Runbook;
    (is_prompt && !is_code && !is_variable).then_some(Span::new(found.start, end))
}

fn is_identifier(words: &str) -> bool {
    words.contains(['.', '_'])
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

fn starts_with_keyword(words: &str) -> bool {
    const KEYWORDS: &[&str] =
        &["if", "else", "end", "range", "with", "include", "template", "ref", "relref"];
    words.split(' ').next().is_some_and(|word| KEYWORDS.contains(&word))
}

/// `[link to ...]` that is no link. A runbook quotes messages to be filled in.
fn brackets(context: &Context<'_>, found: Span) -> Option<Span> {
    if context.document.kind == Kind::Runbook {
        return None;
    }
    let line = context.lines.span(context.lines.line(found.start), context.text);
    let rest = &context.text[found.start..line.end];
    let end = rest.find(']')? + 1;
    let follows = rest[end..].chars().next();
    let is_link = matches!(follows, Some('(' | '[' | ':'));
    let is_one_thing = rest[1..end].find('[').is_none();
    (!is_link && is_one_thing).then_some(Span::new(found.start, found.start + end))
}

/// The shape of a time or date where the text has no words before it: at the
/// head of a row, an item, a heading, a paragraph or a field's value. Elsewhere
/// it explains a format.
fn shape(context: &Context<'_>, block: Option<BlockId>, found: Span) -> Option<Span> {
    let line = context.lines.span(context.lines.line(found.start), context.text);
    let block_start = block.map_or(line.start, |id| context.syntax.blocks[id].span.start);
    let start = context
        .document
        .fields
        .iter()
        .find(|field| field.value_span.covers(found))
        .map_or(line.start.max(block_start), |field| field.value_span.start);
    let before = &context.text[start..found.start];
    let stamp = before.len()
        - before.chars().rev().take_while(|&c| is_of_a_stamp(c)).map(char::len_utf8).sum::<usize>();
    let has_words = before[..stamp].contains(char::is_alphabetic);
    let after = &context.text[found.end..line.end];
    let rest: usize = after.chars().take_while(|&c| is_of_a_shape(c)).map(char::len_utf8).sum();
    let whole = Span::new(found.start, found.end + rest).trim(context.text);
    (!has_words).then_some(whole)
}

fn is_of_a_stamp(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '/' | ':' | '.' | '?' | ' ') || is_of_a_shape(c)
}

fn is_of_a_shape(c: char) -> bool {
    matches!(c, 'H' | 'h' | 'M' | 'm' | 'D' | 'd' | 'Y' | 'y' | 'x' | 'X' | ':' | '-' | '/' | ' ')
}

fn report_title(context: &Context<'_>, findings: &mut Findings) {
    let Some(title) = &context.document.title else { return };
    let name = title.text.to_lowercase();
    let mut parts = name.split([':', '(', ')', '#', '-']).map(str::trim);
    let is_first = parts.next().is_some_and(|part| TITLES.contains(&part));
    if is_first && parts.all(|part| PARTS.contains(&part) || part.chars().all(is_of_a_shape)) {
        report(context, title.span, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_with};
    use crate::vocabulary::Kind;

    #[test]
    fn a_prompt_between_braces_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Severity:** {{ SEV1 to SEV4 }}
              ^^^^^^^^^^^^^^^^^^ left from the template

### {{ 06:10 }}
    ^^^^^^^^^^^ left from the template

- {{ summary }} [link to the ticket]
  ^^^^^^^^^^^^^ left from the template
                ^^^^^^^^^^^^^^^^^^^^ left from the template
",
        );
    }

    #[test]
    fn templating_languages_are_left_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors

{{< figure >}} {{% note %}} {{ .Labels.job }} {{ site.url }} {{ $value }} {{ x | safe }}

`{{ name of the pod }}`

```
{{ name of the pod }}
```
",
        );
    }

    #[test]
    fn a_variable_of_a_runbook_is_no_blank() {
        check_with(
            &RULE,
            "# Runbook: failover\n\nLog in to {{ environment }} first.\n",
            |settings| settings.kind = Some(Kind::Runbook),
        );
    }

    #[test]
    fn the_shape_of_a_time_in_its_place_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

**Date:** YYYY-MM-DD
          ^^^^^^^^^^ left from the template

| Time | Event |
|---|---|
| 2026-03-02 HH:mm | rolled back |
             ^^^^^ left from the template
",
        );
    }

    #[test]
    fn a_sentence_about_a_format_is_left_alone() {
        check(
            &RULE,
            "# Post-mortem: checkout errors\n\nThe job wrote the day as YYYY-MM-DD, not as DD/MM/YYYY.\n",
        );
    }

    #[test]
    fn a_title_that_names_a_title_is_found() {
        check(
            &RULE,
            "
# Incident title - DD/MM/YYYY
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ left from the template
",
        );
    }

    #[test]
    fn a_link_is_no_blank() {
        check(
            &RULE,
            "# Post-mortem: checkout\n\nSee [link to the ticket](https://acme.test/1) and [date][1].\n\n[1]: https://acme.test/2\n",
        );
    }

    #[test]
    fn the_words_of_an_example_row_are_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

| Time | Event |
|---|---|
| 10:05 | Short event description |
          ^^^^^^^^^^^^^^^^^^^^^^^ left from the template
",
        );
    }
}
