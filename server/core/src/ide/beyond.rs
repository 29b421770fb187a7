//! What of other documents is offered: files behind `](`, places in them
//! behind `#`, keys of incidents.
//!
//! There may be thousands, so what has been typed is compared here, and only
//! the best are offered.

use crate::ide::{Completion, CompletionKind, Query, Snapshot};
use crate::text::Span;
use crate::workspace::Location;

/// How many items are offered at once.
const MOST: usize = 100;

/// Letters of a key before keys are offered: a capital at the start of a
/// sentence is to open no list.
const FEWEST: usize = 2;

/// A document as it may be offered.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Its path in the workspace, or the key of its incident.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it goes before others that fit as well, as runbooks do.
    pub is_first: bool,
}

/// A destination that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The path as far as it stands there.
    pub path: String,
    /// The bytes of what is being typed: the path, or what follows its `#`.
    pub span: Span,
    /// Whether the path is done and a place in the file is wanted.
    pub is_anchor: bool,
}

impl Snapshot {
    /// The destination in another file that is being written at `offset`.
    #[must_use]
    pub fn destination_at(&self, offset: usize) -> Option<Destination> {
        let before = self.line_before(offset)?;
        let typed = &before[before.rfind("](")? + 2..];
        let leads_elsewhere = typed.contains([')', ' ', ':', '<']) || typed.starts_with('#');
        if leads_elsewhere || self.is_code(offset) {
            return None;
        }
        let (path, fragment) = match typed.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (typed, None),
        };
        let length = fragment.unwrap_or(path).len();
        Some(Destination {
            path: path.to_owned(),
            span: Span::new(offset - length, offset),
            is_anchor: fragment.is_some(),
        })
    }

    /// The files that fit what has been typed of their paths or titles, as they
    /// are linked to from a document at `own`.
    #[must_use]
    pub fn complete_files<'a>(
        &self,
        destination: &Destination,
        own: &Location,
        documents: impl Iterator<Item = Candidate<'a>>,
    ) -> Vec<Completion> {
        let query = Query::new(destination.path.trim_start_matches(['.', '/']));
        let rank = |document: &Candidate<'a>| {
            let below = document.name.strip_prefix(&*own.root).unwrap_or(document.name);
            [below, document.title].iter().filter_map(|name| query.rank(name)).min()
        };
        let best = best(documents.filter_map(|document| Some((rank(&document)?, document))));
        let link = |document: Candidate<'a>| own.relative_to(document.name).replace(' ', "%20");
        self.offered(CompletionKind::File, destination.span, best, link)
    }

    /// The places in another file that a link can lead to; `anchors` are those
    /// of that file.
    #[must_use]
    pub fn complete_places<'a>(
        &self,
        destination: &Destination,
        anchors: impl Iterator<Item = Candidate<'a>>,
    ) -> Vec<Completion> {
        let anchors = anchors.take(MOST).collect();
        let name = |anchor: Candidate<'a>| anchor.name.to_owned();
        self.offered(CompletionKind::Anchor, destination.span, anchors, name)
    }

    /// The keys of incidents that go on as the word before `offset` begins.
    #[must_use]
    pub fn complete_incidents<'a>(
        &self,
        offset: usize,
        incidents: impl Iterator<Item = Candidate<'a>>,
    ) -> Vec<Completion> {
        let Some(typed) = self.key_before(offset) else { return Vec::new() };
        let fits = incidents.filter(|incident| incident.name.starts_with(typed));
        let best = best(fits.map(|incident| (0, incident)));
        let span = Span::new(offset - typed.len(), offset);
        self.offered(CompletionKind::Incident, span, best, |incident| incident.name.to_owned())
    }

    /// Whether a key may be begun before `offset`, so that it is worth knowing
    /// those there are.
    #[must_use]
    pub fn takes_incidents(&self, offset: usize) -> bool {
        self.key_before(offset).is_some()
    }

    fn key_before(&self, offset: usize) -> Option<&str> {
        let before = self.line_before(offset)?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let typed = &before[before.trim_end_matches(is_part).len()..];
        let is_begun = typed.len() >= FEWEST && typed.starts_with(|c: char| c.is_ascii_uppercase());
        (is_begun && !self.is_code(offset)).then_some(typed)
    }

    fn offered<'a>(
        &self,
        kind: CompletionKind,
        span: Span,
        candidates: Vec<Candidate<'a>>,
        text: impl Fn(Candidate<'a>) -> String,
    ) -> Vec<Completion> {
        let typed = span.of(&self.text);
        let item = |(index, candidate): (usize, Candidate<'a>)| {
            let text = text(candidate);
            Completion {
                label: text.clone(),
                detail: candidate.title.to_owned(),
                kind,
                span,
                text,
                is_snippet: false,
                plain: None,
                // What was compared here, by the title too, is to stay.
                filter: typed.to_owned(),
                sort_key: format!("{index:04}"),
            }
        };
        candidates.into_iter().enumerate().map(item).collect()
    }

    fn line_before(&self, offset: usize) -> Option<&str> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        self.text.get(line.start..offset)
    }
}

/// The best of what fits, the best first.
fn best<'a>(fitting: impl Iterator<Item = (u32, Candidate<'a>)>) -> Vec<Candidate<'a>> {
    let mut fitting: Vec<_> = fitting.collect();
    let order = |(rank, candidate): &(u32, Candidate<'a>)| (*rank, !candidate.is_first);
    let compare = |one: &(u32, Candidate<'a>), other: &(u32, Candidate<'a>)| {
        order(one).cmp(&order(other)).then_with(|| one.1.name.cmp(other.1.name))
    };
    // There may be thousands, and only those that are offered need an order.
    if fitting.len() > MOST {
        fitting.select_nth_unstable_by(MOST, compare);
        fitting.truncate(MOST);
    }
    fitting.sort_by(compare);
    fitting.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::with_cursor;
    use crate::vocabulary::Kind;

    const DOCUMENTS: &[Candidate<'static>] = &[
        Candidate { name: "/d/incidents/queue.md", title: "The queue was full", is_first: false },
        Candidate { name: "/d/runbooks/mail.md", title: "Drain the queue", is_first: true },
        Candidate { name: "/d/runbooks/disk space.md", title: "Disk", is_first: true },
    ];

    /// The links offered to a document in `/d/incidents`.
    fn files(fixture: &str) -> Vec<String> {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, fixture);
        let Some(destination) = snapshot.destination_at(offset) else { return Vec::new() };
        let own = Location { path: "/d/incidents/a.md".into(), root: "/d".into() };
        let found = snapshot.complete_files(&destination, &own, DOCUMENTS.iter().copied());
        found.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn files_are_offered_by_path_and_by_title_and_runbooks_first() {
        let all = ["../runbooks/disk%20space.md", "../runbooks/mail.md", "queue.md"];
        assert_eq!(files("# A\n\n[b]($0\n"), all);
        assert_eq!(files("# A\n\n[b](queue$0\n"), ["../runbooks/mail.md", "queue.md"]);
        assert_eq!(files("# A\n\n[b](../run$0)\n"), all[..2]);
    }

    #[test]
    fn nothing_is_offered_outside_a_destination() {
        for fixture in
            ["# A\n\n[b](c.md) $0\n", "# A\n\n[b](https:$0\n", "# A\n\n[b](#$0\n", "    [b]($0\n"]
        {
            assert_eq!(files(fixture), [""; 0], "{fixture}");
        }
    }

    #[test]
    fn behind_a_path_a_place_in_the_file_is_wanted() {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, "# A\n\n[b](../b.md#st$0)\n");
        let destination = snapshot.destination_at(offset).expect("a destination");
        assert_eq!((&*destination.path, destination.is_anchor), ("../b.md", true));
        assert_eq!(destination.span.of(snapshot.text()), "st");
    }

    #[test]
    fn the_keys_of_incidents_are_offered_by_their_beginning() {
        let keys = |fixture: &str| {
            let (snapshot, offset) = with_cursor(Kind::Postmortem, fixture);
            let known = ["INC-7", "INC-8", "OPS-1"];
            let known = known.map(|name| Candidate { name, title: "", is_first: false });
            let found = snapshot.complete_incidents(offset, known.into_iter());
            found.into_iter().map(|item| item.text).collect::<Vec<_>>()
        };
        assert_eq!(keys("# A\n\nSee INC-$0\n"), ["INC-7", "INC-8"]);
        assert_eq!(keys("# A\n\nI$0\n"), [""; 0]);
        assert_eq!(keys("# A\n\n`INC-$0`\n"), [""; 0]);
    }
}
