//! What several files say together: rule files of Prometheus, and the second
//! look when the walk is over.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use warroom_core::ide::workspace::{Location, Summary as Kept, Unread, Workspace};
use warroom_core::ide::{LineIndex, Settings, Snapshot};
use warroom_core::rules::Across;

use super::{Fault, Run, Source, Visited, digest};
use crate::workspace;

impl Run<'_> {
    /// Reads a rule file of Prometheus; a template is left out with a note.
    pub(super) fn read_alerts(
        &self,
        file: &Visited,
        location: Location,
        settings: &Arc<Settings>,
    ) -> Result<Kept, Fault> {
        let text = file.origin.read(&file.path)?;
        let (summary, unread) = Kept::of_rule_file(location, &text, settings);
        let shown = workspace::shown(&file.path);
        match unread {
            None => {}
            Some(Unread::Template { line }) => {
                let note = format!("{shown}: skipped, line {line} is for a template engine");
                self.gathered().notes.insert(note);
            }
            Some(Unread::Fault { line, reason }) => {
                self.trouble(format!("{shown}: not YAML (line {line}): {reason}"));
            }
        }
        Ok(summary)
    }

    /// Runs the rules that look across files, and checks the documents again
    /// in which they find something.
    pub(super) fn look_across(&self) {
        let walked = self.walked.iter().map(|directory| workspace::shown(directory));
        let mut known = Workspace::new(walked);
        let mut visited = mem::take(&mut self.gathered().visited);
        // What comes in order is put at the end of every list.
        visited.sort_by(|(_, a), (_, b)| a.location.path.cmp(&b.location.path));
        visited.iter().for_each(|(_, summary)| known.insert(Arc::clone(summary)));
        if let Some(online) = &self.online {
            let answers = online.ask(&self.progress);
            self.gathered().answers = answers;
        }
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some((file, summary)) = visited.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.guard(&file.path, || self.look_again(file, summary, &known));
            }
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 1..threads.min(visited.len()) {
                scope.spawn(work);
            }
            work();
        });
    }

    fn look_again(&self, file: &Visited, summary: &Kept, known: &Workspace) -> Result<(), Fault> {
        let exists = |path: &str| self.disk.exists(path);
        let across = known.across_of(summary, &exists, self.today);
        let is_any_gone = self.online.as_ref().is_some_and(|web| web.is_any_gone(&file.addresses));
        let is_awaited = across.is_awaited && across.is_whole;
        if across.findings.is_empty() && !is_awaited && !is_any_gone {
            return Ok(());
        }
        let place = self.configuration.place_at(&file.path, &summary.location.path)?;
        if !is_any_gone && self.add(file, &place.path, &across)? {
            return Ok(());
        }
        // The file may have changed since: its places are taken anew.
        let find = |snapshot: &Snapshot| {
            let location = summary.location.clone();
            let summary = match file.is_rule_file {
                true => snapshot.summary_of_rule_file(location),
                false => snapshot.summary(location),
            };
            let mut across = known.across_of(&summary, &exists, self.today);
            across.is_web_asked = self.online.is_some();
            across.findings.extend(self.online.iter().flat_map(|web| web.findings(snapshot)));
            snapshot.findings_among(&across)
        };
        self.check(file, place, find).map(drop)
    }

    /// Adds what was found across files to what a document has by itself. False
    /// when it has to be checked anew: for it has changed since, or has ignore
    /// comments, which hold for both.
    fn add(&self, file: &Visited, path: &str, across: &Across) -> Result<bool, Fault> {
        let Some(own) = &file.own else { return Ok(false) };
        let text = file.origin.read(&file.path)?;
        if digest(&text) != own.digest {
            return Ok(false);
        }
        let Some(found) = across.added_to(&own.findings, &text) else { return Ok(false) };
        let source = Source { path, text: &text, lines: &LineIndex::new(&text) };
        self.report(file, source, &found, 0);
        Ok(true)
    }
}
