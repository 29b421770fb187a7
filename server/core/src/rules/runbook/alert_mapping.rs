//! `runbook/alert-mapping`: an alert and its runbook that do not find each other.

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::vocabulary::{Kind, Level};
use crate::workspace::{Alert, Summary, Target};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/alert-mapping",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Runbook],
    summary: "An alert and its runbook that do not find each other",
    fix: FixKind::None,
    page: include_str!("alert_mapping.md"),
    check: Check::Across(check),
};

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let file = neighbourhood.file;
    if let Some(rule_file) = &file.rule_file {
        rule_file.alerts.iter().for_each(|alert| check_alert(alert, neighbourhood, findings));
    } else if file.is_of_alert {
        check_title(file, findings);
        check_led(neighbourhood, findings);
    }
}

/// Whether the address of an alert leads to something.
fn check_alert(alert: &Alert, neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Neighbourhood { file, workspace, exists, .. } = *neighbourhood;
    let Some(runbook) = workspace.runbook(file, alert, exists) else { return };
    let (name, path) = (&alert.name, &runbook.path);
    match runbook.target {
        Target::Missing { instead } => {
            let mut message = format!("The runbook of {name} is not there: `{path}`");
            if let Some(other) = instead.and_then(|instead| workspace.get(&instead)) {
                message += &format!("; is `{}` meant?", other.location.below_root());
            }
            findings.report(alert.span, message);
        }
        Target::There(Some(document)) => {
            let Some(fragment) = runbook.fragment else { return };
            if document.has_anchor(fragment) == Some(false) {
                let message = format!("The runbook of {name} has no heading `#{fragment}`");
                findings.report(alert.span, message);
            }
        }
        Target::There(None) | Target::Unknown => {}
    }
}

/// Whether the title is the name of another alert than that of the file.
fn check_title(file: &Summary, findings: &mut Findings) {
    let Some(title) = &file.title else { return };
    let (name, title_text) = (file.name(), title.text.trim());
    if title_text != name && is_name_of_alert(title_text) && is_name_of_alert(name) {
        let message = format!(
            "The title says {title_text} and the file is called {name}; \
             an alert leads to a runbook by its name"
        );
        findings.report(title.span, message);
    }
}

/// Whether some alert leads to a runbook that lies where alerts lead to.
fn check_led(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let Neighbourhood { file, workspace, exists, .. } = *neighbourhood;
    let directories = file.settings.runbook_urls.iter().map(|(_, directory)| directory);
    let is_reachable = directories.into_iter().any(|directory| file.location.is_below(directory));
    if let Some(title) = &file.title
        && is_reachable
        && workspace.is_unled(file, exists) == Some(true)
    {
        let message = format!(
            "No alert leads here: none is called {}, and none has this page as its `runbook_url`",
            file.name()
        );
        findings.report(title.span, message);
    }
}

/// Whether a text is one word such as `CacheNodeDown` or `etcdNoLeader`.
fn is_name_of_alert(text: &str) -> bool {
    let capitals = text.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    capitals >= 1 && is_word && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    const BODY: &str = "## Meaning\n\n## Impact\n\n## Diagnosis\n\n## Mitigation\n";

    #[test]
    fn an_alert_without_its_runbook_is_found() {
        check_files(
            &RULE,
            "
//- path=alerts/cache.rules.yaml rules urls=https://run.example/:runbooks
groups:
  - rules:
      - alert: CacheDown
        annotations:
          runbook_url: https://run.example/CacheDown.md
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not there: `runbooks/CacheDown.md`
      - alert: CacheSlow
        annotations:
          runbook_url: https://run.example/CacheSlow/#meaning
      - alert: CacheCold
        annotations:
          runbook_url: https://run.example/CacheSlow#warm
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no heading `#warm`
      - alert: Elsewhere
        annotations:
          runbook_url: https://other.example/Elsewhere
      - alert: Templated
        annotations:
          runbook_url: https://run.example/{{ $labels.alertname }}

//- path=runbooks/CacheSlow.md
# CacheSlow

## Meaning
",
        );
    }

    #[test]
    fn a_comment_in_a_rule_file_silences_its_alert() {
        check_files(
            &RULE,
            "
//- path=alerts/cache.rules.yaml rules urls=https://run.example/:runbooks
rules:
  # warroom-ignore runbook/alert-mapping: its page is being written
  - alert: CacheDown
    annotations: {runbook_url: https://run.example/CacheDown.md}
  - alert: CacheSlow
    annotations: {runbook_url: https://run.example/CacheSlow.md}
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not there
",
        );
    }

    #[test]
    fn a_runbook_that_no_alert_names_is_found() {
        let alerts = "
//- path=alerts/cache.rules.yaml rules urls=https://run.example:runbooks
- alert: CacheSlow
- alert: CacheCold
  annotations: {runbook_url: https://run.example/Warm.md}
";
        let runbooks = ["CacheSlow", "Warm", "CacheGone"].map(|name| {
            let mark = match name {
                "CacheGone" => "  ^^^^^^^^^ No alert leads here\n",
                _ => "",
            };
            let info = format!("path=runbooks/{name}.md urls=https://run.example:runbooks");
            format!("\n//- {info}\n# {name}\n{mark}\n{BODY}")
        });
        check_files(&RULE, &format!("{alerts}{}", runbooks.concat()));
    }

    #[test]
    fn where_not_all_alerts_are_known_no_runbook_is_missed_by_them() {
        let urls = "urls=https://run.example:runbooks";
        let runbook = format!("\n//- path=runbooks/CacheGone.md {urls}\n# CacheGone\n\n{BODY}");
        check_files(&RULE, &runbook);
        let template =
            format!("\n//- path=a.rules.yaml rules {urls}\ngroups: {{{{ .Values.groups }}}}\n");
        check_files(&RULE, &format!("{template}{runbook}"));
    }

    #[test]
    fn a_title_that_names_another_alert_is_found() {
        check_files(
            &RULE,
            &format!(
                "
//- path=runbooks/CacheDown.md
# CacheNodeDown
  ^^^^^^^^^^^^^ the file is called CacheDown

{BODY}
//- path=runbooks/CacheSlow.md
# Cache is slow

{BODY}"
            ),
        );
    }
}
