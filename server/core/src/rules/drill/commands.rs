//! The commands of a plan as plain words: the lines of its fences, those that
//! go on joined, and code within a line that is longer than a name.
//!
//! This is no shell. It is good enough to see which names a command holds.

use crate::rules::Context;
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;

/// One command: where its words stand.
pub(super) struct Command {
    /// Its words in order, comments left out.
    pub(super) words: Vec<Span>,
}

/// Languages whose text is meant for people.
const PROSE: &[&str] = &["text", "txt", "plain", "plaintext", "markdown", "md", "diff", "log"];

/// All commands, in order of place.
pub(super) fn all(context: &Context<'_>) -> Vec<Command> {
    let mut commands = Vec::new();
    for (id, block) in context.syntax.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Fence { info, .. } if !is_prose(info.of(context.text)) => {
                lines(context.text, context.syntax.code(context.text, id), &mut commands);
            }
            BlockKind::IndentedCode => lines(context.text, block.span, &mut commands),
            _ => {}
        }
    }
    let code = context.syntax.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    let inline = code.map(|inline| words(context.text, without_ticks(context.text, inline.span)));
    commands.extend(inline.filter(|words| words.len() > 1).map(|words| Command { words }));
    commands.sort_by_key(|command| command.words.first().map(|word| word.start));
    commands
}

fn without_ticks(text: &str, code: Span) -> Span {
    let inner = code.of(text).trim_start_matches('`');
    let start = code.end - inner.len();
    Span::new(start, start + inner.trim_end_matches('`').len())
}

fn is_prose(info: &str) -> bool {
    let language = info.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    PROSE.iter().any(|prose| prose.eq_ignore_ascii_case(language))
}

/// The commands of a fence. One goes on behind a backslash, also where a
/// comment behind it keeps the shell from seeing that.
fn lines(text: &str, code: Span, commands: &mut Vec<Command>) {
    let mut open: Vec<Span> = Vec::new();
    let mut start = code.start;
    for line in code.of(text).split_inclusive('\n') {
        let mut own = words(text, Span::new(start, start + line.len()));
        start += line.len();
        let goes_on = own.pop_if(|word| word.of(text) == "\\").is_some();
        open.append(&mut own);
        if !goes_on && !open.is_empty() {
            commands.push(Command { words: std::mem::take(&mut open) });
        }
    }
    if !open.is_empty() {
        commands.push(Command { words: open });
    }
}

/// The words of a line up to its comment.
fn words(text: &str, line: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut at = line.start;
    for piece in line.of(text).split_inclusive(char::is_whitespace) {
        let word = Span::new(at, at + piece.len()).trim(text);
        at += piece.len();
        if word.of(text).starts_with('#') {
            break;
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
