//! The shell in fences as plain commands with byte spans.
//!
//! A [`Fence`] is a code block that holds shell or SQL; its [`Script`] is the
//! code without what belongs to the Markdown around it and without prompts and
//! output, cut into [`Statement`]s: logical lines with their quotes,
//! continuations and here-documents. That much is read by hand, in one pass. A
//! statement becomes [`Command`]s by tree-sitter, one statement at a time and
//! only when it is asked for: the grammar takes time that grows with the
//! square of a text that it cannot make sense of, and most lines hold nothing
//! that anybody asks about.
//!
//! Without the feature `shell` there is no grammar, and a statement has no
//! commands. This room runs nothing, and knows nothing of what a command does.

mod extract;
mod language;
#[cfg(feature = "shell")]
mod parse;
#[cfg(feature = "shell")]
mod plain;
pub mod sql;
mod statements;
#[cfg(test)]
mod tests;
mod word;
mod wrappers;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

pub use self::language::Language;
pub use self::word::{Word, placeholders};
use crate::syntax::{BlockId, BlockKind, Plain, Syntax};
use crate::text::Span;

/// A statement that is longer, in bytes, is left alone.
const LONGEST_STATEMENT: usize = 4096;

/// A statement with more unquoted `|`, `&`, `;`, `<`, `>`, parentheses and
/// backticks than this is left alone: the grammar's time grows with the square
/// of their number when they do not fit together.
const MOST_OPERATORS: usize = 64;

/// How deep scripts within scripts are read: `ssh host "sudo sh -c '...'"`.
const DEEPEST_SCRIPT: usize = 3;

/// A code block that holds shell or SQL.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The block.
    pub block: BlockId,
    /// What it holds.
    pub language: Language,
    /// Whether its opening line says so.
    pub is_labelled: bool,
    /// The bytes between its marks.
    pub code: Span,
    script: OnceCell<Script>,
}

/// The fences of a text that hold shell or SQL, in document order.
#[must_use]
pub fn fences(text: &str, syntax: &Syntax) -> Vec<Fence> {
    let of_block = |block: BlockId| {
        let BlockKind::Fence { info, .. } = syntax.blocks[block].kind else { return None };
        let code = syntax.code(text, block);
        let language = Language::of(info.of(text), code.of(text))?;
        let is_labelled = !info.is_empty();
        Some(Fence { block, language, is_labelled, code, script: OnceCell::new() })
    };
    (0..syntax.blocks.len()).filter_map(of_block).collect()
}

impl Fence {
    /// What the fence holds, read when it is first asked for.
    #[must_use]
    pub fn script(&self, text: &str, syntax: &Syntax) -> &Script {
        self.script.get_or_init(|| {
            let source = extract::source(text, syntax, self);
            match self.language {
                Language::Sql => Script { source, statements: Vec::new() },
                _ => Script::read(source),
            }
        })
    }
}

/// A piece of shell, or of SQL, with the way back to the document.
#[derive(Clone, Debug)]
pub struct Script {
    /// The code alone; every line ends with `\n`.
    pub source: Plain,
    /// Its logical lines, in order.
    pub statements: Vec<Statement>,
}

/// A logical line: a line with the lines that continue it.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Its bytes in the script, without here-documents and the last line ending.
    pub range: Range<usize>,
    /// The bodies of its here-documents, in the script.
    pub here_documents: Vec<HereDocument>,
    /// Its comments, from `#` to the end of their lines, in the script.
    pub comments: Vec<Range<usize>>,
    /// Backslashes that are to continue a line and do not, with the blanks
    /// and the comment behind each, in the script.
    pub broken_continuations: Vec<Range<usize>>,
    /// Curly quotes, long dashes and no-break spaces outside of quotes and
    /// comments, in the script.
    pub typographic: Vec<Range<usize>>,
    operators: usize,
}

/// Text that a command reads from the lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HereDocument {
    /// The word that ends it.
    pub delimiter: String,
    /// Its lines, in the script.
    pub body: Range<usize>,
}

/// One command with its words, without assignments, redirections and what it
/// is wrapped in (`sudo`, `time`, `ssh host`, ...).
#[derive(Clone, Debug)]
pub struct Command {
    /// Its words, the name first; never empty.
    pub words: Vec<Word>,
    /// From the first byte of its first word to the last of its last.
    pub span: Span,
    /// Whether more words that nobody knows are put behind these (`xargs`).
    pub takes_more: bool,
    /// What it may read from: here-documents and here-strings of its
    /// statement, and what `echo` and `printf` put into its pipeline.
    pub inputs: Rc<[Plain]>,
}

impl Command {
    /// The name without its directory.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.words[0].text();
        name.rsplit('/').next().unwrap_or(name)
    }

    /// The words behind the name.
    #[must_use]
    pub fn arguments(&self) -> &[Word] {
        &self.words[1..]
    }

    /// Whether one of the arguments is this word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.arguments().iter().any(|argument| argument.text() == word)
    }

    /// Whether one of the arguments is this long option, alone or with `=value`.
    #[must_use]
    pub fn has_option(&self, option: &str) -> bool {
        self.arguments().iter().any(|argument| is_option(argument.text(), option))
    }

    /// Whether a group of short options holds this letter: `r` in `-rf`.
    #[must_use]
    pub fn has_flag(&self, letter: char) -> bool {
        let groups =
            self.arguments().iter().map(Word::text).filter(|text| {
                text.starts_with('-') && !text.starts_with("--") && !text.contains('=')
            });
        groups.into_iter().any(|group| group.contains(letter))
    }

    /// The value of an option: `b` in `--a b` and `--a=b`.
    #[must_use]
    pub fn value_of(&self, option: &str) -> Option<&Word> {
        let at = self.arguments().iter().position(|word| is_option(word.text(), option))?;
        let word = &self.arguments()[at];
        if word.text().len() > option.len() { Some(word) } else { self.arguments().get(at + 1) }
    }

    /// The arguments that are neither options nor the values of `with_value`,
    /// options that take the next word.
    pub fn operands<'a>(&'a self, with_value: &'a [&str]) -> impl Iterator<Item = &'a Word> {
        let mut is_value = false;
        self.arguments().iter().filter(move |word| {
            let was_value = std::mem::replace(&mut is_value, with_value.contains(&word.text()));
            !was_value && !word.text().starts_with('-')
        })
    }
}

/// The bytes of the document that a text is made of.
fn whole(text: &Plain) -> Span {
    text.source(0..text.text.len())
}

fn is_option(word: &str, option: &str) -> bool {
    word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
}

impl Script {
    /// The script in a code span within a line: one command, which may go on
    /// behind the end of a line.
    #[must_use]
    pub fn of_code_span(text: &str, code: Span) -> Self {
        Self::read(extract::code_span(text, code))
    }

    fn read(source: Plain) -> Self {
        let statements = statements::split(&source.text);
        Self { source, statements }
    }

    /// The document's bytes under a range of the script.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.source.source(range.clone())
    }

    /// The text of a statement, without its here-documents.
    #[must_use]
    pub fn text(&self, statement: &Statement) -> &str {
        &self.source.text[statement.range.clone()]
    }

    /// The commands of a statement in document order, with those that it
    /// hands to another shell. None when it cannot be read.
    #[must_use]
    pub fn commands(&self, statement: &Statement) -> Vec<Command> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![(self.direct_commands(statement), 0)];
        while let Some((commands, depth)) = waiting.pop() {
            for command in commands {
                let Some(unwrapped) = wrappers::unwrap(command) else { continue };
                if let Some(command) = unwrapped.command {
                    found.push(command);
                }
                if depth == DEEPEST_SCRIPT {
                    continue;
                }
                // One here-document may be given to every shell of its line.
                let scripts = unwrapped.scripts.into_iter().filter(|one| seen.insert(whole(one)));
                let inner = scripts.map(|one| Self::read(one).all_direct_commands());
                waiting.extend(inner.map(|commands| (commands, depth + 1)));
            }
        }
        found.sort_by_key(|command| command.span);
        found
    }

    /// Whether the shell can parse all of it; `None` when it is too long to try.
    #[must_use]
    pub fn fault(&self) -> Option<Span> {
        #[cfg(feature = "shell")]
        if self.source.text.len() <= LONGEST_STATEMENT {
            return parse::fault(&self.source.text).map(|range| self.span(&range));
        }
        None
    }

    fn all_direct_commands(&self) -> Vec<Command> {
        self.statements.iter().flat_map(|statement| self.direct_commands(statement)).collect()
    }

    /// The commands that stand in the statement itself.
    fn direct_commands(&self, statement: &Statement) -> Vec<Command> {
        let is_readable = statement.range.len() <= LONGEST_STATEMENT
            && statement.operators <= MOST_OPERATORS
            && !self.text(statement).trim_start().starts_with('#');
        if !is_readable {
            return Vec::new();
        }
        #[cfg(feature = "shell")]
        return parse::commands(self, statement);
        #[cfg(not(feature = "shell"))]
        Vec::new()
    }
}
