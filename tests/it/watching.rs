//! `--watch`: a change is checked without being asked.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::harness::{BROKEN, Project};

#[test]
fn a_change_is_checked() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let arguments = ["check", "--watch", "--kind", "postmortem", "--select", "document/mojibake"];
    let mut child = project
        .command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let (sender, lines) = mpsc::channel();
    let stdout = child.stdout.take().expect("an output");
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let wait_for = |wanted: &str| {
        let mut seen = Vec::new();
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
            if line.contains(wanted) {
                return true;
            }
            seen.push(line);
        }
        panic!("no {wanted:?} in {seen:?}")
    };
    assert!(wait_for("all well"));
    project.write("a.md", BROKEN);
    assert!(wait_for("1 warning in 1 document"));
    child.kill().expect("an end");
    child.wait().expect("an end");
}
