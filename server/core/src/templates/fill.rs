//! From values to a text.

use super::body::{Line, Part, is_mark};
use super::scene::{Scene, expand};
use super::values::{self, FieldError, Values};
use super::{FieldType, Template, TemplateField};

/// A filled template: a text in which blanks are still told from words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The name of a file for it.
    pub file_name: String,
    /// The required fields that have no value and stand in the text.
    pub unfilled: Vec<TemplateField>,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(String),
    /// A blank: an index into [`Filled::unfilled`].
    Blank(usize),
}

impl Filled {
    /// The text. A blank is `{{ its label }}`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Blank(index) => {
                    text.push_str("{{ ");
                    text.push_str(&self.unfilled[*index].label);
                    text.push_str(" }}");
                }
            }
        }
        text
    }
}

pub(super) fn fill(
    template: &Template,
    given: &Values,
    scene: &Scene<'_>,
) -> Result<Filled, FieldError> {
    let values = values::complete(template, given, scene)?;
    let mut writer = Writer {
        template,
        values: &values,
        scene,
        unfilled: Vec::new(),
        lines: Vec::new(),
        was_dropped: false,
        shown: Vec::new(),
    };
    template.lines.iter().for_each(|line| writer.line(line));
    Ok(writer.finish())
}

struct Writer<'a> {
    template: &'a Template,
    values: &'a Values,
    scene: &'a Scene<'a>,
    unfilled: Vec<TemplateField>,
    lines: Vec<Vec<Piece>>,
    /// Whether a line has been left out since the last one that was written.
    was_dropped: bool,
    /// For each section that is open, whether it is shown.
    shown: Vec<bool>,
}

impl Writer<'_> {
    fn line(&mut self, line: &Line) {
        let shown: Vec<&Part> = line.iter().filter(|part| self.is_shown(part)).collect();
        let is_hidden = shown.is_empty() && !line.is_empty();
        if is_hidden || is_mark(line) || self.holds_only_empty_fields(&shown) {
            self.was_dropped = true;
            return;
        }
        match self.repeats(&shown) {
            Some(count) => (0..count).for_each(|item| self.write(&shown, Some(item))),
            None => self.write(&shown, None),
        }
    }

    /// Follows the marks of sections, and says whether a part stands in the text.
    fn is_shown(&mut self, part: &Part) -> bool {
        match part {
            Part::Open { name, with_value } => {
                let is_shown = (self.value(name).is_some()) == *with_value;
                self.shown.push(is_shown);
                false
            }
            Part::Close(_) => {
                self.shown.pop();
                false
            }
            Part::Words(_) | Part::Field(_) => self.shown.iter().all(|shown| *shown),
        }
    }

    /// The value of a field, or a fact of the moment for which there is none.
    fn value(&self, name: &str) -> Option<String> {
        match self.template.field(name) {
            Some(_) => self.values.get(name).map(str::to_owned),
            None => values::value(name, self.values, self.scene),
        }
    }

    /// Whether a line has fields, and all of them may be left out and are.
    fn holds_only_empty_fields(&self, line: &[&Part]) -> bool {
        let mut names = line.iter().filter_map(|part| part.name()).peekable();
        let may_be_empty =
            |name: &str| self.template.field(name).is_some_and(|field| !field.is_required);
        names.peek().is_some() && names.all(|name| may_be_empty(name) && self.value(name).is_none())
    }

    /// How often an item of a list or a row of a table stands there: once for
    /// each value of its lists.
    fn repeats(&self, line: &[&Part]) -> Option<usize> {
        let is_row = match line.first() {
            Some(Part::Words(words)) => is_item_or_row(words),
            _ => false,
        };
        let lists = line.iter().filter_map(|part| self.list(part.name()?));
        lists.map(<[String]>::len).max().filter(|count| is_row && *count > 0)
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        let is_list = self.template.field(name)?.kind == FieldType::List;
        is_list.then(|| self.values.all(name))
    }

    fn write(&mut self, line: &[&Part], item: Option<usize>) {
        if let Some(fence) = self.fence(line) {
            return self.push(vec![Piece::Words(fence)]);
        }
        let is_row = matches!(line.first(), Some(Part::Words(words)) if words.starts_with('|'));
        let mut pieces: Vec<Piece> = Vec::new();
        for part in line {
            if matches!(part, Part::Words(words) if words.starts_with('.')) {
                as_sentence(&mut pieces);
            }
            let piece = match part {
                Part::Words(words) => Piece::Words(numbered(words, item, pieces.is_empty())),
                other => self.piece(other.name().unwrap_or_default(), item, is_row),
            };
            pieces.push(piece);
        }
        self.push(pieces);
    }

    /// A command alone on its line, in a fence.
    fn fence(&self, line: &[&Part]) -> Option<String> {
        let [part] = line else { return None };
        let name = part.name()?;
        let is_command = self.template.field(name)?.kind == FieldType::Command;
        let command = self.values.get(name).filter(|_| is_command)?;
        let mut marks = "```".to_owned();
        while command.contains(&marks) {
            marks.push('`');
        }
        Some(format!("{marks}bash\n{command}\n{marks}"))
    }

    fn piece(&mut self, name: &str, item: Option<usize>, is_row: bool) -> Piece {
        let value = match self.list(name).filter(|all| !all.is_empty()) {
            Some(all) => match item {
                Some(item) => Some(all.get(item).cloned().unwrap_or_default()),
                None => Some(all.join(", ")),
            },
            None => self.value(name),
        };
        match (value, self.template.field(name)) {
            (Some(value), _) if is_row => Piece::Words(cell(&value)),
            (Some(value), _) => Piece::Words(value),
            (None, Some(field)) if field.is_required => self.blank(field.clone()),
            (None, _) => Piece::Words(String::new()),
        }
    }

    fn blank(&mut self, field: TemplateField) -> Piece {
        let known = self.unfilled.iter().position(|known| known.name == field.name);
        Piece::Blank(known.unwrap_or_else(|| {
            self.unfilled.push(field);
            self.unfilled.len() - 1
        }))
    }

    /// Adds a line; an empty one that would follow another only because
    /// something between them was left out goes with it.
    fn push(&mut self, line: Vec<Piece>) {
        let is_empty = line.is_empty();
        let follows_empty = self.lines.last().is_none_or(Vec::is_empty);
        if is_empty && follows_empty && self.was_dropped {
            return;
        }
        self.was_dropped &= is_empty;
        self.lines.push(line);
    }

    fn finish(mut self) -> Filled {
        while self.lines.last().is_some_and(Vec::is_empty) {
            self.lines.pop();
        }
        let file_name = self.file_name();
        let end = || vec![Piece::Words("\n".to_owned())];
        let pieces = self.lines.into_iter().flat_map(|line| [line, end()]).flatten().collect();
        Filled { file_name, unfilled: self.unfilled, pieces }
    }

    fn file_name(&self) -> String {
        let value = |name: &str| Some(self.value(name).unwrap_or_default());
        let name = expand(&self.template.file, value).unwrap_or_default();
        let name: String = name.chars().map(|c| if is_of_a_name(c) { c } else { '-' }).collect();
        let name = name.trim_matches(['-', '.']);
        let name = if name.is_empty() { &self.template.name } else { name };
        format!("{name}.md")
    }
}

/// Makes a sentence of a value that stands before a full stop: its own goes
/// away, and at the head of a line it begins with a capital.
fn as_sentence(pieces: &mut [Piece]) {
    if let [Piece::Words(value)] = pieces {
        let first: String = value.chars().take(1).flat_map(char::to_uppercase).collect();
        let rest = value.chars().next().map_or(0, char::len_utf8);
        value.replace_range(..rest, &first);
    }
    if let Some(Piece::Words(value)) = pieces.last_mut()
        && value.ends_with('.')
        && !value.ends_with("..")
    {
        value.pop();
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Whether the words before the first field of a line are no more than the
/// mark of an item or the edge of a row.
fn is_item_or_row(words: &str) -> bool {
    let words = words.trim_start();
    if words.contains(char::is_alphabetic) {
        return false;
    }
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with(['|', '>'])
        || ["- ", "* "].iter().any(|mark| words.starts_with(mark))
        || number.len() < words.len() && number.starts_with(". ")
}

/// The words before the first field of a repeated line: an ordered list counts on.
fn numbered(words: &str, item: Option<usize>, is_first: bool) -> String {
    let Some(item) = item.filter(|_| is_first) else { return words.to_owned() };
    let indent = words.len() - words.trim_start().len();
    let digits = words[indent..].bytes().take_while(u8::is_ascii_digit).count();
    match words[indent..indent + digits].parse::<usize>() {
        Ok(first) => {
            format!("{}{}{}", &words[..indent], first + item, &words[indent + digits..])
        }
        Err(_) => words.to_owned(),
    }
}

/// A value in a cell: one line, and no mark that would end the cell.
fn cell(value: &str) -> String {
    value.replace('\n', " ").replace("\\|", "|").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    const HEAD: &str = r#"+++
title = "Note"
about = "A note."
kind = "message"
file = "note-{{title}}"

[fields]
title = {}
who = { label = "Who is told", type = "list", required = false }
when = { label = "Times told", type = "list" }
bridge = { required = false }
check = { label = "Command that checks", type = "command" }
+++
"#;

    fn filled(body: &str, values: &[(&str, &str)]) -> Filled {
        let template = Template::parse("note", &format!("{HEAD}{body}")).expect("a template");
        let settings = Settings::default();
        let utc = "2026-06-15T10:05:00".parse().expect("a time");
        let mut given = Values::new();
        values.iter().for_each(|(name, value)| given.add(name, *value));
        template.fill(&given, &Scene { settings: &settings, utc }).expect("values that fit")
    }

    #[track_caller]
    fn check(body: &str, values: &[(&str, &str)], wanted: &str) {
        assert_eq!(filled(body, values).text(), wanted);
    }

    #[test]
    fn a_required_field_leaves_a_blank_and_an_optional_one_nothing() {
        check("{{title}} at {{now}}", &[("title", "Slow")], "Slow at 2026-06-15 10:05 UTC\n");
        check("# {{title}}\n\n**Call:** {{bridge}}\n\nEnd", &[], "# {{ Title }}\n\nEnd\n");
    }

    #[test]
    fn a_sentence_ends_once() {
        check("{{title}}. We look.", &[("title", "It is slow.")], "It is slow. We look.\n");
        check("{{title}}. We look.", &[("title", "It waits...")], "It waits.... We look.\n");
        check("{{title}}. We look.", &[("title", "it is slow")], "It is slow. We look.\n");
        check("So {{title}}.", &[("title", "it is slow")], "So it is slow.\n");
    }

    #[test]
    fn a_section_stands_with_its_value_or_without() {
        let body = "A\n\n{{#bridge}}\nCall {{bridge}}.\n{{/bridge}}\n{{^bridge}}\nNo call.\n{{/bridge}}\n\nB{{#bridge}}!{{/bridge}}";
        check(body, &[("bridge", "b-1")], "A\n\nCall b-1.\n\nB!\n");
        check(body, &[], "A\n\nNo call.\n\nB\n");
    }

    #[test]
    fn a_list_has_a_line_for_each_value() {
        let two = &[("who", "@kim"), ("who", "@lee"), ("when", "10:05"), ("when", "10:15")];
        check("- {{who}} at {{when}}", two, "- @kim at 10:05\n- @lee at 10:15\n");
        check("1. {{who}}", two, "1. @kim\n2. @lee\n");
        check("- Told: {{who}}", two, "- Told: @kim, @lee\n");
        check("| {{who}} | {{when}} |", &[("who", "a|b")], "| a\\|b | {{ Times told }} |\n");
        check("- {{who}}\n- {{when}}", &[], "- {{ Times told }}\n");
    }

    #[test]
    fn a_command_gets_a_fence() {
        check("{{check}}", &[("check", "uptime")], "```bash\nuptime\n```\n");
        check("{{check}}", &[], "{{ Command that checks }}\n");
    }

    #[test]
    fn each_blank_is_named_once() {
        let filled = filled("{{title}} {{title}} {{when}}", &[]);
        let names: Vec<&str> = filled.unfilled.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["title", "when"]);
    }

    #[test]
    fn a_file_name_has_no_blanks_and_no_slashes() {
        assert_eq!(filled("x", &[("title", "db/../x y")]).file_name, "note-db-..-x-y.md");
        assert_eq!(filled("x", &[]).file_name, "note.md");
    }
}
