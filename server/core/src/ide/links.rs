//! Links of a document, with where they lead as far as the text alone tells.

use std::collections::HashMap;

use crate::ide::Snapshot;
use crate::text::Span;
use crate::workspace::anchors::normal;
use crate::workspace::links::unescaped;
use crate::workspace::{Link, Links};

/// A link where it can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The bytes of the destination, or of the whole link where it stands
    /// elsewhere.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To the web.
    Url(String),
    /// To a file beside this one. Nobody has looked whether it is there.
    File {
        /// Its path, written like that of the document; `../` in front where it
        /// lies above all that paths are relative to.
        path: String,
        /// What follows the `#`.
        fragment: Option<String>,
    },
    /// To a heading of this document; its bytes.
    Heading(Span),
}

impl Snapshot {
    /// The links of the document, in order of place; those that lead to no
    /// heading of it are left out.
    #[must_use]
    pub fn links(&self) -> Vec<DocumentLink> {
        let local = Links::local(&self.text, &self.syntax);
        // Of two places with one name the first counts.
        let places = self.anchors().into_iter().rev();
        let headings: HashMap<String, Span> =
            places.map(|anchor| (anchor.name, anchor.span)).collect();
        let followed = |link: Link<'_>| {
            let target = self.target(link, &headings)?;
            Some(DocumentLink { span: link.span, target })
        };
        let web = Links::web(&self.text, &self.syntax);
        let opened = |link: Link<'_>| DocumentLink {
            span: link.span,
            target: LinkTarget::Url(link.destination.to_owned()),
        };
        let mut found: Vec<DocumentLink> =
            local.iter().filter_map(followed).chain(web.iter().map(opened)).collect();
        found.sort_by_key(|link| link.span);
        found
    }

    fn target(&self, link: Link<'_>, headings: &HashMap<String, Span>) -> Option<LinkTarget> {
        let path = unescaped(link.path());
        if path.is_empty() {
            let name = normal(link.fragment()?);
            return headings.get(&name).map(|span| LinkTarget::Heading(*span));
        }
        if link.is_reference() {
            return None;
        }
        let fragment = link.fragment().map(|fragment| unescaped(fragment).into_owned());
        Some(LinkTarget::File { path: beside(&self.path, &path), fragment })
    }
}

/// A path as it is meant in the document at `own`: beside it, or from the root.
fn beside(own: &str, path: &str) -> String {
    let from_root = path.strip_prefix('/');
    let directory = match from_root {
        Some(_) => "",
        None => own.rsplit_once('/').map_or("", |(directory, _)| directory),
    };
    let mut parts: Vec<&str> = Vec::new();
    let all = directory.split('/').chain(from_root.unwrap_or(path).split('/'));
    for part in all.filter(|part| !part.is_empty() && *part != ".") {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let root = if own.starts_with('/') && from_root.is_none() { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::snapshot;
    use crate::vocabulary::Kind;

    #[test]
    fn links_lead_to_files_headings_and_the_web() {
        let text = "# Post-mortem\n\n[a](../runbooks/a%20b.md#Steps) [b](#impact) [c](https://acme.example/x) <https://d.example>\n[gone](#gone) ![graph](graph.png)\n\n## Impact\n";
        let read = snapshot(Kind::Postmortem, text);
        let shown: Vec<String> = read
            .links()
            .iter()
            .map(|link| format!("{} -> {:?}", link.span.of(read.text()), link.target))
            .collect();
        let heading = text.find("## Impact").expect("a heading");
        let heading = Span::new(heading, heading + "## Impact".len());
        assert_eq!(
            shown,
            [
                "../runbooks/a%20b.md#Steps -> File { path: \"runbooks/a b.md\", fragment: Some(\"Steps\") }".to_owned(),
                format!("#impact -> Heading({heading:?})"),
                "https://acme.example/x -> Url(\"https://acme.example/x\")".to_owned(),
                "https://d.example -> Url(\"https://d.example\")".to_owned(),
                "graph.png -> File { path: \"incidents/graph.png\", fragment: None }".to_owned(),
            ]
        );
    }

    #[test]
    fn a_path_is_read_beside_the_document() {
        assert_eq!(beside("a/b/c.md", "../d.md"), "a/d.md");
        assert_eq!(beside("a/b/c.md", "./d/./e.md"), "a/b/d/e.md");
        assert_eq!(beside("a/c.md", "../../d.md"), "../d.md");
        assert_eq!(beside("a/c.md", "/d.md"), "d.md");
        assert_eq!(beside("/home/a/c.md", "../d.md"), "/home/d.md");
    }
}
