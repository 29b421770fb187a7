//! `textDocument/completion`: what may stand at the cursor.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation,
    InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit, Uri,
};
use warroom_core::ide::{Completion, CompletionKind, Span, about_rule};

use super::{beyond, templates};
use crate::lsp::asked::Asked;

/// What opens a place at which something can be offered.
pub(in crate::lsp) const TRIGGERS: &[&str] = &["@", "#", "|", ":", " ", "(", "-", "/"];

/// An item whose documentation can be asked for.
#[derive(Debug, Deserialize, Serialize)]
pub(in crate::lsp) struct Documented {
    /// The document.
    pub(in crate::lsp) uri: Uri,
    what: Topic,
}

impl Documented {
    /// What an item says that is a rule or a group, which mean the same in
    /// every document.
    pub(in crate::lsp) fn rule(uri: &Uri) -> Option<serde_json::Value> {
        serde_json::to_value(Self { uri: uri.clone(), what: Topic::Rule }).ok()
    }

    /// Whether no document has to be asked.
    pub(in crate::lsp) fn is_rule(&self) -> bool {
        matches!(self.what, Topic::Rule)
    }
}

/// What an item is about, of those that have a documentation.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Topic {
    Rule,
    Severity,
    Role,
}

/// The items that fit a place.
pub(in crate::lsp) fn items(asked: &Asked<'_>, place: Position) -> CompletionList {
    let offset = asked.offset(place);
    if let Some(span) = asked.snapshot().shortcut_at(offset) {
        let offered = templates::shortcuts(asked, span);
        let items = offered.into_iter().map(|completion| item(asked, completion)).collect();
        return CompletionList { is_incomplete: false, items };
    }
    let (beyond, here) = (beyond::offered(asked, offset), || {
        asked.snapshot().completions(offset, &beyond::people(asked, offset), &asked.present())
    });
    // What is picked out of many documents is picked anew with the next letter.
    let is_incomplete = !beyond.is_empty();
    let offered = if beyond.is_empty() { here() } else { beyond };
    let items = offered.into_iter().map(|completion| item(asked, completion)).collect();
    CompletionList { is_incomplete, items }
}

fn item(asked: &Asked<'_>, completion: Completion) -> CompletionItem {
    let is_snippet = completion.is_snippet && asked.abilities.takes_snippets;
    let text = match (completion.is_snippet && !is_snippet, completion.plain) {
        (true, Some(plain)) => plain,
        (true, None) => without_stops(&completion.text),
        (false, _) => completion.text,
    };
    let edit = TextEdit { range: asked.range(completion.span), new_text: text };
    CompletionItem {
        label: completion.label,
        kind: Some(kind(completion.kind)),
        detail: (!completion.detail.is_empty()).then_some(completion.detail),
        sort_text: Some(completion.sort_key),
        filter_text: Some(completion.filter),
        insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: topic(completion.kind).and_then(|what| {
            serde_json::to_value(Documented { uri: asked.uri.clone(), what }).ok()
        }),
        ..CompletionItem::default()
    }
}

/// The page of a rule, or the rules of a group.
pub(in crate::lsp) fn page(name: &str) -> Option<Documentation> {
    about_rule(name).map(in_markdown)
}

fn in_markdown(value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
}

/// The documentation of an item, as Markdown.
pub(in crate::lsp) fn documentation(
    asked: &Asked<'_>,
    label: &str,
    documented: &Documented,
) -> Option<Documentation> {
    let completion = Completion {
        label: label.to_owned(),
        detail: String::new(),
        kind: match documented.what {
            Topic::Rule => CompletionKind::Rule,
            Topic::Severity => CompletionKind::Severity,
            Topic::Role => CompletionKind::Role,
        },
        span: Span::default(),
        text: String::new(),
        is_snippet: false,
        plain: None,
        filter: String::new(),
        sort_key: String::new(),
    };
    asked.snapshot().completion_documentation(&completion).map(in_markdown)
}

fn topic(kind: CompletionKind) -> Option<Topic> {
    match kind {
        CompletionKind::Rule => Some(Topic::Rule),
        CompletionKind::Severity => Some(Topic::Severity),
        CompletionKind::Role => Some(Topic::Role),
        _ => None,
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Section => CompletionItemKind::STRUCT,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Value | CompletionKind::Status => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Severity | CompletionKind::Priority => CompletionItemKind::ENUM,
        CompletionKind::Role => CompletionItemKind::CLASS,
        CompletionKind::Person => CompletionItemKind::VARIABLE,
        CompletionKind::Date | CompletionKind::Time => CompletionItemKind::CONSTANT,
        CompletionKind::Milestone => CompletionItemKind::EVENT,
        CompletionKind::Anchor => CompletionItemKind::REFERENCE,
        CompletionKind::File => CompletionItemKind::FILE,
        CompletionKind::Incident => CompletionItemKind::EVENT,
        CompletionKind::Rule => CompletionItemKind::KEYWORD,
        CompletionKind::Template => CompletionItemKind::SNIPPET,
    }
}

/// The text for an editor that knows no tab stops.
pub(super) fn without_stops(snippet: &str) -> String {
    let mut text = String::new();
    let mut characters = snippet.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            '$' => while characters.next_if(char::is_ascii_digit).is_some() {},
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_stops;

    #[test]
    fn tab_stops_are_left_out() {
        assert_eq!(without_stops("| $1 | costs 5\\$ | $0 |"), "|  | costs 5$ |  |");
    }
}
