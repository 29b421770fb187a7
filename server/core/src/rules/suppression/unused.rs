//! `suppression/unused`: an ignore comment that hides nothing.

use crate::rules::{self, Check, Context, Findings, Fix, FixKind, Rule};
use crate::suppress::{IgnoredRule, Suppression};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/unused",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "An ignore comment that hides nothing",
    fix: FixKind::Safe,
    page: include_str!("unused.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for suppression in context.suppressions.iter().filter(|one| one.holds(context.today)) {
        let (unused, kept): (Vec<_>, Vec<_>) =
            suppression.rules.iter().partition(|ignored| is_unused(ignored, context));
        let Some(first) = unused.first() else { continue };
        if kept.is_empty() {
            findings
                .report(suppression.span, "This comment hides nothing any more; it can go")
                .fix(Fix::safe("Remove the comment", remove_comment(suppression, context)));
        } else {
            let names: Vec<&str> = unused.iter().map(|ignored| ignored.name.as_str()).collect();
            let message =
                format!("Nothing of {} is hidden here any more; the name can go", names.join(", "));
            findings
                .report(first.span, message)
                .fix(Fix::safe("Remove the name", vec![keep_names(suppression, &kept)]));
        }
    }
}

/// Whether rules that the name stands for have looked at the document and
/// found nothing to hide. A rule that is switched off may find it elsewhere:
/// in the editor, or in another run.
fn is_unused(ignored: &IgnoredRule, context: &Context<'_>) -> bool {
    let meant = || rules::all().filter(|rule| ignored.stands_for(rule.name));
    !ignored.used
        && meant().any(|rule| rules::applies(rule, context))
        && meant().all(|rule| context.settings.level_of(rule.name) != Some(Level::Off))
        && !meant().any(|rule| rules::waits(rule, context))
        && !meant().any(|rule| rule.group() == RULE.group())
}

/// Writes only the names in `kept`.
fn keep_names(suppression: &Suppression, kept: &[&IgnoredRule]) -> Edit {
    let bounds = (suppression.rules.first(), suppression.rules.last());
    let (start, end) = bounds.0.zip(bounds.1).map_or((0, 0), |(a, b)| (a.span.start, b.span.end));
    let names: Vec<&str> = kept.iter().map(|ignored| ignored.name.as_str()).collect();
    Edit::replace(Span::new(start, end), names.join(", "))
}

fn remove_comment(suppression: &Suppression, context: &Context<'_>) -> Vec<Edit> {
    let comments = std::iter::once(suppression.span).chain(suppression.closing);
    comments.map(|comment| Edit::delete(with_space_around(comment, context))).collect()
}

/// What goes with a comment: its line when it has one of its own, with an empty
/// line where two would follow each other; within a line, one space. Between
/// two lines of text the line stays, empty, since the comment parted them.
fn with_space_around(comment: Span, context: &Context<'_>) -> Span {
    let (text, lines) = (context.text, context.lines);
    let (first, last) = (lines.line(comment.start), lines.line(comment.end));
    let own = Span::new(lines.span(first, text).start, lines.span(last, text).end);
    if own.trim(text) != comment {
        let has_space_before = text[..comment.start].ends_with(' ');
        let ends_piece = text[comment.end..].chars().next().is_none_or(char::is_whitespace);
        return match has_space_before && ends_piece {
            true => Span::new(comment.start - 1, comment.end),
            false => comment,
        };
    }
    let is_empty = |line: usize| lines.span(line, text).of(text).trim().is_empty();
    let after_empty = first == 0 || is_empty(first - 1);
    let before_empty = last + 1 >= lines.count() || is_empty(last + 1);
    match (after_empty, before_empty) {
        (false, false) => own,
        (true, true) => Span::new(own.start, lines.span_with_ending(last + 1).end),
        _ => Span::new(own.start, lines.span_with_ending(last).end),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_with};
    use crate::vocabulary::Level;

    #[test]
    fn a_comment_that_hides_nothing_is_found() {
        check(
            &RULE,
            "
<!-- warroom-ignore document/mojibake -->
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hides nothing

All is well.
",
        );
    }

    #[test]
    fn a_comment_that_hides_something_is_left_alone() {
        check(&RULE, "<!-- warroom-ignore document -->\n\ncafÃ©\n");
        check(&RULE, "<!-- warroom-ignore-file document/mojibake -->\n\ncafÃ©\n");
    }

    #[test]
    fn a_rule_that_did_not_run_is_left_alone() {
        check_with(&RULE, "<!-- warroom-ignore document/mojibake -->\n\na\n", |settings| {
            settings.levels.insert("document/mojibake".into(), Level::Off);
        });
    }

    #[test]
    fn a_comment_that_has_expired_is_left_to_its_own_rule() {
        check(&RULE, "<!-- warroom-ignore document/mojibake until 2026-01-01 -->\n\na\n");
    }

    #[test]
    fn no_group_hides_that_a_comment_is_unused() {
        check(
            &RULE,
            "
<!-- warroom-ignore-file suppression -->

<!-- warroom-ignore document/mojibake -->
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hides nothing

All is well.
",
        );
        check(
            &RULE,
            "<!-- warroom-ignore-file suppression/unused -->\n\n<!-- warroom-ignore document/mojibake -->\n\na\n",
        );
    }

    #[test]
    fn the_line_of_the_comment_goes() {
        let comment = "<!-- warroom-ignore document/mojibake -->";
        check_fix(&RULE, &format!("a\n\n{comment}\n\nb\n"), "a\n\nb\n");
        check_fix(&RULE, &format!("a\r\n\r\n{comment}\r\nb\r\n"), "a\r\n\r\nb\r\n");
        check_fix(&RULE, &format!("{comment}\n# H\n"), "# H\n");
        check_fix(&RULE, &format!("a\n{comment}"), "a\n");
    }

    #[test]
    fn two_paragraphs_stay_two() {
        check_fix(&RULE, "a\n<!-- warroom-ignore document/mojibake -->\nb\n", "a\n\nb\n");
    }

    #[test]
    fn within_a_line_a_space_goes_too() {
        let comment = "<!-- warroom-ignore document/mojibake -->";
        check_fix(&RULE, &format!("- a {comment}\n- b\n"), "- a\n- b\n");
        check_fix(&RULE, &format!("a {comment} b\n"), "a b\n");
        check_fix(&RULE, &format!("| a {comment} |\n| - |\n"), "| a |\n| - |\n");
    }

    #[test]
    fn both_ends_of_a_region_go() {
        check_fix(
            &RULE,
            "a\n\n<!-- warroom-ignore-start document/mojibake -->\n\nb\n\n<!-- warroom-ignore-end -->\n\nc\n",
            "a\n\nb\n\nc\n",
        );
    }
}
