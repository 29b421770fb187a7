//! The catalogue of rules: what is planned, what is there, and the pages below
//! `docs/rules` and the schema, which say the same as the registry.
//!
//! The pages are generated: the test writes those that differ, and fails, so
//! that the next run passes and the difference is seen where it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use warroom_core::ide::Kind;
use warroom_core::rules::{self, FixKind, GROUPS, Group, Rule};

use crate::generated::{files_below, holds, root};

/// Every rule that warroom is to have, in order. One that is not written yet
/// stands at the end of the index of the pages.
const CATALOGUE: &[&str] = &[
    "document/unknown-kind",
    "document/missing-section",
    "document/missing-field",
    "document/left-over-template",
    "document/empty-section",
    "document/nested-fence",
    "document/mojibake",
    "document/date-mismatch",
    "severity/missing",
    "severity/unknown",
    "severity/conflicting",
    "severity/disagrees-with-impact",
    "role/missing",
    "role/commander-double-hatted",
    "role/two-commanders",
    "timeline/missing",
    "timeline/missing-time",
    "timeline/unparseable-time",
    "timeline/out-of-order",
    "timeline/missing-zone",
    "timeline/wrong-zone",
    "timeline/ambiguous-zone",
    "timeline/milestone-order",
    "timeline/milestone-missing",
    "timeline/duplicate",
    "metric/stated-duration",
    "metric/stated-interval",
    "metric/mean-of-one",
    "metric/unquantified-impact",
    "update/no-next-update",
    "update/cadence-gap",
    "update/promise-arithmetic",
    "update/numbering",
    "update/overdue",
    "update/vague",
    "update/disagrees-with-timeline",
    "status/unknown",
    "status/regression",
    "status/internal-detail",
    "status/promised-eta",
    "resolution/unstable",
    "resolution/unchecked-items",
    "resolution/late-review",
    "blame/counterfactual",
    "blame/human-error",
    "blame/person-as-cause",
    "blame/judgement",
    "blame/mind-reading",
    "blame/blaming-question",
    "blame/animated",
    "blame/human-remedy",
    "blame/counterfactual-system",
    "blame/minimiser",
    "blame/absolute",
    "blame/agentless-passive",
    "blame/personal-name",
    "cause/single-root-cause",
    "cause/five-whys",
    "cause/missing",
    "action/no-owner",
    "action/no-due-date",
    "action/overdue",
    "action/vague-verb",
    "action/no-tracking-link",
    "action/unknown-state",
    "action/unknown-priority",
    "action/due-before-incident",
    "runbook/no-owner",
    "runbook/no-rollback",
    "runbook/no-verification",
    "runbook/review-overdue",
    "runbook/missing-expected-output",
    "runbook/fence-language",
    "runbook/broken-link",
    "runbook/broken-anchor",
    "runbook/step-numbering",
    "runbook/alert-mapping",
    "runbook/undeclared-placeholder",
    "command/destructive",
    "command/broken-continuation",
    "command/secret",
    "command/typographic-quote",
    "command/syntax",
    "drill/no-abort-condition",
    "drill/no-undo",
    "drill/production-target",
    "drill/no-success-criteria",
    "workspace/no-post-mortem",
    "workspace/contradiction",
    "workspace/duplicate-id",
    "suppression/unused",
    "suppression/unknown-rule",
    "suppression/expired",
];

#[test]
fn the_pages_below_docs_are_fresh() {
    let directory = root().join("docs/rules");
    let pages = pages();
    let stale: Vec<PathBuf> = files_below(&directory)
        .into_iter()
        .filter(|path| !pages.iter().any(|(page, _)| directory.join(page) == *path))
        .collect();
    stale.iter().for_each(|path| fs::remove_file(path).expect("a removed page"));
    let written: Vec<&str> = pages
        .iter()
        .filter(|(page, text)| !holds(&directory.join(page), text))
        .map(|(page, _)| page.as_str())
        .collect();
    assert!(
        stale.is_empty() && written.is_empty(),
        "docs/rules was out of date and is rewritten: commit it\nwritten {written:#?}\nremoved {stale:#?}"
    );
}

#[test]
fn the_registry_keeps_the_order_of_the_catalogue() {
    let there: Vec<&str> = rules::all().map(|rule| rule.name).collect();
    let unknown: Vec<_> = there.iter().filter(|name| !CATALOGUE.contains(name)).collect();
    assert!(unknown.is_empty(), "add to the catalogue in this file: {unknown:?}");
    let in_order: Vec<&str> =
        CATALOGUE.iter().copied().filter(|name| there.contains(name)).collect();
    assert_eq!(there, in_order);
}

#[test]
fn a_name_is_one_group_and_one_rule_in_kebab_case() {
    let is_kebab = |word: &str| {
        let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        word.split('-').all(is_part)
    };
    for name in CATALOGUE.iter().copied().chain(rules::all().map(|rule| rule.name)) {
        let parts: Vec<&str> = name.split('/').collect();
        assert!(parts.len() == 2 && parts.iter().all(|part| is_kebab(part)), "{name}");
    }
    let names: BTreeSet<&&str> = CATALOGUE.iter().collect();
    assert_eq!(names.len(), CATALOGUE.len());
}

#[test]
fn the_schema_offers_every_group_and_every_rule() {
    let path = root().join("docs/schema/warroom.schema.json");
    let text = fs::read_to_string(path).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let offered = schema["$defs"]["levels"]["properties"].as_object().expect("the levels");
    let offered: Vec<&str> = offered.keys().map(String::as_str).collect();
    let groups = GROUPS.iter().map(|group| group.name);
    let known: Vec<&str> = groups.chain(rules::all().map(|rule| rule.name)).collect();
    assert_eq!(offered, known);
}

/// Every page with its path below `docs/rules`.
fn pages() -> Vec<(String, String)> {
    let index = ("README.md".to_owned(), index());
    let of_rules = rules::all().map(|rule| (format!("{}.md", rule.name), page(rule)));
    std::iter::once(index).chain(of_rules).collect()
}

/// The index: a table a group, then the names that are still to come.
fn index() -> String {
    let mut text = String::from(
        "# Rules\n\n<!-- Generated from the rules themselves; CONTRIBUTING.md says how. -->\n\n\
         A rule that is *off* runs when it is given a level or named with `--select`. A *safe* fix \
         keeps the meaning and is applied by `--fix`; an *unsafe* one is a proposal, made in the \
         editor and applied by `--unsafe-fixes`. `warroom explain RULE` shows a page in the \
         terminal.\n",
    );
    GROUPS.iter().for_each(|group| text += &table(group));
    let there: Vec<&str> = rules::all().map(|rule| rule.name).collect();
    let missing: Vec<&&str> = CATALOGUE.iter().filter(|name| !there.contains(name)).collect();
    if !missing.is_empty() {
        text += "\n## Not there yet\n\nPlanned and not written; a configuration that names one is \
                 told that it is unknown.\n\n";
        missing.iter().for_each(|name| text += &format!("- `{name}`\n"));
    }
    text
}

fn table(group: &Group) -> String {
    let mut text = format!(
        "\n## {}\n\n{}.\n\n| Rule | Level | Fix | Kinds | What it finds |\n\
         | --- | --- | --- | --- | --- |\n",
        group.name, group.summary
    );
    for rule in group.rules {
        let level = if rule.default { rule.level.name() } else { "off" };
        let fix = fix(rule).map_or("", |(name, _)| name);
        text += &format!(
            "| [{name}]({name}.md) | {level} | {fix} | {} | {} |\n",
            kinds(rule),
            rule.summary,
            name = rule.name,
        );
    }
    text
}

/// The page of a rule, with what the registry knows of it below its title.
fn page(rule: &Rule) -> String {
    let title = format!("# {}\n", rule.name);
    let rest = rule.page.strip_prefix(&title).expect("a page begins with its name");
    format!("{title}\n{}\n{rest}", facts(rule))
}

fn facts(rule: &Rule) -> String {
    let name = rule.name;
    let (level, switch) = match rule.default {
        true => (
            format!("**Level:** {}", rule.level),
            format!("Switch it off with `\"{name}\" = \"off\"`"),
        ),
        false => (
            "**Level:** off by default".to_owned(),
            format!("Switch it on with `\"{name}\" = \"{}\"`", rule.level),
        ),
    };
    let fix = fix(rule).map_or("none".to_owned(), |(name, how)| format!("{name}, {how}"));
    format!(
        "{level} · **Fix:** {fix} · **Kinds:** {}\n\n\
         {switch} below `[levels]` in `warroom.toml`, or silence it in one place with \
         `<!-- warroom-ignore {name}: reason -->`.",
        kinds(rule)
    )
}

fn fix(rule: &Rule) -> Option<(&'static str, &'static str)> {
    match rule.fix {
        FixKind::None => None,
        FixKind::Safe => Some(("safe", "applied by `--fix`")),
        FixKind::Unsafe => Some(("unsafe", "a proposal, applied by `--unsafe-fixes`")),
    }
}

fn kinds(rule: &Rule) -> String {
    match rule.kinds {
        kinds if kinds == Kind::ALL => return "every file".to_owned(),
        kinds if kinds == Kind::FILLED_IN => return "all but templates".to_owned(),
        _ => {}
    }
    let names: Vec<&str> = rule.kinds.iter().map(|kind| kind.name()).collect();
    names.join(", ")
}
