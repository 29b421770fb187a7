//! Which blocks of a document are worth reading for blame.
//!
//! One pass over the raw text for the words that the rules look for; most
//! documents hold none, and cost no more than that pass.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::GROUP;
use crate::rules::Context;
use crate::syntax::{BlockId, BlockKind, Syntax};

/// Pieces of words without which no default rule has anything to say, parted by bars.
const TRIGGERS: &[&str] = &[
    "should|could|would|ought|fail|forg|neglect|omit|not |n't|n’t|nt |never|nobody|no one",
    "none of|without|miss|overlook|unaware|if |had the |had we |had @|had he |had she |typo",
    "error|mistake|fault|bad|caus|broke| down|sleep|slept|asleep|unavailable|unreachable",
    "holiday|vacation|disappear|blame|trigger|responsible|careless|neglig|reckless|slopp",
    "incompeten|unaccept|inexcus|unprofession|irrespons|stupid|foolish|idiot|lazy|shameful",
    "embarrass|decision|judgement|judgment|misconception|choice|inadequate|improper",
    "incorrect|wrong|poorly|hast|ignor|assum|presum|panic|confus|complacen|distract|who|why",
    "how could|!!|?!|!?|disaster|believe|nightmare|mess|hell|care|aware|vigilan|diligen",
    "mindful|attention|calm|remind|iterate|train|teach|educat|remember|cautious|distress",
    "accident|inadvert|oversight|better|misread|misunder|misjudg|double-check|due to|tell ",
    "warn|disregard|crashed|unintention|lazily|inattent|drunk|rash|amateur|erroneous|coach",
    "introduced the |introduced a|which engineer|which developer|which operator",
];

/// The blocks of prose that are worth reading, in document order.
pub(super) fn blocks(context: &Context<'_>) -> Vec<BlockId> {
    let syntax = context.syntax;
    if is_wide(context) {
        return all(context);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hit) = triggers().find(Input::new(context.text).range(at..)) {
        at = hit.end();
        let Some(id) = syntax.block_at(hit.start()) else { continue };
        let block = &syntax.blocks[id];
        if block.end == id + 1 {
            // One word is enough to read the block: its rest need not be searched.
            at = block.span.end.max(at);
        }
        if is_prose(syntax, id) && found.last() != Some(&id) {
            found.push(id);
        }
    }
    found
}

/// Every block of prose, in document order.
pub(super) fn all(context: &Context<'_>) -> Vec<BlockId> {
    let syntax = context.syntax;
    (0..syntax.blocks.len()).filter(|&id| is_prose(syntax, id)).collect()
}

/// Whether rules are on that are off until asked for: their words are too
/// common to look for.
pub(super) fn is_wide(context: &Context<'_>) -> bool {
    GROUP.rules.iter().any(|rule| !rule.default && rule.is_on(context.settings))
}

/// Whether a block holds a word that a rule looks for.
pub(super) fn is_worth_reading(block: &str) -> bool {
    triggers().is_match(block)
}

fn triggers() -> &'static AhoCorasick {
    static TRIGGER_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // Some hundred kilobytes, for several times the speed.
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::LeftmostFirst)
            .build(TRIGGERS.iter().flat_map(|words| words.split('|')))
            .expect("a short list of short words")
    });
    &TRIGGER_WORDS
}

fn is_prose(syntax: &Syntax, id: BlockId) -> bool {
    let is_leaf = matches!(syntax.blocks[id].kind, BlockKind::Paragraph | BlockKind::TableCell);
    is_leaf
        && syntax.ancestors(id).all(|above| {
            !matches!(syntax.blocks[above].kind, BlockKind::Quote | BlockKind::TableHead)
        })
}
