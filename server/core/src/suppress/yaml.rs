//! Ignore comments in YAML: `# warroom-ignore group/name: reason`.
//!
//! On a line of its own, it silences what begins on the next: that line with
//! all that is indented deeper below it, so above `- alert:` the whole alert.
//! Behind something, it silences its line. `warroom-ignore-file` silences the
//! whole text. There are no regions.

use super::{Comment, Directive, MARK, MARK_FINDER, Suppression, parse};
use crate::text::Span;

/// All ignore comments of a text of YAML.
#[must_use]
pub fn read(text: &str) -> Vec<Suppression> {
    let mut reader = Reader { text, ..Reader::default() };
    if MARK_FINDER.find(text.as_bytes()).is_none() {
        return reader.found;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = Span::new(at, at + line.len()).trim(text);
        if !content.is_empty() {
            reader.line(content, content.start - at);
        }
        at += line.len();
    }
    reader.close(0);
    reader.found
}

/// Reads line by line; each comment is opened and closed once.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    found: Vec<Suppression>,
    /// Comments that wait for the line which they are about.
    waiting: Vec<usize>,
    /// Comments whose scope goes on, each with the column at which it began.
    open: Vec<(usize, usize)>,
    /// The end of the last line that is more than a comment.
    end: usize,
}

impl Reader<'_> {
    /// Reads a line that is not blank and begins at `column`.
    fn line(&mut self, line: Span, column: usize) {
        let comment = comment_in(self.text, line);
        if line.of(self.text).starts_with('#') {
            comment.into_iter().for_each(|comment| self.wait(&comment));
            return;
        }
        self.close(column);
        for index in self.waiting.drain(..) {
            self.found[index].scope.start = line.start;
            self.open.push((column, index));
        }
        self.end = line.end;
        if let Some(comment) = comment {
            self.found.push(parse(self.text, &comment, line));
        }
    }

    /// Takes a comment on a line of its own.
    fn wait(&mut self, comment: &Comment) {
        let scope = match comment.directive {
            Directive::File => Span::new(0, self.text.len()),
            _ => Span::at(comment.span.end),
        };
        if comment.directive == Directive::Block {
            self.waiting.push(self.found.len());
        }
        self.found.push(parse(self.text, comment, scope));
    }

    /// Ends the scopes of all that began at `column` or deeper.
    fn close(&mut self, column: usize) {
        while let Some((_, index)) = self.open.pop_if(|(own, _)| *own >= column) {
            self.found[index].scope.end = self.end;
        }
    }
}

/// The ignore comment of a line.
fn comment_in(text: &str, line: Span) -> Option<Comment> {
    let at = line.start + MARK_FINDER.find(line.of(text).as_bytes())?;
    let before = text[line.start..at].trim_end().strip_suffix('#')?;
    let begins = before.is_empty() || before.ends_with(char::is_whitespace);
    let rest = &text[at..line.end];
    let word_end = at + rest.find([':', ' ', '\t']).unwrap_or(rest.len());
    let directive = match &text[at + MARK.len()..word_end] {
        "" => Directive::Block,
        "-file" => Directive::File,
        _ => return None,
    };
    let span = Span::new(line.start + before.len(), line.end);
    begins.then_some(Comment { span, directive, body: Span::new(word_end, line.end) })
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The text that the only comment silences.
    #[track_caller]
    fn silenced(text: &str) -> &str {
        let found = read(text);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].scope.of(text)
    }

    #[test]
    fn a_comment_above_an_alert_silences_the_alert() {
        let text = "\
rules:
  # warroom-ignore runbook/alert-mapping: its page is written next week
  - alert: CacheDown

    # A remark.
    expr: up == 0
  - alert: CacheSlow
";
        assert_eq!(silenced(text), "- alert: CacheDown\n\n    # A remark.\n    expr: up == 0");
    }

    #[test]
    fn a_comment_above_a_key_silences_the_key() {
        assert_eq!(silenced("a: 1\n# warroom-ignore runbook\nb: 2\nc: 3\n"), "b: 2");
        assert_eq!(silenced("# warroom-ignore runbook\nb: >-\n  2\n"), "b: >-\n  2");
    }

    #[test]
    fn a_comment_behind_a_value_silences_its_line() {
        let text = "a: 1\nb: 2 # warroom-ignore runbook until 2026-12-31: soon\nc: 3\n";
        assert_eq!(silenced(text), "b: 2 # warroom-ignore runbook until 2026-12-31: soon");
        let found = read(text);
        assert_eq!(
            (found[0].rules[0].name.as_str(), found[0].reason.as_str()),
            ("runbook", "soon")
        );
    }

    #[test]
    fn a_file_is_silenced_as_a_whole() {
        let text = "a: 1\n# warroom-ignore-file runbook\n";
        assert_eq!(silenced(text), text);
    }

    #[test]
    fn what_is_no_comment_silences_nothing() {
        assert_eq!(read("a: x#warroom-ignore runbook\nb: warroom-ignore runbook\n"), []);
        assert_eq!(read("# warroom-ignored runbook\n"), []);
    }
}
