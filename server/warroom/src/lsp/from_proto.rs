//! From the protocol's types to plain ones.

use std::path::{Path, PathBuf};

use tower_lsp_server::ls_types::{self as lsp, Uri};
use warroom_core::ide::{Position, Span};

use super::document::Reading;
use crate::config;

/// The file under an address; none when it is not a file.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    (uri.scheme().as_str() == "file").then(|| uri.to_file_path())?.map(|path| path.into_owned())
}

/// Whether an address is that of a configuration.
pub(super) fn is_configuration(uri: &Uri) -> bool {
    config::is_configuration(Path::new(uri.path().as_str()))
}

/// A place in a document.
pub(super) fn position(position: lsp::Position) -> Position {
    let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    Position { line: number(position.line), column: number(position.character) }
}

/// The bytes of a range.
pub(super) fn span(range: lsp::Range, reading: &Reading) -> Span {
    reading.span(position(range.start), position(range.end))
}

/// The folders that are open from the start.
#[expect(deprecated, reason = "older editors name their folder nowhere else")]
pub(super) fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().filter_map(|folder| path(&folder.uri)).collect();
    }
    let named = params.root_uri.as_ref().and_then(path);
    named.or_else(|| params.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
}
