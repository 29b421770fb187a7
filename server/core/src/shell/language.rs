//! What a fence holds: by the word on its opening line, or by its first line
//! where there is none.

use super::extract::{self, Prompt};
use super::word::is_assignment;

/// What a fence holds, as far as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A shell script, or a session where lines begin with a prompt.
    Shell,
    /// A session: what stands behind a prompt is a command, the rest is output.
    Console,
    /// Statements for a database.
    Sql,
}

const SHELL: &[&str] = &["bash", "sh", "shell", "zsh", "ksh", "fish", "dash"];
const CONSOLE: &[&str] = &["console", "shellsession", "shell-session", "sh-session", "terminal"];
const TEXT: &[&str] = &["text", "plain", "plaintext", "txt"];
const SQL: &[&str] = &["sql", "psql", "pgsql", "postgres", "postgresql", "mysql", "plpgsql"];

/// Commands that a fence without a language may begin with. None of them
/// begins an English sentence or a line of output.
const COMMANDS: &[&str] = &[
    "ansible",
    "ansible-playbook",
    "apt-get",
    "aws",
    "az",
    "bosh",
    "brew",
    "bundle",
    "cd",
    "chmod",
    "chown",
    "cqlsh",
    "curl",
    "dd",
    "doas",
    "docker",
    "docker-compose",
    "echo",
    "etcdctl",
    "export",
    "flux",
    "gcloud",
    "git",
    "gitlab-ctl",
    "gitlab-psql",
    "gitlab-rails",
    "grep",
    "gsutil",
    "helm",
    "iptables",
    "journalctl",
    "jq",
    "knife",
    "kubectl",
    "kubectx",
    "kubens",
    "ls",
    "mkfs",
    "mysql",
    "oc",
    "openssl",
    "patronictl",
    "psql",
    "pulumi",
    "redis-cli",
    "rm",
    "rsync",
    "scp",
    "ssh",
    "sudo",
    "systemctl",
    "tar",
    "terraform",
    "terragrunt",
    "tofu",
    "vault",
    "velero",
    "watch",
    "wget",
    "yum",
    "zfs",
    "zpool",
];

impl Language {
    /// What a fence with this opening line and this code holds. `None` for
    /// everything that is neither shell nor SQL.
    #[must_use]
    pub(super) fn of(info: &str, code: &str) -> Option<Self> {
        let word = info
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .find(|word| !word.is_empty());
        let Some(word) = word else { return Self::by_first_line(code) };
        let is_in = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
        if is_in(SHELL) {
            return Some(Self::Shell);
        }
        if is_in(CONSOLE) {
            return Some(Self::Console);
        }
        if is_in(TEXT) {
            return Self::by_first_line(code);
        }
        is_in(SQL).then_some(Self::Sql)
    }

    fn by_first_line(code: &str) -> Option<Self> {
        let lines = code.lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
        let first = lines.filter(|line| !line.is_empty()).find(|line| !line.starts_with('#'))?;
        match extract::prompt(first) {
            Some(Prompt::Shell(_)) => Some(Self::Console),
            Some(Prompt::Sql(_)) => Some(Self::Sql),
            None => begins_with_command(first).then_some(Self::Shell),
        }
    }
}

/// Whether a line begins with the name of a command that is always one.
pub(super) fn begins_with_command(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.find(|word| !is_assignment(word)).unwrap_or_default();
    COMMANDS.binary_search(&first).is_ok()
}

#[test]
fn the_commands_are_sorted() {
    assert!(COMMANDS.is_sorted());
}
