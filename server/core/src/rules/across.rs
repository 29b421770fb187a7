//! Rules that look across files: what they see, and what they come to.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{
    Context, Finding, Findings, Rule, all, applies, hide_secrets, reported, runbook, sort,
};
use crate::suppress;
use crate::workspace::{Links, Summary, Workspace};

/// What a rule about several files sees: one document, and the others.
#[derive(Clone, Copy)]
pub struct Neighbourhood<'a> {
    /// The document that is looked at.
    pub file: &'a Summary,
    /// The others.
    pub workspace: &'a Workspace,
    /// Whether a file or a directory is at a path of the workspace.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// Today, as the caller says.
    pub today: NaiveDate,
}

impl Neighbourhood<'_> {
    /// Whether all documents of this one's repository are known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.workspace.is_whole(&self.file.location.root)
    }
}

/// What rules about several files have found in one document.
#[derive(Clone, Debug, Default)]
pub struct Across {
    /// The findings, before ignore comments.
    pub findings: Vec<Finding>,
    /// Whether the whole repository was looked at, so that there is nothing
    /// more to find.
    pub is_whole: bool,
    /// Whether the web was asked about links, too.
    pub is_web_asked: bool,
    /// Whether an ignore comment waits to hear if it hides anything of this.
    pub is_awaited: bool,
}

impl Across {
    /// These findings among those that a text has by itself, in order of place.
    /// `None` when the text holds ignore comments: they decide about both.
    #[must_use]
    pub fn added_to(&self, own: &[Finding], text: &str) -> Option<Vec<Finding>> {
        if suppress::may_be_in(text) {
            return None;
        }
        let mut found = [own, &self.findings].concat();
        sort(&mut found);
        found.iter_mut().for_each(hide_secrets);
        Some(found)
    }
}

/// The rules about several files.
static RULES: LazyLock<Vec<(&Rule, AcrossCheck)>> =
    LazyLock::new(|| all().filter_map(|rule| Some((rule, rule.check.across()?))).collect());

/// How a rule looks at a document beside others.
type AcrossCheck = fn(&Neighbourhood<'_>, &mut Findings);

/// Runs the rules about several files for one of them.
#[must_use]
pub fn check_across(neighbourhood: &Neighbourhood<'_>) -> Across {
    let file = neighbourhood.file;
    let mut across = Across { is_whole: neighbourhood.is_whole(), ..Across::default() };
    for &(rule, check) in &*RULES {
        // Rule files are of no kind; what is about documents finds none in them.
        let applies = rule.kinds.contains(&file.kind) || file.rule_file.is_some();
        if applies && rule.is_on(&file.settings) {
            across.findings.extend(reported(rule, &file.settings, |out| check(neighbourhood, out)));
            across.is_awaited |= file.ignored.iter().any(|name| suppress::names(name, rule.name));
        }
    }
    across
}

/// Whether a rule that looks across files has not seen everything yet in which
/// it may find something: other files, or the web.
pub(super) fn waits(rule: &Rule, context: &Context<'_>) -> bool {
    if rule.check.across().is_none() || !applies(rule, context) {
        return false;
    }
    let Some(across) = context.across.filter(|across| across.is_whole) else { return true };
    let asks_web = rule.name == runbook::BROKEN_LINK.name;
    asks_web && !across.is_web_asked && !Links::web(context.text, context.syntax).is_empty()
}

/// Whether links of this document are judged at all.
#[must_use]
pub fn judges_links(context: &Context<'_>) -> bool {
    applies(&runbook::BROKEN_LINK, context)
}

/// The links to the web that lead nowhere, by what their servers say.
#[must_use]
pub fn check_web(
    context: &Context<'_>,
    links: &Links,
    gone: &dyn Fn(&str) -> Option<u16>,
) -> Vec<Finding> {
    reported(&runbook::BROKEN_LINK, context.settings, |out| runbook::check_web(links, gone, out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn at(start: usize) -> Finding {
        Finding {
            rule: runbook::BROKEN_LINK.name,
            level: runbook::BROKEN_LINK.level,
            span: Span::new(start, start + 1),
            message: String::new(),
            related: Vec::new(),
            fix: None,
        }
    }

    fn across(start: usize) -> Across {
        Across { findings: vec![at(start)], ..Across::default() }
    }

    #[test]
    fn what_is_found_across_files_stands_in_order_of_place() {
        let found = across(3).added_to(&[at(1), at(5)], "a text").expect("findings");
        assert_eq!(found, [at(1), at(3), at(5)]);
    }

    #[test]
    fn a_text_with_ignore_comments_is_read_anew() {
        let text = "<!-- warroom-ignore runbook/broken-link -->\n[a](b.md)\n";
        assert_eq!(across(48).added_to(&[], text), None);
    }
}
