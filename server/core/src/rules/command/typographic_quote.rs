//! `command/typographic-quote`: curly quotes, long dashes and no-break spaces
//! in a command.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::shell::{Language, Script, Statement};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "command/typographic-quote",
    level: Level::Error,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "Curly quotes, long dashes or no-break spaces in a command",
    fix: FixKind::Safe,
    page: include_str!("typographic_quote.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for fence in context.fences().iter().filter(|fence| fence.language != Language::Sql) {
        if fence.code.of(context.text).is_ascii() {
            continue;
        }
        let script = fence.script(context.text, context.syntax);
        for statement in &script.statements {
            report(script, statement, findings);
        }
    }
}

fn report(script: &Script, statement: &Statement, findings: &mut Findings) {
    let replacements = replacements(script, statement);
    let Some(&(span, _, name)) = replacements.first() else { return };
    let edits = replacements.iter().map(|&(span, plain, _)| Edit::replace(span, plain)).collect();
    findings
        .report(
            span,
            format!("The shell takes {name} for a letter like any other, so this command does something else or fails. Write it in plain characters"),
        )
        .fix(Fix::safe("Write plain characters", edits));
}

/// The characters of a statement that are to be plain ones, with these and
/// with what they are called.
fn replacements(script: &Script, statement: &Statement) -> Vec<(Span, &'static str, &'static str)> {
    let text = &script.source.text;
    let mut is_open = false;
    let mut found = Vec::new();
    for range in &statement.typographic {
        let before = text[..range.start].chars().next_back();
        let after = &text[range.end..];
        let begins_word = before.is_none_or(|c| c.is_whitespace() || c == '=');
        let plain = match &text[range.clone()] {
            "“" | "”" => Some(("\"", "a curly quote")),
            "‘" if begins_word => {
                is_open = true;
                Some(("'", "a curly quote"))
            }
            // Without one that opens it is an apostrophe.
            "’" if is_open => Some(("'", "a curly quote")),
            "–" | "—" if begins_word => dash(after),
            "\u{a0}" | "\u{202f}" => Some((" ", "a no-break space")),
            _ => None,
        };
        found.extend(plain.map(|(plain, name)| (script.span(range), plain, name)));
    }
    found
}

/// What a long dash before an option was: one hyphen before a single letter,
/// otherwise two.
fn dash(after: &str) -> Option<(&'static str, &'static str)> {
    let letters = after.chars().take_while(char::is_ascii_alphanumeric).count();
    match letters {
        0 => None,
        1 => Some(("-", "a long dash")),
        _ => Some(("--", "a long dash")),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn the_first_of_a_command_is_marked() {
        check(
            &RULE,
            "
# Post-mortem: x

```bash
psql –c “select 1”
     ^ a long dash
kubectl get pods \u{a0}-A
                 ^ a no-break space
```
",
        );
    }

    #[test]
    fn in_quotes_comments_and_output_they_are_right() {
        check(
            &RULE,
            "# Post-mortem: x\n\n```console\n$ echo 'a – “b”' # c “d”\ndon’t “e”\n```\n\n```yaml\na: “b”\n```\n",
        );
    }

    #[test]
    fn an_apostrophe_and_a_dash_between_words_are_prose() {
        check(&RULE, "# Post-mortem: x\n\n```sh\necho don’t – stop\n```\n");
    }

    #[test]
    fn the_fix_writes_plain_characters() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n```sh\na –n ‘b’ —all “c”\u{a0}d\n```\n",
            "# Post-mortem: x\n\n```sh\na -n 'b' --all \"c\" d\n```\n",
        );
    }
}
