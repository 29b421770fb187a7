//! `warroom report`: one page that needs nothing else. How it looks and works
//! in a browser is tested in `tests/browser`.

use crate::harness::Project;

const MAIL: &str = "# Post-mortem: INC-7 mail is slow\n\n**Severity:** SEV2\n\n## Timeline (UTC)\n\n- 2026-03-04 14:20 Impact starts\n- 14:26 Detected\n- 14:43 Mitigated\n- 15:10 Resolved\n\n## Contributing factors\n\n- The pool was small\n\n## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| Raise the pool | @kim | 2026-04-01 |\n";

fn page(files: &[(&str, &str)]) -> String {
    let project = Project::new(files);
    let ran = project.run("report --today 2026-06-15");
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.stdout
}

#[test]
fn the_page_tells_what_all_documents_come_to() {
    let page = page(&[("mail.md", MAIL), ("README.md", "# Read me\n")]);
    for told in [
        "1 incident from 2026-03-04 to 2026-03-04, read from 2 documents on 2026-06-15",
        "<b>23m</b>median time to mitigate",
        "until mitigated: 17m",
        "The pool was small",
        "2026-04-01 overdue",
        "103 d",
        "<a href=\"mail.md\">",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
}

#[test]
fn whatever_a_document_holds_is_text() {
    let hostile = MAIL
        .replace("mail is slow", "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .replace("The pool was small", "a &lt;img src=x onerror=alert(2)&gt; \"b\" 'c'")
        .replace("@kim", "&lt;b&gt;@kim&lt;/b&gt;")
        .replace("Raise the pool", "[Raise](javascript:alert(3)) `<script>alert(4)</script>`");
    let page = page(&[("mail.md", &hostile), ("a\"><script>alert(5)</script>.md", MAIL)]);
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    for broken in ["<img", "<b>@", "href=\"javascript:"] {
        assert!(!page.contains(broken), "{broken} in {page}");
    }
}

#[test]
fn the_page_loads_nothing() {
    let page = page(&[("mail.md", MAIL)]);
    assert!(page.contains("default-src 'none'; style-src 'sha256-"), "{page}");
    for loading in ["src=\"", "<link", "@import", "url(", "style=\""] {
        assert!(!page.contains(loading), "{loading}");
    }
}

#[test]
fn links_lead_from_where_the_page_lies() {
    let project = Project::new(&[("incidents/my mail.md", MAIL), ("out/.keep", "")]);
    let ran = project.run("report -o out/report.html --today 2026-06-15 incidents");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran:?}");
    assert!(project.read("out/report.html").contains("href=\"../incidents/my%20mail.md\""));
}

#[test]
fn nothing_is_told_of_nothing() {
    let page = page(&[]);
    for told in ["0 incidents", "No document tells of an incident", "Nothing is open"] {
        assert!(page.contains(told), "{told} in {page}");
    }
}

#[test]
fn a_page_that_cannot_be_written_is_a_failure() {
    let project = Project::new(&[("mail.md", MAIL)]);
    let ran = project.run("report -o gone/report.html");
    assert!(ran.status == 2 && ran.stderr.contains("gone/report.html"), "{ran:?}");
}
