//! `command/broken-continuation`: a backslash that no longer continues its line.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::shell::{Language, Script, Statement};
use crate::text::{Edit, Span, line_ending};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "command/broken-continuation",
    level: Level::Error,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A backslash with blanks or a comment behind it, which does not continue the line",
    fix: FixKind::Safe,
    page: include_str!("broken_continuation.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if memchr::memmem::find(context.text.as_bytes(), b"\\ ").is_none()
        && memchr::memmem::find(context.text.as_bytes(), b"\\\t").is_none()
    {
        return;
    }
    for fence in context.fences().iter().filter(|fence| fence.language != Language::Sql) {
        let code = fence.code.of(context.text);
        if !code.contains("\\ ") && !code.contains("\\\t") {
            continue;
        }
        let script = fence.script(context.text, context.syntax);
        for statement in &script.statements {
            report(context, script, statement, findings);
        }
    }
}

fn report(context: &Context<'_>, script: &Script, statement: &Statement, findings: &mut Findings) {
    for broken in &statement.broken_continuations {
        let span = script.span(broken);
        let behind = Span::new(span.start + 1, span.end);
        let comment = behind.trim(context.text);
        let what = if comment.is_empty() { "blanks" } else { "a comment" };
        let message = format!(
            "With {what} behind it this backslash does not continue the command: the shell runs it as far as here, and the next line as another command"
        );
        let finding = findings.report(span, message);
        let mut edits = vec![Edit::delete(behind)];
        if comment.is_empty() {
            finding.fix(Fix::safe("Remove the blanks", edits));
        } else {
            edits.push(above(context, script.span(&statement.range).start, comment));
            finding.fix(Fix::safe("Move the comment above the command", edits));
        }
    }
}

/// Puts a comment on a line of its own above the command that begins at `start`.
fn above(context: &Context<'_>, start: usize, comment: Span) -> Edit {
    let text = context.text;
    let line = context.lines.span(context.lines.line(start), text);
    let before = Span::new(line.start, start).of(text);
    let indent = &before[..before.find(|c| !matches!(c, ' ' | '\t' | '>')).unwrap_or(before.len())];
    Edit::insert(line.start, format!("{indent}{}{}", comment.of(text), line_ending(text)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn blanks_and_comments_break_it() {
        check(
            &RULE,
            "
# Post-mortem: volumes

```bash
aws rds modify-db-instance \\  # less
                           ^^^^^^^^^ With a comment
  --iops 100 \\
  --apply-immediately
```
",
        );
        check(&RULE, "# Post-mortem: x\n\n```sh\na \\ \n  ^^ With blanks\n  b\n```\n");
    }

    #[test]
    fn a_backslash_elsewhere_is_right() {
        check(
            &RULE,
            "# Post-mortem: x\n\n```sh\nls a\\ b\necho 'a \\ \nb' # c \\ \ncat <<E\na \\ \nb\nE\na \\ \n```\n",
        );
    }

    #[test]
    fn the_fix_keeps_the_comment() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n- > ```sh\n  > a \\ # one\n  >   b \\ \n  >   c\n  > ```\n",
            "# Post-mortem: x\n\n- > ```sh\n  > # one\n  > a \\\n  >   b \\\n  >   c\n  > ```\n",
        );
    }
}
