//! `timeline/missing-time`: an entry without a time among others that have one.

use rustc_hash::FxHashSet;

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, moments};
use crate::syntax::{BlockId, BlockKind};
use crate::text::{Edit, Span};
use crate::timeline::{Entry, EntryForm};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "timeline/missing-time",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem, Kind::IncidentLog],
    summary: "An entry without a time among entries that have one",
    fix: FixKind::Unsafe,
    page: include_str!("missing_time.md"),
    check: Check::Document(check),
};

/// How many entries with a time there must be for each one without, for the
/// latter to be the exception.
const TIMED_FOR_EACH_BARE: usize = 4;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut containers = FxHashSet::default();
    for entry in &context.timeline.entries {
        let is_member = matches!(entry.form, EntryForm::TableRow | EntryForm::Item);
        let container = context.syntax.blocks[entry.block].parent.filter(|_| is_member);
        if let Some(container) = container.filter(|container| containers.insert(*container)) {
            check_container(context, container, findings);
        }
    }
    for run in context.timeline.runs() {
        dates_alone(context, run, findings);
    }
}

/// Reports the rows or items of one table or list that stand between entries
/// with a time and have none.
fn check_container(context: &Context<'_>, container: BlockId, findings: &mut Findings) {
    let members: Vec<BlockId> = context
        .syntax
        .children(container)
        .filter(|&id| context.syntax.blocks[id].kind != BlockKind::TableHead)
        .collect();
    let entries: Vec<Option<&Entry>> = members.iter().map(|&id| entry_of(context, id)).collect();
    let timed = entries.iter().flatten().filter(|entry| entry.stamp.time.is_some()).count();
    let bare = entries.iter().filter(|entry| entry.is_none()).count();
    if bare == 0 || timed < bare * TIMED_FOR_EACH_BARE {
        return;
    }
    let last = entries.iter().rposition(Option::is_some).unwrap_or(0);
    let mut above = None;
    for (index, entry) in entries.iter().enumerate().take(last) {
        match (entry, above) {
            (Some(entry), _) => above = Some(*entry),
            (None, Some(above)) => bare_member(context, members[index], above, findings),
            (None, None) => {}
        }
    }
}

fn entry_of<'a>(context: &Context<'a>, block: BlockId) -> Option<&'a Entry> {
    let entries = &context.timeline.entries;
    let span = context.syntax.blocks[block].span;
    let at = entries.partition_point(|entry| entry.span.start < span.start);
    entries[at..].first().filter(|entry| span.covers(entry.stamp.span))
}

fn bare_member(context: &Context<'_>, member: BlockId, above: &Entry, findings: &mut Findings) {
    let Some(text) = first_text(context, member).filter(|text| !explains(&text.words)) else {
        return;
    };
    let words = moments::opening(&text.words);
    let time = above.stamp.span.of(context.text);
    let finding = findings.report(
        text.span,
        format!(
            "“{words}” has no time, unlike the entries around it. Give it one, if only about: it stands behind {time}"
        ),
    );
    finding.see(above.stamp.span, "The entry above it");
    if let Some(prefix) = prefix(context, above).filter(|_| above.form == EntryForm::Item) {
        finding.fix(Fix::proposal(
            "Give it the time of the entry above",
            vec![Edit::insert(text.span.start, prefix)],
        ));
    }
}

/// Whether words tell how things stand and so explain the entry above: "the
/// cluster has 60 nodes". What happened is told by another verb, or by more than
/// this one: "the cause is identified".
fn explains(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().take(6).collect();
    words.windows(2).any(|pair| {
        let next = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric());
        let goes_on = ["ed", "ing", "een"].iter().any(|ending| next.ends_with(ending));
        ["is", "are", "has", "have"].contains(&pair[0]) && !goes_on
    })
}

struct FirstText {
    words: String,
    span: Span,
}

/// The first text in a row or item, in one line.
fn first_text(context: &Context<'_>, member: BlockId) -> Option<FirstText> {
    let end = context.syntax.blocks[member].end;
    (member + 1..end).find_map(|id| {
        let words = context.syntax.plain(context.text, id).text;
        let span = context.syntax.blocks[id].span.trim(context.text);
        (!words.trim().is_empty()).then_some(FirstText { words, span })
    })
}

/// What an entry writes in front of its text: its stamp with the marks around it.
fn prefix<'a>(context: &Context<'a>, entry: &Entry) -> Option<&'a str> {
    let paragraph = &context.syntax.blocks.get(entry.block + 1)?;
    let prefix = context.text.get(paragraph.span.start..entry.text_span.start)?;
    (entry.stamp.span.end <= entry.text_span.start && !prefix.contains('\n')).then_some(prefix)
}

/// Reports entries with only a date on a day of which others have the time.
fn dates_alone(context: &Context<'_>, run: &[Entry], findings: &mut Findings) {
    let is_timed = |entry: &&Entry| entry.stamp.time.is_some();
    let timed = run.iter().filter(is_timed).count();
    let bare = run.len() - timed;
    if bare == 0 || timed < bare * TIMED_FOR_EACH_BARE {
        return;
    }
    let day = |entry: &Entry| entry.at.map(|at| at.date());
    let days: FxHashSet<_> = run.iter().filter(is_timed).filter_map(day).collect();
    for entry in
        run.iter().filter(|entry| entry.stamp.time.is_none() && entry.stamp.error.is_none())
    {
        if day(entry).is_some_and(|day| days.contains(&day)) {
            let name = moments::name(context, entry);
            findings
                .report(
                    entry.stamp.span,
                    format!("{name} has no time, unlike the other entries of that day. Give it one, if only about"),
                )
                .at(Level::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn an_item_without_a_time_is_found() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 14:25 UTC Incident declared
- Customers report errors
  ^^^^^^^^^^^^^^^^^^^^^^^ behind 2026-03-04 14:25 UTC
- 2026-03-04 14:43 UTC Pool raised
- 2026-03-04 14:58 UTC Errors fall
",
        );
    }

    #[test]
    fn remarks_below_an_entry_need_no_time() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- 2026-03-04 14:25 UTC Incident declared
  - Customers report errors
- 2026-03-04 14:43 UTC Pool raised
- 2026-03-04 14:58 UTC Errors fall
- All times are from the log.
",
        );
    }

    #[test]
    fn a_list_with_few_times_is_no_timeline() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## What happened

- 2026-03-04 14:20 UTC Alert
- Customers reported errors
- Support was told
- 2026-03-04 14:43 UTC Pool raised
",
        );
    }

    #[test]
    fn the_fix_repeats_the_time_above() {
        check_fix(
            &RULE,
            "# Post-mortem: x\n\n## Timeline\n\n- **14:20** - a\n- **14:25** - b\n- c\n- **14:43** - d\n- **14:58** - e\n",
            "# Post-mortem: x\n\n## Timeline\n\n- **14:20** - a\n- **14:25** - b\n- **14:25** - c\n- **14:43** - d\n- **14:58** - e\n",
        );
    }

    #[test]
    fn what_happened_is_told_from_what_is() {
        assert!(super::explains("The live pool has 60 connections"));
        assert!(!super::explains("The cause is identified."));
        assert!(!super::explains("Support asks for news"));
    }

    #[test]
    fn an_item_that_tells_how_things_stand_is_left_alone() {
        check(
            &RULE,
            "
# Post-mortem: checkout errors

## Timeline

- 2026-03-04 14:20 UTC Alert
- The live pool has 60 connections.
- 2026-03-04 14:43 UTC Pool raised
- 2026-03-04 14:58 UTC Resolved
",
        );
    }
}
