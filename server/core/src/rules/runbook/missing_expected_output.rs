//! `runbook/missing-expected-output`: commands without a word on what they show.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Steps;
use crate::rules::finder::any_case;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::shell::{Fence, Language};
use crate::syntax::BlockKind;
use crate::text::Span;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/missing-expected-output",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Runbook],
    summary: "Commands without a word on what they are to show",
    fix: FixKind::None,
    page: include_str!("missing_expected_output.md"),
    check: Check::Document(check),
};

const WORDS: &[&str] = &[
    "expect",
    "should",
    "output",
    "return",
    "shows",
    "you will see",
    "you'll see",
    "look like",
    "looks like",
    "result",
    "prints",
    "for example",
    "healthy",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| any_case(WORDS));

fn check(context: &Context<'_>, findings: &mut Findings) {
    let fences = context.fences();
    if fences.is_empty() {
        return;
    }
    let steps = Steps::new(context.syntax);
    let places: Vec<usize> = FINDER.find_iter(context.text).map(|hit| hit.start()).collect();
    let says = |span: Span| {
        let next = places.partition_point(|&place| place < span.start);
        places.get(next).is_some_and(|&place| place < span.end)
    };
    for fence in fences.iter().filter(|fence| fence.language != Language::Sql) {
        let step = steps.at(fence.code.start);
        if !says(step.body) && !shows_output(context, fence) {
            let line = context.lines.span(context.lines.line(fence.code.start), context.text);
            findings.report(
                line.trim(context.text),
                "Nothing says what these commands show when all is well. Add it, so that a reader knows whether to go on",
            );
        }
    }
}

/// Whether output stands in the fence itself or in a fence right below it.
fn shows_output(context: &Context<'_>, fence: &Fence) -> bool {
    let script = fence.script(context.text, context.syntax);
    let is_text = |line: &&str| !line.trim().is_empty();
    let commands = script.source.text.lines().filter(is_text).count();
    let lines = fence.code.of(context.text).lines().filter(is_text).count();
    let next = context.syntax.blocks.get(fence.block + 1);
    let is_output = next.is_some_and(|next| match next.kind {
        BlockKind::Fence { .. } => {
            !context.fences().iter().any(|other| other.block == fence.block + 1)
        }
        _ => false,
    });
    commands < lines || is_output
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn commands_without_a_word_are_found() {
        check(
            &RULE,
            "
# Runbook: queue

Count the jobs:

```sh
queue count
^^^^^^^^^^^ Nothing says
```
",
        );
    }

    #[test]
    fn a_sentence_or_output_is_enough() {
        check(&RULE, "# Runbook: queue\n\n```sh\nqueue count\n```\n\nExpected: below 500.\n");
        check(&RULE, "# Runbook: queue\n\n```console\n$ queue count\n412\n```\n");
        check(&RULE, "# Runbook: queue\n\n```sh\nqueue count\n```\n\n```\n412\n```\n");
    }
}
