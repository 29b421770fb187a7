//! The alerts of a Prometheus rule file: a `PrometheusRule` resource, plain
//! `groups:`, or a list of either.
//!
//! An alert is a mapping with a key `alert`; what stands around it differs
//! from tool to tool and does not matter. A file that a template engine still
//! has to fill in is not read at all: its text is no YAML, or says something
//! else once it is filled in.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use saphyr_parser::{Event, Parser};

use crate::text::{CharacterIndex, Span};

/// What is known of a rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// Its alerts, in order of place.
    pub alerts: Vec<Alert>,
    /// Whether these are all: a template may have more.
    pub is_whole: bool,
}

/// An alert with the address of its runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its name.
    pub name: Box<str>,
    /// The annotation `runbook_url`.
    pub runbook: Option<Box<str>>,
    /// The bytes of the address, or of the name where there is none; quotes
    /// included.
    pub span: Span,
}

/// Why a rule file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A template, to be filled in by Helm or the like.
    Template {
        /// The 1-based line that shows it.
        line: usize,
    },
    /// No YAML.
    Fault {
        /// The 1-based line of the fault.
        line: usize,
        /// What the parser says.
        reason: String,
    },
}

/// What only a template engine reads. Prometheus has templates of its own in
/// annotations, which are plain text to YAML.
static TEMPLATE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new([
        ".Values.",
        ".Release.",
        ".Chart.",
        ".Capabilities.",
        "{{ include ",
        "{{- include ",
        "{{ template ",
        "{{- template ",
        "{{ define ",
        "{{- define ",
        "{{`",
        "{{ `",
        "{%",
    ])
    .ok()
});

/// The key under which an alert has its name.
const ALERT: &str = "alert";

/// The key of the mapping that holds the address of the runbook, and its own.
const ANNOTATIONS: &str = "annotations";
const RUNBOOK: &str = "runbook_url";

/// All alerts of a rule file, in order of place.
///
/// # Errors
/// When the file is a template or no YAML.
pub(super) fn read(text: &str) -> Result<Vec<Alert>, Unread> {
    let mark = TEMPLATE.as_ref().and_then(|marks| marks.find(text));
    if let Some(mark) = mark {
        return Err(Unread::Template { line: line_of(text, mark.start()) });
    }
    let mut reader = Reader::default();
    let characters = CharacterIndex::new(text);
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|fault| {
            let (line, reason) = (fault.marker().line(), fault.info().to_owned());
            template_line(text)
                .map_or(Unread::Fault { line, reason }, |line| Unread::Template { line })
        })?;
        let span = characters.span(at.start.index(), at.end.index(), text);
        reader.event(event, span.trim(text));
    }
    Ok(reader.alerts)
}

/// The 1-based line that opens with a block of a template engine, if any.
fn template_line(text: &str) -> Option<usize> {
    let line = text.lines().position(|line| line.trim_start().starts_with("{{"));
    line.map(|line| line + 1)
}

fn line_of(text: &str, offset: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..offset]).count() + 1
}

/// A mapping or a list that is not closed yet.
#[derive(Default)]
struct Open {
    /// Whether it is a mapping.
    is_mapping: bool,
    /// The key whose value comes next.
    key: Option<String>,
    /// Whether it is the value of `annotations`.
    is_annotations: bool,
    name: Option<(String, Span)>,
    runbook: Option<(String, Span)>,
}

/// Reads events without recursion: files may nest as deep as they like.
#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    alerts: Vec<Alert>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(value, ..) => self.scalar(&value, span),
            Event::Alias(_) => self.scalar("", span),
            Event::MappingStart(..) => self.start(true),
            Event::SequenceStart(..) => self.start(false),
            Event::MappingEnd | Event::SequenceEnd => self.end(),
            _ => {}
        }
    }

    fn scalar(&mut self, value: &str, span: Span) {
        let Some(open) = self.open.last_mut().filter(|open| open.is_mapping) else { return };
        match open.key.take().as_deref() {
            None => open.key = Some(value.to_owned()),
            Some(ALERT) => open.name = Some((value.to_owned(), span)),
            Some(RUNBOOK) => open.runbook = Some((value.to_owned(), span)),
            Some(_) => {}
        }
    }

    fn start(&mut self, is_mapping: bool) {
        let key = self.open.last_mut().and_then(|open| open.key.take());
        let is_annotations = key.as_deref() == Some(ANNOTATIONS);
        self.open.push(Open { is_mapping, is_annotations, ..Open::default() });
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if closed.is_annotations
            && let Some(around) = self.open.last_mut()
        {
            around.runbook = closed.runbook;
        } else if let Some((name, span)) = closed.name {
            let (runbook, at) = closed.runbook.unzip();
            let runbook = runbook.map(|url| url.trim().into());
            self.alerts.push(Alert { name: name.into(), runbook, span: at.unwrap_or(span) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each alert as `name: the text of its span`.
    fn alerts(text: &str) -> Vec<String> {
        let alerts = read(text).expect("a rule file");
        alerts.iter().map(|alert| format!("{}: {}", alert.name, alert.span.of(text))).collect()
    }

    #[test]
    fn plain_groups_are_read() {
        let text = "\
groups:
  - name: cache
    rules:
      - record: job:errors:rate5m
        expr: sum(rate(errors[5m]))
      - alert: CacheDown
        expr: up == 0
        annotations:
          summary: \"Größe {{ $value }}\"
          runbook_url: \"https://x.example/CacheDown.md\"
      - alert: CacheSlow
        labels: {severity: page}
";
        assert_eq!(
            alerts(text),
            ["CacheDown: \"https://x.example/CacheDown.md\"", "CacheSlow: CacheSlow"]
        );
        let runbook = read(text).expect("a rule file")[0].runbook.clone();
        assert_eq!(runbook.as_deref(), Some("https://x.example/CacheDown.md"));
    }

    #[test]
    fn a_resource_is_read() {
        let text = "\
kind: PrometheusRule
spec:
  groups:
    - rules:
        - annotations: {runbook_url: https://x.example/a}
          alert: A
---
kind: List
items: [{spec: {groups: [{rules: [{alert: B}]}]}}]
";
        assert_eq!(alerts(text), ["A: https://x.example/a", "B: B"]);
    }

    #[test]
    fn templates_are_not_read() {
        for text in [
            "groups:\n  - name: {{ .Values.name }}\n",
            "{{- if and .a .b }}\ngroups:\n- [\n{{- end }}\n",
            "groups:\n  {{- range .rules }}\n  - alert: {{ .name }}\n  {{- end }}\n",
            "summary: {{`{{ $labels.job }}`}}\n",
        ] {
            assert!(matches!(read(text), Err(Unread::Template { .. })), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn templates_of_prometheus_are_plain_text() {
        let text = "\
rules:
  - alert: A
    annotations:
      description: |
        {{ range query \"up\" }}
        {{ .Labels.job }}
        {{ end }}
";
        assert_eq!(alerts(text), ["A: A"]);
    }

    #[test]
    fn a_fault_is_named() {
        let Err(Unread::Fault { line, .. }) = read("groups:\n  - name: \"open\n  rules: [\n")
        else {
            panic!("a fault");
        };
        assert!(line >= 2, "{line}");
    }

    #[test]
    fn depth_does_no_harm() {
        let deep = "[".repeat(100_000);
        assert!(read(&deep).is_err());
        let nested: String = (0..5_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        assert_eq!(read(&nested), Ok(Vec::new()));
    }
}
