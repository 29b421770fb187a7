//! `runbook/fence-language`: a fence that does not say what it holds.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::shell::Language;
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/fence-language",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Runbook],
    summary: "A fence that does not say what it holds",
    fix: FixKind::Unsafe,
    page: include_str!("fence_language.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut known = context.fences().iter().peekable();
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        let BlockKind::Fence { info, .. } = block.kind else { continue };
        let fence = known.next_if(|fence| fence.block == id);
        let code = context.syntax.code(context.text, id).of(context.text);
        if !info.is_empty() || code.trim().is_empty() {
            continue;
        }
        let marks = marks(context, id);
        let finding = findings.report(
            marks,
            "This fence does not say what it holds. Name its language, so that a reader can tell commands from output, and tools can check them",
        );
        if let Some(name) = fence.map(|fence| name(fence.language)).or_else(|| of_data(code)) {
            let edit = Edit::insert(marks.end, name);
            finding.fix(Fix::proposal(format!("Name it {name}"), vec![edit]));
        }
    }
}

/// The opening marks of a fence.
fn marks(context: &Context<'_>, id: BlockId) -> Span {
    let span = context.syntax.blocks[id].span;
    let whole = span.of(context.text);
    let length = whole.len() - whole.trim_start_matches(['`', '~']).len();
    Span::new(span.start, span.start + length)
}

const fn name(language: Language) -> &'static str {
    match language {
        Language::Shell => "bash",
        Language::Console => "console",
        Language::Sql => "sql",
    }
}

/// The language of data that cannot be mistaken.
fn of_data(code: &str) -> Option<&'static str> {
    let code = code.trim_start();
    if code.starts_with("apiVersion:") || code.starts_with("---\napiVersion:") {
        return Some("yaml");
    }
    let begins_object =
        code.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    begins_object.then_some("json")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_fence_without_a_language_is_found() {
        check(
            &RULE,
            "
# Runbook: queue

```
^^^ does not say
412 jobs
```

```text
412 jobs
```
",
        );
    }

    #[test]
    fn a_language_that_is_plain_is_written() {
        check_fix(
            &RULE,
            "# Runbook: x\n\n```\nkubectl get pods\n```\n\n~~~\n{ \"a\": 1 }\n~~~\n",
            "# Runbook: x\n\n```bash\nkubectl get pods\n```\n\n~~~json\n{ \"a\": 1 }\n~~~\n",
        );
    }
}
