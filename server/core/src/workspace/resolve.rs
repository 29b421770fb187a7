//! Where a link leads.
//!
//! A link is read as GitHub reads it first: a path beside the document, or
//! from the root of the repository. Site generators let people leave an ending
//! away, write `.html`, or count from the root of the site; such a link is
//! good where the tree shows that it is made into a site, and only there.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::links::{Link, unescaped};
use super::{Summary, Workspace, name};

/// Where a link leads.
#[derive(Clone, Debug)]
pub enum Target<'w> {
    /// To something that is there: a document when it is a known one.
    There(Option<&'w Summary>),
    /// To nothing; what may be meant instead is the path of a document.
    Missing {
        /// A document that a site would show there, or the only one of that name.
        instead: Option<Arc<str>>,
    },
    /// Out of the repository, or to an address that only the site knows.
    Unknown,
}

/// What a site counts a link from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The directory of the document.
    Directory,
    /// The page of the document, taken as a directory.
    Page,
    /// A directory above the document, or one that is shown there.
    Above(String),
}

impl Base {
    /// The directory that is meant in the document at a path.
    pub(crate) fn of<'a>(&'a self, document: &'a str) -> &'a str {
        match self {
            Self::Directory => document.rsplit_once('/').map_or("", |(directory, _)| directory),
            Self::Page => page_directory(document),
            Self::Above(directory) => directory,
        }
    }
}

/// The address of the page that a site makes of the file at a path, without an
/// ending; that of its directory where the file stands for it.
pub(crate) fn address_of_page(path: &str) -> &str {
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    if INDEXES.contains(&name) {
        return directory;
    }
    let endings = DOCUMENTS.iter().chain(OTHER_PAGES);
    endings
        .filter_map(|ending| path.strip_suffix(ending))
        .min_by_key(|page| page.len())
        .unwrap_or(path)
}

/// Endings of documents that a generator turns into pages.
const DOCUMENTS: &[&str] = &[".md", ".markdown", ".html.md.erb", ".html.md", ".md.erb", ".qmd"];

/// Endings of other files that a generator turns into pages.
const OTHER_PAGES: &[&str] = &[".mdx", ".rst", ".adoc", ".ipynb", ".html", ".html.erb"];

/// Pages that stand for their directory.
const INDEXES: &[&str] =
    &["README.md", "readme.md", "index.md", "_index.md", "index.html.md.erb", "index.qmd"];

/// Directories whose content a site shows at its root.
const SITE_DIRECTORIES: &[&str] = &["content", "static", "source", "public", "docs", "assets"];

/// Files by which a tree shows that it is made into a site.
const MARKERS: &[&str] = &[
    "mkdocs.yml",
    "mkdocs.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.json",
    "config/_default",
    "archetypes",
    "_config.yml",
    "_quarto.yml",
    "book.toml",
    "antora.yml",
    "conf.py",
    "config.rb",
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "gatsby-config.js",
    "astro.config.mjs",
    ".vitepress",
];

/// Where in a repository a site may have its home.
const HOMES: &[&str] =
    &["", "docs/", "docs/source/", "doc/", "source/", "website/", "site/", "documentation/"];

/// How many links that only a site resolves show that there is one.
const SEVERAL: usize = 3;

/// Asks whether something is at a path.
pub(super) type Exists<'a> = &'a dyn Fn(&str) -> bool;

impl Workspace {
    /// Where a link of `file` leads. `exists` says whether a file or a
    /// directory is at a path.
    #[must_use]
    pub fn target<'w>(
        &'w self,
        file: &'w Summary,
        link: Link<'_>,
        exists: Exists<'_>,
    ) -> Target<'w> {
        let resolver = Resolver { workspace: self, file, exists };
        let path = unescaped(link.path());
        if path.is_empty() {
            return Target::There(Some(file));
        }
        if link.is_reference() {
            return resolver.reference(&path);
        }
        let Some(plain) = resolver.plain(&path) else { return Target::Unknown };
        if resolver.is_there(&plain) {
            return Target::There(resolver.document(&plain));
        }
        match resolver.on_site(&path) {
            Some(found) if self.is_site(file, exists) => Target::There(resolver.document(&found)),
            Some(found) => Target::Missing { instead: Some(found.into()) },
            None if is_address(&path) => Target::Unknown,
            None => Target::Missing { instead: resolver.of_same_name(&path) },
        }
    }

    /// The path that is meant by one that a link of `file` gives, read as GitHub
    /// reads it; `None` when it leaves the repository.
    pub(crate) fn path_of(&self, file: &Summary, path: &str) -> Option<String> {
        Resolver { workspace: self, file, exists: &|_| false }.plain(path)
    }

    /// What a site shows for a path that a link of `file` gives, and what the
    /// link counts from; `None` where the tree shows no site.
    pub(crate) fn page_of(
        &self,
        file: &Summary,
        path: &str,
        exists: Exists<'_>,
    ) -> Option<(Base, String)> {
        let found = Resolver { workspace: self, file, exists }.based(path)?;
        self.is_site(file, exists).then_some(found)
    }

    /// The same for a reference of Hugo, which shows by itself that there is a
    /// site: beside the document, or from the root of the content.
    pub(crate) fn referred(
        &self,
        file: &Summary,
        path: &str,
        exists: Exists<'_>,
    ) -> Option<(Base, String)> {
        let resolver = Resolver { workspace: self, file, exists };
        let absolute = || format!("/{}", path.trim_start_matches('/'));
        resolver.based(path).or_else(|| resolver.based(&absolute()))
    }

    /// Whether the repository of a file is made into a site.
    fn is_site(&self, file: &Summary, exists: Exists<'_>) -> bool {
        self.sites.get_or_init(|| self.find_sites(exists)).contains(&file.location.root)
    }

    /// The roots of which a file, an ending or several links show a site.
    fn find_sites(&self, exists: Exists<'_>) -> HashSet<Arc<str>> {
        let mut links: HashMap<&Arc<str>, usize> = HashMap::new();
        for file in self.summaries() {
            let count = links.entry(&file.location.root).or_default();
            if file.path().ends_with(".html.md.erb") || file.path().ends_with("/_index.md") {
                *count = SEVERAL;
            }
            if *count < SEVERAL {
                *count += Resolver { workspace: self, file, exists }.site_links();
            }
        }
        let is_site = |(root, count): &(&Arc<str>, usize)| {
            *count >= SEVERAL || *count > 0 && has_marker(root, exists)
        };
        links.into_iter().filter(is_site).map(|(root, _)| Arc::clone(root)).collect()
    }
}

/// Whether a path that leads nowhere may be an address or a label that only
/// the site knows.
fn is_address(path: &str) -> bool {
    let is_word = !path.contains(['/', '.']);
    is_word || path.starts_with('/') && !path.ends_with(".md")
}

/// Whether a path has the ending of a file that is no page: `.png`, not the
/// `.2` of a version.
fn is_asset(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.starts_with(|c: char| c.is_ascii_alphabetic()) && !ending.starts_with("htm")
    })
}

fn has_marker(root: &str, exists: Exists<'_>) -> bool {
    let homes = HOMES.iter().map(|home| join(root, home));
    homes.into_iter().any(|home| MARKERS.iter().any(|marker| exists(&join(&home, marker))))
}

/// One document, whose links are followed.
pub(super) struct Resolver<'a, 'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) file: &'w Summary,
    pub(super) exists: Exists<'a>,
}

impl<'w> Resolver<'_, 'w> {
    fn directory(&self) -> &str {
        self.file.path().rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    fn root(&self) -> &str {
        &self.file.location.root
    }

    /// The path that GitHub reads; `None` when it leaves the repository.
    fn plain(&self, path: &str) -> Option<String> {
        let base = if path.starts_with('/') { self.root() } else { self.directory() };
        self.within(base, path)
    }

    /// `base/path` without `.` and `..`; `None` when it leaves the repository.
    pub(super) fn within(&self, base: &str, path: &str) -> Option<String> {
        let root = self.root();
        let below = base.strip_prefix(root)?.trim_start_matches('/');
        let path = path.trim_start_matches('/');
        let mut whole = String::with_capacity(root.len() + below.len() + path.len() + 2);
        whole.push_str(root);
        below.split('/').filter(|part| !part.is_empty()).for_each(|part| enter(&mut whole, part));
        let least = root.len();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." if whole.len() > least => leave(&mut whole, least),
                ".." => return None,
                part => enter(&mut whole, part),
            }
        }
        Some(whole)
    }

    fn is_there(&self, path: &str) -> bool {
        self.workspace.get(path).is_some() || (self.exists)(path)
    }

    /// The document at a path, or the one that stands for a directory.
    pub(super) fn document(&self, path: &str) -> Option<&'w Summary> {
        self.workspace
            .get(path)
            .or_else(|| INDEXES.iter().find_map(|index| self.workspace.get(&join(path, index))))
    }

    /// The path of what a site shows for a link.
    fn on_site(&self, path: &str) -> Option<String> {
        let bases = self.bases(path);
        let pages = bases.iter().filter_map(|base| self.page(&self.within(base, path)?));
        pages.into_iter().next().or_else(|| {
            // An address cannot climb above the root of its site; it stays there.
            let climbed = path.strip_prefix("../")?.trim_start_matches("../");
            self.page(&self.within(self.directory(), climbed)?)
        })
    }

    /// The same as [`Self::on_site`], with what the link counts from.
    fn based(&self, path: &str) -> Option<(Base, String)> {
        let is_absolute = path.starts_with('/');
        let bases = self.bases(path);
        bases.into_iter().enumerate().find_map(|(index, base)| {
            let found = self.page(&self.within(&base, path)?)?;
            let base = match index {
                _ if is_absolute => Base::Above(base.into_owned()),
                0 => Base::Directory,
                _ => Base::Page,
            };
            Some((base, found))
        })
    }

    /// What a link of a site may count from: for an absolute one the root of
    /// the site, which is some directory above the document, or a directory
    /// that is shown there; for others the directory, or the page taken as
    /// one, or for the page of a directory the one above it.
    fn bases(&self, path: &str) -> Vec<Cow<'_, str>> {
        let directory = self.directory();
        if !path.starts_with('/') {
            let page = page_directory(self.file.path());
            return vec![directory.into(), page.into()];
        }
        let configured = self.file.settings.site_root.as_deref();
        let above = std::iter::successors(Some(directory), |directory| {
            let above = directory.rsplit_once('/').map_or("", |(above, _)| above);
            (*directory != self.root()).then_some(above)
        });
        let mut bases: Vec<Cow<'_, str>> = configured.into_iter().map(Cow::from).collect();
        for base in above {
            bases.push(base.into());
            bases.extend(SITE_DIRECTORIES.iter().map(|shown| join(base, shown).into()));
        }
        bases
    }

    /// The file behind the address of a page.
    pub(super) fn page(&self, path: &str) -> Option<String> {
        if self.workspace.get(path).is_some() {
            return Some(path.to_owned());
        }
        // One question spares many where the directory is not there either.
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
        if !directory.is_empty() && !(self.exists)(directory) {
            return None;
        }
        let is_there = (self.exists)(path);
        if is_there || is_asset(path) {
            return is_there.then(|| path.to_owned());
        }
        let name = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html"));
        let name = name.unwrap_or(path);
        let of_documents = DOCUMENTS.iter().map(|ending| format!("{name}{ending}"));
        let found = match self.workspace.is_whole(self.root()) {
            true => of_documents.into_iter().find(|page| self.workspace.get(page).is_some()),
            false => of_documents.into_iter().find(|page| (self.exists)(page)),
        };
        let others = || OTHER_PAGES.iter().map(|ending| format!("{name}{ending}"));
        found
            .or_else(|| others().find(|page| (self.exists)(page)))
            .or_else(|| (name != path && (self.exists)(name)).then(|| name.to_owned()))
    }

    /// How many links to pages only a site resolves, at most [`SEVERAL`].
    fn site_links(&self) -> usize {
        let is_of_site = |link: &Link<'_>| {
            let path = unescaped(link.path());
            !path.is_empty()
                && !link.is_reference()
                && !is_asset(&path)
                && self.plain(&path).is_some_and(|plain| !self.is_there(&plain))
                && self.on_site(&path).is_some()
        };
        self.file.links.iter().filter(is_of_site).take(SEVERAL).count()
    }

    /// A reference of Hugo: beside the document, from the root of the content,
    /// or by its name alone.
    fn reference(&self, path: &str) -> Target<'w> {
        let absolute = format!("/{}", path.trim_start_matches('/'));
        let found = self.on_site(path).or_else(|| self.on_site(&absolute));
        if let Some(found) = found {
            return Target::There(self.document(&found));
        }
        let is_known = self.workspace.of_name(name(path)).next().is_some();
        match self.workspace.is_whole(self.root()) && !is_known {
            true => Target::Missing { instead: None },
            false => Target::Unknown,
        }
    }

    /// The only document of the name that a path ends with; names that every
    /// directory has tell nothing.
    pub(super) fn of_same_name(&self, path: &str) -> Option<Arc<str>> {
        let name = name(path);
        let is_common = INDEXES.iter().any(|index| name.eq_ignore_ascii_case(super::name(index)));
        let mut same = self.workspace.of_name(name);
        let only = same.next().filter(|_| same.next().is_none() && !is_common)?;
        let is_near = only.location.root == self.file.location.root;
        is_near.then(|| Arc::clone(&only.location.path))
    }
}

/// The address of a page, taken as a directory: the path without endings. The
/// page of a directory is seen from the one above when its address ends
/// without a slash.
fn page_directory(path: &str) -> &str {
    let start = path.rfind('/').map_or(0, |slash| slash + 1);
    if INDEXES.contains(&&path[start..]) {
        let directory = path[..start].trim_end_matches('/');
        return directory.rsplit_once('/').map_or("", |(above, _)| above);
    }
    &path[..start + name(path).len()]
}

/// Puts a name behind a path.
fn enter(path: &mut String, name: &str) {
    if !path.is_empty() && !path.ends_with('/') {
        path.push('/');
    }
    path.push_str(name);
}

/// Takes the last name from a path, of which the first `least` bytes stay.
fn leave(path: &mut String, least: usize) {
    path.truncate(path.rfind('/').map_or(least, |slash| slash.max(least)));
}

/// `directory/name`; the name alone where there is no directory.
fn join(directory: &str, name: &str) -> String {
    match (directory.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => directory.to_owned(),
        _ => [directory.trim_end_matches('/'), "/", name].concat(),
    }
}
