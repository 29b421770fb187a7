//! What commands do on a host: files, disks, processes, services, and the
//! stores and repositories that are reached from one.

use super::{Deed, destroys, disrupts, interrupts};
use crate::shell::{Command, Word};

pub(super) fn deed(command: &Command) -> Option<Deed> {
    let name = command.name();
    match name {
        "rm" => rm(command),
        "dd" => dd(command),
        "shred" | "wipefs" => destroys("overwrites what it is given"),
        "zfs" | "zpool" => zfs(command),
        "git" => git(command),
        "redis-cli" | "valkey-cli" | "keydb-cli" => redis(command),
        "iptables" | "ip6tables" => iptables(command),
        "patronictl" => patronictl(command),
        "systemctl" | "service" | "gitlab-ctl" | "sv" | "initctl" => service(command),
        "reboot" | "poweroff" | "halt" => interrupts("restarts or switches off the host"),
        "shutdown" if !command.has("-c") => interrupts("restarts or switches off the host"),
        "kill" | "pkill" | "killall" => kill(command),
        _ if name == "mkfs" || name.starts_with("mkfs.") => {
            destroys("makes an empty file system on the device")
        }
        _ => None,
    }
}

/// `rm -r` of a path that is not known, or of everything.
fn rm(command: &Command) -> Option<Deed> {
    let is_recursive = command.has_flag('r') || command.has_flag('R') || command.has("--recursive");
    if !is_recursive {
        return None;
    }
    let is_unknown = command.takes_more || command.operands(&[]).any(is_unknown_path);
    if is_unknown {
        destroys("deletes whatever the path turns out to be, with all below it")
    } else {
        None
    }
}

fn is_unknown_path(word: &Word) -> bool {
    let path = word.text();
    let is_checked = path.contains(":?") || path.contains("mktemp");
    let is_scratch =
        ["/tmp/", "/var/tmp/"].iter().any(|head| path.len() > head.len() && path.starts_with(head));
    let is_everything = matches!(path, "/" | "/*" | "." | ".." | "~" | "~/" | "*" | "./*");
    is_everything || (!is_checked && !is_scratch && (word.is_open || word.is_glob || path == "{}"))
}

fn dd(command: &Command) -> Option<Deed> {
    let target = command.arguments().iter().find_map(|word| word.text().strip_prefix("of="))?;
    let is_harmless = matches!(target, "/dev/null" | "/dev/stdout") || target.starts_with("/tmp/");
    if is_harmless { None } else { destroys("overwrites what it writes to") }
}

fn zfs(command: &Command) -> Option<Deed> {
    let is_destroy = command.operands(&[]).next().is_some_and(|verb| verb.text() == "destroy");
    if is_destroy { destroys("destroys the data set or pool") } else { None }
}

fn git(command: &Command) -> Option<Deed> {
    let mut operands = command.operands(&["-C", "-c"]).map(Word::text);
    match operands.next()? {
        "push" => {
            let is_forced = command.has("--force")
                || command.has("-f")
                || operands.any(|word| word.starts_with('+'));
            if is_forced { destroys("replaces what others may have pushed") } else { None }
        }
        "reset" if command.has("--hard") => {
            interrupts("throws away changes that are not committed")
        }
        _ => None,
    }
}

/// Whether a command puts commits of one's own behind those of others.
pub(super) fn rebases(command: &Command) -> bool {
    command.name() == "git" && command.operands(&["-C", "-c"]).any(|word| word.text() == "rebase")
}

/// Whether a command pushes a branch that is not everybody's: behind a rebase
/// only a forced push can publish it.
pub(super) fn publishes(command: &Command) -> bool {
    let operands: Vec<&str> = command.operands(&["-C", "-c"]).map(Word::text).collect();
    let is_shared = |branch: &&str| matches!(branch.trim_start_matches('+'), "main" | "master");
    command.name() == "git" && operands.first() == Some(&"push") && !operands.iter().any(is_shared)
}

fn redis(command: &Command) -> Option<Deed> {
    let words = || command.arguments().iter().flat_map(|word| word.text().split_whitespace());
    let inputs = command.inputs.iter().flat_map(|input| input.text.split_whitespace());
    let is_flush =
        |word: &str| word.eq_ignore_ascii_case("flushall") || word.eq_ignore_ascii_case("flushdb");
    if words().chain(inputs).any(is_flush) {
        return destroys("deletes every key");
    }
    let fails_over = words().any(|word| word.eq_ignore_ascii_case("failover"));
    if fails_over { disrupts("makes another instance the primary") } else { None }
}

fn iptables(command: &Command) -> Option<Deed> {
    let flushes = command.has("-F") || command.has("--flush");
    if flushes { disrupts("removes firewall rules") } else { None }
}

fn patronictl(command: &Command) -> Option<Deed> {
    match command.operands(&["-c", "-d"]).next()?.text() {
        "failover" | "switchover" => disrupts("makes another instance the primary"),
        "reinit" => destroys("deletes the data of the member and copies it anew"),
        _ => None,
    }
}

fn service(command: &Command) -> Option<Deed> {
    let mut verbs = command.operands(&[]).map(Word::text).take(2);
    let verb =
        verbs.find(|verb| matches!(*verb, "stop" | "reboot" | "poweroff" | "halt" | "down"))?;
    match (command.name(), verb) {
        (_, "stop") => disrupts("stops the service"),
        ("systemctl", _) => interrupts("restarts or switches off the host"),
        ("sv", _) => disrupts("stops the service"),
        _ => None,
    }
}

/// The service that a command stops.
pub(super) fn stopped(command: &Command) -> Option<&str> {
    service_behind(command, &["stop"])
}

/// The service that a command starts.
pub(super) fn started(command: &Command) -> Option<&str> {
    service_behind(command, &["start", "restart"])
}

/// The service to which a command gives one of these orders:
/// `systemctl stop queue`, `service queue stop`.
fn service_behind<'c>(command: &'c Command, verbs: &[&str]) -> Option<&'c str> {
    let is_manager =
        matches!(command.name(), "systemctl" | "service" | "gitlab-ctl" | "sv" | "initctl");
    let operands: Vec<&str> = command.operands(&[]).map(Word::text).take(2).collect();
    match operands.as_slice() {
        [verb, service] if is_manager && verbs.contains(verb) => Some(service),
        [service, verb] if is_manager && verbs.contains(verb) => Some(service),
        _ => None,
    }
}

fn kill(command: &Command) -> Option<Deed> {
    let is_hard = |text: &str| {
        let signal = text.trim_start_matches('-');
        matches!(signal, "9" | "KILL" | "SIGKILL") || matches!(text, "--signal=9" | "--signal=KILL")
    };
    let flags = command.arguments().iter().map(Word::text).filter(|text| text.starts_with('-'));
    let by_option = ["-s", "--signal", "-n"].iter().filter_map(|option| command.value_of(option));
    let mut signals = flags.chain(by_option.map(Word::text));
    if signals.any(is_hard) {
        interrupts("ends the process without letting it finish its work")
    } else {
        None
    }
}
