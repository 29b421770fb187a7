//! Links that only a site resolves, to pages by their addresses: they follow in
//! the style in which they are written.

use super::escaped;
use crate::ide::{Among, Snapshot};
use crate::text::Edit;
use crate::workspace::links::unescaped;
use crate::workspace::resolve::{Base, address_of_page};
use crate::workspace::{Link, Location};

impl Snapshot {
    /// The edit of a link that a site resolves, where the tree shows that it is
    /// made into one.
    pub(super) fn follow_page(
        &self,
        link: Link<'_>,
        among: &Among<'_>,
        moved: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Edit> {
        let written = link.path();
        let page = among.page(link)?;
        let new = moved(&page.path).unwrap_or_else(|| page.path.clone());
        let own = among.file.path();
        let place = moved(own).unwrap_or_else(|| own.to_owned());
        let (before, after) = (page.link_from(own, &page.path), page.link_from(&place, &new));
        if before == after {
            return None;
        }
        self.led_to(link, page.dressed(&after, written))
    }
}

/// A page that a link leads to.
struct Page {
    /// Its file.
    path: String,
    /// What the link counts from; nothing where Hugo finds it by its name alone.
    base: Option<Base>,
}

impl Among<'_> {
    fn page(&self, link: Link<'_>) -> Option<Page> {
        let written = unescaped(link.path());
        if link.is_reference() {
            return self.referred(&written);
        }
        let (base, path) = self.workspace.page_of(self.file, &written, self.exists)?;
        Some(Page { path: self.file_of(&path), base: Some(base) })
    }

    /// The page of a reference of Hugo.
    fn referred(&self, written: &str) -> Option<Page> {
        if let Some((base, path)) = self.workspace.referred(self.file, written, self.exists) {
            return Some(Page { path: self.file_of(&path), base: Some(base) });
        }
        let mut named = self.workspace.of_name(address_of_page(written));
        Some(Page { path: named.next()?.path().to_owned(), base: None })
    }

    /// The file that stands for what is at a path.
    fn file_of(&self, path: &str) -> String {
        let relative = self.file.location.relative_to(path);
        let known = self.document_at(&relative).filter(|known| known.starts_with(path));
        known.unwrap_or(path).to_owned()
    }
}

impl Page {
    /// The address of the page at `path`, as a link in `document` gives it,
    /// without an ending.
    fn link_from(&self, document: &str, path: &str) -> String {
        let page = address_of_page(path);
        let Some(base) = &self.base else {
            return page.rsplit('/').next().unwrap_or(page).to_owned();
        };
        let inside = format!("{}/", base.of(document));
        Location { path: inside.into(), root: "".into() }.relative_to(page)
    }

    /// An address as the one that it replaces was written.
    fn dressed(&self, address: &str, before: &str) -> String {
        let opening = match self.base {
            Some(Base::Above(_)) if before.starts_with('/') => "/",
            _ if before.starts_with("./") && !address.starts_with("../") => "./",
            _ => "",
        };
        let endings = [".html", ".md", "/"];
        let ending = endings.into_iter().find(|ending| before.ends_with(ending));
        format!("{opening}{}{}", escaped(address), ending.unwrap_or_default())
    }
}
