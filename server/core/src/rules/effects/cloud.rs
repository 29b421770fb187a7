//! What the command lines of cloud providers and of infrastructure tools do.

use super::{Deed, changes, destroys, disrupts, interrupts};
use crate::shell::{Command, Word};

const AWS_WITH_VALUE: &[&str] =
    &["--region", "--profile", "--output", "--query", "--endpoint-url", "--ca-bundle"];

/// Deletes that take away no more than a mark or a message.
const SLIGHT: &[&str] = &[
    "delete-tags",
    "delete-message",
    "delete-message-batch",
    "delete-alarms",
    "delete-item",
    "delete-log-events",
    "delete-metric-filter",
    "delete-scheduled-action",
    "delete-launch-configuration",
];

pub(super) fn aws(command: &Command) -> Option<Deed> {
    let mut operands = command.operands(AWS_WITH_VALUE).map(Word::text);
    let (service, verb) = (operands.next()?, operands.next().unwrap_or_default());
    let is_recursive = command.has("--recursive");
    match (service, verb) {
        ("s3", "rb") => destroys("deletes the bucket"),
        ("s3", "rm") if is_recursive => destroys("deletes every object below the prefix"),
        ("s3", "sync") if command.has("--delete") => {
            destroys("deletes every object that the source does not have")
        }
        ("s3", "rm") => changes("deletes an object"),
        ("eks", "update-kubeconfig") => None,
        _ if SLIGHT.contains(&verb) => changes("deletes an entry"),
        _ if verb.starts_with("delete-") => destroys("deletes a resource of the cloud account"),
        _ if verb.starts_with("terminate-") => destroys("terminates instances for good"),
        _ if verb.contains("failover") => disrupts("makes another instance the primary"),
        _ if verb.starts_with("reboot-") => interrupts("restarts instances"),
        _ if ["modify-", "put-", "update-"].iter().any(|head| verb.starts_with(head)) => {
            changes("changes the cloud account")
        }
        _ => None,
    }
}

const GCLOUD_WITH_VALUE: &[&str] = &["--project", "--zone", "--region", "--format", "--filter"];

pub(super) fn gcloud(command: &Command) -> Option<Deed> {
    let operands: Vec<&str> = command.operands(GCLOUD_WITH_VALUE).map(Word::text).collect();
    // A verb stands behind its group, and before the names of resources.
    let has = |verb: &str| operands.iter().take(6).skip(1).any(|word| *word == verb);
    if has("delete") {
        return destroys("deletes a resource of the cloud account");
    }
    if operands.first() == Some(&"storage")
        && has("rm")
        && (command.has("-r") || command.has("--recursive"))
    {
        return destroys("deletes every object below the prefix");
    }
    if has("failover") {
        return disrupts("makes another instance the primary");
    }
    if has("patch") {
        return changes("changes the cloud account");
    }
    None
}

pub(super) fn gsutil(command: &Command) -> Option<Deed> {
    let is_recursive = command.has("-r") || command.has("-R");
    match command.operands(&["-o", "-h"]).map(Word::text).next()? {
        "rm" if is_recursive => destroys("deletes every object below the prefix"),
        "rb" => destroys("deletes the bucket"),
        "rm" => changes("deletes an object"),
        _ => None,
    }
}

pub(super) fn az(command: &Command) -> Option<Deed> {
    let has = |verb: &str| {
        command.operands(&["-g", "-n", "--name"]).map(Word::text).take(5).any(|word| word == verb)
    };
    if has("delete") || has("purge") {
        return destroys("deletes a resource of the cloud account");
    }
    None
}

pub(super) fn terraform(command: &Command) -> Option<Deed> {
    let approves = command.has("-auto-approve") || command.has("--auto-approve");
    let mut operands = command.operands(&[]).map(Word::text).skip_while(|&word| word == "run-all");
    match operands.next()? {
        "destroy" => destroys("destroys everything that the configuration describes"),
        "apply" if command.has("-destroy") || command.has("--destroy") => {
            destroys("destroys everything that the configuration describes")
        }
        "apply" | "up" if approves || command.has("--yes") => {
            disrupts("applies the plan before anybody has read it")
        }
        "apply" | "up" => changes("changes the infrastructure"),
        _ => None,
    }
}
