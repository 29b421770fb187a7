//! The text of a template, line by line, as words, fields and sections.

use super::TemplateError;

/// A line of a template.
pub(super) type Line = Vec<Part>;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words that stay as they are.
    Words(String),
    /// `{{name}}`: the value of a field.
    Field(String),
    /// `{{#name}}`: what follows stands there only with a value; `{{^name}}`:
    /// only without one.
    Open {
        /// The field.
        name: String,
        /// Whether a value is wanted, or none.
        with_value: bool,
    },
    /// `{{/name}}`: the end of such a section.
    Close(String),
}

impl Part {
    /// The field that a part is about.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Words(_) => None,
            Self::Field(name) | Self::Open { name, .. } | Self::Close(name) => Some(name),
        }
    }
}

/// Whether a line holds nothing but marks of sections, so that it goes with them.
pub(super) fn is_mark(line: &Line) -> bool {
    let is_quiet = |part: &Part| match part {
        Part::Words(words) => words.trim().is_empty(),
        Part::Field(_) => false,
        Part::Open { .. } | Part::Close(_) => true,
    };
    line.iter().all(is_quiet) && line.iter().any(|part| part.name().is_some())
}

/// Splits a line. Braces around anything but a name are words: a runbook may
/// quote another template language.
pub(super) fn parts(line: &str) -> Line {
    let mut parts = Vec::new();
    let (mut words, mut rest) = (String::new(), line);
    while let Some(start) = rest.find("{{") {
        let behind = &rest[start + 2..];
        let inner = behind.find("}}").and_then(|end| Some((part(&behind[..end])?, end)));
        let Some((part, end)) = inner else {
            words.push_str(&rest[..start + 2]);
            rest = behind;
            continue;
        };
        words.push_str(&rest[..start]);
        if !words.is_empty() {
            parts.push(Part::Words(std::mem::take(&mut words)));
        }
        parts.push(part);
        rest = &behind[end + 2..];
    }
    words.push_str(rest);
    if !words.is_empty() {
        parts.push(Part::Words(words));
    }
    parts
}

fn part(inner: &str) -> Option<Part> {
    let inner = inner.trim();
    let name = inner.trim_start_matches(['#', '^', '/']).trim();
    if inner.len() > name.len() + 2 || !is_name(name) {
        return None;
    }
    let name = name.to_owned();
    Some(match inner.as_bytes().first() {
        Some(b'#') => Part::Open { name, with_value: true },
        Some(b'^') => Part::Open { name, with_value: false },
        Some(b'/') => Part::Close(name),
        _ => Part::Field(name),
    })
}

/// Whether a word is a name in kebab-case.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether sections end as they begin. `first` is the number of the first line.
pub(super) fn check_sections(lines: &[Line], first: usize) -> Result<(), TemplateError> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (number, part) in
        (first..).zip(lines).flat_map(|(n, line)| line.iter().map(move |p| (n, p)))
    {
        match part {
            Part::Open { name, .. } => open.push((name, number)),
            Part::Close(name) if open.pop().is_none_or(|(opened, _)| opened != name) => {
                let reason = format!("`{{{{/{name}}}}}` ends a section that is not open here");
                return Err(TemplateError { line: number, reason });
            }
            _ => {}
        }
    }
    match open.pop() {
        None => Ok(()),
        Some((name, line)) => {
            let reason = format!("the section of `{name}` does not end; add `{{{{/{name}}}}}`");
            Err(TemplateError { line, reason })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_fields() {
        let line = parts("**Impact:** {{ impact }}, {{#since}}since {{since}}{{/since}}");
        let names: Vec<&str> = line.iter().filter_map(Part::name).collect();
        assert_eq!(names, ["impact", "since", "since", "since"]);
        assert_eq!(line[0], Part::Words("**Impact:** ".to_owned()));
    }

    #[test]
    fn other_braces_are_words() {
        for line in ["{{ .Labels.job }}", "{{ $value }}", "{{ what you saw }}", "{{", "{{ }}"] {
            assert_eq!(parts(line), [Part::Words(line.to_owned())], "{line}");
        }
    }

    #[test]
    fn sections_end_as_they_begin() {
        let check = |lines: &[&str]| {
            let lines: Vec<Line> = lines.iter().map(|line| parts(line)).collect();
            check_sections(&lines, 1).map_err(|error| error.line)
        };
        assert_eq!(check(&["{{#a}}", "{{^b}}", "{{/b}}", "{{/a}}"]), Ok(()));
        assert_eq!(check(&["{{#a}}", "{{#b}}", "{{/a}}"]), Err(3));
        assert_eq!(check(&["", "{{#a}}"]), Err(2));
    }
}
