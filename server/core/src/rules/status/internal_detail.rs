//! `status/internal-detail`: a machine, an address, a version, a handle or a
//! chat channel in text that everybody reads.

use crate::rules::inside::{Detail, detail, may_give_away};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::syntax::BlockKind;
use crate::text::Span;
use crate::updates::{Audience, Form};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "status/internal-detail",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::IncidentLog, Kind::StatusUpdate],
    summary: "A detail of the inside in the text of a status page",
    fix: FixKind::None,
    page: include_str!("internal_detail.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let updates = context.updates().all.iter();
    for update in updates.filter(|one| one.audience == Audience::Public && one.form != Form::Entry)
    {
        for line in lines(update.span, context.text) {
            if update.form != Form::Document || is_prose(context, line) {
                check_line(context, line, findings);
            }
        }
    }
}

/// Whether a line is text: a document that is an update as a whole may show code.
fn is_prose(context: &Context<'_>, line: Span) -> bool {
    let at = line.trim(context.text).start;
    let block = context.syntax.block_at(at).map(|id| context.syntax.blocks[id].kind);
    !matches!(block, Some(BlockKind::Fence { .. } | BlockKind::IndentedCode | BlockKind::Html))
}

fn lines(span: Span, text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    span.of(text).split_inclusive('\n').map(move |line| {
        at += line.len();
        Span::new(at - line.len(), at)
    })
}

fn check_line(context: &Context<'_>, line: Span, findings: &mut Findings) {
    if !may_give_away(line.of(context.text)) {
        return;
    }
    let mut before = "";
    for word in words(line, context.text) {
        let written = word.of(context.text);
        if let Some(detail) = detail(written, before, line.of(context.text)) {
            report(context, word, detail, findings);
        }
        before = written;
    }
}

fn parts_words(c: char) -> bool {
    let is_mark =
        matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | ',' | ';' | '"' | '“' | '”' | '|');
    is_mark || c.is_whitespace()
}

/// The words of a line, without the marks around them; addresses of the web and
/// of mail are left out.
fn words(line: Span, text: &str) -> impl Iterator<Item = Span> + '_ {
    let parts = line.of(text).split(parts_words);
    let mut at = line.start;
    parts.filter_map(move |part| {
        let start = at;
        let mark = text[start + part.len()..].chars().next().map_or(0, char::len_utf8);
        at = start + part.len() + mark;
        let is_address = part.contains("://") || part.starts_with("mailto:");
        let inner = part.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@' && c != '#');
        let start = start + part.len() - inner.len();
        let inner = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!inner.is_empty() && !is_address).then(|| Span::new(start, start + inner.len()))
    })
}

fn report(context: &Context<'_>, word: Span, detail: Detail, findings: &mut Findings) {
    findings.report(
        word,
        format!(
            "“{}” is {}, and everybody reads this. Say what users notice instead",
            word.of(context.text),
            detail.name()
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_kind;
    use crate::vocabulary::Kind;

    #[test]
    fn details_of_the_inside_are_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
**Identified** - The disk of db-prod-03 (10.2.0.17) is full.
                             ^^^^^^^^^^ the name of a machine
                                         ^^^^^^^^^ inner network

We rolled upload-service v2.5 back; @kim reports in #incident-uploads.
                         ^^^^ the version of a part
                                    ^^^^ handle
                                                    ^^^^^^^^^^^^^^^^^ chat channel
",
        );
    }

    #[test]
    fn a_name_that_only_the_inside_resolves_is_found() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "
Calls to uploads.prod.svc.cluster.local fail.
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the name of a machine
",
        );
    }

    #[test]
    fn public_names_are_left_alone() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Identified** - api.example.com in us-east-1 answers late; see https://db-prod-03.example.com/ and issue #1234.\n\nNew address for your firewall: 203.0.113.7. Version v2.5 of the command line is safe. Mail help@example.com.\n",
        );
    }

    #[test]
    fn code_and_addresses_of_mail_are_left_alone() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "Run this, and mail <you>@example.com:\n\n```bash\nssh db-prod-03 | jq @tsv\n```\n",
        );
    }

    #[test]
    fn a_handle_that_readers_may_turn_to_is_public() {
        check_kind(
            &RULE,
            Kind::StatusUpdate,
            "**Investigating** - Follow @acme_status for news.\n",
        );
    }
}
