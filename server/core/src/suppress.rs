//! Ignore comments, read once for every rule.
//!
//! `<!-- warroom-ignore group/name until 2026-12-31: reason -->` silences the
//! next block; `warroom-ignore-file` the whole text; `warroom-ignore-start`
//! and `warroom-ignore-end` a region, which without an end runs to the end of
//! the text. Several names are separated by commas; a group's name stands for
//! its rules. The day and the reason may be left out.
//!
//! The next block is the one that Markdown sees: a whole table or list where
//! one follows, a heading without what stands below it, the paragraph of an
//! item inside that item. A comment within a line silences the line's own
//! block: its paragraph, heading, list item without nested items, table row.
//!
//! What a comment says is data here; that one is unused, expired or misspelt
//! is for the rules of group `suppression`.

pub mod yaml;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use memchr::memmem::{self, Finder};

use crate::document::Spanned;
use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;

/// An ignore comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub span: Span,
    /// The bytes in which it silences.
    pub scope: Span,
    /// The comment that ends its region, when it opens one that is ended.
    pub closing: Option<Span>,
    /// The rules or groups that it names.
    pub rules: Vec<IgnoredRule>,
    /// The last day on which it holds; the day is `None` when the words are none.
    pub until: Option<Spanned<Option<NaiveDate>>>,
    /// Why, in the author's words; empty when not said.
    pub reason: String,
}

/// A rule or group that an ignore comment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredRule {
    /// The name as written.
    pub name: String,
    /// Its bytes.
    pub span: Span,
    /// Whether it has silenced a finding; false until the rules have run.
    pub used: bool,
}

impl Suppression {
    /// Whether it still holds on `today`. One whose day cannot be read holds.
    #[must_use]
    pub fn holds(&self, today: NaiveDate) -> bool {
        let last_day = self.until.as_ref().and_then(|until| until.value);
        last_day.is_none_or(|last_day| today <= last_day)
    }
}

impl IgnoredRule {
    /// Whether the name stands for `rule`.
    #[must_use]
    pub fn stands_for(&self, rule: &str) -> bool {
        names(&self.name, rule)
    }
}

/// Whether `name`, in an ignore comment, stands for `rule`. The rules of group
/// `suppression` must be named in full: no comment hides that it does nothing.
#[must_use]
pub fn names(name: &str, rule: &str) -> bool {
    let in_group = rule.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    rule == name || (in_group && name != "suppression")
}

/// What every ignore comment begins with, inside the comment.
const MARK: &str = "warroom-ignore";

static MARK_FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(MARK));

/// Whether a text holds what every ignore comment begins with.
#[must_use]
pub fn may_be_in(text: &str) -> bool {
    MARK_FINDER.find(text.as_bytes()).is_some()
}

/// All ignore comments of a text, in document order.
#[must_use]
pub fn read(text: &str, syntax: &Syntax) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    let mut open_regions = Vec::new();
    let mut end = 0;
    let mut next = NextBlock::default();
    for at in MARK_FINDER.find_iter(text.as_bytes()) {
        // The end that was found for one comment is that of all before it.
        if end < at {
            let Some(found) = memmem::find(&text.as_bytes()[at..], b"-->") else { break };
            end = at + found;
        }
        let Some(comment) = comment_at(text, syntax, at, end) else { continue };
        let scope = match comment.directive {
            Directive::Block => block_scope(text, syntax, comment.span, &mut next),
            Directive::File => Span::new(0, text.len()),
            Directive::Start => {
                open_regions.push(suppressions.len());
                Span::new(comment.span.end, text.len())
            }
            Directive::End => {
                if let Some(index) = open_regions.pop() {
                    close(&mut suppressions[index], comment.span);
                }
                continue;
            }
        };
        suppressions.push(parse(text, &comment, scope));
    }
    suppressions
}

fn close(region: &mut Suppression, comment: Span) {
    region.scope.end = comment.start;
    region.closing = Some(comment);
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    Block,
    File,
    Start,
    End,
}

/// A comment that is one of ours, not yet read.
struct Comment {
    span: Span,
    directive: Directive,
    /// What follows the directive, up to the end of the comment.
    body: Span,
}

/// The comment whose first word stands at byte `at`, and its closing mark at `end`.
fn comment_at(text: &str, syntax: &Syntax, at: usize, end: usize) -> Option<Comment> {
    let before = text[..at].trim_end();
    let start = before.strip_suffix("<!--")?.len();
    let word_end = at + text[at..end].find([':', ' ', '\t', '\r', '\n']).unwrap_or(end - at);
    let directive = match &text[at + MARK.len()..word_end] {
        "" => Directive::Block,
        "-file" => Directive::File,
        "-start" => Directive::Start,
        "-end" => Directive::End,
        _ => return None,
    };
    let span = Span::new(start, end + "-->".len());
    is_html(syntax, start).then_some(Comment { span, directive, body: Span::new(word_end, end) })
}

/// Whether Markdown reads the byte as HTML: neither code nor text.
fn is_html(syntax: &Syntax, offset: usize) -> bool {
    let Some(id) = syntax.block_at(offset) else { return false };
    if syntax.blocks[id].kind == BlockKind::Html {
        return true;
    }
    let inlines = syntax.inlines(id);
    let last = inlines.partition_point(|inline| inline.span.start <= offset);
    let inline = last.checked_sub(1).map(|last| &inlines[last]);
    inline.is_some_and(|inline| inline.kind == InlineKind::Html && inline.span.contains(offset))
}

/// What a comment without `-file` or `-start` silences.
fn block_scope(text: &str, syntax: &Syntax, comment: Span, next: &mut NextBlock) -> Span {
    let Some(id) = syntax.block_at(comment.start) else { return Span::at(comment.end) };
    match syntax.blocks[id].kind {
        BlockKind::Html => next
            .after(text, syntax, id)
            .map_or(Span::at(comment.end), |next| syntax.blocks[next].span),
        _ => around(syntax, id),
    }
}

/// Finds the block after a comment, past further comments; for comments in a
/// row it looks once.
#[derive(Default)]
struct NextBlock {
    found: BlockId,
}

impl NextBlock {
    fn after(&mut self, text: &str, syntax: &Syntax, comment: BlockId) -> Option<BlockId> {
        if self.found <= comment {
            let is_comment = |id: &BlockId| {
                let block = &syntax.blocks[*id];
                let source = block.span.of(text);
                block.kind == BlockKind::Html && source.trim_start().starts_with("<!--")
            };
            let end = syntax.blocks.len();
            self.found = (comment + 1..end).find(|id| !is_comment(id)).unwrap_or(end);
        }
        (self.found < syntax.blocks.len()).then_some(self.found)
    }
}

/// A block of text, with the marks of the item or the row that it belongs to.
fn around(syntax: &Syntax, id: BlockId) -> Span {
    let own = syntax.blocks[id].span;
    let Some(parent) = syntax.blocks[id].parent else { return own };
    let outer = &syntax.blocks[parent];
    match outer.kind {
        BlockKind::TableRow | BlockKind::TableHead => outer.span,
        BlockKind::Item { .. } if id == parent + 1 => Span::new(outer.span.start, own.end),
        _ => own,
    }
}

/// Reads `a/b, group until 2026-12-31: reason`.
fn parse(text: &str, comment: &Comment, scope: Span) -> Suppression {
    let body = comment.body;
    let colon = body.of(text).find(':').map_or(body.end, |at| body.start + at);
    let reason = text[colon..body.end].trim_start_matches(':').trim();
    let (names, until) = split_until(text, Span::new(body.start, colon));
    Suppression {
        span: comment.span,
        scope,
        closing: None,
        rules: split_names(text, names),
        until,
        reason: reason.to_owned(),
    }
}

/// Splits off the last day, `until 2026-12-31`.
fn split_until(text: &str, head: Span) -> (Span, Option<Spanned<Option<NaiveDate>>>) {
    let mut words = words(text, head, char::is_whitespace);
    let Some(until) = words.find(|word| word.of(text) == "until") else { return (head, None) };
    let span = Span::new(until.end, head.end).trim(text);
    let span = if span.is_empty() { until } else { span };
    let value = NaiveDate::parse_from_str(span.of(text), "%Y-%m-%d").ok();
    (Span::new(head.start, until.start), Some(Spanned { value, span }))
}

fn split_names(text: &str, names: Span) -> Vec<IgnoredRule> {
    words(text, names, |c| c == ',' || c.is_whitespace())
        .map(|span| IgnoredRule { name: span.of(text).to_owned(), span, used: false })
        .collect()
}

/// The pieces of `span` between separators, empty ones left out.
fn words(
    text: &str,
    span: Span,
    is_separator: fn(char) -> bool,
) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    span.of(text).split_inclusive(is_separator).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(is_separator);
        (!word.is_empty()).then(|| Span::new(start, start + word.len()))
    })
}

/// Tells which findings are silenced, and marks the names that do it. It is
/// asked in order of place, so that each name is looked at once or twice.
#[derive(Debug)]
pub struct Silencer<'a> {
    suppressions: &'a mut [Suppression],
    names: HashMap<String, Named>,
}

/// All that one name silences.
#[derive(Debug, Default)]
struct Named {
    /// Where it holds, the last scope first.
    ahead: Vec<Hold>,
    /// Scopes that have begun and whose name has silenced nothing yet.
    unused: Vec<Hold>,
    /// The end of the longest scope that has begun.
    reach: Option<usize>,
}

/// One scope of a name, and where the name stands.
#[derive(Clone, Copy, Debug)]
struct Hold {
    scope: Span,
    suppression: usize,
    rule: usize,
}

impl<'a> Silencer<'a> {
    /// Prepares the comments that hold on `today`.
    pub fn new(suppressions: &'a mut [Suppression], today: NaiveDate) -> Self {
        let mut names = HashMap::<String, Named>::new();
        for (suppression, one) in suppressions.iter().enumerate().filter(|(_, s)| s.holds(today)) {
            for (rule, ignored) in one.rules.iter().enumerate() {
                let named = names.entry(ignored.name.clone()).or_default();
                named.ahead.push(Hold { scope: one.scope, suppression, rule });
            }
        }
        for named in names.values_mut() {
            named.ahead.sort_by_key(|hold| std::cmp::Reverse(hold.scope.start));
        }
        Self { suppressions, names }
    }

    /// Whether a finding of `rule` at byte `place` is silenced. No place may
    /// stand before one that was asked for already.
    pub fn silences(&mut self, rule: &str, place: usize) -> bool {
        let group = rule.split('/').next().filter(|group| *group != "suppression");
        [Some(rule), group].into_iter().flatten().fold(false, |silenced, name| {
            let Some(named) = self.names.get_mut(name) else { return silenced };
            silenced | named.silences(place, self.suppressions)
        })
    }
}

impl Named {
    fn silences(&mut self, place: usize, suppressions: &mut [Suppression]) -> bool {
        while let Some(hold) = self.ahead.pop_if(|hold| hold.scope.start <= place) {
            self.reach = self.reach.max(Some(hold.scope.end));
            self.unused.push(hold);
        }
        for hold in self.unused.drain(..).filter(|hold| place <= hold.scope.end) {
            suppressions[hold.suppression].rules[hold.rule].used = true;
        }
        self.reach >= Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that the only comment of `text` silences, line endings shown.
    fn silenced(text: &str) -> String {
        let found = read(text, &Syntax::parse(text));
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].scope.of(text).trim().to_owned()
    }

    fn only(text: &str) -> Suppression {
        let mut found = read(text, &Syntax::parse(text));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn names_day_and_reason_are_read() {
        let text = "<!-- warroom-ignore blame/animated, role until 2026-12-31: a quote: kept -->\n";
        let suppression = only(text);
        let names: Vec<_> = suppression.rules.iter().map(|rule| rule.name.as_str()).collect();
        assert_eq!(names, ["blame/animated", "role"]);
        assert_eq!(suppression.rules[1].span.of(text), "role");
        assert_eq!(suppression.reason, "a quote: kept");
        let until = suppression.until.expect("a day");
        assert_eq!(until.value, NaiveDate::from_ymd_opt(2026, 12, 31));
        assert_eq!(until.span.of(text), "2026-12-31");
    }

    #[test]
    fn a_day_that_is_none_is_kept_as_such() {
        assert_eq!(
            only("<!-- warroom-ignore role until friday -->").until.map(|u| u.value),
            Some(None)
        );
        assert_eq!(
            only("<!-- warroom-ignore role until: x -->").until.map(|u| u.value),
            Some(None)
        );
    }

    #[test]
    fn the_last_day_still_counts() {
        let suppression = only("<!-- warroom-ignore role until 2026-06-15 -->");
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).expect("a date");
        assert!(suppression.holds(day(15)));
        assert!(!suppression.holds(day(16)));
    }

    #[test]
    fn the_next_block_is_silenced() {
        assert_eq!(silenced("a\n\n<!-- warroom-ignore x/y -->\nb\nc\n\nd\n"), "b\nc");
        assert_eq!(silenced("a\n<!-- warroom-ignore x/y -->\n\n- b\n- c\n\nd\n"), "- b\n- c");
        assert_eq!(silenced("<!-- warroom-ignore x/y -->\n# H\n\nd\n"), "# H");
        let table = "| a |\n| --- |\n| b |";
        assert_eq!(silenced(&format!("<!-- warroom-ignore x/y -->\n\n{table}\n\nc\n")), table);
    }

    #[test]
    fn other_comments_in_between_are_passed_over() {
        assert_eq!(silenced("<!-- warroom-ignore x/y -->\n<!-- other -->\n\na\n"), "a");
    }

    #[test]
    fn inside_an_item_the_next_block_is_the_items_own() {
        assert_eq!(silenced("- <!-- warroom-ignore x/y -->\n  a\n- b\n"), "a");
    }

    #[test]
    fn within_a_line_its_own_block_is_silenced() {
        assert_eq!(
            silenced("a\nb <!-- warroom-ignore x/y --> c\n\nd"),
            "a\nb <!-- warroom-ignore x/y --> c"
        );
        assert_eq!(
            silenced("- a <!-- warroom-ignore x/y -->\n  - b\n"),
            "- a <!-- warroom-ignore x/y -->"
        );
        let row = "| b <!-- warroom-ignore x/y --> | c |";
        assert_eq!(silenced(&format!("| a | a |\n| --- | --- |\n{row}\n| d | e |\n")), row);
    }

    #[test]
    fn a_file_or_a_region_is_silenced() {
        let text = "a\n\n<!-- warroom-ignore-file x/y -->\n\nb\n";
        assert_eq!(silenced(text), text.trim());
        let region =
            "a\n\n<!-- warroom-ignore-start x/y -->\n\nb\n\n<!-- warroom-ignore-end -->\n\nc\n";
        assert_eq!(silenced(region), "b");
        assert_eq!(
            only(region).closing.map(|span| span.of(region)),
            Some("<!-- warroom-ignore-end -->")
        );
        assert_eq!(silenced("a\n\n<!-- warroom-ignore-start x/y -->\n\nb\n\nc\n"), "b\n\nc");
    }

    #[test]
    fn a_comment_with_nothing_after_it_silences_nothing() {
        assert_eq!(silenced("a\n\n<!-- warroom-ignore x/y -->\n"), "");
    }

    #[test]
    fn examples_in_code_and_text_are_not_comments() {
        for text in [
            "`<!-- warroom-ignore x/y -->`",
            "```html\n<!-- warroom-ignore x/y -->\n```\n",
            "    <!-- warroom-ignore x/y -->\n",
            "\\<!-- warroom-ignore x/y -->",
            "warroom-ignore x/y",
            "<!-- warroom-ignored x/y -->",
            "<!-- warroom-ignore x/y",
        ] {
            assert_eq!(read(text, &Syntax::parse(text)), [], "{text}");
        }
    }

    #[test]
    fn the_group_of_these_rules_must_be_named_in_full() {
        let stands_for = |name: &str, rule| {
            only(&format!("<!-- warroom-ignore {name} -->")).rules[0].stands_for(rule)
        };
        assert!(stands_for("blame", "blame/animated"));
        assert!(!stands_for("blame", "blameless/animated"));
        assert!(!stands_for("suppression", "suppression/unused"));
        assert!(stands_for("suppression/unused", "suppression/unused"));
    }
}
