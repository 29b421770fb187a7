//! Credentials in a text: only formats that nothing else has, and how to hide
//! their values.
//!
//! A value that is plainly made up (`...EXAMPLE`, `xxxx`, the token that every
//! tutorial shows) is none. Whatever prints a part of a document sends it
//! through [`mask`] first.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::text::Span;

/// A credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is, as a noun with its article: "a GitHub token".
    pub name: &'static str,
    /// Its value.
    pub span: Span,
    /// The part of the value that the format gives away, from its start.
    shown: usize,
}

/// What follows the prefix of a format.
#[derive(Clone, Copy)]
enum Body {
    /// So many letters and digits, capitals or of both cases.
    Exactly(usize, Alphabet),
    /// At least so many.
    AtLeast(usize, Alphabet),
    /// A token of three parts with points between them.
    WebToken,
    /// The rest of the line of marks, then lines of base64.
    PrivateKey,
}

/// What a value is made of.
#[derive(Clone, Copy)]
enum Alphabet {
    /// Capitals and digits.
    Capitals,
    /// Letters and digits.
    Alphanumeric,
    /// Letters, digits, `-` and `_`.
    Url,
    /// Letters, digits and `/`.
    Path,
}

struct Format {
    prefix: &'static str,
    name: &'static str,
    body: Body,
}

const fn format(prefix: &'static str, name: &'static str, body: Body) -> Format {
    Format { prefix, name, body }
}

const AWS: &str = "an AWS access key";
const GITHUB: &str = "a GitHub token";
const SLACK: &str = "a Slack token";
const STRIPE: &str = "a Stripe live key";
const WEB_TOKEN: &str = "a JSON web token";

static FORMATS: &[Format] = &[
    format("AKIA", AWS, Body::Exactly(16, Alphabet::Capitals)),
    format("ASIA", AWS, Body::Exactly(16, Alphabet::Capitals)),
    format("ghp_", GITHUB, Body::Exactly(36, Alphabet::Alphanumeric)),
    format("gho_", GITHUB, Body::Exactly(36, Alphabet::Alphanumeric)),
    format("ghu_", GITHUB, Body::Exactly(36, Alphabet::Alphanumeric)),
    format("ghs_", GITHUB, Body::Exactly(36, Alphabet::Alphanumeric)),
    format("ghr_", GITHUB, Body::Exactly(36, Alphabet::Alphanumeric)),
    format("github_pat_", GITHUB, Body::AtLeast(70, Alphabet::Url)),
    format("glpat-", "a GitLab token", Body::AtLeast(20, Alphabet::Url)),
    format("xoxb-", SLACK, Body::AtLeast(24, Alphabet::Url)),
    format("xoxp-", SLACK, Body::AtLeast(24, Alphabet::Url)),
    format("xoxa-", SLACK, Body::AtLeast(24, Alphabet::Url)),
    format("xoxr-", SLACK, Body::AtLeast(24, Alphabet::Url)),
    format("xoxs-", SLACK, Body::AtLeast(24, Alphabet::Url)),
    format("hooks.slack.com/services/T", "a Slack webhook", Body::AtLeast(40, Alphabet::Path)),
    format("sk_live_", STRIPE, Body::AtLeast(24, Alphabet::Alphanumeric)),
    format("rk_live_", STRIPE, Body::AtLeast(24, Alphabet::Alphanumeric)),
    format("AIza", "a Google API key", Body::Exactly(35, Alphabet::Url)),
    // The base64 of `{"alg":`, `{"typ":` and `{"kid":`.
    format("eyJhbGciOi", WEB_TOKEN, Body::WebToken),
    format("eyJ0eXAiOi", WEB_TOKEN, Body::WebToken),
    format("eyJraWQiOi", WEB_TOKEN, Body::WebToken),
    format("-----BEGIN ", "a private key", Body::PrivateKey),
];

static PREFIXES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let prefixes = FORMATS.iter().map(|format| format.prefix);
    // Only so does it look for several prefixes at once.
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(prefixes)
        .expect("plain prefixes")
});

/// Words that nobody's credential holds.
const MADE_UP: &[&str] = &[
    "example",
    "xxxx",
    "****",
    "0000",
    "1234567890",
    "abcdefgh",
    "placeholder",
    "redacted",
    "your",
];

/// What every tutorial gives as the subject of its token: `1234567890`.
const SAMPLE_SUBJECT: &str = "eyJzdWIiOiIxMjM0NTY3ODkw";

/// All credentials of a text, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    for hit in PREFIXES.find_iter(text) {
        let is_done = found.last().is_some_and(|last| hit.start() < last.span.end);
        if !is_done {
            found.extend(secret_at(text, hit.start(), &FORMATS[hit.pattern().as_usize()]));
        }
    }
    found
}

/// The text with the value of every credential behind asterisks. Its length
/// and its lines stay the same.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let secrets = find(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for secret in secrets {
        let hidden = secret.span.start + secret.shown;
        masked.push_str(&text[done..hidden]);
        let value = text[hidden..secret.span.end].chars();
        masked.extend(
            value.map(|c| if c.is_ascii_alphanumeric() || "+/=_-.".contains(c) { '*' } else { c }),
        );
        done = secret.span.end;
    }
    masked.push_str(&text[done..]);
    Cow::Owned(masked)
}

fn secret_at(text: &str, start: usize, format: &Format) -> Option<Secret> {
    let is_inside_word = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if is_inside_word && !matches!(format.body, Body::PrivateKey) {
        return None;
    }
    let body = &text[start + format.prefix.len()..];
    let (length, shown) = match format.body {
        Body::Exactly(wanted, alphabet) => {
            let length = alphabet.length(body);
            let goes_on = body[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
            ((length == wanted && !goes_on).then_some(length)?, 0)
        }
        Body::AtLeast(least, alphabet) => {
            let length = alphabet.length(body);
            ((length >= least).then_some(length)?, 0)
        }
        Body::WebToken => (web_token(body)?, 0),
        Body::PrivateKey => private_key(body)?,
    };
    let value = &body[shown..length];
    if is_made_up(value) {
        return None;
    }
    let span = Span::new(start, start + format.prefix.len() + length);
    Some(Secret { name: format.name, span, shown: format.prefix.len() + shown })
}

impl Alphabet {
    /// How many bytes at the head of a text belong to it.
    fn length(self, text: &str) -> usize {
        text.bytes().take_while(|&byte| self.holds(byte)).count()
    }

    fn holds(self, byte: u8) -> bool {
        match self {
            Self::Capitals => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Url => byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_',
            Self::Path => byte.is_ascii_alphanumeric() || byte == b'/',
        }
    }
}

/// The length of the rest of a token: header, payload and signature.
fn web_token(body: &str) -> Option<usize> {
    let header = Alphabet::Url.length(body);
    let payload = body[header..].strip_prefix('.')?;
    let payload_length = Alphabet::Url.length(payload);
    let signature = payload[payload_length..].strip_prefix('.')?;
    let signature_length = Alphabet::Url.length(signature);
    let is_token = payload.starts_with("eyJ")
        && !payload.starts_with(SAMPLE_SUBJECT)
        && signature_length >= 20;
    is_token.then_some(header + payload_length + signature_length + 2)
}

/// Where the lines of a key end, and where they begin, after `-----BEGIN `.
fn private_key(body: &str) -> Option<(usize, usize)> {
    let first_line = body.lines().next()?;
    let marks = first_line.find("-----")?;
    if marks > 30 || !first_line[..marks].contains("PRIVATE KEY") {
        return None;
    }
    let start = marks + 5;
    let mut end = start;
    let mut letters = 0;
    for line in body[start..].split_inclusive(['\n', '\\']) {
        let content = line.trim_matches([' ', '\t', '>', '\n', '\r', '\\', '"', '\'']);
        // A line break that is written as `\n` leaves its letter behind.
        let is_key = content.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
        if !is_key {
            break;
        }
        letters += content.len();
        end += line.len();
    }
    (letters >= 64).then_some((start + body[start..end].trim_end().len(), start))
}

/// Whether a value is one that a person has made up.
fn is_made_up(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let mut seen = [false; 128];
    value.bytes().filter(u8::is_ascii).for_each(|byte| seen[usize::from(byte)] = true);
    let variety = seen.iter().filter(|&&is_seen| is_seen).count();
    variety < value.len().min(40) / 4 + 2 || MADE_UP.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values are put together here, so that nothing that reads this file
    /// takes it for a leak.
    fn made(prefix: &str, length: usize) -> String {
        let letters = "Qz7Kd2Wm9Rt4Yb6Hs3Xc8Nf5Jv1Lp0Ga";
        prefix.to_owned() + &letters.chars().cycle().take(length).collect::<String>()
    }

    fn names(text: &str) -> Vec<&'static str> {
        find(text).iter().map(|secret| secret.name).collect()
    }

    #[test]
    fn each_format_is_found() {
        let access_key = made("AKIA", 16).to_uppercase();
        assert_eq!(names(&access_key), ["an AWS access key"]);
        assert_eq!(names(&made("ghp_", 36)), ["a GitHub token"]);
        assert_eq!(names(&made("github_pat_", 82)), ["a GitHub token"]);
        assert_eq!(names(&made("glpat-", 20)), ["a GitLab token"]);
        assert_eq!(names(&made("xoxb-", 40)), ["a Slack token"]);
        assert_eq!(names(&made("sk_live_", 24)), ["a Stripe live key"]);
        assert_eq!(names(&made("AIza", 35)), ["a Google API key"]);
        let token = [made("eyJhbGciOi", 20), made("eyJ", 40), made("", 43)].join(".");
        assert_eq!(names(&token), ["a JSON web token"]);
    }

    #[test]
    fn a_private_key_is_found_with_its_lines() {
        let key = format!("-----BEGIN {} KEY-----\n{}\n", "PRIVATE", made("", 64));
        assert_eq!(names(&key), ["a private key"]);
        let indented =
            format!("> -----BEGIN RSA {} KEY-----\r\n> {}\r\n> text", "PRIVATE", made("", 64));
        assert_eq!(names(&indented), ["a private key"]);
        assert_eq!(names("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"), [""; 0]);
    }

    #[test]
    fn what_is_made_up_is_none() {
        assert_eq!(names("AKIAIOSFODNN7EXAMPLE"), [""; 0]);
        assert_eq!(names("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), [""; 0]);
        assert_eq!(names("glpat-your-token-goes-right-here"), [""; 0]);
    }

    #[test]
    fn a_piece_of_a_longer_word_is_none() {
        assert_eq!(names(&made("AKIA", 30).to_uppercase()), [""; 0]);
        assert_eq!(names(&format!("x{}", made("ghp_", 36))), [""; 0]);
    }

    #[test]
    fn masking_keeps_lengths_and_lines() {
        let key = format!("a -----BEGIN {} KEY-----\n{}\nb!", "PRIVATE", made("", 64));
        let text = format!("é {}\n{key}", made("ghp_", 36));
        let masked = mask(&text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.lines().next(), Some(format!("é ghp_{}", "*".repeat(36)).as_str()));
        assert!(masked.ends_with(&format!("KEY-----\n{}\nb!", "*".repeat(64))));
    }

    #[test]
    fn a_text_without_credentials_stays_borrowed() {
        assert!(matches!(mask("kubectl get pods"), Cow::Borrowed(_)));
    }
}
