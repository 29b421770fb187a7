//! The whole life of one incident, from its log to the report, as those who
//! respond go through it.

use std::thread;

use crate::harness::Project;

const TODAY: &str = "--today 2026-03-04";

/// What the responders know, by the blank that asks for it.
const ANSWERS: &[(&str, &str)] = &[
    ("What happened, to whom", "Half of all card payments were refused for 45 minutes."),
    ("How many users", "1,200 of 2,400 customers"),
    ("What had to come together", "The key had run out, and the alert on its age was muted."),
    ("What worked", "The alert on refused payments paged within two minutes"),
    ("What did not work", "The page with the keys named the old gateway"),
    ("What will be done", "Alert two weeks before a key runs out"),
    ("Who does it", "@bo"),
    ("Until which day", "2026-03-18"),
    ("What the next responders should know", "The old key works for a day after it was renewed"),
];

fn new_incident(project: &Project) {
    let fields = [
        "title=Checkout refuses cards",
        "incident-id=INC-7",
        "severity=SEV2",
        "service=checkout",
        "impact=Half of all card payments are refused",
        "impact-start=2026-03-04 10:00 UTC",
        "commander=@ana",
        "technical-lead=@bo",
        "communications-lead=@cy",
        "scribe=@di",
    ];
    let mut arguments = vec!["new", "incident", "-o", "log.md", "--today", "2026-03-04"];
    fields.iter().for_each(|field| arguments.extend(["--field", field]));
    succeeds(project, &arguments);
}

/// Runs a command that must go well, and gives what it wrote.
fn succeeds(project: &Project, arguments: &[&str]) -> String {
    let output = project.command(arguments).output().expect("a run");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn log(project: &Project, at: &str, text: &str) {
    let at = format!("2026-03-04 {at} UTC");
    succeeds(project, &["log", "log.md", text, "--at", &at]);
}

/// Twenty entries from as many processes, in no order.
fn log_from_all_sides(project: &Project) {
    thread::scope(|scope| {
        for minute in 0..20 {
            let text = format!("Payments refused: {} %", 50 - minute);
            scope.spawn(move || log(project, &format!("12:{:02}", 10 + minute), &text));
        }
    });
}

/// The text with an answer in each blank.
fn filled(mut text: String) -> String {
    while let Some(start) = text.find("{{") {
        let end = start + text[start..].find("}}").expect("the end of a blank") + 2;
        let blank = &text[start..end];
        let answer = ANSWERS.iter().find(|(asked, _)| blank.contains(asked));
        let (_, answer) = answer.unwrap_or_else(|| panic!("nothing is known about {blank}"));
        text.replace_range(start..end, answer);
    }
    text
}

#[test]
fn an_incident_is_written_from_its_log_to_the_report() {
    let project = Project::new(&[("warroom.toml", "")]);
    new_incident(&project);
    log_from_all_sides(&project);
    let update = succeeds(&project, &["update", "log.md", "--today", "2026-03-04"]);
    assert!(
        update.contains("Update #1") && update.contains("Half of all card payments"),
        "{update}"
    );
    log(&project, "12:45", "Mitigated: the old key is back");
    log(&project, "13:30", "Resolved: no payment was refused for 45 minutes");

    let logged = project.read("log.md");
    assert_eq!(logged.matches("Payments refused").count(), 20, "{logged}");
    let checked = project.run(&format!("check {TODAY} --format concise log.md"));
    assert_eq!(checked.stdout, "", "{logged}");

    let notice = succeeds(&project, &["resolve", "log.md", "--today", "2026-03-04"]);
    assert!(notice.contains("**Duration:** 3h 30m"), "{notice}");
    let public = succeeds(&project, &["statuspage", "--phase", "resolved", "log.md"]);
    assert!(!public.contains("@ana"), "{public}");

    succeeds(&project, &["postmortem", "log.md", "-o", "review.md", "--today", "2026-03-04"]);
    let review = project.read("review.md");
    assert!(review.contains("**Time to mitigate:** 2h 45m"), "{review}");
    let blanks = project.run(&format!("check {TODAY} --format jsonl review.md"));
    let is_blank = |line: &str| line.contains("document/left-over-template");
    assert!(!blanks.stdout.is_empty() && blanks.stdout.lines().all(is_blank), "{}", blanks.stdout);

    project.write("review.md", filled(review));
    let checked = project.run(&format!("check {TODAY} --format concise ."));
    assert_eq!(checked.stdout, "", "{}", project.read("review.md"));

    let actions = project.run(&format!("actions {TODAY} --format json")).stdout;
    assert!(actions.contains("Alert two weeks before a key runs out"), "{actions}");
    succeeds(&project, &["report", "-o", "report.html", "--today", "2026-03-04"]);
    assert!(project.read("report.html").contains("Checkout refuses cards"));
}
