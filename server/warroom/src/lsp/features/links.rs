//! Links: where they can be followed, and where they lead.

use std::path::Path;
use std::str::FromStr;

use tower_lsp_server::ls_types::{DocumentLink, Location, Position, Range, Uri};
use warroom_core::ide::{self, LinkTarget};

use crate::config;
use crate::lsp::asked::Asked;

/// `textDocument/documentLink`.
pub(in crate::lsp) fn links(asked: &Asked<'_>) -> Vec<DocumentLink> {
    let link = |link: ide::DocumentLink| {
        let target = Some(target(asked, &link.target)?);
        Some(DocumentLink { range: asked.range(link.span), target, tooltip: None, data: None })
    };
    asked.snapshot().links().into_iter().filter_map(link).collect()
}

/// `textDocument/definition` of a link: the heading or the file that it leads to.
pub(in crate::lsp) fn definition(asked: &Asked<'_>, place: Position) -> Option<Location> {
    let offset = asked.offset(place);
    let links = asked.snapshot().links();
    let link = links.iter().find(|link| link.span.start <= offset && offset <= link.span.end)?;
    match &link.target {
        LinkTarget::Url(_) => None,
        LinkTarget::Heading(heading) => {
            Some(Location { uri: asked.uri.clone(), range: asked.range(*heading) })
        }
        LinkTarget::File { path, .. } => {
            Some(Location { uri: uri_of_file(asked, path, None)?, range: Range::default() })
        }
    }
}

fn target(asked: &Asked<'_>, target: &LinkTarget) -> Option<Uri> {
    match target {
        LinkTarget::Url(url) => Uri::from_str(url).ok(),
        LinkTarget::File { path, fragment } => uri_of_file(asked, path, fragment.as_deref()),
        LinkTarget::Heading(heading) => {
            // Editors count lines from 1 in a fragment.
            let line = asked.range(*heading).start.line + 1;
            Uri::from_str(&format!("{}#L{line}", asked.uri.as_str())).ok()
        }
    }
}

fn uri_of_file(asked: &Asked<'_>, path: &str, fragment: Option<&str>) -> Option<Uri> {
    let own = asked.state.projects.path(asked.uri);
    let file =
        Uri::from_file_path(config::normal(&root(&own, asked.snapshot().path()).join(path)))?;
    let whole = fragment.map(|fragment| format!("{}#{fragment}", file.as_str()));
    // What can be no fragment leads to the file at least.
    Some(whole.and_then(|whole| Uri::from_str(&whole).ok()).unwrap_or(file))
}

/// The directory that the paths of core count from.
fn root<'a>(own: &'a Path, below: &str) -> &'a Path {
    let depth = Path::new(below).components().count();
    own.ancestors().nth(depth).unwrap_or(own)
}
