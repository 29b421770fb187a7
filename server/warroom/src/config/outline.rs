//! What each word of a configuration file is, and what is being written at its
//! end. The file may be half written: only its tokens are read, and nothing has
//! to make sense.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use warroom_core::ide::Span;

/// A key or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes, quotes included.
    pub(super) span: Span,
    /// The keys that lead to it; for a key, itself included.
    pub(super) path: Vec<String>,
    /// Whether it is a key.
    pub(super) is_key: bool,
    /// The table it stands in; those of an array of tables are told apart.
    pub(super) table: usize,
}

/// What a text would go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A key of a table.
    Key {
        /// Whether the table is one on a line, in braces.
        is_inline: bool,
    },
    /// The name of a table, in brackets.
    Header,
    /// A value, or one more of an array.
    Value,
    /// Something that nobody has to be helped with.
    Other,
}

/// The words of a text, and what would come next.
pub(super) struct Outline {
    pub(super) words: Vec<Word>,
    pub(super) next: Next,
    /// The keys that lead to what would come next.
    pub(super) path: Vec<String>,
    /// The table in which it would come.
    pub(super) table: usize,
}

/// A statement, or a bracket that is open in one.
#[derive(Clone, Debug, Default)]
struct Level {
    kind: LevelKind,
    /// The keys that lead to the table or array.
    path: Vec<String>,
    /// The keys before the equals sign.
    keys: Vec<String>,
    is_behind_equals: bool,
    /// Whether a key or a value stands there and no more may.
    is_filled: bool,
    table: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LevelKind {
    #[default]
    Statement,
    Header,
    Array,
    Inline,
}

impl Level {
    fn takes_value(&self) -> bool {
        self.is_behind_equals || self.kind == LevelKind::Array
    }

    fn path_with(&self, keys: &[String]) -> Vec<String> {
        self.path.iter().chain(keys).cloned().collect()
    }

    /// Makes it ready for the next key or value.
    fn clear(&mut self) {
        self.keys.clear();
        (self.is_behind_equals, self.is_filled) = (false, false);
    }
}

/// Reads a text from its beginning to its end.
pub(super) fn read(text: &str) -> Outline {
    let mut reader = Reader { text, words: Vec::new(), open: vec![Level::default()], tables: 0 };
    for token in Source::new(text).lex() {
        reader.token(token);
    }
    reader.outline()
}

struct Reader<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// Never empty: the statement stands at the bottom.
    open: Vec<Level>,
    tables: usize,
}

impl Reader<'_> {
    fn top(&mut self) -> &mut Level {
        if self.open.is_empty() {
            self.open.push(Level::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn token(&mut self, token: Token) {
        match token.kind() {
            TokenKind::Newline => self.newline(),
            TokenKind::LeftSquareBracket => self.open_bracket(),
            TokenKind::RightSquareBracket => self.close_bracket(),
            TokenKind::LeftCurlyBracket => self.begin(LevelKind::Inline),
            TokenKind::RightCurlyBracket => self.end(LevelKind::Inline),
            TokenKind::Equals => {
                let top = self.top();
                (top.is_behind_equals, top.is_filled) = (true, false);
            }
            TokenKind::Comma => self.top().clear(),
            TokenKind::Dot => self.top().is_filled = false,
            TokenKind::Comment => self.top().is_filled = true,
            TokenKind::Whitespace | TokenKind::Eof => {}
            _ => self.word(Span::new(token.span().start(), token.span().end())),
        }
    }

    /// A statement ends with its line, unless a bracket is open.
    fn newline(&mut self) {
        let is_header = self.top().kind == LevelKind::Header;
        if is_header {
            self.open.pop();
        }
        let top = self.top();
        match top.kind {
            LevelKind::Statement => top.clear(),
            // A comment may stand behind each item.
            _ => top.is_filled &= !top.takes_value(),
        }
    }

    fn open_bracket(&mut self) {
        let top = self.top();
        let is_start = top.kind == LevelKind::Statement && top.keys.is_empty();
        match top.kind {
            _ if is_start && !top.is_behind_equals => self.begin_header(),
            LevelKind::Header => {}
            _ => self.begin(LevelKind::Array),
        }
    }

    fn begin_header(&mut self) {
        self.tables += 1;
        let level = Level { kind: LevelKind::Header, table: self.tables, ..Level::default() };
        self.open.push(level);
    }

    fn close_bracket(&mut self) {
        if self.top().kind != LevelKind::Header {
            return self.end(LevelKind::Array);
        }
        let header = self.open.pop().unwrap_or_default();
        let below = Level { path: header.keys, table: header.table, ..Level::default() };
        // What stands behind a header on its line is filled up to the next.
        *self.top() = Level { is_filled: true, ..below };
    }

    fn begin(&mut self, kind: LevelKind) {
        let (top, tables) = (self.top().clone(), self.tables + 1);
        let path = top.path_with(&top.keys);
        self.top().is_filled = true;
        let table = if kind == LevelKind::Inline { tables } else { top.table };
        self.tables += usize::from(kind == LevelKind::Inline);
        self.open.push(Level { kind, path, table, ..Level::default() });
    }

    fn end(&mut self, kind: LevelKind) {
        if self.top().kind == kind {
            self.open.pop();
        }
    }

    fn word(&mut self, span: Span) {
        let written = span.of(self.text);
        let top = self.top();
        let is_key = !top.takes_value();
        if is_key {
            top.keys.push(plain(written).to_owned());
        }
        top.is_filled = true;
        let (path, table) = (top.path_with(&top.keys), top.table);
        self.words.push(Word { span, path, is_key, table });
    }

    fn outline(mut self) -> Outline {
        let top = self.top().clone();
        let next = match top.kind {
            _ if top.is_filled => Next::Other,
            LevelKind::Header => Next::Header,
            _ if top.takes_value() => Next::Value,
            kind => Next::Key { is_inline: kind == LevelKind::Inline },
        };
        Outline { words: self.words, next, path: top.path_with(&top.keys), table: top.table }
    }
}

/// A word without its quotes.
pub(super) fn plain(written: &str) -> &str {
    written.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, next: &Next, path: &str) {
        let outline = read(text);
        assert_eq!((&outline.next, outline.path.join(".").as_str()), (next, path), "{text}");
    }

    const KEY: &Next = &Next::Key { is_inline: false };

    #[test]
    fn keys_stand_at_the_start_of_lines() {
        check("", KEY, "");
        check("zone = \"UTC\"\n", KEY, "");
        check("[levels]\nrole = \"off\"\n", KEY, "levels");
        check("[[overrides]]\npaths = [\"a\"]\n", KEY, "overrides");
        check("levels.", KEY, "levels");
        check("[levels] ", &Next::Other, "levels");
        check("zone ", &Next::Other, "zone");
    }

    #[test]
    fn values_stand_behind_an_equals_sign_and_in_arrays() {
        check("zone = ", &Next::Value, "zone");
        check("[levels]\n\"role/missing\" = ", &Next::Value, "levels.role/missing");
        check("fields = [\n  \"a\", # one\n  ", &Next::Value, "fields");
        check("zone = \"UTC\" ", &Next::Other, "zone");
        check("zone = # which", &Next::Other, "zone");
        check("name = \"half ", &Next::Other, "name");
    }

    #[test]
    fn tables_on_a_line_have_keys_and_values() {
        check("levels = { ", &Next::Key { is_inline: true }, "levels");
        check("levels = { role = \"off\", ", &Next::Key { is_inline: true }, "levels");
        check("levels = { role = ", &Next::Value, "levels.role");
        check("levels = { role = \"off\" }\n", KEY, "");
    }

    #[test]
    fn headers_name_tables() {
        check("[", &Next::Header, "");
        check("[[", &Next::Header, "");
        check("[overrides.", &Next::Header, "overrides");
        check("[half\n", KEY, "");
    }

    #[test]
    fn tables_of_an_array_are_told_apart() {
        let outline = read("[[a]]\nb = 1\n[[a]]\nb = 2\n");
        let keys = outline.words.iter().filter(|word| word.path.ends_with(&["b".to_owned()]));
        let tables: Vec<usize> = keys.filter(|word| word.is_key).map(|word| word.table).collect();
        assert_ne!(tables[0], tables[1]);
    }

    #[test]
    fn nonsense_does_no_harm() {
        for text in ["]]]", "}}=", "[[[[", "= = =", "\"", "a.b.c", "{[{[", &"[".repeat(100_000)] {
            let _ = read(text);
        }
    }
}
