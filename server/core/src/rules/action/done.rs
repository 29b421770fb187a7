//! Action items that tell what has been done: "We have added an alert",
//! "Raised the limit to 200".
//!
//! Knows the few shapes that leave no other reading; everything else is still
//! to be done.

/// Whether the words of an item tell of something done.
pub(super) fn is_told(words: &str) -> bool {
    if !may_be_told(words) {
        return false;
    }
    let lower = words.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split_whitespace().take(LOOKED_AT).collect();
    let has_done = |at: usize| words.get(at).is_some_and(|word| is_participle(word));
    match words.as_slice() {
        ["we've", ..] => has_done(1),
        ["we", "have", ..] => has_done(2),
        ["we", ..] => has_done(1),
        ["the", "team", "has" | "then" | "also", ..] => has_done(3),
        ["the", "team", ..] => has_done(2),
        ["team", ..] => has_done(1),
        ["got", ..] => true,
        // "Raised the limit", and not "automated tests".
        [first, article, ..] if is_participle(first) => {
            ["a", "an", "the", "our", "this", "these", "all"].contains(article)
        }
        _ => has_been_done(&words),
    }
}

/// Whether one of the shapes may be there: a quick no for nearly all, before
/// anything is copied into small letters.
fn may_be_told(words: &str) -> bool {
    let mut words = words.split_whitespace().take(LOOKED_AT);
    let Some(first) = words.next() else { return false };
    let opens =
        |head: &str| first.get(..head.len()).is_some_and(|word| word.eq_ignore_ascii_case(head));
    let is_verb = ["we", "team", "got"].into_iter().any(opens)
        || first.eq_ignore_ascii_case("the")
        || is_participle(&first.to_ascii_lowercase());
    is_verb || words.any(|word| word.eq_ignore_ascii_case("been"))
}

/// How many words say whether it is done.
const LOOKED_AT: usize = 12;

/// `The account has been documented`.
fn has_been_done(words: &[&str]) -> bool {
    const OPENS_MORE: &[&str] =
        &["that", "if", "whether", "once", "after", "until", "when", "which", "why", "how"];
    let been = words.windows(3).position(|three| {
        matches!(three[0], "has" | "have") && three[1] == "been" && is_participle(three[2])
    });
    been.is_some_and(|at| {
        at > 0
            && !words[..at].iter().any(|word| OPENS_MORE.contains(word))
            && !matches!(words[at - 1], "should" | "could" | "would" | "to" | "not")
    })
}

fn is_participle(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    is_regular || ["made", "built", "written", "set", "put", "taken", "done"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_told;

    #[test]
    fn what_has_been_done_is_known() {
        for words in [
            "We have added an alert on the queue",
            "We've raised the limit",
            "We raised the limit",
            "Raised the limit to 200",
            "The account has been documented",
            "The team then raised a ticket with the vendor",
            "Team discussed a shorter rotation",
            "Got advice from the vendor",
        ] {
            assert!(is_told(words), "{words}");
        }
    }

    #[test]
    fn what_is_to_be_done_is_open() {
        for words in [
            "We have to raise the limit",
            "We need an alert",
            "Automated tests for the import",
            "Set up an alert",
            "Check that the account has been documented",
            "This should have been caught by a test",
            "Feed the queue length into the alert",
            "The team needs a second queue",
            "Team of three to look at the alerts",
            "",
        ] {
            assert!(!is_told(words), "{words}");
        }
    }
}
