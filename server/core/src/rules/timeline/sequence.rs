//! Which entries of a sequence stand out of order, as few as can be.
//!
//! Works on bare numbers; what they mean is for `out_of_order.rs`.

/// A member of a sequence: its place in time and how far its place is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Where it stands in time; `None` is in order anywhere.
    pub(super) key: Option<i64>,
    /// Whether its date is written, so that others give way to it.
    pub(super) is_trusted: bool,
}

/// How a sequence runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The earliest stands first.
    OldestFirst,
    /// The latest stands first, as in a log that grows at the top.
    NewestFirst,
}

impl Direction {
    /// A key that grows from one member to the next when they are in order.
    pub(super) const fn rank(self, key: i64) -> i64 {
        match self {
            Self::OldestFirst => key,
            Self::NewestFirst => key.saturating_neg(),
        }
    }
}

/// Which members keep their places, and how the sequence runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// How it runs.
    pub(super) direction: Direction,
    /// Whether each member keeps its place.
    pub(super) keeps: Vec<bool>,
}

/// Reads a sequence in the direction in which more members keep their places.
pub(super) fn read(members: &[Member]) -> Reading {
    // Nearly every timeline is in order: one look along it tells.
    if members.iter().filter_map(|member| member.key).is_sorted() {
        return Reading { direction: Direction::OldestFirst, keeps: vec![true; members.len()] };
    }
    let oldest_first = keep(members, Direction::OldestFirst);
    let newest_first = keep(members, Direction::NewestFirst);
    let count = |keeps: &[bool]| keeps.iter().filter(|keep| **keep).count();
    if count(&newest_first) > count(&oldest_first) {
        Reading { direction: Direction::NewestFirst, keeps: newest_first }
    } else {
        Reading { direction: Direction::OldestFirst, keeps: oldest_first }
    }
}

/// The heaviest subsequence that runs in one direction. Trusted members weigh
/// more than all others together; of two equally good ways the one that keeps
/// the earlier members is taken.
fn keep(members: &[Member], direction: Direction) -> Vec<bool> {
    let ranks = ranks(members, direction);
    let trusted_weight = members.len() as u64 + 1;
    let mut best = PrefixMaximum::new(members.len());
    let mut previous = vec![None; members.len()];
    for (index, rank) in ranks.iter().enumerate() {
        let Some(rank) = *rank else { continue };
        let own = if members[index].is_trusted { trusted_weight } else { 1 };
        let before = best.up_to(rank);
        previous[index] = before.map(|chain| chain.last);
        let weight = own + before.map_or(0, |chain| chain.weight);
        best.raise(rank, Chain { weight, last: index });
    }
    let mut keeps: Vec<bool> = members.iter().map(|member| member.key.is_none()).collect();
    let mut at = best.up_to(members.len()).map(|chain| chain.last);
    while let Some(index) = at {
        keeps[index] = true;
        at = previous[index];
    }
    keeps
}

/// Each key as its 0-based place among the distinct keys.
fn ranks(members: &[Member], direction: Direction) -> Vec<Option<usize>> {
    let key = |member: &Member| member.key.map(|key| direction.rank(key));
    let mut distinct: Vec<i64> = members.iter().filter_map(key).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let rank = |key: i64| distinct.partition_point(|&other| other < key);
    members.iter().map(|member| key(member).map(rank)).collect()
}

#[derive(Clone, Copy, Debug)]
struct Chain {
    weight: u64,
    last: usize,
}

/// The heaviest chain up to each rank, as a Fenwick tree.
struct PrefixMaximum {
    tree: Vec<Option<Chain>>,
}

impl PrefixMaximum {
    fn new(ranks: usize) -> Self {
        Self { tree: vec![None; ranks + 1] }
    }

    fn up_to(&self, rank: usize) -> Option<Chain> {
        let mut at = (rank + 1).min(self.tree.len() - 1);
        let mut best = None;
        while at > 0 {
            best = heavier(best, self.tree[at]);
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, rank: usize, chain: Chain) {
        let mut at = rank + 1;
        while at < self.tree.len() {
            self.tree[at] = heavier(self.tree[at], Some(chain));
            at += at & at.wrapping_neg();
        }
    }
}

fn heavier(a: Option<Chain>, b: Option<Chain>) -> Option<Chain> {
    let (Some(first), Some(second)) = (a, b) else { return a.or(b) };
    let is_second = (second.weight, std::cmp::Reverse(second.last))
        > (first.weight, std::cmp::Reverse(first.last));
    Some(if is_second { second } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn displaced(keys: &[i64], trusted: &[usize]) -> Vec<usize> {
        let members: Vec<Member> = keys
            .iter()
            .enumerate()
            .map(|(index, &key)| Member { key: Some(key), is_trusted: trusted.contains(&index) })
            .collect();
        let reading = read(&members);
        (0..keys.len()).filter(|&index| !reading.keeps[index]).collect()
    }

    #[test]
    fn of_two_swapped_members_the_later_is_displaced() {
        assert_eq!(displaced(&[1, 5, 3, 6], &[]), [2]);
    }

    #[test]
    fn as_few_members_as_possible_are_displaced() {
        assert_eq!(displaced(&[1, 9, 2, 3], &[]), [1]);
    }

    #[test]
    fn equal_members_are_in_order() {
        assert!(displaced(&[1, 2, 2, 2, 3], &[]).is_empty());
    }

    #[test]
    fn the_latest_may_stand_first() {
        assert!(displaced(&[9, 7, 7, 3], &[]).is_empty());
        assert_eq!(displaced(&[9, 3, 7, 2, 1], &[]), [2]);
    }

    #[test]
    fn a_trusted_member_keeps_its_place() {
        assert_eq!(displaced(&[5, 1, 2, 3, 4, 9], &[]), [0]);
        assert_eq!(displaced(&[5, 1, 2, 3, 4, 9], &[0]), [1, 2, 3, 4]);
    }
}
