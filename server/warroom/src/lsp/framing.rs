//! Cuts what the editor sends into messages, and sorts out what is none.
//!
//! The protocol library stops to read at the first message that it cannot
//! understand; here such a message is answered with an error, and forgotten.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use serde::Deserialize;
use tower_lsp_server::jsonrpc::{Error, Id, Response};

/// What stands between two heads.
pub(super) enum Received {
    /// A message with its head.
    Message(Vec<u8>),
    /// What is to be said to something that is no message, with its head.
    Refusal(Vec<u8>),
}

/// Reads the next message; `None` at the end.
pub(super) fn next(from: &mut impl BufRead) -> io::Result<Option<Received>> {
    let Some(length) = read_head(from)? else { return Ok(None) };
    let mut body = Vec::new();
    // Memory grows with what comes, not with what was promised.
    from.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match fault(&body) {
        None => Received::Message(framed(&body)),
        Some(error) => Received::Refusal(refusal(error)),
    }))
}

/// The length that a head states. Lines that say nothing of it are passed over.
fn read_head(from: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim() {
            "" if length.is_some() => return Ok(length),
            line => length = content_length(line).or(length),
        }
    }
}

fn content_length(line: &str) -> Option<u64> {
    let (name, value) = line.split_once(':')?;
    let is_length = name.trim().eq_ignore_ascii_case("content-length");
    is_length.then(|| value.trim().parse().ok())?
}

/// What every message has; the rest is read where it is used.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    jsonrpc: Cow<'a, str>,
    #[serde(borrow, default, rename = "method")]
    _method: Cow<'a, str>,
    #[serde(default, rename = "id")]
    _id: Option<Id>,
}

/// Why a body is no message, when it is none.
fn fault(body: &[u8]) -> Option<Error> {
    match serde_json::from_slice::<Envelope<'_>>(body) {
        Ok(envelope) if envelope.jsonrpc == "2.0" => None,
        Err(error) if error.is_syntax() || error.is_eof() => Some(Error::parse_error()),
        _ => Some(Error::invalid_request()),
    }
}

fn refusal(error: Error) -> Vec<u8> {
    let body = serde_json::to_vec(&Response::from_error(Id::Null, error));
    body.map(|body| framed(&body)).unwrap_or_default()
}

fn framed(body: &[u8]) -> Vec<u8> {
    let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    message.extend_from_slice(body);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut from = text.as_bytes();
        let mut all = Vec::new();
        while let Some(received) = next(&mut from).expect("no trouble with memory") {
            let (Received::Message(bytes) | Received::Refusal(bytes)) = received;
            let text = String::from_utf8(bytes).expect("UTF-8");
            all.push(text.split("\r\n\r\n").nth(1).expect("a body").to_owned());
        }
        all
    }

    #[test]
    fn a_head_may_say_more_than_the_length() {
        let body = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        for head in [
            "Content-Length: 33\r\n\r\n",
            "content-length:33\r\nContent-Type: application/x; charset=utf-16\r\nX: y\r\n\r\n",
            "nonsense\r\n\r\nContent-Length: 33\n\n",
        ] {
            assert_eq!(read(&format!("{head}{body}")), [body], "{head}");
        }
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for (body, code) in [
            ("{\"a\":", -32700),
            ("[]", -32600),
            ("{\"jsonrpc\":\"1.0\"}", -32600),
            ("{\"jsonrpc\":\"2.0\",\"id\":{}}", -32600),
            ("\u{FF}", -32700),
        ] {
            let refused = read(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
            assert_eq!(refused.len(), 1);
            assert!(refused[0].contains(&format!("\"code\":{code}")), "{body}: {refused:?}");
        }
    }

    #[test]
    fn a_promise_that_is_not_kept_is_the_end() {
        assert_eq!(read("Content-Length: 99999999999999\r\n\r\n{}"), Vec::<String>::new());
    }
}
