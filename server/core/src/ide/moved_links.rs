//! Links that follow files to their new places: those of the documents that
//! stay, and those of the documents that move.

mod pages;

use crate::ide::{Among, Snapshot};
use crate::text::{Edit, Span};
use crate::workspace::links::unescaped;
use crate::workspace::{Link, Location};

impl Snapshot {
    /// The edits of links after which they lead where they led before.
    /// `moved` tells the new path of a file or a directory, by its path in the
    /// workspace, when it gets one. A link that leads nowhere stays as it is.
    #[must_use]
    pub fn follow_files(
        &self,
        among: &Among<'_>,
        moved: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Edit> {
        let mut edits: Vec<Edit> =
            among.file.links.iter().filter_map(|link| self.follow(link, among, moved)).collect();
        // Several links may share one definition.
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        edits
    }

    fn follow(
        &self,
        link: Link<'_>,
        among: &Among<'_>,
        moved: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Edit> {
        let written = link.path();
        if written.is_empty() {
            return None;
        }
        let plain = among.path_of(&unescaped(written)).filter(|_| !link.is_reference());
        let Some((old, ending)) = plain else { return self.follow_page(link, among, moved) };
        let own = &among.file.location;
        let new = moved(&old).unwrap_or_else(|| old.clone());
        let place = moved(&own.path).unwrap_or_else(|| own.path.to_string());
        let place = Location { path: place.into(), root: own.root.clone() };
        let from_root = written.starts_with('/');
        let link_to = |place: &Location, path: &str| match from_root {
            true => path.strip_prefix(&*own.root).map(str::to_owned),
            false => Some(place.relative_to(path)),
        };
        let (before, after) = (link_to(own, &old)?, link_to(&place, &new)?);
        if before == after {
            return None;
        }
        self.led_to(link, dressed(&after, written, ending))
    }

    /// The edit that writes another path in the place of that of a link.
    fn led_to(&self, link: Link<'_>, path: String) -> Option<Edit> {
        let span = self.destination(link)?;
        let span = Span::new(span.start, span.start + link.path().len());
        Some(Edit::replace(span, path))
    }
}

impl Among<'_> {
    /// The path of what is there for a link, with the ending that the link
    /// leaves away.
    fn path_of(&self, written: &str) -> Option<(String, &'static str)> {
        let path = self.workspace.path_of(self.file, written)?;
        let is_there = |path: &str| self.workspace.get(path).is_some() || (self.exists)(path);
        if is_there(&path) {
            return Some((path, ""));
        }
        let whole = format!("{path}.md");
        self.workspace.get(&whole).is_some().then_some((whole, ".md"))
    }
}

/// A path as the link that it replaces was written.
fn dressed(path: &str, before: &str, ending: &str) -> String {
    let path = path.strip_suffix(ending).unwrap_or(path);
    let opening = if before.starts_with("./") && !path.starts_with("../") { "./" } else { "" };
    let closing = if before.ends_with('/') && !path.ends_with('/') { "/" } else { "" };
    format!("{opening}{}{closing}", escaped(path))
}

/// A path as it may stand in a destination.
fn escaped(path: &str) -> String {
    let escaped = path.replace('%', "%25").replace(' ', "%20");
    escaped.replace('(', "%28").replace(')', "%29").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use crate::ide::Among;
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;
    use crate::workspace::{Location, Workspace};

    /// The document `/d/a/own.md` after files have moved, beside `/d/b/x.md`
    /// and the picture `/d/b/p.png`.
    #[track_caller]
    fn check(text: &str, moves: &[(&str, &str)], wanted: &str) {
        check_in(&["/d/b/p.png", "/d/b"], text, moves, wanted);
    }

    #[track_caller]
    fn check_in(there: &[&str], text: &str, moves: &[(&str, &str)], wanted: &str) {
        let at = |path: &str| Location { path: path.into(), root: "/d".into() };
        let mut workspace = Workspace::new(["/d"]);
        workspace.insert(snapshot(Kind::Runbook, "# X\n").summary(at("/d/b/x.md")));
        let start = snapshot(Kind::Runbook, "# Start\n");
        workspace.insert(start.summary(at("/d/content/guide/start.md")));
        let read = snapshot(Kind::Postmortem, text);
        let file = read.summary(at("/d/a/own.md"));
        workspace.insert(file.clone());
        let exists = |path: &str| there.contains(&path);
        let among = Among { file: &file, workspace: &workspace, exists: &exists };
        let moved = |path: &str| {
            moves.iter().find_map(|(old, new)| {
                let rest = path.strip_prefix(old)?;
                (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
            })
        };
        let edits = read.follow_files(&among, &moved);
        assert_eq!(apply(text, &edits).expect("edits"), wanted);
    }

    #[test]
    fn links_follow_a_file_that_moves() {
        check("[x](../b/x.md#y)\n", &[("/d/b/x.md", "/d/c/y z.md")], "[x](../c/y%20z.md#y)\n");
        check("[x](/b/x.md)\n", &[("/d/b/x.md", "/d/c/y.md")], "[x](/c/y.md)\n");
        check("[x](../b/x)\n", &[("/d/b/x.md", "/d/a/y.md")], "[x](y)\n");
        check(
            "[x][1]\n\n[1]: ../b/x.md\n",
            &[("/d/b/x.md", "/d/x.md")],
            "[x][1]\n\n[1]: ../x.md\n",
        );
    }

    #[test]
    fn links_follow_a_directory_that_moves() {
        check(
            "[x](../b/x.md) ![p](../b/p.png) [b](../b/)\n",
            &[("/d/b", "/d/c")],
            "[x](../c/x.md) ![p](../c/p.png) [b](../c/)\n",
        );
    }

    /// The same in a tree that shows by its files that it is made into a site.
    #[track_caller]
    fn check_on_site(text: &str, moves: &[(&str, &str)], wanted: &str) {
        let there = ["/d/hugo.toml", "/d/b", "/d/a", "/d/content", "/d/content/guide"];
        check_in(&there, text, moves, wanted);
    }

    #[test]
    fn links_to_pages_of_a_site_keep_their_style() {
        let moves = &[("/d/b/x.md", "/d/c/y.md")];
        check_on_site("[x](../b/x.html#z)\n", moves, "[x](../c/y.html#z)\n");
        check_on_site("[x](../../b/x/) [z](/b/x/)\n", moves, "[x](../../c/y/) [z](/c/y/)\n");
        check_on_site(
            "[x](/guide/start/)\n",
            &[("/d/content/guide/start.md", "/d/content/begin.md")],
            "[x](/begin/)\n",
        );
        check("[x](../b/x.html)\n", moves, "[x](../b/x.html)\n");
    }

    #[test]
    fn references_of_hugo_follow() {
        let moves = &[("/d/content/guide/start.md", "/d/content/begin.md")];
        check_on_site(
            "[x]({{< ref \"guide/start.md\" >}})\n",
            moves,
            "[x]({{< ref \"begin.md\" >}})\n",
        );
        check_on_site(
            "[x]({{< ref \"/guide/start\" >}})\n",
            moves,
            "[x]({{< ref \"/begin\" >}})\n",
        );
        check_on_site("[x]({{< relref \"start\" >}})\n", moves, "[x]({{< relref \"begin\" >}})\n");
    }

    #[test]
    fn links_of_a_document_that_moves_lead_where_they_led() {
        check("[x](../b/x.md) [y](#y)\n", &[("/d/a/own.md", "/d/own.md")], "[x](b/x.md) [y](#y)\n");
        check("[x](/b/x.md)\n", &[("/d/a/own.md", "/d/own.md")], "[x](/b/x.md)\n");
    }

    #[test]
    fn what_moves_together_stays_as_it_is() {
        let text = "[x](../b/x.md) [gone](../gone.md)\n";
        check(text, &[("/d/a", "/d/e/a"), ("/d/b", "/d/e/b")], text);
        check(text, &[("/d/gone.md", "/d/c.md")], text);
    }
}
