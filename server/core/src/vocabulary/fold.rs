//! Headings and labels reduced to the words that matter.
//!
//! People decorate the same words in many ways: `## 3. Timeline (UTC)`,
//! `**Timeline:**`, `What didn't go well ❌`. Folding takes the decoration off,
//! so that one table of plain words serves all of them.

/// Whether a word carries nothing: `The incident timeline` is `timeline`.
fn is_filler(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "our" | "of" | "and" | "for" | "to" | "this")
}

/// Words that only say what the whole document is about, dropped at the head
/// of a heading: `Incident summary`, `Outage timeline`, `Postmortem attendees`.
const SUBJECTS: &[&str] = &["incident", "outage", "postmortem"];

/// Writes the folded form of `text` into `folded`: words in lower case with one
/// space between them; marks, emoji, numbering, fillers and what stands in
/// parentheses left out.
pub fn fold(text: &str, folded: &mut String) {
    folded.clear();
    folded.reserve(text.len());
    let mut depth = 0_usize;
    let mut word = 0;
    let mut rest = text;
    loop {
        rest = plain(rest, depth, folded);
        let Some(character) = rest.chars().next() else { break };
        rest = &rest[character.len_utf8()..];
        match character {
            '(' | '[' => {
                word = end_word(folded, word);
                depth += 1;
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            'A'..='Z' => folded.push(character.to_ascii_lowercase()),
            '\'' | '’' | '`' | '*' => {}
            _ if character.is_alphanumeric() => folded.extend(character.to_lowercase()),
            _ => word = end_word(folded, word),
        }
    }
    end_word(folded, word);
    let trimmed = folded.trim_end().len();
    folded.truncate(trimmed);
}

/// Takes the small letters and digits at the head of a text over as they are,
/// outside of parentheses; gives the rest.
fn plain<'t>(text: &'t str, depth: usize, folded: &mut String) -> &'t str {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let length = text.bytes().take_while(is_plain).count();
    let (plain, rest) = text.split_at(length);
    folded.push_str(if depth == 0 { plain } else { "" });
    rest
}

/// Ends the word that begins at `start`, drops it when it is a filler or a
/// number at the head, and gives the start of the next one.
fn end_word(folded: &mut String, start: usize) -> usize {
    let word = &folded[start..];
    if word.is_empty() {
        return start;
    }
    let is_numbering = start == 0 && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_numbering || is_filler(word) {
        folded.truncate(start);
        return start;
    }
    folded.push(' ');
    folded.len()
}

/// A folded text without a leading word that only says what the whole document
/// is about: `incident summary` is `summary`.
#[must_use]
pub fn without_subject(folded: &str) -> &str {
    match folded.split_once(' ') {
        Some((first, rest)) if SUBJECTS.contains(&first) => rest,
        _ => folded,
    }
}

/// What a heading or label says before the first colon or dash that sets off
/// the rest: `Timeline` of `Timeline: all times in UTC`.
#[must_use]
pub fn head(text: &str) -> &str {
    // A longer dash begins with the byte E2.
    let may_go_on = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'-' | 0xE2]);
    if !text.as_bytes().windows(2).any(may_go_on) {
        return text;
    }
    let colon = text.find(": ");
    let dash = [" - ", " – ", " — "].iter().filter_map(|dash| text.find(dash)).min();
    let end = colon.into_iter().chain(dash).min().unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        fold(text, &mut folded);
        folded
    }

    #[test]
    fn decoration_is_left_out() {
        for heading in
            ["Timeline", "3. Timeline (All times PST)", "**Timeline:**", "🕑 The timeline"]
        {
            assert_eq!(folded(heading), "timeline", "{heading}");
        }
        assert_eq!(folded("What didn’t go well ❌"), "what didnt go well");
    }

    #[test]
    fn the_subject_of_the_document_is_dropped_at_the_head() {
        assert_eq!(without_subject(&folded("Incident Summary")), "summary");
        assert_eq!(without_subject(&folded("Incident")), "incident");
    }

    #[test]
    fn the_head_ends_at_a_colon_or_a_dash() {
        assert_eq!(head("Timeline: all times in UTC"), "Timeline");
        assert_eq!(head("Impact – users"), "Impact");
        assert_eq!(head("Follow-up"), "Follow-up");
    }
}
