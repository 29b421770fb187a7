//! The headings of a document as a link can lead to them.

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
    /// The headings that a link can lead to, in order of place.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        let named = anchors::of_headings(&self.text, &self.syntax).into_iter();
        let anchor = |(id, name)| Anchor {
            name,
            title: self.syntax.plain(&self.text, id).text.trim().to_owned(),
            span: self.syntax.blocks[id].span,
        };
        named.map(anchor).filter(|anchor| !anchor.name.is_empty()).collect()
    }

    /// The heading to which `fragment` leads, in any case and with escapes.
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
}
