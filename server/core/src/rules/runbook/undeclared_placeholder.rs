//! `runbook/undeclared-placeholder`: something to fill in, and nothing that
//! says with what.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::shell::{self, Fence, Language, Script};
use crate::text::Span;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/undeclared-placeholder",
    level: Level::Info,
    default: false,
    kinds: &[Kind::Runbook],
    summary: "A placeholder or variable in a command that nothing explains",
    fix: FixKind::None,
    page: include_str!("undeclared_placeholder.md"),
    check: Check::Document(check),
};

/// Angle brackets that are output, not something to fill in.
const OUTPUT: &[&str] = &["none", "nil", "unknown", "pending", "invalid", "unset", "empty", "cr"];

/// Variables that every shell has.
const GIVEN: &[&str] = &[
    "EDITOR",
    "HOME",
    "HOSTNAME",
    "IFS",
    "KUBECONFIG",
    "LANG",
    "LOGNAME",
    "OLDPWD",
    "PATH",
    "PPID",
    "PWD",
    "RANDOM",
    "SECONDS",
    "SHELL",
    "TERM",
    "TMPDIR",
    "UID",
    "USER",
];

static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))").expect("a pattern")
});

static SETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:for|select|local|export|read(?:\s+-\w+)*)\s+([A-Za-z_]\w*)|([A-Za-z_]\w*)\+?=",
    )
    .expect("a pattern")
});

static YOURS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\bYOUR_[A-Z0-9_]+").expect("a pattern"));

fn check(context: &Context<'_>, findings: &mut Findings) {
    let fences = || context.fences().iter().filter(|fence| fence.language != Language::Sql);
    let mut explained = words_of_prose(context);
    for fence in fences() {
        let source = &fence.script(context.text, context.syntax).source.text;
        let names = SETS.captures_iter(source).filter_map(|set| set.get(1).or_else(|| set.get(2)));
        explained.extend(names.map(|name| name.as_str().to_lowercase()));
    }
    let mut seen = HashSet::new();
    for (span, name) in fences().flat_map(|fence| placeholders(context, fence)) {
        let is_explained = words(&name).all(|word| explained.contains(&word));
        if !is_explained && seen.insert(name) {
            findings.report(
                span,
                format!(
                    "Nothing says what to put for `{}`. Say where it is found, or set it above",
                    span.of(context.text)
                ),
            );
        }
    }
}

/// The words that stand outside of fences, in lower case.
fn words_of_prose(context: &Context<'_>) -> HashSet<String> {
    let mut start = 0;
    let mut found = HashSet::new();
    for fence in context.fences() {
        found.extend(words(&context.text[start..fence.code.start.max(start)]));
        start = fence.code.end.max(start);
    }
    found.extend(words(&context.text[start..]));
    found
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// What is to be filled in, with its name.
fn placeholders(context: &Context<'_>, fence: &Fence) -> Vec<(Span, String)> {
    let script = fence.script(context.text, context.syntax);
    let mut found = variables(script);
    let text = &script.source.text;
    for range in shell::placeholders(text).filter(|range| text[range.clone()].starts_with('<')) {
        let name = &text[range.start + 1..range.end - 1];
        if !OUTPUT.contains(&name.to_lowercase().as_str()) {
            found.push((script.span(&range), name.to_owned()));
        }
    }
    let yours =
        YOURS.find_iter(text).map(|hit| (script.span(&hit.range()), hit.as_str().to_owned()));
    found.extend(yours);
    found.sort_by_key(|(span, _)| *span);
    found
}

/// The variables in the words of commands, quoted ones of other languages left aside.
fn variables(script: &Script) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for command in script.statements.iter().flat_map(|statement| script.commands(statement)) {
        for word in command.words.iter().filter(|word| word.is_open) {
            let names = VARIABLE
                .captures_iter(word.text())
                .filter_map(|all| all.get(0).zip(all.get(1).or_else(|| all.get(2))));
            let unknown = names.filter(|(_, name)| !GIVEN.contains(&name.as_str()));
            found.extend(unknown.map(|(whole, name)| {
                (word.value().source(whole.range()), name.as_str().to_owned())
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn what_nothing_explains_is_found_once() {
        check(
            &RULE,
            "
# Runbook: queue

```sh
queue drain <shard> --reason \"$WHY\" --token YOUR_KEY
            ^^^^^^^ put for `<shard>`
                              ^^^^ put for `$WHY`
                                            ^^^^^^^^ put for `YOUR_KEY`
queue resume <shard>
```
",
        );
    }

    #[test]
    fn what_prose_or_a_command_sets_is_explained() {
        check(
            &RULE,
            "# Runbook: queue\n\nThe shard is in the alert.\n\n```sh\nWHY=test\nfor n in 1 2; do queue drain <shard> $WHY $n $HOME; done\n```\n",
        );
    }

    #[test]
    fn output_templates_and_other_languages_are_left_alone() {
        check(
            &RULE,
            "# Runbook: queue\n\n```sh\nqueue list | awk '{ print $first }'\n# <none>\nqueue drain {{ shard }} <none>\n```\n",
        );
    }
}
