//! What a place refers to beyond its own words: a person, an incident, a
//! heading or a file, here or in another document; and where else a document
//! refers to the same.

mod places;

use aho_corasick::AhoCorasick;
use memchr::memmem;

use crate::ide::{Anchor, Snapshot, Subject};
use crate::text::{Edit, Span};
use crate::workspace::anchors::normal;
use crate::workspace::{Link, Summary, Target, Workspace};

pub use self::places::{Place, PlaceRename, Renamable};

/// What a place refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// A person or an incident.
    Subject(Subject),
    /// A document as a whole; its path in the workspace.
    File(String),
    /// A place in a document that links lead to.
    Heading {
        /// The path of the document in the workspace.
        path: String,
        /// What stands behind the `#`.
        anchor: String,
    },
}

/// A document among the others that are known.
#[derive(Clone, Copy)]
pub struct Among<'a> {
    /// The summary of the document.
    pub file: &'a Summary,
    /// The others.
    pub workspace: &'a Workspace,
    /// Whether a file or a directory is at a path.
    pub exists: &'a dyn Fn(&str) -> bool,
}

impl<'a> Among<'a> {
    /// What a link leads to, when that is a known document.
    fn referent(&self, link: Link<'_>) -> Option<Referent> {
        let Target::There(Some(document)) = self.workspace.target(self.file, link, self.exists)
        else {
            return None;
        };
        let path = document.path().to_owned();
        Some(match link.fragment() {
            Some(fragment) if !fragment.is_empty() => {
                Referent::Heading { path, anchor: normal(fragment) }
            }
            _ => Referent::File(path),
        })
    }

    /// The path in the workspace of the document that a link leads to.
    #[must_use]
    pub fn document_at(&self, destination: &str) -> Option<&'a str> {
        let link = Link { destination, span: Span::default() };
        match self.workspace.target(self.file, link, self.exists) {
            Target::There(document) => document.map(Summary::path),
            _ => None,
        }
    }

    /// The links that lead to a referent; to a file also those that lead to a
    /// place in it from elsewhere.
    fn links_to(&self, wanted: &Referent) -> impl Iterator<Item = Link<'a>> {
        let (among, file) = (*self, self.file);
        file.links.iter().filter(move |link| match (wanted, among.referent(*link)) {
            (Referent::File(path), Some(Referent::Heading { path: other, .. })) => {
                *path == other && *path != file.path()
            }
            (wanted, found) => found.as_ref() == Some(wanted),
        })
    }
}

impl Workspace {
    /// The paths of the documents with a link to a referent. A person or an
    /// incident has none: texts alone name them.
    #[must_use]
    pub fn linking_to(&self, wanted: &Referent, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
        let links = |file: &&Summary| {
            let among = Among { file, workspace: self, exists };
            among.links_to(wanted).next().is_some()
        };
        self.summaries().filter(links).map(|file| file.path().to_owned()).collect()
    }
}

impl Subject {
    /// A quick look whether a text may name the subject, for whoever looks
    /// through many.
    pub fn sieve(&self) -> impl Fn(&str) -> bool {
        let (Self::Person(word) | Self::Incident(word)) = self;
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build([word]).ok();
        move |text| finder.as_ref().is_none_or(|finder| finder.is_match(text))
    }
}

impl Snapshot {
    /// What byte `offset` refers to, with the bytes that do.
    #[must_use]
    pub fn referent_at(&self, offset: usize, among: &Among<'_>) -> Option<(Referent, Span)> {
        let is_here = |link: &Link<'_>| link.span.start <= offset && offset <= link.span.end;
        if let Some(link) = among.file.links.iter().find(is_here) {
            return Some((among.referent(link)?, link.span));
        }
        if let Some((subject, span)) = self.subject_at(offset) {
            return Some((Referent::Subject(subject), span));
        }
        let path = among.file.path().to_owned();
        if let Some((id, anchor)) = self.id_at(offset) {
            return Some((Referent::Heading { path, anchor }, id));
        }
        let headings = self.headings();
        let heading = headings.iter().find(|heading| heading.span.contains(offset))?;
        let words = self.words_of(heading)?;
        // Where the author gave an id, links lead there by it.
        let given = self.given_ids().into_iter().find(|(id, _)| heading.span.covers(*id));
        let anchor = given.map_or_else(|| heading.name.clone(), |(_, name)| name);
        Some((Referent::Heading { path, anchor }, words))
    }

    /// The id of the author at a place.
    fn id_at(&self, offset: usize) -> Option<(Span, String)> {
        let is_here = |(id, _): &(Span, String)| id.start <= offset && offset <= id.end;
        self.given_ids().into_iter().find(is_here)
    }

    /// Where the document refers to it, in order of place. A heading itself is
    /// no reference.
    #[must_use]
    pub fn references(&self, wanted: &Referent, among: &Among<'_>) -> Vec<Span> {
        match wanted {
            Referent::Subject(subject) => self.mentions(subject),
            _ => among.links_to(wanted).map(|link| link.span).collect(),
        }
    }

    /// Where a document introduces a person: with a role if it can be,
    /// otherwise where the name stands first.
    #[must_use]
    pub fn introduction(&self, name: &str) -> Option<Span> {
        let is_same = |other: &str| other.eq_ignore_ascii_case(name);
        let mut named = self.document.people.iter().filter(|person| is_same(&person.name));
        let first = named.clone().next()?;
        Some(named.find(|person| person.role.is_some()).unwrap_or(first).span)
    }

    /// The words of a heading, without its marks.
    #[must_use]
    pub fn words_of(&self, anchor: &Anchor) -> Option<Span> {
        let block = self.syntax.block_at(anchor.span.start)?;
        let inlines = self.syntax.inlines(block);
        let start = inlines.iter().map(|inline| inline.span.start).min()?;
        let end = inlines.iter().map(|inline| inline.span.end).max()?;
        Some(Span::new(start, end))
    }

    /// The edits that give a person or an incident another name. A handle keeps
    /// its `@`; what is part of an address stays, for it leads elsewhere.
    #[must_use]
    pub fn rename_subject(&self, subject: &Subject, name: &str) -> Vec<Edit> {
        let links = self.links();
        let leads = |span: &Span| {
            let next = links.partition_point(|link| link.span.start <= span.start);
            let is_link = links[..next].last().is_some_and(|link| link.span.covers(*span));
            is_link || self.is_in_address(*span)
        };
        let mentions = self.mentions(subject).into_iter().filter(|span| !leads(span));
        mentions
            .map(|span| {
                let mark = if span.of(&self.text).starts_with('@') { "@" } else { "" };
                Edit::replace(span, format!("{mark}{name}"))
            })
            .collect()
    }

    fn is_in_address(&self, span: Span) -> bool {
        let before = &self.text[..span.start];
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        before[start..].contains("://")
    }

    /// The edits that let links follow headings of the document at `path` to
    /// their new names.
    #[must_use]
    pub fn follow_headings(
        &self,
        path: &str,
        names: &[(String, String)],
        among: &Among<'_>,
    ) -> Vec<Edit> {
        let follow = |link: Link<'_>| {
            let Referent::Heading { path: other, anchor } = among.referent(link)? else {
                return None;
            };
            let (_, new) = names.iter().find(|(old, _)| other == path && *old == anchor)?;
            let span = self.destination(link)?;
            let fragment = span.start + span.of(&self.text).find('#')? + 1;
            Some(Edit::replace(Span::new(fragment, span.end), new.as_str()))
        };
        let mut edits: Vec<Edit> = among.file.links.iter().filter_map(follow).collect();
        // Several links may share one definition.
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        edits
    }

    /// The bytes of the destination of a link, which may stand in a definition
    /// of its own.
    pub(super) fn destination(&self, link: Link<'_>) -> Option<Span> {
        let written = link.destination.trim_start_matches('\0');
        if link.span.of(&self.text) == written {
            return Some(link.span);
        }
        let places = memmem::find_iter(self.text.as_bytes(), written);
        let mut defined = places.filter(|at| {
            let before = self.text[..*at].trim_end_matches(['<', ' ', '\t']);
            before.ends_with("]:")
        });
        defined.next().map(|start| Span::new(start, start + written.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;
    use crate::workspace::Location;

    pub(super) const OWN: &str = "/docs/incidents/a.md";

    /// A document among others, which are told by path and text.
    pub(super) fn with<T>(
        text: &str,
        others: &[(&str, &str)],
        ask: impl Fn(&Snapshot, &Among<'_>) -> T,
    ) -> T {
        let at = |path: &str| Location { path: path.into(), root: "/docs".into() };
        let mut workspace = Workspace::new(["/docs"]);
        for (path, text) in others {
            workspace.insert(snapshot(Kind::Runbook, text).summary(at(path)));
        }
        let read = snapshot(Kind::Postmortem, text);
        let file = read.summary(at(OWN));
        workspace.insert(file.clone());
        ask(&read, &Among { file: &file, workspace: &workspace, exists: &|_| false })
    }

    pub(super) const OTHER: &[(&str, &str)] = &[("/docs/b.md", "# B\n\n## Steps\n")];

    #[test]
    fn a_link_refers_to_the_place_that_it_leads_to() {
        let text = "# A\n\n[b](../b.md#Steps) [c](../b.md) [d](../gone.md)\n";
        let at = |place: &str| {
            let offset = text.find(place).expect("a place");
            with(text, OTHER, |read, among| read.referent_at(offset, among).map(|found| found.0))
        };
        let path = "/docs/b.md".to_owned();
        let anchor = "steps".to_owned();
        assert_eq!(at("../b.md#"), Some(Referent::Heading { path: path.clone(), anchor }));
        assert_eq!(at("../b.md)"), Some(Referent::File(path)));
        assert_eq!(at("../gone"), None);
    }

    #[test]
    fn links_to_a_place_in_a_file_refer_to_the_file_too() {
        let text = "# A\n\n[b](../b.md#steps) [c](../b.md) [d](#a)\n";
        let found = |referent: Referent| {
            with(text, OTHER, |read, among| {
                let spans = read.references(&referent, among);
                spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>()
            })
        };
        assert_eq!(found(Referent::File("/docs/b.md".into())), ["../b.md#steps", "../b.md"]);
        assert_eq!(found(Referent::File(OWN.into())), [""; 0]);
        let own = Referent::Heading { path: OWN.into(), anchor: "a".into() };
        assert_eq!(found(own), ["#a"]);
    }

    #[test]
    fn a_new_handle_leaves_addresses_alone() {
        let text = "# A\n\n@kim asked @kimberly: [kim](https://chat.example/@kim), @Kim.\n";
        let renamed = with(text, &[], |read, _| {
            let edits = read.rename_subject(&Subject::Person("kim".into()), "noor");
            apply(text, &edits).expect("edits")
        });
        assert_eq!(
            renamed,
            "# A\n\n@noor asked @kimberly: [kim](https://chat.example/@kim), @noor.\n"
        );
    }

    #[test]
    fn a_new_key_leaves_addresses_alone() {
        let text = "# A INC-7\n\n[INC-7](INC-7.md), https://track.example/INC-7 and INC-77.\n";
        let renamed = with(text, &[], |read, _| {
            let edits = read.rename_subject(&Subject::Incident("INC-7".into()), "INC-9");
            apply(text, &edits).expect("edits")
        });
        assert_eq!(
            renamed,
            "# A INC-9\n\n[INC-9](INC-7.md), https://track.example/INC-7 and INC-77.\n"
        );
    }

    #[test]
    fn a_person_is_introduced_where_a_role_stands() {
        let text = "# A\n\n@kim joined.\n\n**Commander:** @kim\n";
        let place = with(text, &[], |read, _| read.introduction("Kim"));
        assert_eq!(place.map(|span| span.start), text.rfind("@kim"));
    }
}
