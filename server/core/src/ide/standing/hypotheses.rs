//! Suspected causes of which nobody has written down yet whether they hold.

use crate::document::Section;
use crate::ide::Snapshot;
use crate::ide::standing::OpenPoint;
use crate::secrets::mask;
use crate::syntax::BlockKind;
use crate::text::Span;

/// Words that settle a hypothesis, in small letters.
const SETTLED: &[&str] = &[
    "confirmed",
    "confirms",
    "ruled out",
    "rejected",
    "disproved",
    "disproven",
    "refuted",
    "false",
    "not it",
    "proved",
    "proven",
    "✅",
    "❌",
    "✔",
    "✘",
];

impl Snapshot {
    /// The hypotheses that are neither confirmed nor ruled out: sections of one
    /// each, lists of them, and entries that name one.
    pub(super) fn open_hypotheses(&self) -> Vec<OpenPoint> {
        let mut open: Vec<OpenPoint> = Vec::new();
        for section in &self.document.sections {
            let title = section.title.trim_start().to_ascii_lowercase();
            if title.starts_with("hypotheses") {
                open.extend(self.open_of_list(section));
            } else if title.starts_with("hypothesis") && !is_settled(section.span.of(&self.text)) {
                let words = name(&section.title);
                open.extend(words.map(|text| self.named(text, section.title_span)));
            }
        }
        open.extend(self.open_of_entries());
        open.sort_by_key(|point| point.line);
        open
    }

    fn named(&self, text: &str, place: Span) -> OpenPoint {
        OpenPoint { text: mask(text).into_owned(), ..self.open_point(place) }
    }

    fn open_of_list(&self, section: &Section) -> impl Iterator<Item = OpenPoint> {
        section.blocks.clone().filter_map(|id| {
            let block = &self.syntax.blocks[id];
            let is_point = matches!(
                block.kind,
                BlockKind::Item { task: None | Some(false) } | BlockKind::TableRow
            );
            let words = block.span.of(&self.text);
            let is_outermost = self
                .syntax
                .ancestors(id)
                .all(|above| !matches!(self.syntax.blocks[above].kind, BlockKind::Item { .. }));
            let is_open = is_point && is_outermost && !is_settled(words) && !words.contains("~~");
            is_open.then(|| self.open_point(block.span))
        })
    }

    /// Entries such as `Hypothesis: the pool leaks`, until a later one settles
    /// something: which, is not known.
    fn open_of_entries(&self) -> Vec<OpenPoint> {
        let mut open = Vec::new();
        for entry in &self.timeline.entries {
            let words = entry.text.trim_start();
            let opens = words.get(..10).is_some_and(|head| head.eq_ignore_ascii_case("hypothesis"));
            let is_settled = is_settled(words);
            if is_settled {
                open.clear();
            } else if opens {
                open.extend(name(words).map(|text| self.named(text, entry.span)));
            }
        }
        open
    }
}

/// Whether a text says that a hypothesis holds or does not; what stands in a
/// blank of a template says nothing.
fn is_settled(text: &str) -> bool {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        said.push_str(before);
        rest = behind.split_once("}}").map_or("", |(_, after)| after);
    }
    said.push_str(rest);
    let said = said.to_lowercase();
    SETTLED.iter().any(|words| said.contains(words))
}

/// The words behind `Hypothesis #1:`; `None` when there are none, or a blank.
fn name(title: &str) -> Option<&str> {
    let words = title.split_once(':').map_or(title, |(_, words)| words).trim();
    (!words.is_empty() && !words.starts_with("{{")).then_some(words)
}
