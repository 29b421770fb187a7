//! `workspace/willRenameFiles`: links to and from files that get another path.

use tower_lsp_server::ls_types::{FileRename, Uri, WorkspaceEdit};
use warroom_core::ide::Among;

use super::search;
use crate::lsp::from_proto;
use crate::lsp::jobs::Wanted;
use crate::lsp::state::State;
use crate::lsp::to_proto::{self, DocumentEdits};
use crate::workspace;

/// Old and new paths, as the index writes them.
struct Moves(Vec<(String, String)>);

impl Moves {
    fn new(renames: &[FileRename]) -> Self {
        let path = |uri: &str| {
            let uri: Uri = uri.parse().ok()?;
            let path = from_proto::path(&uri)?;
            Some(workspace::shown(&path).trim_end_matches('/').to_owned())
        };
        let pair = |rename: &FileRename| Some((path(&rename.old_uri)?, path(&rename.new_uri)?));
        Self(renames.iter().filter_map(pair).collect())
    }

    /// What a link to any of them has to contain.
    fn names(&self) -> Vec<String> {
        let names = self.0.iter().filter_map(|(old, _)| name_in_links(old));
        // A link may leave the ending away, and may escape what is no plain letter.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let stem = |name: &str| name.split(|c| !is_plain(c)).next().map(str::to_owned);
        names.filter_map(stem).collect()
    }

    /// The new path of a file, which may lie in a directory that moves.
    fn of(&self, path: &str) -> Option<String> {
        self.0.iter().find_map(|(old, new)| {
            let rest = path.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
        })
    }
}

/// The name of a file, or that of its directory where it stands for it.
fn name_in_links(path: &str) -> Option<&str> {
    let mut names = path.rsplit('/');
    let name = names.next()?;
    let stem = name.split('.').next().unwrap_or(name).trim_start_matches('_');
    let is_index = ["index", "readme"].iter().any(|index| stem.eq_ignore_ascii_case(index));
    if is_index { names.next() } else { Some(name) }
}

/// The edits after which links lead where they led before; for the files as
/// they lie now.
pub(in crate::lsp) fn mend(
    state: &State,
    renames: &[FileRename],
    wanted: &Wanted,
) -> WorkspaceEdit {
    let moves = Moves::new(renames);
    let moved = |path: &str| moves.of(path);
    let names = moves.names();
    let mut edits = Vec::new();
    for listed in state.index.listings.all(state, None) {
        if !wanted.holds() {
            break;
        }
        let moves_itself = moves.of(&listed.path).is_some();
        let may_link = |text: &str| names.iter().any(|name| text.contains(name));
        search::read(state, &listed.uri, |text| moves_itself || may_link(text), &mut |visited| {
            let snapshot = &visited.reading.snapshot;
            let follow = |among: &Among<'_>| snapshot.follow_files(among, &moved);
            let mended = visited.among(&state.index, follow);
            edits.extend(DocumentEdits::new(
                visited.uri,
                visited.version,
                &mended,
                visited.reading,
            ));
        });
    }
    to_proto::edit_of_documents(edits, state)
}
