//! A directory of its own for each test, and the binary run inside it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A post-mortem with one warning that has a safe fix, on line 3.
pub(crate) const BROKEN: &str = "# Post-mortem: checkout\n\nThe pool wasnâ€™t full.\n";

/// The log of an incident that is over.
pub(crate) const LOG: &str = "\
# Incident log: checkout fails for some

- **Incident:** INC-20260615-1005
- **Severity:** SEV2
- **Status:** Resolved
- **Service:** Checkout
- **Impact:** 15 % of checkouts do not go through
- **Commander:** @kim
- **Technical lead:** @lee

## Timeline (UTC)

- 2026-06-15 10:00 Impact begins
- 10:10 Declared as SEV2 by @kim
- 10:40 Mitigated: sold on an older version
- 11:15 Resolved
";

/// A directory with files, gone when dropped.
pub(crate) struct Project {
    directory: TempDir,
}

/// What a run of the binary left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Forgets the repository that a hook or a rebase around the tests names: git
/// would write there and not in the project.
pub(crate) fn without_outer_repository(command: &mut Command) {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
}

impl Project {
    /// A directory with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let project = Self { directory };
        files.iter().for_each(|(path, text)| project.write(path, text));
        project
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        fs::write(path, text).expect("a written file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("a readable file")
    }

    /// The binary with arguments, ready to be changed further.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warroom"));
        command.args(arguments).current_dir(self.path());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM", "COLUMNS"] {
            command.env_remove(name);
        }
        without_outer_repository(&mut command);
        command
    }

    /// Runs the binary with arguments separated by white space.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        self.command(&arguments).output().expect("a run").into()
    }

    /// Runs the binary with `input` as its standard input.
    pub(crate) fn run_with_input(&self, arguments: &str, input: &str) -> Ran {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let mut command = self.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a process");
        let mut stdin = child.stdin.take().expect("an input");
        stdin.write_all(input.as_bytes()).expect("input taken");
        drop(stdin);
        child.wait_with_output().expect("a run").into()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8 output");
        Self {
            status: output.status.code().expect("an exit status"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Ran {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e} in {self:#?}"))
    }
}
