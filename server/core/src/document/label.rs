//! A label at the head of a line: `Key: value`, `**Key:** value`, `**Key**: value`.

use crate::syntax::{BlockId, BlockKind, InlineKind, Syntax};
use crate::text::Span;
use crate::vocabulary::LONGEST_LABEL;

/// A label and where its value begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The words of the label, without marks and colon.
    pub(super) span: Span,
    /// The first byte after the label, its marks and its colon.
    pub(super) end: usize,
    /// Whether the label is set in bold.
    pub(super) is_bold: bool,
    /// Whether a colon follows; a bold line needs none.
    pub(super) has_colon: bool,
}

/// The label at byte `start`, on the first line of a text that ends at `end`.
pub(super) fn at(text: &str, start: usize, end: usize) -> Option<Label> {
    let line = first_line(text.get(start..end)?)?;
    let marks = match line.as_bytes() {
        [b'*', b'*', ..] | [b'_', b'_', ..] => 2,
        [b'*' | b'_', ..] => 1,
        _ => 0,
    };
    let label = if marks > 0 { marked(line, marks) } else { plain(line) }?;
    let span = label.span.shift(start).trim(text);
    let is_label = !span.is_empty() && span.len() <= LONGEST_LABEL;
    is_label.then_some(Label { span, end: label.end + start, ..label })
}

fn first_line(text: &str) -> Option<&str> {
    let line = match memchr::memchr(b'\n', text.as_bytes()) {
        Some(end) => text[..end].strip_suffix('\r').unwrap_or(&text[..end]),
        None => text,
    };
    (!text.is_empty()).then_some(line)
}

/// Whether a text that begins at `start` opens with emphasis: a cheap look
/// before a label is read.
pub(super) fn is_marked(text: &str, start: usize) -> bool {
    matches!(text.as_bytes().get(start), Some(b'*' | b'_'))
}

fn marked(line: &str, marks: usize) -> Option<Label> {
    let (mark, rest) = line.split_at(marks);
    let length = find_mark(rest, mark.as_bytes())?;
    let inner = rest[..length].trim_end();
    let after = marks + length + marks;
    let behind = &line[after..];
    let is_bold = marks == 2;
    if let Some(label) = inner.strip_suffix(':') {
        return Some(Label {
            span: Span::new(marks, marks + label.len()),
            end: after,
            is_bold,
            has_colon: true,
        });
    }
    let span = Span::new(marks, marks + inner.len());
    let spaces = behind.len() - behind.trim_start().len();
    if behind[spaces..].starts_with(':') {
        return Some(Label { span, end: after + spaces + 1, is_bold, has_colon: true });
    }
    let is_whole_line = is_bold && behind.trim().is_empty();
    is_whole_line.then_some(Label { span, end: after, is_bold, has_colon: false })
}

/// Where one or two like characters stand: for so few it pays to look for one.
fn find_mark(text: &str, mark: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(*mark.first()?, bytes).find(|&at| bytes[at..].starts_with(mark))
}

fn plain(line: &str) -> Option<Label> {
    let bytes = line.as_bytes();
    let colon = memchr::memchr(b':', &bytes[..bytes.len().min(LONGEST_LABEL + 1)])?;
    if !bytes.get(colon + 1).is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    let label = &line[..colon];
    let is_words = !label.bytes().any(|byte| b".!?`<>[|\";".contains(&byte));
    let is_short = || label.split_whitespace().count() <= 5;
    (is_words && is_short()).then_some(Label {
        span: Span::new(0, colon),
        end: colon + 1,
        is_bold: false,
        has_colon: true,
    })
}

/// The label at the head of a list item, with the paragraph that holds it.
pub(super) fn of_item(text: &str, syntax: &Syntax, item: BlockId) -> Option<(BlockId, Label)> {
    let paragraph = item + 1;
    let block = syntax.blocks.get(paragraph).filter(|_| paragraph < syntax.blocks[item].end)?;
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let start = syntax.inlines(paragraph).first()?.span.start;
    Some((paragraph, at(text, start, block.span.end)?))
}

/// The head of a text, some words long: what is looked for right behind a
/// keyword or a name stands there, or nowhere.
pub(super) fn near(text: &str) -> &str {
    let mut end = text.len().min(80);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The readable text of what lies inside `span` of one block.
pub(super) fn readable(text: &str, syntax: &Syntax, block: BlockId, span: Span) -> String {
    let mut readable = String::new();
    let inlines = syntax.inlines(block);
    // The last inline that begins at or before the span is the leaf around its start.
    let first = inlines.partition_point(|inline| inline.span.start <= span.start).saturating_sub(1);
    let inside = inlines[first..].iter().take_while(|inline| inline.span.start < span.end);
    for inline in inside.filter(|inline| inline.span.overlaps(span)) {
        let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end));
        match inline.kind {
            InlineKind::Text => push_line(&mut readable, part.of(text)),
            InlineKind::Code => push_line(&mut readable, part.of(text).trim_matches('`').trim()),
            InlineKind::SoftBreak | InlineKind::HardBreak => readable.push(' '),
            _ => {}
        }
    }
    let trimmed = readable.trim();
    if trimmed.len() < readable.len() { trimmed.to_owned() } else { readable }
}

/// Adds a text on one line, whatever the line endings in it are.
fn push_line(readable: &mut String, part: &str) {
    for (index, line) in part.lines().enumerate() {
        readable.push_str(if index > 0 { " " } else { "" });
        readable.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, &str)> {
        let label = at(line, 0, line.len())?;
        Some((label.span.of(line), line[label.end..].trim()))
    }

    #[test]
    fn labels_come_with_and_without_marks() {
        for line in [
            "Date: today",
            "**Date:** today",
            "**Date**: today",
            "__Date__ : today",
            "*Date*: today",
        ] {
            assert_eq!(parts(line), Some(("Date", "today")), "{line}");
        }
        assert_eq!(parts("**Objectives:**"), Some(("Objectives", "")));
        assert_eq!(parts("**Objectives**"), Some(("Objectives", "")));
    }

    #[test]
    fn a_sentence_or_a_time_is_no_label() {
        for line in [
            "10:05 the cache failed",
            "We saw it. Then: nothing",
            "https://acme.example",
            "**10:05** the cache failed",
            "What nobody in the whole room had expected: a leak",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
