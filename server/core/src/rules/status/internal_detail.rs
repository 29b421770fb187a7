//! `status/internal-detail`: a machine, an address, a version, a handle or a
//! chat channel in text that everybody reads.
//!
//! Only what is surely from the inside: a private address, a name that only an
//! inner network resolves, the version that was rolled back. The public names
//! of services and the versions of a product belong on its page.

use std::net::Ipv4Addr;

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

/// What a word gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    Address,
    Host,
    Version,
    Handle,
    Channel,
}

impl Detail {
    const fn name(self) -> &'static str {
        match self {
            Self::Address => "an address of your inner network",
            Self::Host => "the name of a machine",
            Self::Version => "the version of a part",
            Self::Handle => "the handle of a person",
            Self::Channel => "a chat channel",
        }
    }
}

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

fn says(line: &str, words: &[&str]) -> bool {
    let lower = line.to_ascii_lowercase();
    words.iter().any(|words| lower.contains(words))
}

/// Words of a line that tells of something rolled back.
const BACK: &[&str] = &[
    "roll back to",
    "rolled back to",
    "rolling back to",
    "rollback to",
    "reverted to",
    "reverting to",
];

/// Words of a line that sends readers to an account.
const ACCOUNTS: &[&str] =
    &["twitter", "follow", "mastodon", "bluesky", "x.com", "contact", "support", "reach", "tweet"];

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

/// What `word` of `line` gives away, behind the word `before`.
fn detail(word: &str, before: &str, line: &str) -> Option<Detail> {
    if !may_give_away(word) {
        return None;
    }
    match () {
        () if is_inner_address(word) => Some(Detail::Address),
        () if is_inner_host(word) => Some(Detail::Host),
        () if is_version(word, before, line) => Some(Detail::Version),
        () if is_handle(word, line) => Some(Detail::Handle),
        () if is_channel(word) => Some(Detail::Channel),
        () => None,
    }
}

/// A quick no for nearly all lines and words: each shape of a detail has one of
/// these marks with a letter or a digit behind it.
fn may_give_away(text: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'.' | b'-' | b'@' | b'#');
    text.as_bytes()
        .windows(2)
        .any(|pair| is_mark(pair[0]) && (pair[1].is_ascii_alphanumeric() || pair[1] == b'_'))
}

/// `10.2.0.17`, with a port or the length of a network behind it or not.
fn is_inner_address(word: &str) -> bool {
    let address = word.split([':', '/']).next().unwrap_or(word);
    let parsed = address.parse::<Ipv4Addr>().ok();
    parsed.is_some_and(|address| address.is_private() || address.is_link_local())
}

/// Endings of names that only an inner network resolves.
const INNER: &[&str] = &[
    ".internal",
    ".local",
    ".lan",
    ".corp",
    ".intranet",
    ".intra",
    ".svc",
    ".cluster.local",
    ".compute.amazonaws.com",
];

/// What machines are named by.
const MACHINES: &[&str] = &[
    "app",
    "cache",
    "db",
    "etcd",
    "haproxy",
    "host",
    "kafka",
    "lb",
    "memcached",
    "mongo",
    "mysql",
    "nginx",
    "pg",
    "postgres",
    "prd",
    "primary",
    "prod",
    "rabbitmq",
    "redis",
    "replica",
    "sql",
    "srv",
    "stg",
    "vm",
    "web",
    "worker",
];

/// `db-prod-03`, `cache02.eu.internal`, `ip-10-2-0-17`.
fn is_inner_host(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let host = lower.split([':', '/']).next().unwrap_or(&lower);
    let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    if !is_plain || host.len() < 5 {
        return false;
    }
    if INNER.iter().any(|ending| host.len() > ending.len() && host.ends_with(ending)) {
        return true;
    }
    let name = host.split('.').next().unwrap_or(host);
    let parts: Vec<&str> = name.split('-').collect();
    let is_numbered = name.ends_with(|c: char| c.is_ascii_digit());
    let is_machine =
        |part: &&str| MACHINES.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit()));
    parts.len() > 1 && is_numbered && parts.iter().any(is_machine)
}

/// `v2.4` where the line tells of a deployment of one's own, or behind the name
/// of a service.
fn is_version(word: &str, before: &str, line: &str) -> bool {
    let numbers = word.strip_prefix(['v', 'V']).unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !numbers.contains('.') || !numbers.split('.').all(is_number) {
        return false;
    }
    let is_own = ["-service", "-api", "-svc", "-worker", "-server", "-gateway", "-backend"]
        .iter()
        .any(|ending| before.ends_with(ending));
    is_own || says(line, BACK)
}

/// `@kim`, unless the line says that readers may turn to it.
fn is_handle(word: &str, line: &str) -> bool {
    let Some(name) = word.strip_prefix('@') else { return false };
    let is_name = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_name && !says(line, ACCOUNTS)
}

/// `#incident-search`: only channels that are surely of the response.
fn is_channel(word: &str) -> bool {
    let Some(name) = word.strip_prefix('#') else { return false };
    let lower = name.to_ascii_lowercase();
    let of_response =
        ["incident", "incidents", "inc", "warroom", "outage", "oncall", "sev", "sev1", "sev2"];
    lower.split(['-', '_']).any(|part| of_response.contains(&part)) || lower.contains("war-room")
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
