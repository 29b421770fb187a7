//! The places of a document that a link can lead to: its headings, and the ids
//! that the author gave.

use crate::ide::Snapshot;
use crate::text::Span;
use crate::workspace::anchors;

/// A place in a document that a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What stands behind the `#`, as GitHub names it.
    pub name: String,
    /// The words of its heading.
    pub title: String,
    /// The heading.
    pub span: Span,
}

impl Snapshot {
    /// The headings and then the ids that a link can lead to, each in order of
    /// place.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        let mut anchors = self.headings();
        let given = self.given_ids().into_iter().map(|(id, name)| self.given_anchor(id, name));
        anchors.extend(given);
        anchors
    }

    /// The ids that the author gave, each with its bytes.
    pub(super) fn given_ids(&self) -> Vec<(Span, String)> {
        anchors::given(&self.text, &self.syntax)
    }

    /// The line of an id as a place.
    fn given_anchor(&self, id: Span, name: String) -> Anchor {
        let line = self.lines.span(self.lines.line(id.start), &self.text).trim(&self.text);
        let block = self.syntax.block_at(id.start);
        let title = block.map(|block| self.syntax.plain(&self.text, block).text);
        Anchor { name, title: title.unwrap_or_default().trim().to_owned(), span: line }
    }

    /// The headings that a link can lead to, in order of place.
    pub(super) fn headings(&self) -> Vec<Anchor> {
        let named = anchors::of_headings(&self.text, &self.syntax).into_iter();
        let anchor = |(id, name)| Anchor {
            name,
            title: self.syntax.plain(&self.text, id).text.trim().to_owned(),
            span: self.syntax.blocks[id].span,
        };
        named.map(anchor).filter(|anchor| !anchor.name.is_empty()).collect()
    }

    /// The place to which `fragment` leads, in any case and with escapes.
    #[must_use]
    pub fn anchor(&self, fragment: &str) -> Option<Anchor> {
        let wanted = anchors::normal(fragment);
        self.anchors().into_iter().find(|anchor| anchor.name == wanted)
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::vocabulary::Kind;

    #[test]
    fn the_same_heading_again_is_numbered() {
        let text = "# Post-mortem\n\n## Step 1: `drain`\n\n## Notes\n\n## Notes\n";
        let anchors = snapshot(Kind::Postmortem, text).anchors();
        let names: Vec<&str> = anchors.iter().map(|anchor| anchor.name.as_str()).collect();
        assert_eq!(names, ["post-mortem", "step-1-drain", "notes", "notes-1"]);
        assert_eq!(anchors[1].title, "Step 1: drain");
    }

    #[test]
    fn a_fragment_leads_to_its_heading() {
        let read = snapshot(Kind::Postmortem, "# Post-mortem\n\n## Qualität\n");
        let anchor = read.anchor("Qualit%C3%A4t").expect("a heading");
        assert_eq!(anchor.span.of(read.text()), "## Qualität");
        assert_eq!(read.anchor("nothing"), None);
    }

    #[test]
    fn an_id_of_the_author_leads_to_its_line() {
        let text =
            "# A\n\n## Roll back {#Undo}\n\nText.\n\n<a name=\"old\"></a>\n\n```\n{#not}\n```\n";
        let read = snapshot(Kind::Postmortem, text);
        let at = |name| read.anchor(name).map(|anchor| anchor.span.of(read.text()).to_owned());
        assert_eq!(at("undo").as_deref(), Some("## Roll back {#Undo}"));
        assert_eq!(at("old").as_deref(), Some("<a name=\"old\"></a>"));
        assert_eq!(at("not"), None);
    }
}
