//! Commands that run another command: `sudo`, `xargs`, `ssh host '...'`.

use super::Command;
use super::word::{Word, append, is_assignment};
use crate::syntax::Plain;
use crate::text::Span;

/// What a command comes to.
pub(super) struct Unwrapped {
    /// The command inside, or itself.
    pub(super) command: Option<Command>,
    /// What it hands to another shell.
    pub(super) scripts: Vec<Plain>,
}

/// What a wrapper does with its arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// They are another command.
    Words,
    /// They are another command, and words that nobody knows come behind them.
    WordsAndMore,
    /// Joined with spaces they are read by a shell.
    Joined,
    /// The value of `-c` is read by a shell; without one, standard input is.
    Shell,
    /// What stands behind `--` is another command.
    BehindDashes,
}

/// A command that runs another.
struct Wrapper {
    name: &'static str,
    /// A second word that must follow: `kubectl exec`.
    verb: Option<&'static str>,
    /// Options that take the next word as their value.
    with_value: &'static [&'static str],
    /// Arguments before the command.
    operands: usize,
    form: Form,
}

const fn wrapper(
    name: &'static str,
    with_value: &'static [&'static str],
    operands: usize,
    form: Form,
) -> Wrapper {
    Wrapper { name, verb: None, with_value, operands, form }
}

const fn verb(
    name: &'static str,
    verb: &'static str,
    with_value: &'static [&'static str],
    operands: usize,
    form: Form,
) -> Wrapper {
    Wrapper { name, verb: Some(verb), with_value, operands, form }
}

const EXEC: &[&str] = &["-n", "--namespace", "-c", "--container", "--context", "--kubeconfig"];
const DOCKER: &[&str] = &["-e", "--env", "-u", "--user", "-w", "--workdir", "--env-file"];
const SSH: &[&str] = &[
    "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-p", "-Q",
    "-R", "-S", "-W", "-w",
];

static WRAPPERS: &[Wrapper] = &[
    wrapper(
        "sudo",
        &["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-T", "-U", "--user"],
        0,
        Form::Words,
    ),
    wrapper("doas", &["-u", "-C"], 0, Form::Words),
    wrapper("env", &["-u", "-C", "--unset", "--chdir"], 0, Form::Words),
    wrapper("time", &["-f", "-o"], 0, Form::Words),
    wrapper("nohup", &[], 0, Form::Words),
    wrapper("command", &[], 0, Form::Words),
    wrapper("builtin", &[], 0, Form::Words),
    wrapper("exec", &["-a"], 0, Form::Words),
    wrapper("setsid", &[], 0, Form::Words),
    wrapper("nice", &["-n"], 0, Form::Words),
    wrapper("ionice", &["-c", "-n"], 0, Form::Words),
    wrapper("stdbuf", &["-i", "-o", "-e"], 0, Form::Words),
    wrapper("unbuffer", &[], 0, Form::Words),
    wrapper("timeout", &["-s", "-k", "--signal", "--kill-after"], 1, Form::Words),
    wrapper("chroot", &[], 1, Form::Words),
    wrapper("then", &[], 0, Form::Words),
    wrapper("else", &[], 0, Form::Words),
    wrapper("do", &[], 0, Form::Words),
    wrapper("xargs", &["-n", "-P", "-L", "-I", "-d", "-a", "-s", "-E"], 0, Form::WordsAndMore),
    wrapper("parallel", &["-j", "-a"], 0, Form::WordsAndMore),
    wrapper("watch", &["-n", "--interval"], 0, Form::Joined),
    wrapper("eval", &[], 0, Form::Joined),
    wrapper("ssh", SSH, 1, Form::Joined),
    wrapper("bash", &["-O", "-o", "--rcfile"], 0, Form::Shell),
    wrapper("sh", &["-o"], 0, Form::Shell),
    wrapper("zsh", &["-o"], 0, Form::Shell),
    wrapper("dash", &["-o"], 0, Form::Shell),
    wrapper("ash", &["-o"], 0, Form::Shell),
    wrapper("su", &["-s", "-g"], 0, Form::Shell),
    wrapper("nsenter", &[], 0, Form::BehindDashes),
    wrapper("aws-vault", &[], 0, Form::BehindDashes),
    verb("kubectl", "exec", EXEC, 1, Form::BehindDashes),
    verb("oc", "exec", EXEC, 1, Form::BehindDashes),
    verb("kubectl", "run", EXEC, 1, Form::BehindDashes),
    verb("oc", "debug", EXEC, 1, Form::BehindDashes),
    verb("oc", "rsh", EXEC, 1, Form::Words),
    verb("docker", "exec", DOCKER, 1, Form::Words),
    verb("podman", "exec", DOCKER, 1, Form::Words),
    verb("docker-compose", "exec", DOCKER, 1, Form::Words),
    verb("knife", "ssh", &["-C", "-a", "-x", "-E"], 1, Form::Joined),
];

/// More wrappers within wrappers than anybody writes.
const MOST_WRAPPERS: usize = 8;

/// Takes off all that a command is wrapped in. `None` when nothing is left.
pub(super) fn unwrap(mut command: Command) -> Option<Unwrapped> {
    for _ in 0..MOST_WRAPPERS {
        let Some((wrapper, inner)) = find(&command) else { break };
        match wrapper.form {
            Form::Words | Form::WordsAndMore => {
                command = shorter(command, inner)?;
                command.takes_more |= wrapper.form == Form::WordsAndMore;
            }
            Form::Joined => {
                return Some(Unwrapped { command: None, scripts: joined(&command, inner) });
            }
            Form::Shell => {
                return Some(Unwrapped { scripts: shell(&command), command: Some(command) });
            }
            Form::BehindDashes => {
                let dashes = command.words.iter().position(|word| word.text() == "--");
                match dashes {
                    Some(at) if at + 1 < command.words.len() => command = shorter(command, at + 1)?,
                    _ => command = shorter(command, inner)?,
                }
            }
        }
    }
    let scripts = found_by_find(&command).into_iter().collect();
    Some(Unwrapped { command: Some(command), scripts })
}

/// The wrapper that a command is, and the index of its first word inside.
fn find(command: &Command) -> Option<(&'static Wrapper, usize)> {
    let name = command.name();
    let is_it = |wrapper: &&Wrapper| {
        wrapper.name == name
            && wrapper.verb.is_none_or(|verb| {
                command.operands(wrapper.with_value).next().map(Word::text) == Some(verb)
            })
    };
    let wrapper = WRAPPERS.iter().find(is_it)?;
    Some((wrapper, first_inside(command, wrapper)))
}

fn first_inside(command: &Command, wrapper: &Wrapper) -> usize {
    let mut operands = wrapper.operands + usize::from(wrapper.verb.is_some());
    let mut at = 1;
    while let Some(word) = command.words.get(at) {
        let text = word.text();
        let is_assignment = !word.is_quoted && is_assignment(text);
        if wrapper.with_value.contains(&text) {
            at += 1;
        } else if !text.starts_with('-') && !is_assignment {
            if operands == 0 {
                break;
            }
            operands -= 1;
        }
        at += 1;
    }
    at
}

/// The command without its first words.
fn shorter(mut command: Command, first: usize) -> Option<Command> {
    if first >= command.words.len() {
        return None;
    }
    command.words.drain(..first);
    command.span = Span::new(command.words[0].span.start, command.span.end);
    Some(command)
}

/// The words from `first` on as one script; without any, what is read from
/// standard input.
fn joined(command: &Command, first: usize) -> Vec<Plain> {
    let words = command.words.get(first..).unwrap_or_default();
    if words.is_empty() {
        return command.inputs.to_vec();
    }
    vec![script_of(words)]
}

/// What a shell is given: the value of `-c`, or standard input.
fn shell(command: &Command) -> Vec<Plain> {
    let takes_script = |word: &Word| {
        word.text().starts_with('-') && !word.text().starts_with("--") && word.text().ends_with('c')
    };
    if let Some(at) = command.arguments().iter().position(takes_script) {
        return command
            .arguments()
            .get(at + 1)
            .map(|word| script_of(std::slice::from_ref(word)))
            .into_iter()
            .collect();
    }
    match command.operands(&[]).next() {
        Some(_) => Vec::new(),
        None => command.inputs.to_vec(),
    }
}

fn script_of(words: &[Word]) -> Plain {
    let mut script = Plain::default();
    for word in words {
        append(&mut script, word.value());
        script.push(" ", Span::at(word.span.end));
    }
    script.push("\n", Span::at(words.last().map_or(0, |word| word.span.end)));
    script
}

/// What `find ... -exec` runs.
fn found_by_find(command: &Command) -> Option<Plain> {
    if command.name() != "find" {
        return None;
    }
    let is_exec = |word: &Word| matches!(word.text(), "-exec" | "-execdir" | "-ok");
    let at = command.words.iter().position(is_exec)?;
    Some(script_of(command.words.get(at + 1..)?))
}
