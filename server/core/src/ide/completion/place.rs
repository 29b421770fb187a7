//! What kind of place the cursor stands in, read from its line and the blocks
//! around it. A document that is being typed is half written, so the line
//! counts for more than what Markdown makes of it.

use crate::document::{Field, FieldForm};
use crate::ide::Snapshot;
use crate::syntax::{BlockId, BlockKind, InlineKind};
use crate::text::Span;
use crate::timeline::Entry;
use crate::vocabulary::{ActionColumn, FieldKind, Kind, SectionKind};

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The name of a rule, in an ignore comment.
    RuleName,
    /// A heading.
    Heading {
        /// Whether it is of level 1.
        is_title: bool,
    },
    /// The target of a link within the document.
    Anchor,
    /// Behind an `@`.
    Handle,
    /// In parentheses behind a person.
    Role,
    /// A severity in running text.
    Severity,
    /// The label of a field that does not stand there yet.
    FieldLabel {
        /// What stands before and behind a label here.
        marks: [String; 2],
    },
    /// Behind the label of a field.
    FieldValue(FieldKind),
    /// A cell of a table of action items.
    ActionCell(ActionColumn),
    /// Behind `due` in an action item.
    DueDate,
    /// The time of an entry.
    Stamp,
    /// Behind the time of an entry.
    EntryText,
}

/// A place with the bytes of what has been typed of it.
pub(super) struct Placed {
    pub(super) kind: Place,
    pub(super) span: Span,
}

impl Snapshot {
    pub(super) fn completion_place(&self, offset: usize) -> Option<Placed> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let before = self.text.get(line.start..offset)?;
        let cursor = Cursor { snapshot: self, offset, line, before };
        cursor.rule_name().or_else(|| {
            if self.is_code(offset) {
                return None;
            }
            let readers = [
                Cursor::heading,
                Cursor::anchor,
                Cursor::handle,
                Cursor::role,
                Cursor::field_value,
                Cursor::cell,
                Cursor::due_date,
                Cursor::entry,
                Cursor::severity,
                Cursor::field_label,
            ];
            readers.iter().find_map(|read| read(&cursor))
        })
    }
}

impl Snapshot {
    /// Whether a place lies in code, in which nothing is offered.
    pub(in crate::ide) fn is_code(&self, offset: usize) -> bool {
        let near = [Some(offset), offset.checked_sub(1)];
        let blocks = near.into_iter().flatten().filter_map(|at| self.syntax.block_at(at));
        blocks.into_iter().any(|id| {
            let is_block = matches!(
                self.syntax.blocks[id].kind,
                BlockKind::Fence { .. } | BlockKind::IndentedCode
            );
            let is_inline = self.syntax.inlines(id).iter().any(|inline| {
                inline.kind == InlineKind::Code
                    && inline.span.start < offset
                    && offset < inline.span.end
            });
            is_block || is_inline
        })
    }
}

/// The cursor with its line.
struct Cursor<'a> {
    snapshot: &'a Snapshot,
    offset: usize,
    line: Span,
    /// The line up to the cursor.
    before: &'a str,
}

impl Cursor<'_> {
    fn at(&self, kind: Place, typed: &str) -> Option<Placed> {
        Some(Placed { kind, span: Span::new(self.offset - typed.len(), self.offset) })
    }

    /// The end of the line's text for which `holds`.
    fn typed(&self, holds: impl Fn(char) -> bool) -> &str {
        let start = self.before.trim_end_matches(holds).len();
        &self.before[start..]
    }

    /// Inside `<!-- warroom-ignore a, b`, before its colon.
    fn rule_name(&self) -> Option<Placed> {
        let start = self.before.rfind("<!--")?;
        let comment = self.before[start + 4..].trim_start().strip_prefix("warroom-ignore")?;
        let words = comment.trim_start_matches(|c: char| c == '-' || c.is_ascii_lowercase());
        let is_open = !comment.contains("-->") && !words.contains(':') && !words.contains(" until");
        let is_behind = words.starts_with([' ', '\t']);
        let typed = self.typed(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
        if is_open && is_behind { self.at(Place::RuleName, typed) } else { None }
    }

    fn heading(&self) -> Option<Placed> {
        let level = self.before.len() - self.before.trim_start_matches('#').len();
        let typed = self.before[level..].strip_prefix([' ', '\t'])?.trim_start();
        if !(1..=6).contains(&level) {
            return None;
        }
        self.at(Place::Heading { is_title: level == 1 }, typed)
    }

    fn anchor(&self) -> Option<Placed> {
        let start = self.before.rfind("](")? + 2;
        let typed = self.before[start..].strip_prefix('#')?;
        let is_open = !typed.contains([')', ' ']);
        if is_open { self.at(Place::Anchor, typed) } else { None }
    }

    fn handle(&self) -> Option<Placed> {
        let name = self.typed(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let head = self.before[..self.before.len() - name.len()].strip_suffix('@')?;
        let is_start = !head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/'));
        let length = name.len() + 1;
        if is_start {
            self.at(Place::Handle, &self.before[self.before.len() - length..])
        } else {
            None
        }
    }

    /// `@kim (`: the role of a person.
    fn role(&self) -> Option<Placed> {
        let start = self.before.rfind('(')?;
        let typed = &self.before[start + 1..];
        let person = self.snapshot.document.people.iter().find(|person| {
            let end = person.span.end;
            let between = self.snapshot.text.get(end..self.line.start + start);
            between.is_some_and(|between| between.trim_matches([' ', '*']).is_empty())
        })?;
        let is_word = typed.chars().all(|c| c.is_alphabetic() || c == ' ');
        if is_word && person.span.start >= self.line.start {
            self.at(Place::Role, typed)
        } else {
            None
        }
    }

    fn field_value(&self) -> Option<Placed> {
        let field = self.field_of_line()?;
        let start = field.value_span.start.max(field.label_span.end);
        let behind = self.snapshot.text.get(field.label_span.end..self.offset)?;
        let marks =
            behind.len() - behind.trim_start_matches([':', '*', '_', ' ', '|', '"', '=']).len();
        if marks == 0 {
            return None;
        }
        let typed = &behind[marks..];
        // People come in lists: what is typed is the last of them.
        let names_people = field.kind.is_some_and(FieldKind::names_people);
        let typed =
            if names_people { typed.rsplit([',', ';']).next()?.trim_start() } else { typed };
        let is_here = start <= self.offset || behind.len() == marks;
        if is_here { self.at(Place::FieldValue(field.kind?), typed) } else { None }
    }

    /// The field whose label stands on the line, before the cursor.
    fn field_of_line(&self) -> Option<&Field> {
        let fields = &self.snapshot.document.fields;
        fields.iter().find(|field| {
            self.line.start <= field.label_span.start
                && field.label_span.end < self.offset
                && self.line.covers(field.label_span)
        })
    }

    fn cell(&self) -> Option<Placed> {
        if !self.before.trim_start().starts_with('|') {
            return None;
        }
        let table = self.table_around()?;
        let column = pipes(self.before).checked_sub(1)?;
        let typed = &self.before[self.before.rfind('|')? + 1..].trim_start();
        let kind = self.kind_of_column(table, column)?;
        self.at(kind, typed)
    }

    fn table_around(&self) -> Option<BlockId> {
        let syntax = &self.snapshot.syntax;
        let near = [Some(self.offset), self.offset.checked_sub(1), Some(self.line.start)];
        near.into_iter().flatten().filter_map(|at| syntax.block_at(at)).find_map(|id| {
            let mut around = std::iter::once(id).chain(syntax.ancestors(id));
            around.find(|&id| syntax.blocks[id].kind == BlockKind::Table)
        })
    }

    fn kind_of_column(&self, table: BlockId, column: usize) -> Option<Place> {
        let syntax = &self.snapshot.syntax;
        let head = syntax.children(table).next()?;
        let header = |id: BlockId| syntax.plain(&self.snapshot.text, id).text;
        let cell = syntax.children(head).nth(column)?;
        let own = header(cell).to_lowercase();
        let mut folded = String::new();
        let all: Vec<Option<ActionColumn>> = syntax
            .children(head)
            .map(|cell| ActionColumn::of_header(&header(cell), &mut folded))
            .collect();
        let is_timeline = own.contains("time") || (own == "when" && column == 0);
        match all[column] {
            _ if is_timeline => Some(Place::Stamp),
            Some(known) if all.iter().flatten().count() >= 2 => Some(Place::ActionCell(known)),
            _ => None,
        }
    }

    /// Behind `due` in an action item.
    fn due_date(&self) -> Option<Placed> {
        let typed = self.typed(|c| c.is_ascii_digit() || c == '-');
        let head = self.before[..self.before.len() - typed.len()].trim_end_matches([' ', ':']);
        let is_due = head.to_ascii_lowercase().ends_with("due")
            || head.to_ascii_lowercase().ends_with("due by");
        let section = self.snapshot.document.section_at(self.line.start);
        let is_action =
            section.is_some_and(|section| section.kind == Some(SectionKind::ActionItems));
        if is_due && is_action { self.at(Place::DueDate, typed) } else { None }
    }

    /// At the head of an item of a timeline, or behind its stamp.
    fn entry(&self) -> Option<Placed> {
        if let Some(entry) = self.entry_of_line() {
            let behind = self.snapshot.text.get(entry.stamp.span.end..self.offset)?;
            let marks =
                behind.trim_start_matches([' ', '*', '_', '`', ':', '-', '–', '—', ']', ')', '|']);
            let is_first_words = marks.len() < behind.len() && marks.len() <= 20;
            return if is_first_words { self.at(Place::EntryText, marks) } else { None };
        }
        let item = self.before.trim_start();
        let typed = item.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
        let is_stamp =
            typed.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | ' ' | '*'));
        let in_timeline = self.in_timeline();
        if is_stamp && in_timeline {
            self.at(Place::Stamp, typed.trim_start_matches('*'))
        } else {
            None
        }
    }

    fn entry_of_line(&self) -> Option<&Entry> {
        let entries = &self.snapshot.timeline.entries;
        let next = entries.partition_point(|entry| entry.stamp.span.start < self.offset);
        let entry = entries[..next].last()?;
        (entry.stamp.span.start >= self.line.start && entry.stamp.span.end < self.offset)
            .then_some(entry)
    }

    fn in_timeline(&self) -> bool {
        let document = &self.snapshot.document;
        let is_around = |kind| {
            let mut around = document.sections.iter().filter(|section| {
                section.span.start <= self.offset && self.line.start <= section.span.end + 2
            });
            around.any(|section| section.kind == Some(kind))
        };
        matches!(document.kind, Kind::Postmortem | Kind::IncidentLog | Kind::GameDay)
            && is_around(SectionKind::Timeline)
    }

    /// `SEV` in running text: the beginning of a name of the scale. In small
    /// letters it is the beginning of `several` as often.
    fn severity(&self) -> Option<Placed> {
        let typed = self.typed(|c| c.is_ascii_alphanumeric() || c == '-');
        let is_begun = typed.len() >= 2
            && !typed.contains(|c: char| c.is_ascii_lowercase())
            && self.snapshot.settings.severities.iter().any(|severity| {
                let head = severity.name.get(..typed.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(typed))
            });
        if is_begun { self.at(Place::Severity, typed) } else { None }
    }

    /// A line at the head of the document that may become a field.
    fn field_label(&self) -> Option<Placed> {
        let front = self.snapshot.syntax.front_matter;
        if front
            .is_some_and(|front| front.body.start <= self.offset && self.offset <= front.body.end)
        {
            let is_key =
                self.before.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            let toml =
                front.is_some_and(|front| front.format == crate::syntax::FrontMatterFormat::Toml);
            let marks = [String::new(), if toml { " = " } else { ": " }.to_owned()];
            return if is_key { self.at(Place::FieldLabel { marks }, self.before) } else { None };
        }
        if !self.is_at_head() {
            return None;
        }
        let words = self.before.trim_start_matches([' ', '-', '*', '_']);
        let is_label = words.len() <= 30 && words.chars().all(|c| c.is_alphabetic() || c == ' ');
        let is_free = self.snapshot.text[self.offset..self.line.end].trim().is_empty();
        let marks = self.marks_of_fields();
        if is_label && is_free { self.at(Place::FieldLabel { marks }, self.before) } else { None }
    }

    /// Whether the line stands above the first section below the title.
    fn is_at_head(&self) -> bool {
        let document = &self.snapshot.document;
        if document.kind == Kind::Other {
            return false;
        }
        let title = document.title.as_ref().map_or(0, |title| title.span.end);
        let first = document.sections.iter().find(|section| {
            section.level > 1
                && matches!(
                    self.snapshot.syntax.blocks[section.heading].kind,
                    BlockKind::Heading { .. }
                )
        });
        let end = first.map_or(self.snapshot.text.len(), |section| section.span.start);
        title < self.line.start && self.offset <= end
    }

    /// The marks around the labels of the fields that stand there.
    fn marks_of_fields(&self) -> [String; 2] {
        let text = &self.snapshot.text;
        let of_body = self.snapshot.document.fields.iter().rev().find(|field| {
            matches!(field.form, FieldForm::Line | FieldForm::Bullet) && !field.value.is_empty()
        });
        let marks = of_body.and_then(|field| {
            let start =
                self.snapshot.lines.span(self.snapshot.lines.line(field.label_span.start), text);
            let before = text.get(start.start..field.label_span.start)?;
            let behind = text.get(field.label_span.end..field.value_span.start)?;
            Some([before.to_owned(), behind.to_owned()])
        });
        marks.unwrap_or(["**".to_owned(), ":** ".to_owned()])
    }
}

/// How many pipes stand in a line that do not stand for themselves.
fn pipes(line: &str) -> usize {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\').count()
}
