//! `runbook/no-rollback`: a runbook that changes something and does not say
//! how to go back.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Section;
use crate::rules::effects::{self, Effect, Harm};
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::syntax::BlockKind;
use crate::text::{Edit, line_ending};
use crate::vocabulary::{Kind, Level, SectionKind};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/no-rollback",
    level: Level::Info,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "A runbook that changes something without saying how to go back",
    fix: FixKind::Unsafe,
    page: include_str!("no_rollback.md"),
    check: Check::Document(check),
};

/// What a text says that knows the way back.
const WORDS: &[&str] = &[
    "rollback",
    "roll back",
    "roll-back",
    "rolling back",
    "rolled back",
    "rollout undo",
    "revert",
    "undo",
    "undone",
    "restor",
    "back out",
    "back-out",
    "backout",
    "go back",
    "put back",
    "put it back",
    "switch back",
    "fail back",
    "failback",
    "uncordon",
    "scale back",
    "scale it back",
    "re-enable",
    "previous version",
    "original value",
    " start ",
    "set back",
    "back to normal",
    "back to its",
    // There is no way back, and it says so.
    "no way back",
    "irreversibl",
    "permanent",
    "be lost",
    "is lost",
    "are lost",
    "as lost",
    // What is taken away is made anew.
    "recreat",
    "re-creat",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).expect("plain words")
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    // What an interruption leaves needs no way back.
    let lasts = |effect: &&Effect| effect.harm != Harm::Interruption;
    let mut lasting = effects::of(context).iter().filter(lasts).peekable();
    let says_how = context.document.section(SectionKind::Rollback).is_some();
    if lasting.peek().is_none() || says_how || FINDER.is_match(context.text) {
        return;
    }
    // To take away what the runbook itself makes is the way back.
    let made = made_here(context);
    let is_made = |effect: &&Effect| made.contains(object(context, effect));
    let Some(first) = lasting.find(|effect| !is_made(effect)) else { return };
    findings
        .report(
            first.span,
            format!(
                "This {}, and nothing here says how to go back. Add a section “Rollback”, if only to say that there is no way back",
                first.does
            ),
        )
        .fix(Fix::proposal("Add the section “Rollback”", vec![insertion(context)]));
}

/// What the commands of a document make: the words of the lines that hold a
/// `create`.
fn made_here<'a>(context: &'a Context<'_>) -> HashSet<&'a str> {
    let creates = |line: &&str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.eq_ignore_ascii_case("create"))
    };
    let lines = context.fences().iter().flat_map(|fence| fence.code.of(context.text).lines());
    lines.filter(creates).flat_map(str::split_whitespace).map(bare).collect()
}

/// What a command is about, as far as its last word says: `orders-old` in
/// `helm uninstall orders-old`.
fn object<'a>(context: &'a Context<'_>, effect: &Effect) -> &'a str {
    bare(effect.span.of(context.text).split_whitespace().last().unwrap_or_default())
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Adds the section behind the one that holds the last change.
fn insertion(context: &Context<'_>) -> Edit {
    let newline = line_ending(context.text);
    let last = effects::of(context).last();
    let section = last.and_then(|last| section_around(context, last));
    let end = section.map_or(context.text.len(), |section| section.span.end);
    let end = context.text[..end].trim_end().len();
    let marks = "#".repeat(section.map_or(2, |section| section.level.into()));
    let words = write::blank("how to go back, or that there is no way back");
    Edit::insert(end, format!("{newline}{newline}{marks} Rollback{newline}{newline}{words}"))
}

/// The outermost section below the title that holds the effect.
fn section_around<'a>(context: &Context<'a>, effect: &Effect) -> Option<&'a Section> {
    let is_heading = |section: &&Section| {
        matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
    };
    let around = context.document.sections.iter().filter(is_heading);
    around.filter(|section| section.level > 1).find(|section| section.span.covers(effect.span))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn the_first_change_is_named() {
        check(
            &RULE,
            "
# Runbook: queue

```sh
kubectl get pods
kubectl apply -f limits.yaml
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ changes the cluster
helm upgrade queue ./chart
```
",
        );
    }

    #[test]
    fn a_section_or_a_sentence_is_enough() {
        let change = "# Runbook: queue\n\n```sh\nkubectl apply -f limits.yaml\n```\n\n";
        check(&RULE, &format!("{change}## Back-out plan\n\nApply the old file.\n"));
        check(&RULE, &format!("{change}To revert, apply the old file.\n"));
        check(&RULE, &format!("{change}Count the waiting mails as lost.\n"));
    }

    #[test]
    fn reading_and_restarting_change_nothing() {
        check(
            &RULE,
            "# Runbook: queue\n\n```sh\nkubectl get pods\nkubectl delete pod queue-0\nsystemctl restart queue\n```\n",
        );
    }

    #[test]
    fn a_restart_in_other_words_changes_nothing() {
        check(
            &RULE,
            "
# Runbook: queue

```sh
kubectl scale deploy queue --replicas=0
kubectl scale deploy queue --replicas=3
kubectl patch deploy queue -p \"{\\\"spec\\\":{\\\"date\\\":\\\"$(date +%s)\\\"}}\"
```
",
        );
    }

    #[test]
    fn what_the_runbook_makes_it_may_take_away() {
        check(
            &RULE,
            "# Runbook: queue\n\n```sh\nkubectl create ns rehearsal\n```\n\nAfter it:\n\n```sh\nkubectl delete ns rehearsal\n```\n",
        );
    }

    #[test]
    fn what_is_made_anew_is_not_gone() {
        check(
            &RULE,
            "# Runbook: queue\n\nDelete the set; the next step recreates it.\n\n```sh\nkubectl delete sts queue\n```\n",
        );
    }

    #[test]
    fn the_section_is_added_behind_the_last_change() {
        check_fix(
            &RULE,
            "# Runbook: queue\n\n## Mitigation\n\n```sh\nkubectl apply -f limits.yaml\n```\n\n## Contacts\n\n@kim\n",
            "# Runbook: queue\n\n## Mitigation\n\n```sh\nkubectl apply -f limits.yaml\n```\n\n## Rollback\n\n{{ how to go back, or that there is no way back }}\n\n## Contacts\n\n@kim\n",
        );
    }
}
