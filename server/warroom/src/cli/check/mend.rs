//! `--fix`, `--unsafe-fixes` and `--diff`: which fixes count, and what they change.

use anstyle::{AnsiColor, Style};
use similar::TextDiff;
use warroom_core::ide::mask;
use warroom_core::rules::Finding;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fixes {
    /// Those that keep the meaning.
    Safe,
    /// Proposals too.
    All,
}

impl Fixes {
    /// Whether the fix of a finding is one of these.
    pub(super) fn hold(self, finding: &Finding) -> bool {
        finding.fix.as_ref().is_some_and(|fix| fix.safe || self == Self::All)
    }
}

/// The change as a unified diff, without the values of credentials.
pub(super) fn diff(path: &str, old: &str, new: &str, colour: bool) -> String {
    let (old, new) = (mask(old), mask(new));
    let diff = TextDiff::from_lines(&*old, &*new);
    let mut unified = diff.unified_diff();
    let plain = unified.header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    if colour { plain.split_inclusive('\n').map(coloured).collect() } else { plain }
}

fn coloured(line: &str) -> String {
    let colour = match line.as_bytes().first() {
        Some(b'+') => AnsiColor::Green,
        Some(b'-') => AnsiColor::Red,
        Some(b'@') => AnsiColor::Cyan,
        _ => return line.to_owned(),
    };
    let style: Style = colour.on_default();
    let text = line.trim_end_matches('\n');
    format!("{style}{text}{style:#}{}", &line[text.len()..])
}
