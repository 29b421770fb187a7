//! Tells the binary its commit and target. A build without git, or outside a
//! checkout, says so by an empty commit and goes on.

use std::process::Command;

fn main() {
    println!("cargo:rustc-env=WARROOM_COMMIT={}", commit().unwrap_or_default());
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo:rustc-env=WARROOM_TARGET={target}");
    println!("cargo:rerun-if-changed=build.rs");
}

fn commit() -> Option<String> {
    if let Some(log) = git(&["rev-parse", "--path-format=absolute", "--git-path", "logs/HEAD"]) {
        println!("cargo:rerun-if-changed={log}");
    }
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
