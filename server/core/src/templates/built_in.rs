//! The templates that come with the tool: the one list of them.

use std::sync::LazyLock;

use super::Template;

/// A template by the name of its file.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("built_in/", $name, ".md")))
    };
}

/// Their files, in the order in which they are shown.
const FILES: &[(&str, &str)] = &[
    file!("declaration"),
    file!("incident"),
    file!("update"),
    file!("timeline"),
    file!("hypothesis"),
    file!("mitigation-plan"),
    file!("escalation"),
    file!("resolution"),
    file!("checklist-declaration"),
    file!("checklist-mitigation"),
    file!("checklist-resolution"),
    file!("status-investigating"),
    file!("status-identified"),
    file!("status-monitoring"),
    file!("status-resolved"),
    file!("message-executive"),
    file!("message-customer"),
    file!("message-support"),
    file!("postmortem"),
    file!("postmortem-google-sre"),
    file!("postmortem-pagerduty"),
    file!("postmortem-atlassian"),
    file!("postmortem-agenda"),
    file!("runbook"),
    file!("runbook-alert"),
    file!("runbook-alert-gitlab"),
    file!("gameday"),
    file!("chaos"),
];

/// The templates that come with the tool.
#[must_use]
pub fn built_in_templates() -> &'static [Template] {
    static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
        FILES.iter().filter_map(|(name, text)| Template::parse(name, text).ok()).collect()
    });
    &TEMPLATES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_a_template() {
        for (name, text) in FILES {
            let read = Template::parse(name, text);
            assert!(read.is_ok(), "{name}.md: {}", read.expect_err("an error"));
        }
    }
}
