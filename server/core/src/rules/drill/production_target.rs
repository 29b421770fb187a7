//! `drill/production-target`: a drill that touches production and does not say so.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::commands::{self, Command};
use super::plan;
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;
use crate::vocabulary::{Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "drill/production-target",
    level: Level::Warning,
    default: true,
    kinds: plan::KINDS,
    summary: "A drill whose commands touch production, which its words do not say",
    fix: FixKind::None,
    page: include_str!("production_target.md"),
    check: Check::Document(check),
};

static PRODUCTION: LazyLock<AhoCorasick> = LazyLock::new(|| plan::phrases(&["production", "prod"]));

/// Words of a command that only looks.
const LOOKS: &[&str] = &[
    "get", "describe", "list", "logs", "top", "status", "show", "watch", "tail", "grep", "cat",
    "curl", "dig", "ping", "echo", "select",
];

/// Heads of a word of a command that only looks: `describe-db-instances`.
const LOOKS_AT: &[&str] = &["get-", "describe-", "list-"];

/// Variables that name how a program runs, and not where.
const MODES: &[&str] = &["RAILS_ENV", "RACK_ENV", "NODE_ENV", "APP_ENV", "FLASK_ENV"];

/// Sections that speak of production whatever the target is.
const ASIDE: &[SectionKind] = &[
    SectionKind::AbortConditions,
    SectionKind::SuccessCriteria,
    SectionKind::Verification,
    SectionKind::Debrief,
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !PRODUCTION.is_match(context.text) || !plan::is_plan(context) {
        return;
    }
    let Some(target) = target(context) else { return };
    if is_declared(context) {
        return;
    }
    findings.report(
        target,
        format!(
            "“{}” looks like production, and nothing here says that the drill is meant to run there. Say so in a field “Environment” with who agreed, or aim it at another environment",
            target.of(context.text)
        ),
    );
}

/// The first word that names production in a command that changes something.
fn target(context: &Context<'_>) -> Option<Span> {
    let changing = commands::all(context).into_iter().filter(|one| !only_looks(context.text, one));
    let mut words = changing.flat_map(|command| command.words);
    words.find(|word| names_production(word.of(context.text)) && !is_aside(context, word.start))
}

fn only_looks(text: &str, command: &Command) -> bool {
    command.words.iter().map(|word| word.of(text).trim_matches(['"', '\'', '`'])).any(|word| {
        LOOKS.iter().any(|look| look.eq_ignore_ascii_case(word))
            || LOOKS_AT.iter().any(|head| word.starts_with(head))
    })
}

/// Whether `prod` or `production` is one part of a longer name or the value of
/// an option: `orders-prod`, `--context=production`; not `preprod`, `non-prod`.
fn names_production(word: &str) -> bool {
    let parts: Vec<&str> = word.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let is_mode = MODES.iter().any(|mode| word.contains(mode));
    !is_mode
        && parts.iter().enumerate().any(|(index, part)| {
            let name = part.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_production = ["prod", "production", "prd"]
                .iter()
                .any(|production| production.eq_ignore_ascii_case(name));
            let before = index.checked_sub(1).map_or("", |before| parts[before]);
            let is_other = ["non", "not", "no", "pre", "post", "like"]
                .iter()
                .any(|other| other.eq_ignore_ascii_case(before));
            is_production && !is_other
        })
        && word != "--production"
}

/// Whether a place stands in a section that speaks of production anyway.
fn is_aside(context: &Context<'_>, at: usize) -> bool {
    let sections = &context.document.sections;
    let after = sections.partition_point(|section| section.span.start <= at);
    let own = after.checked_sub(1).and_then(|index| sections[index].kind);
    own.is_some_and(|kind| ASIDE.contains(&kind))
}

/// Whether the words of the plan say that it runs in production: any mention
/// that neither asks nor denies it.
fn is_declared(context: &Context<'_>) -> bool {
    let mentions = PRODUCTION.find_iter(context.text).map(|found| Span::from(found.range()));
    mentions
        .filter(|span| is_whole_word(context.text, *span) && is_prose(context, span.start))
        .any(|span| !is_aside(context, span.start) && affirms(context, span))
}

fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !goes_on(before) && !goes_on(after) && before != Some('-')
}

fn is_prose(context: &Context<'_>, at: usize) -> bool {
    let Some(block) = context.syntax.block_at(at) else { return true };
    let inlines = context.syntax.inlines(block);
    let after = inlines.partition_point(|inline| inline.span.start <= at);
    let own = after.checked_sub(1).map(|index| &inlines[index].kind);
    let is_text = matches!(
        context.syntax.blocks[block].kind,
        BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::TableCell
    );
    is_text && !matches!(own, Some(InlineKind::Code | InlineKind::Html))
}

/// Whether the line that holds the mention neither asks nor denies.
fn affirms(context: &Context<'_>, mention: Span) -> bool {
    let line = context.lines.span(context.lines.line(mention.start), context.text);
    let before = &context.text[line.start..mention.start];
    let denies =
        before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(|word| {
            [
                "not", "no", "never", "without", "nothing", "non", "pre", "unlike", "instead",
                "outside",
            ]
            .iter()
            .any(|denial| denial.eq_ignore_ascii_case(word))
                || word.ends_with("n't")
                || word.ends_with("n’t")
        });
    !denies && !context.text[mention.end..line.end].contains('?')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_command_aimed_at_production_is_found() {
        check(
            &RULE,
            "
# Game day: the cache is gone

## Setup

```sh
kubectl --context shop-production scale statefulset/cache --replicas=0
                  ^^^^^^^^^^^^^^^ “shop-production” looks like production
```
",
        );
    }

    #[test]
    fn a_command_goes_on_behind_a_backslash() {
        check(
            &RULE,
            "
# Game day: a slow disk

## Setup

```sh
aws rds modify-db-instance \\
  --iops 100 \\  # usually 3000
  --db-instance-identifier prod-orders
                           ^^^^^^^^^^^ “prod-orders” looks like production
```
",
        );
    }

    #[test]
    fn a_command_in_a_line_counts() {
        check(
            &RULE,
            "
# Game day: the cache is gone

## Timeline

- 10:00: `kubectl -n prod delete pod cache-0`
                     ^^^^ “prod” looks like production
",
        );
    }

    #[test]
    fn a_host_and_a_variable_are_aimed_at_too() {
        check(
            &RULE,
            "
# Game day: the cache is gone

## Setup

```console
$ ssh cache-1.prod 'sudo systemctl stop cache'
      ^^^^^^^^^^^^ “cache-1.prod” looks like production
stopped cache-1.prod
```
",
        );
        check(
            &RULE,
            "
# Game day: the cache is gone

## Setup

- `AWS_PROFILE=prod aws ec2 stop-instances --instance-ids i-1`
   ^^^^^^^^^^^^^^^^ “AWS_PROFILE=prod” looks like production
",
        );
    }

    #[test]
    fn what_a_command_prints_is_not_run() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n## Setup\n\n```console\n$ ./stop cache\nstopped cache-1.prod\n```\n",
        );
    }

    #[test]
    fn a_plan_that_says_so_is_left_alone() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n**Environment:** production, agreed by @kim\n\n## Setup\n\n```sh\nkubectl --context shop-production scale statefulset/cache --replicas=0\n```\n",
        );
    }

    #[test]
    fn what_is_asked_or_denied_is_not_said() {
        check(
            &RULE,
            "
# Game day: the cache is gone

It runs in staging, not in production.

## Setup

```sh
kubectl --context prod-eu scale statefulset/cache --replicas=0
                  ^^^^^^^ “prod-eu” looks like production
```

## Debrief

- What would have been different in production?
",
        );
    }

    #[test]
    fn a_command_that_only_looks_is_left_alone() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n## Setup\n\n```sh\nkubectl --context prod-eu get pods\naws rds describe-db-instances \\\n  --db-instance-identifier prod-orders\n```\n",
        );
    }

    #[test]
    fn other_environments_are_left_alone() {
        check(
            &RULE,
            "# Game day: the cache is gone\n\n## Setup\n\n```sh\nkubectl --context preprod delete pod cache-0\nkubectl --context non-prod delete pod product-0\nRAILS_ENV=production rake jobs:stop\n```\n",
        );
    }
}
