//! SQL as statements of plain words, with comments and strings known as such.

use std::ops::Range;

/// One statement, from its first word to its semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlStatement {
    /// Its words and marks, without comments and strings.
    pub tokens: Vec<Range<usize>>,
}

impl SqlStatement {
    /// The word at a place in the statement, as written; empty past the end.
    #[must_use]
    pub fn word<'t>(&self, text: &'t str, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |range| &text[range.clone()])
    }

    /// The first place at which this word stands, in whatever case.
    #[must_use]
    pub fn position(&self, text: &str, word: &str) -> Option<usize> {
        (0..self.tokens.len()).find(|&at| self.word(text, at).eq_ignore_ascii_case(word))
    }

    /// From the first byte of its first word to the last of its last.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The statements of a text, in order; a text without a semicolon is one.
#[must_use]
pub fn statements(text: &str) -> Vec<SqlStatement> {
    let mut statements = Vec::new();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, token) = next(rest);
        match token {
            Token::Aside => {}
            Token::Word => tokens.push(at..at + length),
            Token::End => {
                statements.push(SqlStatement { tokens: std::mem::take(&mut tokens) });
            }
        }
        at += length;
    }
    statements.push(SqlStatement { tokens });
    statements.retain(|statement| !statement.tokens.is_empty());
    statements
}

enum Token {
    /// White space, a comment, a string.
    Aside,
    Word,
    End,
}

/// The length of what a text begins with, and what it is.
fn next(rest: &str) -> (usize, Token) {
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        _ if rest.starts_with("--") || (first == '#' && rest[1..].starts_with(' ')) => {
            (until(rest, "\n"), Token::Aside)
        }
        _ if rest.starts_with("/*") => (until(rest, "*/"), Token::Aside),
        '\'' => (1 + until(&rest[1..], "'"), Token::Aside),
        '"' | '`' => (1 + until(&rest[1..], &first.to_string()), Token::Word),
        ';' => (1, Token::End),
        // A command of psql or mysql ends a statement as a semicolon does.
        '\\' => (1 + rest[1..].find(char::is_whitespace).unwrap_or(rest.len() - 1), Token::End),
        _ if is_word(first) => (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), Token::Word),
        _ if first.is_whitespace() => (first.len_utf8(), Token::Aside),
        _ => (first.len_utf8(), Token::Word),
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '$')
}

/// The length up to and with `end`; all of the text where it does not come.
fn until(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::statements;

    fn words(text: &str) -> Vec<Vec<&str>> {
        let of_statement = |statement: &super::SqlStatement| {
            statement.tokens.iter().map(|range| &text[range.clone()]).collect()
        };
        statements(text).iter().map(of_statement).collect()
    }

    #[test]
    fn statements_end_at_semicolons_outside_of_strings() {
        let text = "DROP TABLE a; SELECT 'x; y', \"b;c\" -- d; e\nFROM f /* ; */ ;";
        assert_eq!(
            words(text),
            [vec!["DROP", "TABLE", "a"], vec!["SELECT", ",", "\"b;c\"", "FROM", "f"]]
        );
    }

    #[test]
    fn a_string_that_is_never_closed_is_the_rest() {
        assert_eq!(words("SELECT 'drop table a"), [vec!["SELECT"]]);
    }
}
