//! What of the inside a word gives away, in text that everybody reads.
//!
//! Two questions are asked. A rule must be sure: a private address, a name that
//! only an inner network resolves, the version that was rolled back; the public
//! names of services and the versions of a product belong on its page. Whoever
//! drafts a text for outside leaves out what is in doubt too: a blank is filled
//! in a minute, and what has been published stays.

use std::net::Ipv4Addr;

/// What a word gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// An address of an inner network.
    Address,
    /// The name of a machine.
    Host,
    /// The version of a part.
    Version,
    /// The handle of a person.
    Handle,
    /// A chat channel of the response.
    Channel,
}

impl Detail {
    /// What it is called in a sentence.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Address => "an address of your inner network",
            Self::Host => "the name of a machine",
            Self::Version => "the version of a part",
            Self::Handle => "the handle of a person",
            Self::Channel => "a chat channel",
        }
    }
}

/// What `word` of `line` gives away, behind the word `before`.
pub(crate) fn detail(word: &str, before: &str, line: &str) -> Option<Detail> {
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
pub(crate) fn may_give_away(text: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'.' | b'-' | b'@' | b'#');
    text.as_bytes()
        .windows(2)
        .any(|pair| is_mark(pair[0]) && (pair[1].is_ascii_alphanumeric() || pair[1] == b'_'))
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
    let is_own = before.rsplit_once('-').is_some_and(|(_, last)| SERVICES.contains(&last));
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

/// What services are named by at their end.
const SERVICES: &[&str] = &["api", "backend", "gateway", "server", "service", "svc", "worker"];

/// Last parts of names that other parts of a system have, beside services and
/// machines.
const PARTS: &[&str] = &[
    "cluster",
    "cron",
    "database",
    "frontend",
    "job",
    "node",
    "pod",
    "pool",
    "production",
    "proxy",
    "queue",
    "staging",
];

/// Whether a word may be the name of a part of a system: `payment-service`,
/// `db_main`, `eu-west-1`, `` `checkout` ``.
pub(crate) fn may_be_of_the_inside(word: &str) -> bool {
    if word.starts_with('`') || word.contains('_') || word.contains("::") {
        return true;
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((head, last)) = word.rsplit_once('-') else { return false };
    let starts_as_word = head.starts_with(|c: char| c.is_alphabetic());
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = [SERVICES, MACHINES, PARTS].iter().any(|parts| parts.contains(&last));
    is_part || is_number && starts_as_word
}

#[cfg(test)]
mod tests {
    use super::{detail, may_be_of_the_inside};

    #[test]
    fn names_of_parts_are_told_from_words() {
        for word in ["payment-service", "db_main", "eu-west-1", "`checkout`", "orders-db."] {
            assert!(may_be_of_the_inside(word), "{word}");
        }
        for word in ["read-only", "two-factor", "checkout", "2026-06-15", "sign-in", "10:05"] {
            assert!(!may_be_of_the_inside(word), "{word}");
        }
    }

    #[test]
    fn what_is_surely_of_the_inside_is_no_mere_doubt() {
        assert_eq!(detail("payment-service", "", "payment-service is slow"), None);
        assert!(detail("db-prod-03", "", "db-prod-03 is slow").is_some());
        assert!(may_be_of_the_inside("db-prod-03"));
    }
}
