//! Statements as commands, by tree-sitter's grammar of bash where it is needed.
//!
//! Documentation is not quite shell: `<name>` and `{{ name }}` stand for what
//! is to be filled in. They are given to the grammar as plain words of the
//! same length, so that its offsets hold.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use tree_sitter::{Node, Parser, Tree, TreeCursor};

use super::word::{Word, append, placeholders};
use super::{Command, Script, Statement, plain};
use crate::syntax::Plain;
use crate::text::Span;

thread_local! {
    /// Making a parser costs about as much as parsing a line with it.
    static PARSER: RefCell<Option<Parser>> = RefCell::new(parser());
}

fn parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok()?;
    Some(parser)
}

fn tree_of(code: &str) -> Option<Tree> {
    let code = in_ascii(code);
    PARSER.with_borrow_mut(|parser| parser.as_mut()?.parse(&*code, None))
}

/// The code with letters for all characters beyond ASCII, of the same length:
/// to the shell they are letters. The grammar's scanner asks a table of the C
/// library about each character, and reads far beyond its end for some.
fn in_ascii(code: &str) -> Cow<'_, str> {
    if code.is_ascii() {
        return Cow::Borrowed(code);
    }
    let letters = |character: char| match character {
        '\0'..='\x7f' => std::iter::repeat_n(character, 1),
        _ => std::iter::repeat_n('x', character.len_utf8()),
    };
    code.chars().flat_map(letters).collect()
}

/// The commands that stand in a statement, in the order of its text.
pub(super) fn commands(script: &Script, statement: &Statement) -> Vec<Command> {
    let code = code_for_grammar(script, statement);
    let reader =
        Reader { source: &script.source, start: statement.range.start, end: statement.range.end };
    let (mut commands, here_strings) = match plain::words(&code) {
        Some(words) => (reader.plain_command(words).into_iter().collect(), Vec::new()),
        None => reader.read(&code),
    };
    let mut inputs: Vec<Plain> = statement
        .here_documents
        .iter()
        .map(|document| part(&script.source, document.body.clone()))
        .collect();
    inputs.extend(here_strings);
    inputs.extend(commands.iter().filter_map(said));
    let inputs: Rc<[Plain]> = inputs.into();
    commands.iter_mut().for_each(|command| command.inputs = Rc::clone(&inputs));
    commands
}

/// The first place of a script that the grammar cannot make sense of; where
/// something is missing, the character before.
pub(super) fn fault(code: &str) -> Option<Range<usize>> {
    let tree = tree_of(&masked(code))?;
    let mut fault = None;
    each_node(&tree, |node| {
        if fault.is_none() && (node.is_error() || node.is_missing()) {
            fault = Some(node.byte_range());
        }
    });
    let range = fault?;
    let range = floor(code, range.start)..floor(code, range.end);
    if !range.is_empty() {
        return Some(range);
    }
    let before = code[..range.start].trim_end();
    Some(floor(code, before.len().saturating_sub(1))..before.len())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A part of a text with the way back.
fn part(source: &Plain, range: Range<usize>) -> Plain {
    let mut part = Plain::default();
    let mut at = range.start;
    for line in source.text[range].split_inclusive('\n') {
        let content = line.trim_end_matches('\n');
        part.push(content, source.source(at..at + content.len()));
        let end = at + line.len();
        if content.len() < line.len() {
            part.push("\n", source.source(end - 1..end));
        }
        at = end;
    }
    part
}

/// What `echo` and `printf` write, for the command that they are piped to.
fn said(command: &Command) -> Option<Plain> {
    if !matches!(command.name(), "echo" | "printf") {
        return None;
    }
    let mut said = Plain::default();
    for word in command.arguments() {
        said.push(" ", Span::at(word.span.start));
        append(&mut said, word.value());
    }
    Some(said)
}

/// The statement as the grammar is to see it: placeholders as words, and
/// here-documents empty.
fn code_for_grammar(script: &Script, statement: &Statement) -> String {
    let mut code = masked(script.text(statement));
    code.push('\n');
    for document in &statement.here_documents {
        code.push_str(&document.delimiter);
        code.push('\n');
    }
    code
}

fn masked(code: &str) -> String {
    let mut masked = String::with_capacity(code.len() + 1);
    let mut done = 0;
    for range in placeholders(code) {
        masked.push_str(&code[done..range.start]);
        masked.extend(std::iter::repeat_n('_', range.len()));
        done = range.end;
    }
    masked.push_str(&code[done..]);
    masked
}

/// Calls `visit` with every node, parents first, without recursion.
fn each_node(tree: &Tree, mut visit: impl FnMut(Node<'_>)) {
    let mut cursor = tree.walk();
    loop {
        visit(cursor.node());
        if !cursor.goto_first_child() && !goto_next(&mut cursor) {
            return;
        }
    }
}

/// Moves to the next node that is no descendant.
fn goto_next(cursor: &mut TreeCursor<'_>) -> bool {
    while !cursor.goto_next_sibling() {
        if !cursor.goto_parent() {
            return false;
        }
    }
    true
}

/// Reads nodes of the tree of one statement.
struct Reader<'a> {
    source: &'a Plain,
    start: usize,
    end: usize,
}

impl Reader<'_> {
    /// The commands and the here-strings of a statement.
    fn read(&self, code: &str) -> (Vec<Command>, Vec<Plain>) {
        let (mut commands, mut here_strings) = (Vec::new(), Vec::new());
        let Some(tree) = tree_of(code) else { return (commands, here_strings) };
        each_node(&tree, |node| match node.kind() {
            "command" => commands.extend(self.command(node)),
            "herestring_redirect" => here_strings.extend(self.here_string(node)),
            _ => {}
        });
        (commands, here_strings)
    }

    fn plain_command(&self, words: Vec<Range<usize>>) -> Option<Command> {
        command_of(words.into_iter().filter_map(|word| self.word(word)).collect())
    }

    fn command(&self, node: Node<'_>) -> Option<Command> {
        let mut words = Vec::new();
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            match child.kind() {
                // `pattern)` at the head of a line of `case`.
                "ERROR" if words.len() == 1 => words.clear(),
                "ERROR"
                | "variable_assignment"
                | "file_redirect"
                | "heredoc_redirect"
                | "herestring_redirect"
                | "comment" => {}
                _ => words.extend(self.word(child.byte_range())),
            }
        }
        command_of(words)
    }

    fn here_string(&self, node: Node<'_>) -> Option<Plain> {
        let word = self.word(node.child(node.child_count().checked_sub(1)?)?.byte_range())?;
        Some(word.value().clone())
    }

    /// The word at a place of the code that the grammar sees.
    fn word(&self, range: Range<usize>) -> Option<Word> {
        let range = self.start + range.start..(self.start + range.end).min(self.end);
        self.source.text.get(range.clone()).filter(|text| !text.trim().is_empty())?;
        Some(Word::read(self.source, range))
    }
}

fn command_of(words: Vec<Word>) -> Option<Command> {
    let span = Span::new(words.first()?.span.start, words.last()?.span.end);
    Some(Command { words, span, takes_more: false, inputs: Rc::default() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the words of a command are made of.
    const PIECES: &[&str] = &[
        "a", "Z", "9", "0x1", "kubectl", "done", "in", "test", "-", "--", "_", ".", "/", ",", ":",
        "@", "%", "+", "~", "=", "==", "=~", "A=", "'b c'", "\"d; e\"", "''", "\"#\"", "\"", "'",
        "$A", "$_b", "\"$A.c\"", "\"d$A\"", "\"$\"", "'$1`\\!'", "#", "# e",
    ];

    fn code() -> impl Strategy<Value = String> {
        let blank = prop_oneof![4 => Just(" "), 1 => Just("\t"), 1 => Just(" \\\n ")];
        let piece = prop_oneof![3 => proptest::sample::select(PIECES), 1 => blank];
        proptest::collection::vec(piece, 1..12).prop_map(|pieces| format!("a{}\n", pieces.concat()))
    }

    /// Each command as its words, whatever has cut them.
    fn shown(commands: &[Command]) -> Vec<Vec<(String, Span)>> {
        let words = |command: &Command| {
            command.words.iter().map(|word| (word.text().to_owned(), word.span)).collect()
        };
        commands.iter().map(words).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_commands_are_what_the_grammar_reads(code in code()) {
            let Some(words) = plain::words(&code) else { return Ok(()) };
            let mut source = Plain::default();
            source.push(&code, Span::new(0, code.len()));
            let reader = Reader { source: &source, start: 0, end: code.len() - 1 };
            let plain: Vec<Command> = reader.plain_command(words).into_iter().collect();
            prop_assert_eq!(shown(&plain), shown(&reader.read(&code).0));
        }
    }
}
