//! Which runbook an alert leads to, and which runbooks alerts lead to.
//!
//! An alert names its runbook by an address on the web. Where the team has
//! said which directory stands behind an address, that is a file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::links::unescaped;
use super::resolve::{Exists, Resolver, Target};
use super::{Alert, Summary, Workspace};

/// What the alerts of one repository lead to.
#[derive(Clone, Debug)]
pub(super) struct Led {
    /// The names of all alerts.
    names: HashSet<Box<str>>,
    /// The paths of the runbooks that they lead to.
    paths: HashSet<Arc<str>>,
    /// Whether all rule files could be read.
    is_whole: bool,
}

/// Where the address of a runbook leads.
#[derive(Clone, Debug)]
pub struct Runbook<'a> {
    /// The path behind the address, without the directory of the repository.
    pub path: String,
    /// What follows `#` in the address.
    pub fragment: Option<&'a str>,
    /// What is there.
    pub target: Target<'a>,
}

impl Workspace {
    /// The runbook of an alert in the rule file `file`; `None` when it has no
    /// address, or one behind which no directory stands.
    #[must_use]
    pub fn runbook<'a>(
        &'a self,
        file: &'a Summary,
        alert: &'a Alert,
        exists: Exists<'_>,
    ) -> Option<Runbook<'a>> {
        let url = alert.runbook.as_deref().filter(|url| !url.contains("{{"))?;
        let (directory, rest) =
            file.settings.runbook_urls.iter().find_map(|(prefix, directory)| {
                let rest = url.strip_prefix(prefix.trim_end_matches('/'))?;
                let is_whole = rest.is_empty() || rest.starts_with('/');
                is_whole.then_some((directory, rest))
            })?;
        let path = unescaped(rest.split(['#', '?']).next()?);
        let fragment = rest.split_once('#').map(|(_, fragment)| fragment);
        let resolver = Resolver { workspace: self, file, exists };
        let path = resolver.within(directory, &path)?;
        let found = resolver.page(&path);
        let below = path.strip_prefix(&*file.location.root).unwrap_or(&path);
        Some(Runbook {
            path: below.trim_start_matches('/').to_owned(),
            fragment: fragment.filter(|fragment| !fragment.is_empty()),
            target: match found {
                Some(found) => Target::There(resolver.document(&found)),
                None => Target::Missing { instead: resolver.of_same_name(&path) },
            },
        })
    }

    /// Whether no alert of its repository is called like a runbook or leads to
    /// it; `None` when not all alerts are known.
    #[must_use]
    pub fn is_unled(&self, runbook: &Summary, exists: Exists<'_>) -> Option<bool> {
        let led = self.led.get_or_init(|| self.find_led(exists)).get(&runbook.location.root)?;
        let is_known = led.is_whole && self.is_whole(&runbook.location.root);
        let title = runbook.title.as_ref().map_or("", |title| title.text.trim());
        let is_named = led.names.contains(runbook.name()) || led.names.contains(title);
        is_known.then(|| !is_named && !led.paths.contains(&runbook.location.path))
    }

    fn find_led(&self, exists: Exists<'_>) -> HashMap<Arc<str>, Led> {
        let mut all: HashMap<Arc<str>, Led> = HashMap::new();
        for file in self.summaries() {
            let Some(rule_file) = &file.rule_file else { continue };
            let led = all.entry(Arc::clone(&file.location.root)).or_insert_with(Led::nothing);
            led.is_whole &= rule_file.is_whole;
            for alert in &rule_file.alerts {
                led.names.insert(alert.name.clone());
                let target = self.runbook(file, alert, exists).map(|runbook| runbook.target);
                if let Some(Target::There(Some(document))) = target {
                    led.paths.insert(Arc::clone(&document.location.path));
                }
            }
        }
        all
    }
}

impl Led {
    fn nothing() -> Self {
        Self { names: HashSet::new(), paths: HashSet::new(), is_whole: true }
    }
}
