//! What changes from one text to another, line by line, as edits.

use std::time::Duration;

use similar::{Algorithm, DiffOp, TextDiff};
use warroom_core::ide::{Edit, Span};

/// How long the smallest difference is looked for; after that a larger one does.
const PATIENCE: Duration = Duration::from_millis(200);

/// The edits that make `new` out of `old`.
pub(super) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let mut config = TextDiff::configure();
    let diff = config.algorithm(Algorithm::Myers).timeout(PATIENCE);
    let diff = diff.diff_slices(&old_lines, &new_lines);
    let edit = |operation: &DiffOp| {
        let (gone, come) = (operation.old_range(), operation.new_range());
        let span = Span::new(old_starts[gone.start], old_starts[gone.end]);
        Edit::replace(span, &new[new_starts[come.start]..new_starts[come.end]])
    };
    let changes = |operation: &&DiffOp| !matches!(operation, DiffOp::Equal { .. });
    diff.ops().iter().filter(changes).map(edit).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line begins, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut end = 0;
    let ends = lines.iter().map(|line| {
        end += line.len();
        end
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use warroom_core::ide::apply;

    use super::edits;

    #[test]
    fn only_lines_that_differ_are_touched() {
        let edits = edits("a\nb\nc\n", "a\nB\nc\n");
        assert_eq!(edits.len(), 1);
        assert_eq!((edits[0].span.range(), &*edits[0].replacement), (2..4, "B\n"));
    }

    #[test]
    fn the_edits_lead_to_the_new_text() {
        for (old, new) in
            [("", "a"), ("a\r\nb", "b\r\na\r\n"), ("x\ry\n\nz", "y\n\nz\n"), ("a\n", "")]
        {
            assert_eq!(apply(old, &edits(old, new)).as_deref(), Ok(new));
        }
    }
}
