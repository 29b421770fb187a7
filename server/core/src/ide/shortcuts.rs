//! Shortcuts: a word behind `#`, alone on its line, stands for a text that is
//! wanted now, filled with what the document already says.

use crate::ide::{Completion, CompletionKind, Derivation, Present, Reader, Snapshot};
use crate::templates::{self, Filled, Scene, Template, Values};
use crate::text::Span;

/// A word with what it stands for.
struct Shortcut {
    /// What is typed behind `#`; two words where there is a choice.
    words: &'static str,
    stands_for: StandsFor,
}

enum StandsFor {
    /// What is made out of the document.
    Derived(Derivation),
    /// A new document of a template.
    New(&'static str),
}

use StandsFor::{Derived, New};

/// All of them, in the order of an incident.
const SHORTCUTS: &[Shortcut] = &[
    Shortcut { words: "declare", stands_for: Derived(Derivation::Declaration) },
    Shortcut { words: "update", stands_for: Derived(Derivation::Update) },
    Shortcut { words: "statuspage", stands_for: Derived(Derivation::StatusPage { phase: None }) },
    Shortcut {
        words: "comms executive",
        stands_for: Derived(Derivation::Message(Reader::Executive)),
    },
    Shortcut {
        words: "comms customer",
        stands_for: Derived(Derivation::Message(Reader::Customer)),
    },
    Shortcut { words: "comms support", stands_for: Derived(Derivation::Message(Reader::Support)) },
    Shortcut { words: "escalate", stands_for: Derived(Derivation::Escalation) },
    Shortcut { words: "resolve", stands_for: Derived(Derivation::Resolution) },
    Shortcut { words: "timeline", stands_for: Derived(Derivation::Timeline) },
    Shortcut { words: "postmortem", stands_for: Derived(Derivation::Postmortem { profile: None }) },
    Shortcut { words: "runbook", stands_for: New("runbook") },
    Shortcut { words: "drill", stands_for: New("gameday") },
];

impl Snapshot {
    /// The bytes of a shortcut that is being typed at `offset`: `#` and letters,
    /// with nothing else on the line.
    #[must_use]
    pub fn shortcut_at(&self, offset: usize) -> Option<Span> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let before = self.text.get(line.start..offset)?;
        let typed = before.trim_start();
        let word = typed.strip_prefix('#')?;
        let is_word = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
        let is_heading = word.starts_with(' ');
        let is_alone = self.text[offset..line.end].trim().is_empty();
        if !is_word || is_heading || !is_alone || self.is_code(offset) {
            return None;
        }
        Some(Span::new(offset - typed.len(), offset))
    }

    /// What the shortcuts at `span` stand for.
    #[must_use]
    pub fn shortcuts(&self, span: Span, all: &[Template], present: &Present) -> Vec<Completion> {
        let scene = Scene { settings: &self.settings, utc: present.utc };
        // The shortcut itself is no part of what the document says.
        let rest = format!("{}{}", &self.text[..span.start], &self.text[span.end..]);
        let rest = self.with_text(rest);
        let told = rest.told();
        let offer = |(index, shortcut): (usize, &Shortcut)| {
            let (filled, about) = rest.stands_for(shortcut, &told, all, present)?;
            Some(Completion {
                label: format!("#{}", shortcut.words),
                detail: about,
                kind: CompletionKind::Template,
                span,
                text: without_front_matter(&filled.snippet(&scene)).to_owned(),
                is_snippet: true,
                plain: Some(without_front_matter(&filled.text()).to_owned()),
                filter: format!("#{}", shortcut.words),
                sort_key: format!("{index:04}"),
            })
        };
        SHORTCUTS.iter().enumerate().filter_map(offer).collect()
    }

    fn stands_for(
        &self,
        shortcut: &Shortcut,
        told: &Values,
        all: &[Template],
        present: &Present,
    ) -> Option<(Filled, String)> {
        let given = Values::new();
        let scene = Scene { settings: &self.settings, utc: present.utc };
        let name = match &shortcut.stands_for {
            New(name) => (*name).to_owned(),
            Derived(derivation) => self.template_name(derivation),
        };
        let preferred = self.settings.profile.as_deref();
        let template = templates::preferred(all, &name, preferred)?;
        let filled = match &shortcut.stands_for {
            // A document that is about nothing yet begins with something new.
            Derived(derivation) if self.tells_of_an_incident() => {
                self.derive_told(told, derivation, all, &given, present).ok()?
            }
            _ => template.fill(&given, &scene).ok()?,
        };
        Some((filled, template.about.clone()))
    }
}

/// A text for a place inside a document, without what only a file begins with.
fn without_front_matter(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("---\n") else { return text };
    let end = rest.find("\n---\n");
    end.map_or(text, |end| rest[end + 5..].trim_start_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{at_utc, with_cursor};
    use crate::templates::built_in_templates;
    use crate::vocabulary::Kind;

    fn offered(kind: Kind, fixture: &str) -> (Snapshot, Vec<Completion>) {
        let (snapshot, offset) = with_cursor(kind, fixture);
        let span = snapshot.shortcut_at(offset);
        let offer = |span| snapshot.shortcuts(span, built_in_templates(), &at_utc("10:45:00"));
        let found = span.map(offer).unwrap_or_default();
        (snapshot, found)
    }

    const LOG: &str = "# Incident log: checkout fails\n\n- **Severity:** SEV2\n- **Commander:** @kim\n\n## Timeline (UTC)\n\n- 2026-06-15 10:00 Impact begins\n- 10:15 Update #1 sent\n\n#up$0\n";

    #[test]
    fn a_shortcut_is_filled_with_what_the_document_says() {
        let (snapshot, found) = offered(Kind::IncidentLog, LOG);
        let update = found.iter().find(|item| item.label == "#update").expect("an update");
        assert_eq!(update.span.of(snapshot.text()), "#up");
        assert!(update.text.starts_with("**Update #2 · 2026-06-15 10:45 UTC**\n"), "{update:?}");
        assert!(update.text.contains("**Severity:** SEV2\n"), "{}", update.text);
        assert!(
            update.text.contains("**Status:** ${1|Investigating,Identified,Monitoring,Resolved|}")
        );
        let plain = update.plain.as_deref().expect("a text without stops");
        assert!(plain.contains("**Status:** {{ Where it stands }}"), "{plain}");
    }

    #[test]
    fn every_shortcut_is_offered() {
        for (kind, fixture) in [(Kind::IncidentLog, LOG), (Kind::Other, "#$0")] {
            let (_, found) = offered(kind, fixture);
            assert_eq!(found.len(), SHORTCUTS.len());
        }
    }

    #[test]
    fn an_empty_document_begins_with_something_new() {
        let (_, found) = offered(Kind::Other, "#decl$0");
        let declaration = &found[0];
        assert!(declaration.text.contains("**Incident:** INC-20260615-1045\n"), "{declaration:?}");
        assert!(declaration.text.contains("**Status:** Investigating\n"), "{declaration:?}");
    }

    #[test]
    fn a_text_inside_a_document_has_no_front_matter() {
        let (_, found) = offered(Kind::IncidentLog, LOG);
        let timeline = found.iter().find(|item| item.label == "#timeline").expect("a timeline");
        assert!(timeline.text.starts_with("## Timeline\n"), "{}", timeline.text);
    }

    #[test]
    fn headings_tags_and_code_are_left_alone() {
        for fixture in
            ["# $0", "#$0 title", "see #up$0", "## $0", "#42$0", "```\n#up$0\n```", "| #$0 |"]
        {
            assert_eq!(offered(Kind::IncidentLog, fixture).1, [], "{fixture}");
        }
    }
}
