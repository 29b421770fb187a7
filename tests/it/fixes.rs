//! `--fix`, `--unsafe-fixes` and `--diff`.

use std::fs;

use expect_test::expect;

use crate::harness::{BROKEN, Project};

const CHECK: &str = "check --kind postmortem --select document/mojibake";
const MENDED: &str = "# Post-mortem: checkout\n\nThe pool wasn’t full.\n";

#[test]
fn a_fix_is_written_and_the_rest_reported() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let ran = project.run(&format!("{CHECK} --fix"));
    assert_eq!(ran.status, 0);
    assert_eq!(ran.stdout, "1 document checked, all well\n1 finding mended\n");
    assert_eq!(project.read("a.md"), MENDED);
}

#[test]
fn proposals_include_safe_fixes() {
    let project = Project::new(&[("a.md", BROKEN)]);
    assert_eq!(project.run(&format!("{CHECK} --unsafe-fixes")).status, 0);
    assert_eq!(project.read("a.md"), MENDED);
}

#[test]
fn a_diff_shows_what_would_be_mended_and_writes_nothing() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let ran = project.run(&format!("{CHECK} --diff"));
    assert_eq!(ran.status, 1);
    expect![[r"
        --- a/a.md
        +++ b/a.md
        @@ -1,3 +1,3 @@
         # Post-mortem: checkout
         
        -The pool wasnâ€™t full.
        +The pool wasn’t full.
    "]]
    .assert_eq(&ran.stdout);
    assert_eq!(project.read("a.md"), BROKEN);
}

#[test]
fn a_diff_of_a_clean_document_is_empty() {
    let ran = Project::new(&[("a.md", MENDED)]).run(&format!("{CHECK} --diff"));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let ran = Project::new(&[]).run_with_input(&format!("{CHECK} --fix -"), BROKEN);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, MENDED));
}

#[test]
fn windows_line_endings_and_a_byte_order_mark_stay() {
    let text = format!("\u{feff}{}", BROKEN.replace('\n', "\r\n"));
    let project = Project::new(&[("a.md", &text)]);
    project.run(&format!("{CHECK} --fix"));
    assert_eq!(project.read("a.md"), format!("\u{feff}{}", MENDED.replace('\n', "\r\n")));
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_links_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let project = Project::new(&[("real/a.md", BROKEN)]);
    let real = project.path().join("real/a.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink(&real, project.path().join("link.md")).expect("a link");
    assert_eq!(project.run(&format!("{CHECK} --fix link.md")).status, 0);
    assert_eq!(project.read("real/a.md"), MENDED);
    let mode = fs::metadata(&real).expect("metadata").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let link = fs::symlink_metadata(project.path().join("link.md")).expect("metadata");
    assert!(link.is_symlink());
}

#[test]
fn a_file_that_may_not_be_written_is_named() {
    let project = Project::new(&[("a.md", BROKEN)]);
    let path = project.path().join("a.md");
    let mut permissions = fs::metadata(&path).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions");
    let ran = project.run(&format!("{CHECK} --fix"));
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("a.md: cannot be written: permission denied"), "{ran:#?}");
}

#[test]
fn fixes_and_known_findings_do_not_go_together() {
    let ran = Project::new(&[]).run("check --fix --changed-since HEAD");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("whole documents"), "{ran:#?}");
}
