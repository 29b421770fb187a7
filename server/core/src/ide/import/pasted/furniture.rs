//! What belongs to the window of a chat and not to the words of a message.

use crate::ide::import::noise::is_emoji;

/// Lines that are never words.
const LINES: &[&str] = &[
    "new",
    "edited",
    "(edited)",
    "has been edited",
    "view thread",
    "view newer replies",
    "also sent to the channel",
    "pinned by",
    "saved for later",
];

/// What Teams calls its reactions.
const REACTIONS: &[&str] = &["like", "heart", "laugh", "surprised", "sad", "angry"];

/// The words of a message, line by line, without the furniture.
pub(super) fn without<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_count = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
    let mut words: Vec<&str> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let [line, behind @ ..] = rest {
        rest = behind;
        // A reaction and how many gave it.
        if let [count, behind @ ..] = rest
            && is_emoji(line)
            && is_count(count)
        {
            rest = behind;
        } else if !is_furniture(line) {
            words.push(line.trim_end_matches("(edited)").trim_end());
        }
    }
    words.join("\n")
}

fn is_furniture(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    is_counted(&lower) || lower.starts_with("last reply ") || LINES.contains(&lower.as_str())
}

/// `3 replies`, `like 1`, `1 Like reaction.`
fn is_counted(line: &str) -> bool {
    let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [count, "reply" | "replies"] => is_count(count),
        [count, name, "reaction." | "reactions."] => is_count(count) && REACTIONS.contains(&name),
        [name, count] => is_count(count) && REACTIONS.contains(&name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_the_window_goes() {
        let pasted = "  Rolled back (edited)\n\n:+1:\n2\n👀\n1\n3 replies\nLast reply today at 10:20\nlike 1\n2 Heart reactions.\nqueue is 5\n5";
        assert_eq!(without(pasted.lines()), "Rolled back\nqueue is 5\n5");
    }
}
