//! In which one stretch two versions of a text differ.

use super::Span;

/// The one stretch in which two texts differ: what stands before it and behind
/// it is the same in both. Its ends may lie inside of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was there, in bytes of the old text.
    pub old: Span,
    /// What is there, in bytes of the new text; begins at the same byte.
    pub new: Span,
}

impl Change {
    /// Compares two texts, in one pass over each.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let head = common_head(old, new);
        let tail = common_tail(&old[head..], &new[head..]);
        Self { old: Span::new(head, old.len() - tail), new: Span::new(head, new.len() - tail) }
    }

    /// Where a byte of the old text that stands behind the change is now.
    #[must_use]
    pub const fn moved(&self, behind: usize) -> usize {
        behind - self.old.end + self.new.end
    }
}

/// So many bytes are compared at once before a single one is looked at.
const BLOCK: usize = 4096;

fn common_head(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let from = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let bytes = one[from..].iter().zip(&other[from..]);
    from + bytes.take_while(|(one, other)| one == other).count()
}

fn common_tail(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let from = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let bytes = one[..one.len() - from].iter().rev().zip(other[..other.len() - from].iter().rev());
    from + bytes.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_change(old: &str, new: &str, stretches: (&str, &str)) {
        let change = Change::between(old, new);
        assert_eq!((change.old.of(old), change.new.of(new)), stretches);
        assert_eq!(old[..change.old.start], new[..change.new.start]);
        assert_eq!(old[change.old.end..], new[change.new.end..]);
        assert_eq!(change.moved(old.len()), new.len());
    }

    #[test]
    fn only_what_differs_is_in_it() {
        assert_change("pool raised", "pool was raised", ("", "was "));
        assert_change("pool was raised", "pool raised", ("was ", ""));
        assert_change("same", "same", ("", ""));
        assert_change("", "new", ("", "new"));
        assert_change("aa", "aaa", ("", "a"));
    }

    #[test]
    fn a_long_text_is_compared_to_the_byte() {
        let (head, tail) = ("h".repeat(BLOCK + 7), "t".repeat(2 * BLOCK + 1));
        assert_change(&format!("{head}a{tail}"), &format!("{head}bc{tail}"), ("a", "bc"));
    }
}
