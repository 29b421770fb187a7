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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alert {
    /// Its name.
    pub name: Box<str>,
    /// The bytes of its name, quotes included.
    pub name_span: Span,
    /// What it looks at, on one line and cut where it is long.
    pub expression: Option<Box<str>>,
    /// How long that has to hold before it fires, as written: `10m`.
    pub wait: Option<Box<str>>,
    /// The label `severity`.
    pub severity: Option<Box<str>>,
    /// The annotation `summary`, on one line and cut where it is long.
    pub summary: Option<Box<str>>,
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

/// Bytes of an expression or a summary that are kept: there may be thousands.
const LONGEST: usize = 240;

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
    /// The key of which it is the value.
    of: Option<String>,
    /// Whether it names an alert.
    is_alert: bool,
    alert: Alert,
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
        match open.key.take() {
            None => open.key = Some(value.to_owned()),
            Some(key) => open.set(&key, value, span),
        }
    }

    fn start(&mut self, is_mapping: bool) {
        let of = self.open.last_mut().and_then(|open| open.key.take());
        self.open.push(Open { is_mapping, of, ..Open::default() });
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let is_part = matches!(closed.of.as_deref(), Some("annotations" | "labels"));
        if let Some(around) = self.open.last_mut().filter(|_| is_part) {
            around.alert.take_over(closed.alert);
        } else if closed.is_alert {
            self.alerts.push(closed.alert);
        }
    }
}

impl Open {
    /// Notes a value of the alert, or of its labels or annotations.
    fn set(&mut self, key: &str, value: &str, span: Span) {
        let trimmed = || Some(value.trim().into());
        let on_one_line = || Some(on_one_line(value).into());
        match (self.of.as_deref(), key) {
            (Some("labels"), "severity") => self.alert.severity = trimmed(),
            (Some("annotations"), "summary") => self.alert.summary = on_one_line(),
            (Some("annotations"), "runbook_url") => {
                self.alert.runbook = trimmed();
                self.alert.span = span;
            }
            (_, "alert") => self.name(value, span),
            (_, "expr") => self.alert.expression = on_one_line(),
            (_, "for") => self.alert.wait = trimmed(),
            _ => {}
        }
    }

    fn name(&mut self, name: &str, span: Span) {
        self.is_alert = true;
        (self.alert.name, self.alert.name_span) = (name.into(), span);
        if self.alert.runbook.is_none() {
            self.alert.span = span;
        }
    }
}

impl Alert {
    /// Takes over what its labels or its annotations say.
    fn take_over(&mut self, part: Self) {
        self.severity = part.severity.or(self.severity.take());
        self.summary = part.summary.or(self.summary.take());
        if part.runbook.is_some() {
            (self.runbook, self.span) = (part.runbook, part.span);
        }
    }
}

/// Words on one line, as far as they are kept.
fn on_one_line(words: &str) -> String {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if line.len() + word.len() > LONGEST {
            return line + " …";
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
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
    fn what_an_alert_says_of_itself_is_read() {
        let text = "\
rules:
  - labels: {severity: page, team: web}
    annotations:
      summary: >
        The queue
        is full
    for: 10m
    expr: |
      sum by (queue) (depth)
        > 5
    alert: 'QueueFull'
";
        let [alert] = &read(text).expect("a rule file")[..] else { panic!("one alert") };
        let said = [&alert.severity, &alert.summary, &alert.wait, &alert.expression];
        let said = said.map(|words| words.as_deref().expect("words"));
        assert_eq!(said, ["page", "The queue is full", "10m", "sum by (queue) (depth) > 5"]);
        assert_eq!(alert.name_span.of(text), "'QueueFull'");
    }

    #[test]
    fn a_long_expression_is_cut() {
        let text = format!("- alert: A\n  expr: up {}\n", "or up ".repeat(100));
        let alerts = read(&text).expect("a rule file");
        let expression = alerts[0].expression.as_deref().expect("words");
        assert!(expression.ends_with(" …") && expression.len() < 250, "{expression}");
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
