//! People by handles.
//!
//! Where an export tells the handle, that is taken. A name alone is written as
//! one: `Kim Lee` is `@kim.lee`, in the text of the others as well.

use aho_corasick::{AhoCorasick, MatchKind};

use super::Message;

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// With its `@`; the plain name of a program, or one that no handle can have.
    pub(super) handle: String,
    /// The full name, where one is known.
    pub(super) name: Option<String>,
}

impl Person {
    /// A person by a name or a handle.
    pub(super) fn named(name: &str) -> Self {
        let name = without_remark(name);
        let ordered = in_order(name);
        let handle = handle(&ordered);
        let full = ordered.contains(' ').then(|| name.to_owned());
        Self { handle: handle.unwrap_or_else(|| name.to_owned()), name: full }
    }

    /// A person of whom an export has only the number.
    pub(super) fn numbered(number: &str) -> Self {
        Self { handle: format!("@{number}"), name: None }
    }

    /// A program.
    pub(super) fn program(name: String) -> Self {
        Self { handle: name, name: None }
    }
}

/// Without `(Guest)` behind it.
fn without_remark(name: &str) -> &str {
    let end = name.find(['(', '[']).filter(|&at| at > 0).unwrap_or(name.len());
    name[..end].trim()
}

/// `Lee, Kim`, as Teams has it, is Kim Lee.
fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// `@kim.lee`; nothing for a name in letters that no handle has.
fn handle(name: &str) -> Option<String> {
    let mut written = String::from("@");
    for character in name.trim_start_matches('@').chars() {
        match character {
            'a'..='z' | '0'..='9' | '_' | '-' => written.push(character),
            'A'..='Z' => written.push(character.to_ascii_lowercase()),
            '\'' | '’' => {}
            _ if character.is_alphanumeric() => written.push_str(latin(character)?),
            _ if written.ends_with(['@', '.']) => {}
            _ => written.push('.'),
        }
    }
    let written = written.trim_end_matches(['.', '-']);
    let begins = written[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && written.len() >= 3).then(|| written.to_owned())
}

/// A Latin letter without its accent.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter.to_lowercase().next()? {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' | 'ā' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ı' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ť' => "t",
        'ù' | 'ú' | 'û' | 'ů' | 'ű' | 'ū' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Writes handles for the full names of those who spoke, with or without an `@`
/// before them.
pub(super) fn name_by_handle(messages: &mut [Message]) {
    let mut known: Vec<(String, String)> = Vec::new();
    for person in messages.iter().filter_map(|message| message.by.as_ref()) {
        let full = person.name.as_ref().filter(|name| name.contains(' '));
        if let Some(name) = full.filter(|_| person.handle.starts_with('@')) {
            known.push((format!("@{name}"), person.handle.clone()));
            known.push((name.clone(), person.handle.clone()));
        }
    }
    known.sort();
    known.dedup();
    let names = known.iter().map(|(name, _)| name);
    let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names)
    else {
        return;
    };
    for message in messages {
        message.text = replaced(&message.text, &finder, &known);
    }
}

fn replaced(text: &str, finder: &AhoCorasick, known: &[(String, String)]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for found in finder.find_iter(text) {
        let before = text[..found.start()].chars().next_back();
        let behind = text[found.end()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '@');
        if is_letter(before) || is_letter(behind) {
            continue;
        }
        written.push_str(&text[done..found.start()]);
        written.push_str(&known[found.pattern().as_usize()].1);
        done = found.end();
    }
    written + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_handle() {
        for (name, handle) in [
            ("kim", "@kim"),
            ("@kim_l", "@kim_l"),
            ("Kim Lee", "@kim.lee"),
            ("Lee, Kim (Guest)", "@kim.lee"),
            ("José O'Neill-Ruiz", "@jose.oneill-ruiz"),
            ("金 李", "金 李"),
            ("", ""),
        ] {
            assert_eq!(Person::named(name).handle, handle);
        }
    }
}
