//! What is wrong with a configuration: file, line, column, key, and the
//! nearest right word.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use super::keys;
use crate::workspace;

/// What is wrong with a configuration, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    /// Where it is, in words: a file, with line and column.
    place: Option<String>,
    /// The bytes in the file, where they are known.
    span: Option<[usize; 2]>,
    /// What is wrong.
    reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl Problem {
    /// A problem without a place.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { place: None, span: None, reason: reason.into() }
    }

    /// What is wrong, without the place.
    pub(crate) fn reason(&self) -> &str {
        &self.reason
    }

    /// The bytes in the file, where they are known.
    pub(crate) fn span(&self) -> Option<Range<usize>> {
        self.span.map(|[start, end]| start..end)
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(path: &Path, reason: &str) -> Self {
        Self { place: Some(workspace::shown(path)), span: None, reason: reason.to_owned() }
    }

    /// A problem at a place of a file.
    pub(crate) fn at(path: &Path, text: &str, span: Range<usize>, reason: &str) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let key = keys::at(text, span.start);
        let of_key = match &key {
            Some(key) if !reason.contains(&format!("`{key}`")) => format!("`{key}`: "),
            _ => String::new(),
        };
        let place = Some(format!("{}:{line}:{column}", workspace::shown(path)));
        let span = Some([span.start, span.end]);
        Self { place, span, reason: format!("{of_key}{reason}") }
    }

    /// What the reader of TOML has against a file.
    pub(crate) fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let reason = suggestion(error.message());
        match error.span() {
            Some(span) => Self::at(path, text, span, &reason),
            None => Self::unreadable(path, &reason),
        }
    }
}

/// Turns “unknown field `a`, expected one of `b`, `c`” into what a person
/// wants to know: the one that was meant, or the few that there are.
fn suggestion(message: &str) -> String {
    let message = message.trim().replace("unknown field", "unknown key");
    let message = message.replace("unknown variant", "unknown word");
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (Some((head, _)), Some(word)) = (message.split_once(", expected"), quoted.next()) else {
        return message;
    };
    if !head.starts_with("unknown ") {
        return message;
    }
    let known: Vec<&str> = quoted.collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("{head}; did you mean `{near}`?"),
        None if known.len() <= 20 => format!("{head}; there are {}", known.join(", ")),
        None => head.to_owned(),
    }
}

/// The known word that is most like `word`, when one is.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|known| (strsim::jaro_winkler(word, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn a_near_word_is_suggested() {
        let message = "unknown field `levls`, expected one of `preset`, `levels`";
        assert_eq!(suggestion(message), "unknown key `levls`; did you mean `levels`?");
    }

    #[test]
    fn without_a_near_word_the_few_are_named() {
        let message = "unknown kind `xyz`, expected one of `runbook`, `gameday`";
        assert_eq!(suggestion(message), "unknown kind `xyz`; there are runbook, gameday");
    }

    #[test]
    fn other_messages_stay() {
        assert_eq!(
            suggestion("invalid type: string, expected u32"),
            "invalid type: string, expected u32"
        );
    }
}
