//! `--watch`: a change is heard of without being asked.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::harness::{BROKEN, Project};

/// A process that goes on, and the lines that it writes.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut command = project.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a process");
        let (sender, lines) = mpsc::channel();
        let stdout = child.stdout.take().expect("an output");
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that holds these words.
    fn wait_for(&self, wanted: &str) {
        let mut seen = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(20)) {
            if line.contains(wanted) {
                return;
            }
            seen.push(line);
        }
        panic!("no {wanted:?} in {seen:?}")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_is_checked() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let running = Running::start(
        &project,
        &["check", "--watch", "--kind", "postmortem", "--select", "document/mojibake"],
    );
    running.wait_for("all well");
    project.write("a.md", BROKEN);
    running.wait_for("1 warning in 1 document");
}

#[test]
fn a_new_standing_is_shown() {
    let project = Project::new(&[("a.md", "# Incident log: mail\n\n**Severity:** SEV3\n")]);
    let running = Running::start(&project, &["status", "--watch", "a.md"]);
    running.wait_for("SEV3");
    project.write("a.md", "# Incident log: mail\n\n**Severity:** SEV2\n");
    running.wait_for("SEV2");
}

#[cfg(unix)]
#[test]
fn an_interrupt_is_no_failure() {
    let project = Project::new(&[("a.md", "# Incident log: mail\n\n**Severity:** SEV3\n")]);
    let mut running = Running::start(&project, &["status", "--watch", "a.md"]);
    running.wait_for("SEV3");
    let process = rustix::process::Pid::from_child(&running.child);
    rustix::process::kill_process(process, rustix::process::Signal::INT).expect("a signal");
    assert_eq!(running.child.wait().expect("an end").code(), Some(0));
}
