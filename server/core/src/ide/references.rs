//! Where else a document names the same person or incident.

use memchr::memmem;

use crate::ide::Snapshot;
use crate::text::Span;
use crate::vocabulary::FieldKind;

/// A person or an incident, wherever a document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A handle without its `@`, or a name.
    Person(String),
    /// The number or key of an incident, `INC-482`.
    Incident(String),
}

impl Snapshot {
    /// The person or incident at byte `offset`, with its bytes there.
    #[must_use]
    pub fn subject_at(&self, offset: usize) -> Option<(Subject, Span)> {
        self.person_at(offset).or_else(|| self.incident_at(offset))
    }

    /// Every place that names a subject, in order: for highlighting and for the
    /// references within the document.
    #[must_use]
    pub fn mentions(&self, subject: &Subject) -> Vec<Span> {
        match subject {
            Subject::Person(name) => {
                let people = self.document.people.iter();
                let is_same = |person: &str| person.eq_ignore_ascii_case(name);
                people.filter(|person| is_same(&person.name)).map(|person| person.span).collect()
            }
            Subject::Incident(key) => self.words(key),
        }
    }

    fn person_at(&self, offset: usize) -> Option<(Subject, Span)> {
        let people = &self.document.people;
        let next = people.partition_point(|person| person.span.start <= offset);
        let person = people[..next].last().filter(|person| touches(person.span, offset))?;
        Some((Subject::Person(person.name.clone()), person.span))
    }

    /// The key that the document gives to its incident, or a word that looks
    /// like one.
    fn incident_at(&self, offset: usize) -> Option<(Subject, Span)> {
        let field =
            self.document.field(FieldKind::IncidentId).filter(|field| !field.value.is_empty());
        if let Some(field) = field.filter(|field| touches(field.value_span, offset)) {
            return Some((Subject::Incident(field.value.clone()), field.value_span));
        }
        let span = self.key_at(offset)?;
        Some((Subject::Incident(span.of(&self.text).to_owned()), span))
    }

    /// The word such as `INC-482` around a place.
    fn key_at(&self, offset: usize) -> Option<Span> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let before =
            bytes[..offset].iter().rev().take(LONGEST_KEY).take_while(|byte| is_part(byte));
        let after = bytes[offset..].iter().take(LONGEST_KEY).take_while(|byte| is_part(byte));
        let span = Span::new(offset - before.count(), offset + after.count());
        is_key(span.of(&self.text)).then_some(span)
    }

    /// Every place of a word that is no part of a longer one.
    fn words(&self, word: &str) -> Vec<Span> {
        let bytes = self.text.as_bytes();
        let joins = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        };
        memmem::find_iter(bytes, word)
            .map(|start| Span::new(start, start + word.len()))
            .filter(|span| !joins(span.start.checked_sub(1)) && !joins(Some(span.end)))
            .collect()
    }
}

/// In bytes, on either side of a place.
const LONGEST_KEY: usize = 40;

/// Whether a word is letters, a hyphen and a number: `INC-482`, `PM2024-003`.
fn is_key(word: &str) -> bool {
    let Some((name, number)) = word.rsplit_once('-') else { return false };
    let is_name = name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_name && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cursor at `offset` stands in or right behind a span.
fn touches(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::with_cursor;
    use crate::vocabulary::Kind;

    /// Every mention in brackets.
    #[track_caller]
    fn check(fixture: &str, wanted: &str) {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, fixture);
        let (subject, _) = snapshot.subject_at(offset).expect("a subject");
        let mut text = snapshot.text().to_owned();
        for span in snapshot.mentions(&subject).into_iter().rev() {
            text.insert(span.end, '⟩');
            text.insert(span.start, '⟨');
        }
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_handle_is_found_in_fields_and_text() {
        check(
            "# Post-mortem\n\n**Commander:** @kim\n\n@ki$0m asked @kimberly, then @Kim left.\n",
            "# Post-mortem\n\n**Commander:** ⟨@kim⟩\n\n⟨@kim⟩ asked @kimberly, then ⟨@Kim⟩ left.\n",
        );
    }

    #[test]
    fn an_incident_is_found_by_its_key() {
        check(
            "# Post-mortem INC-4$082\n\nSee INC-482, not INC-4821 or XINC-482.\n",
            "# Post-mortem ⟨INC-482⟩\n\nSee ⟨INC-482⟩, not INC-4821 or XINC-482.\n",
        );
    }

    #[test]
    fn the_key_of_a_field_may_have_any_shape() {
        check(
            "# Post-mortem\n\n**Incident ID:** 20$026a\n\nSee 2026a.\n",
            "# Post-mortem\n\n**Incident ID:** ⟨2026a⟩\n\nSee ⟨2026a⟩.\n",
        );
    }

    #[test]
    fn other_words_are_no_subject() {
        let (snapshot, offset) =
            with_cursor(Kind::Postmortem, "# Post-mortem\n\nA well-kn$0own word.\n");
        assert_eq!(snapshot.subject_at(offset), None);
    }
}
