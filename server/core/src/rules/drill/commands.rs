//! The commands of a plan as plain words: the logical lines of its fences, and
//! code within a line that is longer than a name.
//!
//! What a command is wrapped in, the host it is sent to and the variables that
//! are set for it name what it is aimed at as well as its own words do. So all
//! words of a line count, as they are written.

use std::ops::Range;

use crate::rules::Context;
use crate::shell::{Script, Statement};
use crate::syntax::InlineKind;
use crate::text::Span;

/// One logical line: where its words stand.
pub(super) struct Command {
    /// Its words in order, comments left out.
    pub(super) words: Vec<Span>,
}

/// All commands, in order of place.
pub(super) fn all(context: &Context<'_>) -> Vec<Command> {
    let mut commands = Vec::new();
    for fence in context.fences() {
        of_script(context.text, fence.script(context.text, context.syntax), &mut commands);
    }
    let code = context.syntax.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    for inline in code {
        let mut own = Vec::new();
        of_script(context.text, &Script::of_code_span(context.text, inline.span), &mut own);
        commands.extend(own.into_iter().filter(|command| command.words.len() > 1));
    }
    commands.sort_by_key(|command| command.words.first().map(|word| word.start));
    commands
}

fn of_script(text: &str, script: &Script, commands: &mut Vec<Command>) {
    let mut goes_on = false;
    for statement in &script.statements {
        let words = words(text, script, statement);
        // A comment behind a backslash cuts a command in two. Its author
        // means one.
        match commands.last_mut().filter(|_| goes_on) {
            Some(command) => command.words.extend(words),
            None if words.is_empty() => continue,
            None => commands.push(Command { words }),
        }
        goes_on = !statement.broken_continuations.is_empty();
    }
}

/// The words of a logical line without its comments and its here-documents.
fn words(text: &str, script: &Script, statement: &Statement) -> Vec<Span> {
    let mut words = Vec::new();
    for part in parts(statement) {
        let mut at = part.start;
        for piece in script.source.text[part].split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() && word != "\\" {
                words.push(script.span(&(at..at + word.len())).trim(text));
            }
            at += piece.len();
        }
    }
    words
}

/// What lies between the comments of a logical line, and the backslashes that
/// were to continue it.
fn parts(statement: &Statement) -> Vec<Range<usize>> {
    let cuts = statement.comments.iter().chain(&statement.broken_continuations);
    let mut cuts: Vec<Range<usize>> = cuts.cloned().collect();
    cuts.sort_by_key(|cut| cut.start);
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut at = statement.range.start;
    for cut in cuts.into_iter().filter(|cut| cut.start < statement.range.end) {
        parts.push(at..cut.start.max(at));
        at = at.max(cut.end);
    }
    parts.push(at.min(statement.range.end)..statement.range.end);
    parts
}
