//! What the commands of a document do, as far as it matters to a rule: what
//! they destroy, what they stop, what they change.
//!
//! Known by the parsed words of a command, never by matching text. A cheap
//! search for the words that matter decides which lines are parsed at all.

mod cloud;
mod cluster;
mod host;
mod inline;
mod sql;
mod undoing;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use self::undoing::Undoing;
use super::Context;
use crate::shell::{Command, Fence, Language, Script, Statement};
use crate::text::Span;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// The command, or the statement of SQL inside it.
    pub(crate) span: Span,
    /// How much it does.
    pub(crate) harm: Harm,
    /// What it does, to follow "this": "deletes the namespace".
    pub(crate) does: &'static str,
}

/// How much a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Harm {
    /// It changes something that can be set back.
    Change,
    /// It interrupts what serves users, and that ends by itself.
    Interruption,
    /// It stops or moves what serves users.
    Disruption,
    /// What it takes away does not come back by itself.
    Destruction,
}

/// What a command is known to do.
type Deed = (Harm, &'static str);

const fn destroys(does: &'static str) -> Option<Deed> {
    Some((Harm::Destruction, does))
}

const fn disrupts(does: &'static str) -> Option<Deed> {
    Some((Harm::Disruption, does))
}

const fn interrupts(does: &'static str) -> Option<Deed> {
    Some((Harm::Interruption, does))
}

const fn changes(does: &'static str) -> Option<Deed> {
    Some((Harm::Change, does))
}

/// A line without any of these does nothing that is known here.
const WORDS: &[&str] = &[
    " of=",
    " put-",
    " push ",
    " rb ",
    "set ",
    " set\n",
    " update-",
    "alter",
    "apply",
    "auto-approve",
    "cordon",
    "delete",
    "destroy",
    "drain",
    "drop",
    "failover",
    "flush",
    "gsutil ",
    "halt",
    "helm ",
    "insert",
    "iptables",
    "kill -",
    "killall -",
    "mkfs",
    "modify",
    "patch",
    "poweroff",
    "pulumi ",
    "purge",
    "reboot",
    "reinit",
    "replace",
    "replicas",
    "reset",
    "rm -",
    "s3 rm",
    "scale",
    "shred",
    "shutdown",
    "stop",
    "storage rm",
    "switchover",
    " sync ",
    "taint",
    "terminate",
    "truncate",
    "undo",
    "wipefs",
];

/// Beside a line with one of those a line with one of these may undo it.
const UNDOING_WORDS: &[&str] = &["start", "rebase"];

/// Commands of which something is known, beside the clients of databases. A
/// statement without the name of one is not parsed.
const NAMES: &[&str] = &[
    "aws",
    "az",
    "dd",
    "gcloud",
    "git",
    "gitlab-ctl",
    "gsutil",
    "halt",
    "helm",
    "initctl",
    "ip6tables",
    "iptables",
    "keydb-cli",
    "kill",
    "killall",
    "kubectl",
    "mkfs",
    "oc",
    "patronictl",
    "pkill",
    "poweroff",
    "pulumi",
    "reboot",
    "redis-cli",
    "rm",
    "service",
    "shred",
    "shutdown",
    "sv",
    "systemctl",
    "terraform",
    "terragrunt",
    "tofu",
    "valkey-cli",
    "wipefs",
    "zfs",
    "zpool",
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).expect("plain words")
});

static UNDOING_FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(UNDOING_WORDS).expect("plain words"));

/// What the commands of a document do, in document order.
pub(crate) fn of<'c>(context: &'c Context<'_>) -> &'c [Effect] {
    context.effects.get_or_init(|| {
        let mut effects = Vec::new();
        for fence in context.fences() {
            if FINDER.is_match(fence.code.of(context.text)) {
                of_fence(context, fence, &mut effects);
            }
        }
        inline::read(context, &mut effects);
        effects.sort_by_key(|effect| effect.span);
        effects
    })
}

fn of_fence(context: &Context<'_>, fence: &Fence, effects: &mut Vec<Effect>) {
    let script = fence.script(context.text, context.syntax);
    if fence.language == Language::Sql {
        sql::read(&script.source, effects);
    }
    of_script(script, effects);
}

fn of_script(script: &Script, effects: &mut Vec<Effect>) {
    let first = effects.len();
    let matter = script.statements.iter().filter(|one| may_matter(script, one));
    let commands: Vec<Command> = matter.flat_map(|one| script.commands(one)).collect();
    let undoing = Undoing::of(&commands);
    for (at, command) in commands.iter().enumerate() {
        if !undoing.undoes(at, command) {
            of_command(command, effects);
        }
    }
    // A here-document may be read by more than one command of its line.
    let mut own = effects.split_off(first);
    own.sort_by_key(|effect| effect.span);
    own.dedup();
    effects.append(&mut own);
}

fn may_matter(script: &Script, statement: &Statement) -> bool {
    let documents = statement.here_documents.iter().map(|document| &document.body);
    let parts = std::iter::once(&statement.range).chain(documents);
    let mut texts = parts.map(|part| &script.source.text[part.clone()]);
    let is_watched = |text: &str| FINDER.is_match(text) || UNDOING_FINDER.is_match(text);
    texts.clone().any(is_watched) && texts.any(names_a_command)
}

fn names_a_command(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    words.any(|word| NAMES.contains(&word) || sql::is_client(word))
}

fn of_command(command: &Command, effects: &mut Vec<Effect>) {
    if is_rehearsal(command) {
        return;
    }
    if let Some((harm, does)) = deed(command) {
        effects.push(Effect { span: command.span, harm, does });
    }
    for script in sql::given_to(command) {
        sql::read(script, effects);
    }
}

/// Whether a command only says what it would do.
fn is_rehearsal(command: &Command) -> bool {
    let is_dry = |text: &str| {
        let text = text.trim_start_matches('-');
        let name = text.strip_prefix("dry-run").or_else(|| text.strip_prefix("dryrun"));
        name.is_some_and(|rest| !matches!(rest, "=none" | "=false"))
    };
    let asks_for_help = command.arguments().last().is_some_and(|last| last.text() == "-h");
    let is_dry_or_help = |text: &str| is_dry(text) || text == "--help";
    asks_for_help || command.arguments().iter().any(|word| is_dry_or_help(word.text()))
}

fn deed(command: &Command) -> Option<Deed> {
    match command.name() {
        "kubectl" | "oc" => cluster::deed(command),
        "helm" => cluster::helm(command),
        "aws" => cloud::aws(command),
        "gcloud" => cloud::gcloud(command),
        "gsutil" => cloud::gsutil(command),
        "az" => cloud::az(command),
        "terraform" | "tofu" | "terragrunt" | "pulumi" => cloud::terraform(command),
        _ => host::deed(command),
    }
}
