//! `--online`, against a server of the test's own.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::harness::{Project, Ran};

/// A server that answers by the path that it is asked for, and keeps what it
/// was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                thread::spawn(move || answer(stream, &kept));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("a list"))
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    asked.lock().expect("a list").push(format!("{method} {path}"));
    let status = match (method, path) {
        (_, "/gone") => "404 Not Found",
        (_, "/secret") => "403 Forbidden",
        ("HEAD", "/no-head") => "404 Not Found",
        (_, "/moved") => "301 Moved Permanently\r\nLocation: /good",
        _ => "200 OK",
    };
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    // The other side may have gone away; then nobody waits for the answer.
    let _ = stream.write_all(answer.as_bytes());
}

fn check(project: &Project, arguments: &str) -> Ran {
    let arguments = format!("check --select runbook/broken-link --format concise {arguments}");
    let mut command = project.command(&arguments.split_whitespace().collect::<Vec<_>>());
    command.env("XDG_CACHE_HOME", project.path().join("cache"));
    ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].iter().for_each(|name| {
        command.env_remove(name);
    });
    command.output().expect("a run").into()
}

#[test]
fn an_address_that_is_gone_is_found() {
    let server = Server::start();
    let at = &server.address;
    let project = Project::new(&[(
        "runbooks/a.md",
        &format!(
            "# Runbook: a\n\n[a]({at}/good#x) [b]({at}/gone) [c]({at}/moved) [d]({at}/no-head)\n"
        ),
    )]);
    let ran = check(&project, "--online .");
    assert!(ran.stdout.starts_with("runbooks/a.md:3:"), "{ran:?}");
    assert!(ran.stdout.ends_with("The server says 404: there is nothing at this address\n"));
    assert_eq!(ran.stdout.lines().count(), 1, "{ran:?}");
    assert_eq!(ran.stderr, "warroom: web addresses: 3 good, 1 gone, 0 not judged\n");
    assert_eq!(ran.status, 1);
}

#[test]
fn nobody_is_asked_by_default() {
    let server = Server::start();
    let text = format!("# Runbook: a\n\n[b]({}/gone)\n", server.address);
    let project = Project::new(&[("runbooks/a.md", &text)]);
    let ran = check(&project, ".");
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    assert_eq!(server.asked(), [""; 0]);
}

#[test]
fn what_cannot_be_known_is_not_judged_and_said_so() {
    let server = Server::start();
    let at = &server.address;
    let text = format!("# Runbook: a\n\n[a]({at}/secret) [b](http://127.0.0.1:1/)\n");
    let project = Project::new(&[("runbooks/a.md", &text)]);
    let ran = check(&project, "--online .");
    assert_eq!((ran.stdout.as_str(), ran.status), ("", 0), "{ran:?}");
    assert!(ran.stderr.contains("0 good, 0 gone, 2 not judged"), "{ran:?}");
    assert!(ran.stderr.contains("/secret: the server says 403; not judged"), "{ran:?}");
}

#[test]
fn a_good_address_is_asked_for_once_a_day() {
    let server = Server::start();
    let at = &server.address;
    let text = format!("# Runbook: a\n\n[a]({at}/good) [a]({at}/good#x) [b]({at}/gone)\n");
    let project = Project::new(&[("runbooks/a.md", &text), ("runbooks/b.md", &text)]);
    assert_eq!(check(&project, "--online .").stdout.lines().count(), 2);
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(asked, ["GET /gone", "HEAD /gone", "HEAD /good"]);
    let again = check(&project, "--online .");
    assert!(again.stderr.contains("1 good (1 of them within the last day), 1 gone"), "{again:?}");
    assert!(!server.asked().contains(&"HEAD /good".to_owned()));
}

#[test]
fn a_comment_that_hides_a_gone_address_is_not_unused() {
    let server = Server::start();
    let at = &server.address;
    let comment = "<!-- warroom-ignore-file runbook/broken-link -->";
    let project = Project::new(&[(
        "runbooks/a.md",
        &format!("# Runbook: a\n\n{comment}\n\n[b]({at}/gone)\n"),
    )]);
    for arguments in ["--online", ""] {
        let ran = check(&project, &format!("--select suppression {arguments} ."));
        assert_eq!(ran.stdout, "", "{arguments}");
    }
    project.write("runbooks/a.md", format!("# Runbook: a\n\n{comment}\n\n[b]({at}/good)\n"));
    assert_eq!(check(&project, "--select suppression .").stdout, "");
    let ran = check(&project, "--select suppression --online .");
    assert!(ran.stdout.contains("suppression/unused"), "{ran:?}");
}
