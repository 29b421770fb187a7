//! `document/nested-fence`: a fence that another one inside it closes early.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/nested-fence",
    level: Level::Error,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A fence that another one inside it closes early",
    fix: FixKind::Safe,
    page: include_str!("nested_fence.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut done = 0;
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Fence { .. }) || block.span.start < done {
            continue;
        }
        let Some(outer) = Outer::with_one_inside(context, id) else { continue };
        done = report(context, &outer, findings).max(block.span.end);
    }
}

/// Reports a fence; the answer is where it was meant to end, as far as known.
fn report(context: &Context<'_>, outer: &Outer, findings: &mut Findings) -> usize {
    let line = context.lines.line(outer.opening.start) + 1;
    if !outer.holds_markdown {
        findings
            .report(
                outer.inner,
                format!("The fence of line {line} is still open here, so this line is shown as code. Close that fence first"),
            )
            .see(outer.opening, "opened here");
        return outer.inner.end;
    }
    let finding = findings.report(
        outer.inner,
        format!("The end of this fence closes the one of line {line} as well. Give the outer fence more marks than the inner one"),
    );
    finding.see(outer.opening, "the outer fence");
    let closings = outer.possible_closings();
    let Some(&first) = closings.first() else { return outer.inner.end };
    let (marks, closing) = (outer.longer_marks(first), outer.lines[first].marks);
    let edits = vec![Edit::replace(outer.opening, marks.clone()), Edit::replace(closing, marks)];
    let title = "Lengthen the outer fence";
    finding.fix(if closings.len() == 1 {
        Fix::safe(title, edits)
    } else {
        Fix::proposal(title, edits)
    });
    closing.end
}

/// A fence with the opening of another inside it.
struct Outer {
    /// Its opening marks.
    opening: Span,
    /// The character of its marks.
    mark: char,
    /// Whether it says that it holds Markdown, where fences are to be expected.
    holds_markdown: bool,
    /// The opening line of the one inside, without white space around it.
    inner: Span,
    /// All lines after its opening, to the end of the text, that could open or
    /// close a fence of these marks.
    lines: Vec<FenceLine>,
}

/// A line that opens or closes a fence.
#[derive(Clone, Copy)]
struct FenceLine {
    marks: Span,
    has_language: bool,
    text_below: bool,
}

impl Outer {
    fn with_one_inside(context: &Context<'_>, id: BlockId) -> Option<Self> {
        let block = &context.syntax.blocks[id];
        let BlockKind::Fence { info, .. } = block.kind else { return None };
        let whole = block.span.of(context.text);
        let mark = whole.chars().next()?;
        let length = whole.chars().take_while(|&c| c == mark).count();
        let opening = Span::new(block.span.start, block.span.start + length);
        let code = context.syntax.code(context.text, id);
        if !code.of(context.text).contains(mark) {
            return None;
        }
        let inner = fence_lines(context.text, code, mark, length).find(|line| line.has_language)?;
        let rest = Span::new(code.start, context.text.len());
        let inner_line = context.lines.span(context.lines.line(inner.marks.start), context.text);
        Some(Self {
            opening,
            mark,
            holds_markdown: is_markdown(info.of(context.text)),
            inner: Span::new(inner.marks.start, inner_line.trim(context.text).end),
            lines: fence_lines(context.text, rest, mark, length).collect(),
        })
    }

    /// The lines that may have been meant to close it: those before and after
    /// which every fence has its end. What opens a fence has text right below
    /// it, so a line with text below is none.
    fn possible_closings(&self) -> Vec<usize> {
        let sound_after = self.sound_after();
        let mut possible = Vec::new();
        let mut is_open = false;
        for (at, line) in self.lines.iter().enumerate() {
            if is_open && line.has_language {
                break;
            }
            if !is_open && !line.has_language && !line.text_below && sound_after[at + 1] {
                possible.push(at);
            }
            is_open = !is_open;
        }
        possible
    }

    /// For each line, whether every fence from there on has its end and none
    /// opens within another.
    fn sound_after(&self) -> Vec<bool> {
        let mut sound = vec![true; self.lines.len() + 1];
        let mut sound_inside = false;
        for (at, line) in self.lines.iter().enumerate().rev() {
            let outside = sound_inside;
            sound_inside = !line.has_language && sound[at + 1];
            sound[at] = outside;
        }
        sound
    }

    /// Marks that no line up to the one at `closing` has.
    fn longer_marks(&self, closing: usize) -> String {
        let lengths = self.lines[..=closing].iter().map(|line| line.marks.len());
        self.mark.to_string().repeat(lengths.max().unwrap_or(0) + 1)
    }
}

fn is_markdown(info: &str) -> bool {
    let language = info.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    language.is_some_and(|language| {
        ["markdown", "md", "mdx"].iter().any(|name| name.eq_ignore_ascii_case(language))
    })
}

/// The lines within `span` that begin with at least `length` marks, and that
/// Markdown would take for the opening or the end of a fence.
fn fence_lines(
    text: &str,
    span: Span,
    mark: char,
    length: usize,
) -> impl Iterator<Item = FenceLine> + '_ {
    let mut start = span.start;
    span.of(text).split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let marks = inner.len() - inner.trim_start_matches(mark).len();
        let info = inner[marks..].trim();
        if marks < length || info.contains('`') {
            return None;
        }
        let first = at + (line.len() - inner.len());
        let below = text[start..].lines().next().unwrap_or("");
        Some(FenceLine {
            marks: Span::new(first, first + marks),
            has_language: !info.is_empty(),
            text_below: !below.trim_matches([' ', '\t', '>']).is_empty(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_fence_inside_a_fence_of_markdown_is_found() {
        check(
            &RULE,
            "
# Runbook: failover

```markdown
## Steps

```bash
^^^^^^^ closes the one of line 3
date
```

Done.
```
",
        );
    }

    #[test]
    fn longer_marks_outside_are_right() {
        check(&RULE, "# Runbook: failover\n\n````markdown\n```bash\ndate\n```\n````\n");
    }

    #[test]
    fn other_marks_inside_are_right() {
        check(&RULE, "# Runbook: failover\n\n```markdown\n~~~bash\ndate\n~~~\n```\n");
    }

    #[test]
    fn a_fence_that_was_never_closed_is_found_at_the_next() {
        check(
            &RULE,
            "
# Runbook: failover

```shell
date

```sql
^^^^^^ still open here
select 1;
```
",
        );
    }

    #[test]
    fn the_fix_lengthens_the_outer_fence() {
        check_fix(
            &RULE,
            "```markdown\n## Steps\n\n```bash\ndate\n```\n\n```\nplain\n```\n\nDone.\n```\n\nAfter.\n",
            "````markdown\n## Steps\n\n```bash\ndate\n```\n\n```\nplain\n```\n\nDone.\n````\n\nAfter.\n",
        );
    }

    #[test]
    fn what_follows_the_outer_fence_is_left_as_it_is() {
        check_fix(
            &RULE,
            "```markdown\n```bash\ndate\n```\n```\n\n```bash\nuptime\n```\n",
            "````markdown\n```bash\ndate\n```\n````\n\n```bash\nuptime\n```\n",
        );
    }
}
