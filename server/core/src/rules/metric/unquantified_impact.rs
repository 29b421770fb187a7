//! `metric/unquantified-impact`: an impact without a number.

use std::ops::Range;

use crate::document::Field;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind, InlineKind};
use crate::vocabulary::{FieldKind, Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "metric/unquantified-impact",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Postmortem],
    summary: "An impact that is told without a number",
    fix: FixKind::None,
    page: include_str!("unquantified_impact.md"),
    check: Check::Document(check),
};

/// Words that say how much without a digit, in alphabetical order.
const AMOUNTS: &[&str] = &[
    "all",
    "any",
    "anybody",
    "anyone",
    "both",
    "cannot",
    "complete",
    "completely",
    "dozen",
    "dozens",
    "each",
    "eight",
    "entire",
    "entirely",
    "every",
    "everybody",
    "everyone",
    "everything",
    "five",
    "four",
    "full",
    "fully",
    "half",
    "hundred",
    "hundreds",
    "million",
    "millions",
    "negligible",
    "never",
    "nine",
    "no",
    "nobody",
    "none",
    "nothing",
    "one",
    "only",
    "quarter",
    "seven",
    "single",
    "six",
    "sole",
    "ten",
    "third",
    "thirds",
    "thousand",
    "thousands",
    "three",
    "total",
    "totally",
    "twelve",
    "twice",
    "two",
    "unable",
    "unknown",
    "whole",
    "without",
    "zero",
];

/// Words for what got out, in alphabetical order: nobody knows how many have
/// read it.
const EXPOSURES: &[&str] = &[
    "disclosed",
    "disclosure",
    "exposed",
    "exposing",
    "exposure",
    "leak",
    "leakage",
    "leaked",
    "leaking",
];

/// Fewer words tell of no impact yet.
const FEWEST_WORDS: usize = 4;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut told = Told::default();
    let mut first = None;
    for section in &context.document.sections {
        if section.kind == Some(SectionKind::Impact) {
            if section.span.of(context.text).contains("{{") {
                // Nobody has told it yet; the blank is reported as one.
                return;
            }
            first = first.or(Some(section.title_span));
            told.add_blocks(context, section.blocks.clone());
        }
    }
    if let Some(field) = context.document.field(FieldKind::Impact) {
        first = first.or(Some(field.label_span));
        told.add_field(context, field);
    }
    let Some(span) = first.filter(|_| told.lacks_amount()) else {
        return;
    };
    findings.report(
        span,
        "The impact is told without a number. Say how many users or requests, and for how long, even roughly: it decides how much prevention is worth",
    );
}

/// What the text about the impact holds.
#[derive(Debug, Default)]
struct Told {
    words: usize,
    has_amount: bool,
    is_exposure: bool,
}

impl Told {
    fn lacks_amount(&self) -> bool {
        self.words >= FEWEST_WORDS && !self.has_amount && !self.is_exposure
    }

    /// Adds the text of blocks. A picture or an excerpt may show the amount.
    fn add_blocks(&mut self, context: &Context<'_>, blocks: Range<BlockId>) {
        for id in blocks {
            let kind = context.syntax.blocks[id].kind;
            let inlines = context.syntax.inlines(id);
            let is_picture = |kind: &InlineKind| matches!(kind, InlineKind::Image { .. });
            self.has_amount |= matches!(kind, BlockKind::Fence { .. } | BlockKind::IndentedCode)
                || inlines.iter().any(|inline| is_picture(&inline.kind));
            if !inlines.is_empty() {
                self.add_text(&context.syntax.plain(context.text, id).text);
            }
        }
    }

    /// Adds a field's value, with what is nested below it in a list.
    fn add_field(&mut self, context: &Context<'_>, field: &Field) {
        self.add_text(&field.value);
        let Some(block) = context.syntax.block_at(field.label_span.start) else { return };
        let is_item =
            |id: &BlockId| matches!(context.syntax.blocks[*id].kind, BlockKind::Item { .. });
        if let Some(item) = context.syntax.ancestors(block).find(is_item) {
            self.add_blocks(context, item..context.syntax.blocks[item].end);
        }
    }

    fn add_text(&mut self, text: &str) {
        self.has_amount |= text.contains(char::is_numeric);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let is_one_of = |words: &[&str]| words.iter().any(|one| one.eq_ignore_ascii_case(word));
            self.words += 1;
            self.has_amount |= is_one_of(AMOUNTS);
            self.is_exposure |= is_one_of(EXPOSURES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_impact_without_a_number_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Impact
   ^^^^^^ without a number

Many customers saw errors at checkout for a while.
",
        );
    }

    #[test]
    fn a_number_anywhere_below_will_do() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Impact

Customers saw errors at checkout.

### Requests

- 4 % failed
",
        );
    }

    #[test]
    fn every_one_of_them_is_an_amount() {
        check(&RULE, "# Post-mortem: x\n\n## Impact\n\nEvery checkout failed in Europe.\n");
    }

    #[test]
    fn what_got_out_has_no_users_to_count() {
        check(
            &RULE,
            "# Post-mortem: x\n\n## Impact\n\nA build log exposed a token of the registry.\n",
        );
    }

    #[test]
    fn a_blank_is_left_to_others() {
        check(
            &RULE,
            "# Post-mortem: checkout\n\n## Impact\n\n{{ who was affected, how many, and how }}\n",
        );
    }

    #[test]
    fn an_empty_section_is_left_to_others() {
        check(&RULE, "# Post-mortem: x\n\n## Impact\n\n## Timeline\n");
    }
}
