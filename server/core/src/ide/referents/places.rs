//! Headings and ids that get another name, from where they stand or from a link
//! to them.

use super::{Among, Referent};
use crate::ide::Snapshot;
use crate::text::{Edit, Span};
use crate::workspace::Link;
use crate::workspace::anchors::normal;

/// A place that links lead to, as it is renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A heading, by the name that GitHub gives it.
    Heading(String),
    /// What a fragment leads to: an id of the author, or else a heading.
    Fragment(String),
}

/// A place that can be renamed, with the bytes from which that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// The path of its document in the workspace.
    pub path: String,
    /// The place.
    pub place: Place,
    /// The bytes of the asking document.
    pub span: Span,
}

/// A place that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRename {
    /// The edit of the heading or of the id.
    pub edit: Edit,
    /// What links to the document have to say instead, old and new.
    pub names: Vec<(String, String)>,
}

impl Snapshot {
    /// What would be renamed at byte `offset` of the places that links lead to:
    /// the words of a heading, an id, or what a link leads to by its fragment.
    #[must_use]
    pub fn renamable_at(&self, offset: usize, among: &Among<'_>) -> Option<Renamable> {
        let is_here = |link: &Link<'_>| link.span.start <= offset && offset <= link.span.end;
        if let Some(link) = among.file.links.iter().find(is_here) {
            let Referent::Heading { path, anchor } = among.referent(link)? else { return None };
            let fragment = link.span.start + link.span.of(&self.text).find('#')? + 1;
            let span = Span::new(fragment, link.span.end);
            let place = Place::Fragment(anchor);
            return (fragment <= offset).then_some(Renamable { path, place, span });
        }
        let path = among.file.path().to_owned();
        if let Some((span, anchor)) = self.id_at(offset) {
            return Some(Renamable { path, place: Place::Fragment(anchor), span });
        }
        let headings = self.headings();
        let heading = headings.iter().find(|heading| heading.span.contains(offset))?;
        let span = self.words_of(heading)?;
        Some(Renamable { path, place: Place::Heading(heading.name.clone()), span })
    }

    /// The words or the id that a rename of a place begins with, as written.
    #[must_use]
    pub fn name_of(&self, place: &Place) -> Option<&str> {
        Some(self.bytes_of(place)?.of(&self.text))
    }

    fn bytes_of(&self, place: &Place) -> Option<Span> {
        if let Place::Fragment(name) = place
            && let Some((id, _)) = self.given_ids().into_iter().find(|(_, known)| known == name)
        {
            return Some(id);
        }
        let (Place::Fragment(name) | Place::Heading(name)) = place;
        let heading = self.headings().into_iter().find(|heading| heading.name == *name)?;
        self.words_of(&heading)
    }

    /// What becomes of a document, and of the names of its places, when one
    /// gets another name; `None` when that is none.
    #[must_use]
    pub fn rename_place(&self, place: &Place, name: &str) -> Option<PlaceRename> {
        let span = self.bytes_of(place)?;
        let ids = self.given_ids();
        if let Some((_, old)) = ids.iter().find(|(id, _)| *id == span) {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
            let is_good = !name.is_empty() && name.chars().all(is_part);
            let names = vec![(old.clone(), normal(name))];
            let edit = Edit::replace(span, name);
            return is_good.then_some(PlaceRename { edit, names });
        }
        let edit = Edit::replace(span, name);
        let names = self.names_after(std::slice::from_ref(&edit))?;
        Some(PlaceRename { edit, names })
    }

    /// The names of headings that change with some edits, old and new; `None`
    /// when there are then more headings or fewer.
    #[must_use]
    pub fn names_after(&self, edits: &[Edit]) -> Option<Vec<(String, String)>> {
        let (before, after) = (self.headings(), self.after(edits)?.headings());
        if before.len() != after.len() {
            return None;
        }
        // A heading of the same words further down may get another number.
        let pairs = before.into_iter().zip(after).map(|(old, new)| (old.name, new.name));
        let given: Vec<String> = self.given_ids().into_iter().map(|(_, name)| name).collect();
        Some(pairs.filter(|(old, new)| old != new && !given.contains(old)).collect())
    }

    /// Whether some edits touch a heading.
    #[must_use]
    pub fn touches_headings(&self, edits: &[Edit]) -> bool {
        let headings = self.headings();
        edits.iter().any(|edit| headings.iter().any(|heading| heading.span.covers(edit.span)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{OTHER, OWN, with};
    use super::*;
    use crate::text::apply;

    #[test]
    fn words_that_make_no_heading_are_refused() {
        let text = "# A\n\n## Notes\n";
        let notes = Place::Heading("notes".into());
        let refused =
            |words: &str| with(text, &[], |read, _| read.rename_place(&notes, words).is_none());
        assert!(refused("") && refused("a\n# b"));
        assert!(!refused("More notes"));
    }

    #[test]
    fn an_id_is_renamed_and_the_words_beside_it_leave_it_alone() {
        let text = "# A\n\n[1](#undo)\n\n## Undo {#undo}\n";
        let renamed = |place: Place, name: &str| {
            with(text, &[], |read, among| {
                let rename = read.rename_place(&place, name).expect("a place");
                let mut edits = read.follow_headings(OWN, &rename.names, among);
                edits.push(rename.edit);
                edits.sort_by_key(|edit| edit.span);
                apply(text, &edits).expect("edits")
            })
        };
        assert_eq!(
            renamed(Place::Fragment("undo".into()), "back"),
            "# A\n\n[1](#back)\n\n## Undo {#back}\n"
        );
        assert_eq!(
            renamed(Place::Heading("undo".into()), "Roll back"),
            "# A\n\n[1](#undo)\n\n## Roll back {#undo}\n"
        );
    }

    #[test]
    fn a_rename_may_begin_at_a_link() {
        let text = "# A\n\n[b](../b.md#steps) [c](#a)\n";
        let at = |place: &str| {
            let offset = text.find(place).expect("a place");
            with(text, OTHER, |read, among| read.renamable_at(offset, among))
        };
        let there = at("steps)").expect("a place");
        assert_eq!((&*there.path, there.span.of(text)), ("/docs/b.md", "steps"));
        assert_eq!(there.place, Place::Fragment("steps".into()));
        assert_eq!(at("a)").expect("a place").path, OWN);
        assert_eq!(at("../b"), None);
    }

    #[test]
    fn links_follow_a_heading_and_those_numbered_behind_it() {
        let text =
            "# A\n\n[1](#notes) [2](#notes-1) [3][n]\n\n## Notes\n\n## Notes\n\n[n]: #Notes\n";
        let renamed = with(text, &[], |read, among| {
            let notes = Place::Heading("notes".into());
            let rename = read.rename_place(&notes, "What we saw").expect("a heading");
            let mut edits = read.follow_headings(OWN, &rename.names, among);
            edits.push(rename.edit);
            edits.sort_by_key(|edit| edit.span);
            apply(text, &edits).expect("edits")
        });
        assert_eq!(
            renamed,
            "# A\n\n[1](#what-we-saw) [2](#notes) [3][n]\n\n## What we saw\n\n## Notes\n\n[n]: #what-we-saw\n"
        );
    }
}
