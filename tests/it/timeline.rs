//! `warroom timeline`: one object for a document, an array for several.

use crate::harness::Project;

#[test]
fn one_document_is_an_object() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md");
    assert_eq!(ran.status, 0);
    assert_eq!(ran.json()["path"], "a.md");
}

#[test]
fn several_documents_are_an_array() {
    let project = Project::new(&[("a.md", "# Post-mortem\n"), ("b.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md b.md");
    assert_eq!(ran.json()[1]["path"], "b.md");
}

#[test]
fn an_unreadable_document_does_not_hide_the_others() {
    let project = Project::new(&[("a.md", "# Post-mortem\n")]);
    let ran = project.run("timeline --format json a.md b.md");
    assert_eq!(ran.status, 2);
    assert_eq!(ran.json()[0]["path"], "a.md");
    assert!(ran.stderr.contains("b.md: no such file"), "{ran:#?}");
}
