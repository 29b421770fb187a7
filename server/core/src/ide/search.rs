//! Finding names by a few letters of them, as people type who look for
//! something: words in any order, or letters with gaps, in any case.

/// What somebody has typed.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<String>,
    letters: Vec<char>,
}

impl Query {
    /// Takes what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let letters = words.iter().flat_map(|word| word.chars()).collect();
        Self { words, letters }
    }

    /// How well a name fits, 0 for best; `None` when it does not.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<u32> {
        let name = name.to_lowercase();
        let places = self.words.iter().map(|word| place(&name, word));
        match places.max() {
            None => Some(0),
            Some(worst) if worst < ABSENT => Some(worst),
            Some(_) => self.is_within(&name).then_some(ABSENT),
        }
    }

    /// Whether all letters stand in the name, in their order.
    fn is_within(&self, name: &str) -> bool {
        let mut rest = name.chars();
        self.letters.iter().all(|letter| rest.any(|other| other == *letter))
    }
}

/// The rank of a word that does not stand in a name as such.
const ABSENT: u32 = 3;

/// 0 at the start of a name, 1 at the start of a word in it, 2 elsewhere.
fn place(name: &str, word: &str) -> u32 {
    if name.starts_with(word) {
        return 0;
    }
    let is_start = |(at, _): (usize, &str)| !name[..at].ends_with(char::is_alphanumeric);
    match name.find(word) {
        None => ABSENT,
        Some(_) if name.match_indices(word).any(is_start) => 1,
        Some(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, name: &str, wanted: Option<u32>) {
        assert_eq!(Query::new(typed).rank(name), wanted, "{typed} in {name}");
    }

    #[test]
    fn names_that_begin_with_it_fit_best() {
        check("check", "Checkout down", Some(0));
        check("DOWN", "Checkout down", Some(1));
        check("out", "Checkout down", Some(2));
    }

    #[test]
    fn words_come_in_any_order() {
        check("down check", "Checkout down", Some(1));
        check("inc-7 queue", "INC-7 The queue is full", Some(1));
    }

    #[test]
    fn letters_may_have_gaps_between_them() {
        check("chkdn", "Checkout down", Some(3));
        check("dnchk", "Checkout down", None);
        check("checkouts", "Checkout", None);
    }

    #[test]
    fn nothing_fits_everything() {
        check(" ", "Checkout", Some(0));
    }
}
