//! A section in the document's own style, at its place among the others.

use crate::document::Section;
use crate::rules::Context;
use crate::syntax::BlockKind;
use crate::text::{Edit, line_ending};

/// Adds a section called `title`. `present` holds the sections that such a
/// document has, in their usual order, `None` where one is missing; the new
/// one is the `index`th. It stands behind the one before it, or in front of
/// the one after it, or at the end where neither is there.
pub(in crate::rules) fn section(
    context: &Context<'_>,
    present: &[Option<&Section>],
    index: usize,
    title: &str,
    content: &str,
) -> Edit {
    let newline = line_ending(context.text);
    let own_place = |section: &&Section| context.syntax.blocks[section.heading].parent.is_none();
    let present: Vec<Option<&Section>> =
        present.iter().map(|section| section.filter(own_place)).collect();
    let before = present[..index].iter().rev().find_map(|section| *section);
    let after = present[index..].iter().find_map(|section| *section);
    let heading = match before.or(after).filter(|model| !is_heading(context, model)) {
        Some(model) => like(context, model, title),
        None => format!("{} {title}", "#".repeat(level(context, &present).into())),
    };
    let text = format!("{heading}{newline}{newline}{content}");
    match (before, after) {
        (None, Some(after)) => Edit::insert(after.span.start, format!("{text}{newline}{newline}")),
        (before, _) => {
            let end = before.map_or(context.text.len(), |before| before.span.end);
            let end = context.text[..end].trim_end().len();
            Edit::insert(end, format!("{newline}{newline}{text}"))
        }
    }
}

fn is_heading(context: &Context<'_>, section: &Section) -> bool {
    matches!(context.syntax.blocks[section.heading].kind, BlockKind::Heading { .. })
}

/// The bold line of `model` with another title between its marks.
fn like(context: &Context<'_>, model: &Section, title: &str) -> String {
    let whole = context.syntax.blocks[model.heading].span;
    let before = &context.text[whole.start..model.title_span.start];
    let after = &context.text[model.title_span.end..whole.end];
    format!("{before}{title}{}", after.trim_end())
}

/// The level of those that are there as headings.
fn level(context: &Context<'_>, present: &[Option<&Section>]) -> u8 {
    let headings = present.iter().flatten().filter(|section| is_heading(context, section));
    headings.map(|section| section.level).min().unwrap_or(2)
}
