//! An alert of Prometheus, wherever a document names it: what it looks at, how
//! urgent it is, and which runbook it leads to.

use super::Hover;
use crate::ide::{Among, Snapshot};
use crate::text::Span;
use crate::workspace::{Alert, Summary, Target};

/// How many alerts of one name are told: a warning and a page often share it.
const MOST: usize = 4;

/// An alert with the file that it stands in.
type Known<'a> = (&'a Summary, &'a Alert);

impl Snapshot {
    /// What is to be known of the alert that is named at byte `offset`, in a
    /// title, in words or in a link. `address` tells how a file of the
    /// workspace can be opened.
    #[must_use]
    pub fn hover_alert(
        &self,
        offset: usize,
        among: &Among<'_>,
        address: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Hover> {
        let (span, alerts) = self.alerts_at(offset, among)?;
        let told = alerts.iter().take(MOST).map(|known| about(*known, among, address));
        Some(Hover { span, markdown: told.collect::<Vec<_>>().join("\n---\n\n") })
    }

    /// Where the alert stands that is named at byte `offset`: the path of each
    /// rule file with the bytes of the name in it.
    #[must_use]
    pub fn alert_places(&self, offset: usize, among: &Among<'_>) -> Vec<(String, Span)> {
        let found = self.alerts_at(offset, among);
        let alerts = found.map(|(_, alerts)| alerts).unwrap_or_default();
        alerts.iter().map(|(file, alert)| (file.path().to_owned(), alert.name_span)).collect()
    }

    /// The alerts of the name at a place, those of its own repository first.
    fn alerts_at<'a>(&self, offset: usize, among: &Among<'a>) -> Option<(Span, Vec<Known<'a>>)> {
        let is_here = |span: Span| span.start <= offset && offset <= span.end;
        // Addresses are often written in small letters.
        let in_link = among.file.links.iter().any(|link| is_here(link.span));
        self.names_at(offset).into_iter().find_map(|span| {
            let name = span.of(&self.text);
            let is_same = |known: &str| match in_link {
                true => known.eq_ignore_ascii_case(name),
                false => known == name,
            };
            let mut alerts: Vec<Known<'a>> =
                among.workspace.alerts().filter(|(_, alert)| is_same(&alert.name)).collect();
            let root = &among.file.location.root;
            let order = |(file, alert): &Known<'a>| {
                (file.location.root != *root, file.location.path.clone(), alert.name_span)
            };
            alerts.sort_by_key(order);
            (!alerts.is_empty()).then_some((span, alerts))
        })
    }

    /// What may be a name at a place: the word there, with and without hyphens.
    fn names_at(&self, offset: usize) -> Vec<Span> {
        let line = self.lines.span(self.lines.line(offset), &self.text);
        let word = |joins: fn(char) -> bool| {
            let (before, after) = (line.start..offset, offset..line.end);
            let before = self.text.get(before)?;
            let after = self.text.get(after)?;
            let start = before.trim_end_matches(joins).len();
            let end = after.len() - after.trim_start_matches(joins).len();
            let span = Span::new(line.start + start, offset + end);
            (!span.is_empty()).then_some(span)
        };
        let joined = word(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        joined.into_iter().chain(word(|c| c.is_alphanumeric() || c == '_')).collect()
    }
}

fn about(
    (file, alert): Known<'_>,
    among: &Among<'_>,
    address: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut told = format!("**{}**", alert.name);
    if let Some(severity) = &alert.severity {
        told += &format!(", severity `{severity}`");
    }
    if let Some(wait) = &alert.wait {
        told += &format!(", fires after {wait}");
    }
    if let Some(summary) = &alert.summary {
        told += &format!("\n\n{summary}");
    }
    if let Some(expression) = &alert.expression {
        told += &format!("\n\n```promql\n{expression}\n```");
    }
    let rule = linked(file.location.below_root(), file.path(), address);
    told + &format!("\n\n- Runbook: {}\n- Rule: {rule}\n", runbook(file, alert, among, address))
}

/// Where the alert sends whoever it wakes.
fn runbook(
    file: &Summary,
    alert: &Alert,
    among: &Among<'_>,
    address: &dyn Fn(&str) -> Option<String>,
) -> String {
    let document = |found: &Summary| match found.path() == among.file.path() {
        true => "this document".to_owned(),
        false => linked(found.title_or_name(), found.path(), address),
    };
    let Some(url) = &alert.runbook else {
        let named = among.workspace.of_name(&alert.name).find(|other| other.rule_file.is_none());
        return match named {
            Some(found) => format!("{}, by its name; `runbook_url` is not set", document(found)),
            None => "none; `runbook_url` is not set".to_owned(),
        };
    };
    match among.workspace.runbook(file, alert, among.exists) {
        Some(led) => match led.target {
            Target::There(Some(found)) => document(found),
            Target::Missing { .. } => format!("`{}`, which is not there", led.path),
            Target::There(None) | Target::Unknown => format!("`{}`", led.path),
        },
        None => format!("<{url}>"),
    }
}

/// A link to a file of the workspace, where it can be opened.
fn linked(words: &str, path: &str, address: &dyn Fn(&str) -> Option<String>) -> String {
    match address(path) {
        Some(address) => format!("[{words}](<{address}>)"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::testing::{snapshot, snapshot_with, with_cursor};
    use crate::ide::{Among, Snapshot};
    use crate::settings::Settings;
    use crate::vocabulary::Kind;
    use crate::workspace::{Location, Workspace};

    const RULES: &str = "\
groups:
- rules:
  - alert: QueueFull
    expr: depth > 5
    for: 10m
    labels: { severity: page }
    annotations:
      summary: The queue is full
      runbook_url: https://docs.example/runbooks/QueueFull.md
  - alert: DiskFull
    annotations:
      runbook_url: https://docs.example/runbooks/Gone.md
  - alert: mail-slow
";

    /// What is told at the cursor in `/d/a.md`, beside the rules and a runbook.
    fn told(fixture: &str) -> Option<String> {
        let at = |path: &str| Location { path: path.into(), root: "/d".into() };
        let urls = vec![("https://docs.example".to_owned(), "/d".to_owned())];
        let settings = Settings { runbook_urls: urls, ..Settings::default() };
        let mut workspace = Workspace::new(["/d"]);
        let runbook = snapshot(Kind::Runbook, "# Drain the queue\n");
        workspace.insert(runbook.summary(at("/d/runbooks/QueueFull.md")));
        let today = crate::rules::testing::today();
        let rules = Snapshot::of_rule_file("r.yml", RULES, &settings, today);
        workspace.insert(rules.summary_of_rule_file(at("/d/rules/queue.yml")));
        let (read, offset) = with_cursor(Kind::Runbook, fixture);
        let read = snapshot_with(read.text(), Settings::default());
        let file = read.summary(at("/d/a.md"));
        let exists = |path: &str| path == "/d/runbooks";
        let among = Among { file: &file, workspace: &workspace, exists: &exists };
        let found = read.hover_alert(offset, &among, &|path| Some(format!("file://{path}")))?;
        Some(format!("[{}]\n{}", found.span.of(read.text()), found.markdown))
    }

    #[track_caller]
    fn check(fixture: &str, expected: Expect) {
        expected.assert_eq(&told(fixture).unwrap_or_default());
    }

    #[test]
    fn an_alert_says_what_it_looks_at_and_where_it_leads() {
        check(
            "# Runbook\n\nWhen `Queue$0Full` fires.\n",
            expect![[r#"
            [QueueFull]
            **QueueFull**, severity `page`, fires after 10m

            The queue is full

            ```promql
            depth > 5
            ```

            - Runbook: [Drain the queue](<file:///d/runbooks/QueueFull.md>)
            - Rule: [rules/queue.yml](<file:///d/rules/queue.yml>)
        "#]],
        );
    }

    #[test]
    fn a_runbook_that_is_not_there_is_named() {
        check(
            "# DiskF$0ull\n",
            expect![[r#"
            [DiskFull]
            **DiskFull**

            - Runbook: `runbooks/Gone.md`, which is not there
            - Rule: [rules/queue.yml](<file:///d/rules/queue.yml>)
        "#]],
        );
        check(
            "# mail-s$0low\n",
            expect![[r#"
            [mail-slow]
            **mail-slow**

            - Runbook: none; `runbook_url` is not set
            - Rule: [rules/queue.yml](<file:///d/rules/queue.yml>)
        "#]],
        );
    }

    #[test]
    fn an_alert_is_known_in_a_link_in_any_case() {
        assert!(told("[a](runbooks/queue$0full.md)\n").is_some());
        assert_eq!(told("The queue$0full is a word.\n"), None);
    }
}
