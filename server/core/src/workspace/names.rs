//! Many short texts in two allocations: a workspace holds some for each of
//! its documents.

use std::cmp::Ordering;

/// A list of short texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Names {
    /// These names in their order, counted first so that nothing is moved; those
    /// beyond four gigabytes are left out.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Self {
        let (bytes, count) =
            names.clone().fold((0, 0), |(bytes, count), name| (bytes + name.len(), count + 1));
        let (mut text, mut ends) = (String::with_capacity(bytes), Vec::with_capacity(count));
        for name in names {
            let Ok(end) = u32::try_from(text.len() + name.len()) else { break };
            text.push_str(name);
            ends.push(end);
        }
        Self { text: text.into(), ends: ends.into() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.at(index))
    }

    /// Whether a list that was sorted when it was put together holds `name`.
    #[must_use]
    pub fn holds_sorted(&self, name: &str) -> bool {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.at(middle).cmp(name) {
                Ordering::Equal => return true,
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        false
    }

    fn at(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }
}

#[test]
fn names_come_back_in_order() {
    let names = Names::of(["b", "", "a c"].into_iter());
    assert_eq!(names.iter().collect::<Vec<_>>(), ["b", "", "a c"]);
    assert!(Names::default().is_empty());
}

#[test]
fn a_name_is_found_in_a_sorted_list() {
    let names = Names::of(["a", "b", "d"].into_iter());
    let found: Vec<bool> =
        ["", "a", "b", "c", "d", "e"].map(|name| names.holds_sorted(name)).into();
    assert_eq!(found, [false, true, true, false, true, false]);
}
