//! `document/left-over-template`: a blank that nobody filled in.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::LazyLock;

use memchr::memmem;

use crate::rules::finder::Finder;
use crate::rules::{Check, Context, Findings, FixKind, Rule, moments};
use crate::syntax::{BlockId, BlockKind, Inline, InlineKind};
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
    check: Check::Document(check),
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

/// A piece of each sign, as people write it. The longer, the fewer lines hold
/// one by chance; the shortest decides how fast the others are found.
const PIECES: &[&str] = &[
    "[li",
    "[Li",
    "[LI",
    "[in",
    "[In",
    "[IN",
    "[yo",
    "[Yo",
    "[YO",
    "[na",
    "[Na",
    "[NA",
    "[da",
    "[Da",
    "[DA",
    "[ti",
    "[Ti",
    "[TI",
    "h:m",
    "h:M",
    "H:m",
    "H:M",
    "x:x",
    "x:X",
    "X:X",
    "-mm-",
    "-Mm-",
    "-MM-",
    "0xx-",
    "0XX-",
    "d/m",
    "d/M",
    "D/M",
    "m/d",
    "m/D",
    "M/d",
    "M/D",
    "vent desc",
    "vent Desc",
    "VENT DESC",
    "nly sample",
    "nly Sample",
    "NLY SAMPLE",
    "hat went well",
    "hat Went Well",
    "HAT WENT WELL",
    "etter. i",
    "etter. I",
    "ETTER. I",
    "ppened to us",
    "ppened To Us",
    "PPENED TO US",
    "psum",
    "PSUM",
];

static BLANKS: LazyLock<Finder> =
    LazyLock::new(|| Finder::new(SIGNS.iter().map(|(words, _)| *words), PIECES));

static BRACES: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("{{"));

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
    let mut blanks: Vec<Blank> = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (found, sign) in signs(context.text) {
        if found.start < done {
            continue;
        }
        if let Some(span) = blank(context, sign, found) {
            done = span.end;
            match seen.entry(span.of(context.text)) {
                Entry::Occupied(first) => blanks[*first.get()].again += 1,
                Entry::Vacant(place) => {
                    place.insert(blanks.len());
                    blanks.push(Blank { span, again: 0 });
                }
            }
        }
    }
    blanks.extend(title(context).map(|span| Blank { span, again: 0 }));
    for blank in &blanks {
        report(context, blank, findings);
    }
}

/// Where signs of a blank stand, in order.
fn signs(text: &str) -> Vec<(Span, Sign)> {
    let mut signs: Vec<_> = BLANKS.find(text).map(|(sign, found)| (found, SIGNS[sign].1)).collect();
    let braces = BRACES.find_iter(text.as_bytes());
    signs.extend(braces.map(|at| (Span::new(at, at + 2), Sign::Braces)));
    signs.sort_by_key(|(found, _)| *found);
    signs
}

/// A blank where it stands first, and how often it stands again: a column of
/// them is one thing to do.
struct Blank {
    span: Span,
    again: usize,
}

fn report(context: &Context<'_>, blank: &Blank, findings: &mut Findings) {
    let left = match blank.again {
        0 => "is left from the template".to_owned(),
        1 => "is left from the template, here and in 1 more place".to_owned(),
        again => format!("is left from the template, here and in {again} more places"),
    };
    findings.report(
        blank.span,
        format!(
            "“{}” {left}. Put in what is meant, or take it out",
            moments::opening(blank.span.of(context.text))
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

/// Whether a place is running text: no fence, no code, no markup.
fn is_prose(context: &Context<'_>, id: BlockId, place: Span) -> bool {
    let holds_text = matches!(
        context.syntax.blocks[id].kind,
        BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::TableCell
    );
    holds_text
        && !inline_at(context, id, place).is_some_and(|inline| {
            matches!(inline.kind, InlineKind::Code | InlineKind::Html)
                && inline.span.overlaps(place)
        })
}

/// The last inline of a block that begins at a place or before it.
fn inline_at<'a>(context: &Context<'a>, id: BlockId, place: Span) -> Option<&'a Inline> {
    let inlines = &context.syntax.inlines[context.syntax.blocks[id].inlines.clone()];
    let after = inlines.partition_point(|inline| inline.span.start <= place.start);
    inlines.get(after.checked_sub(1)?)
}

/// The rest of a line, as far as a blank reaches at most.
fn ahead(text: &str, start: usize) -> &str {
    const LONGEST: usize = 240;
    let mut end = text.len().min(start + LONGEST);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text[start..end].split('\n').next().unwrap_or("")
}

/// `{{ ... }}` with words inside. Templating languages put a field, a variable
/// or a call there, and site generators a shortcode.
fn braces(context: &Context<'_>, found: Span) -> Option<Span> {
    let rest = ahead(context.text, found.end);
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
    let rest = ahead(context.text, found.start);
    let end = rest.find(']')? + 1;
    let follows = rest[end..].chars().next();
    let is_link = matches!(follows, Some('(' | '[' | ':'))
        || context.syntax.block_at(found.start).is_some_and(|id| is_label(context, id, found));
    let is_one_thing = rest[1..end].find('[').is_none();
    (!is_link && is_one_thing).then_some(Span::new(found.start, found.start + end))
}

/// Whether a link begins at a place.
fn is_label(context: &Context<'_>, id: BlockId, place: Span) -> bool {
    let inside = Span::at(place.start);
    inline_at(context, id, inside).is_some_and(|inline| {
        inline.span.start == place.start && matches!(inline.kind, InlineKind::Link { .. })
    })
}

/// The shape of a time or date where the text has no words before it: at the
/// head of a row, an item, a heading, a paragraph or a field's value. Elsewhere
/// it explains a format.
fn shape(context: &Context<'_>, block: Option<BlockId>, found: Span) -> Option<Span> {
    let start = start_of_part(context, block, found);
    // What stands before a blank is a date or a half of one, and short.
    let before = context.text.get(start..found.start).filter(|before| before.len() <= 40)?;
    let words = before.trim_end_matches(is_of_a_stamp);
    if words.contains(char::is_alphabetic) {
        return None;
    }
    let rest: usize = ahead(context.text, found.end)
        .chars()
        .take_while(|&c| is_of_a_shape(c))
        .map(char::len_utf8)
        .sum();
    Some(Span::new(found.start, found.end + rest).trim(context.text))
}

/// Where the value, cell, item or line begins that holds a place.
fn start_of_part(context: &Context<'_>, block: Option<BlockId>, place: Span) -> usize {
    let fields = &context.document.fields;
    let after = fields.partition_point(|field| field.label_span.start <= place.start);
    let field = after.checked_sub(1).map(|index| &fields[index]);
    if let Some(field) = field.filter(|field| field.value_span.covers(place)) {
        return field.value_span.start;
    }
    let line = context.lines.span(context.lines.line(place.start), context.text);
    block.map_or(line.start, |id| line.start.max(context.syntax.blocks[id].span.start))
}

fn is_of_a_stamp(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '/' | ':' | '.' | '?' | ' ') || is_of_a_shape(c)
}

fn is_of_a_shape(c: char) -> bool {
    matches!(c, 'H' | 'h' | 'M' | 'm' | 'D' | 'd' | 'Y' | 'y' | 'x' | 'X' | ':' | '-' | '/' | ' ')
}

/// A title that names what should stand in its place.
fn title(context: &Context<'_>) -> Option<Span> {
    let title = context.document.title.as_ref()?;
    let name = title.text.to_lowercase();
    let mut parts = name.split([':', '(', ')', '#', '-']).map(str::trim);
    let is_first = parts.next().is_some_and(|part| TITLES.contains(&part));
    let is_blank =
        is_first && parts.all(|part| PARTS.contains(&part) || part.chars().all(is_of_a_shape));
    is_blank.then_some(title.span)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_with};
    use crate::vocabulary::Kind;

    #[test]
    fn every_sign_is_found() {
        super::BLANKS.assert_found(super::SIGNS.iter().map(|(words, _)| *words));
    }

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

    #[test]
    fn a_column_of_one_blank_is_one_finding() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

| Time             | Event    |
| ---------------- | -------- |
| 2026-03-04 HH:mm | Alert    |
             ^^^^^ “HH:mm” is left from the template, here and in 2 more places
| 2026-03-04 HH:mm | Rollback |
| 2026-03-05 HH:mm | Resolved |
",
        );
    }
}
