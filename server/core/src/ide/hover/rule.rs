//! A rule or a group that an ignore comment names.

use super::Hover;
use crate::ide::Snapshot;
use crate::ide::knowledge::about_rule;
use crate::suppress;

impl Snapshot {
    pub(super) fn hover_rule(&self, offset: usize) -> Option<Hover> {
        let comments = match self.is_rule_file {
            true => suppress::yaml::read(&self.text),
            false => suppress::read(&self.text, &self.syntax),
        };
        let comment = comments.into_iter().find(|comment| comment.span.contains(offset))?;
        let named = comment.rules.into_iter().find(|rule| rule.span.contains(offset))?;
        let markdown = about_rule(&named.name)?;
        Some(Hover { span: named.span, markdown })
    }
}
