//! A rule or a group that an ignore comment names.

use super::{Hover, list};
use crate::ide::Snapshot;
use crate::rules::{self, GROUPS};
use crate::suppress;

impl Snapshot {
    pub(super) fn hover_rule(&self, offset: usize) -> Option<Hover> {
        let comments = suppress::read(&self.text, &self.syntax);
        let comment = comments.into_iter().find(|comment| comment.span.contains(offset))?;
        let named = comment.rules.into_iter().find(|rule| rule.span.contains(offset))?;
        let markdown = page(&named.name)?;
        Some(Hover { span: named.span, markdown })
    }
}

fn page(name: &str) -> Option<String> {
    if let Some(rule) = rules::by_name(name) {
        return Some(rule.page.to_owned());
    }
    let group = GROUPS.iter().find(|group| group.name == name)?;
    let rules = group.rules.iter().map(|rule| format!("`{}`: {}", rule.name, rule.summary));
    Some(format!("**{}**: {}\n\n{}", group.name, group.summary, list(rules)))
}
