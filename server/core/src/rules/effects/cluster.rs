//! What `kubectl`, `oc` and `helm` do.

use super::{Deed, changes, destroys, disrupts};
use crate::shell::{Command, Word};

/// Options that take the next word as their value.
const WITH_VALUE: &[&str] = &[
    "-n",
    "--namespace",
    "-l",
    "--selector",
    "--context",
    "--kubeconfig",
    "-o",
    "--output",
    "-f",
    "--filename",
    "-c",
    "--container",
    "--cluster",
    "--as",
    "--as-group",
    "-p",
    "--patch",
    "--user",
    "--server",
    "--token",
    "--type",
    "--timeout",
    "--field-selector",
    "--grace-period",
    "--replicas",
    "--kube-context",
];

fn operands(command: &Command) -> Vec<&str> {
    command.operands(WITH_VALUE).map(Word::text).collect()
}

pub(super) fn deed(command: &Command) -> Option<Deed> {
    let mut operands = operands(command);
    if operands.first() == Some(&"adm") {
        operands.remove(0);
    }
    match *operands.first()? {
        "delete" => delete(command, operands.get(1).copied()?),
        "drain" => disrupts("moves every pod off the node"),
        "scale" if scales_to_nothing(command) => disrupts("stops every replica"),
        "rollout" if operands.get(1) == Some(&"undo") => disrupts("puts an older version in place"),
        "patch" | "set" if stamps(command) => None,
        "apply" | "patch" | "replace" | "scale" | "set" | "cordon" | "taint" | "autoscale" => {
            changes("changes the cluster")
        }
        _ => None,
    }
}

/// What a resource is called, in the singular and the short forms.
fn is_any(resource: &str, names: &[&str]) -> bool {
    let resource = resource.to_ascii_lowercase();
    resource.split(',').any(|one| {
        let one = one.split(['/', '.']).next().unwrap_or_default();
        names.contains(&one)
    })
}

/// What controllers make anew by themselves, or what is only a trace.
const ROUTINE: &[&str] = &[
    "pod",
    "pods",
    "po",
    "job",
    "jobs",
    "event",
    "events",
    "ev",
    "lease",
    "leases",
    "csr",
    "certificatesigningrequest",
    "certificatesigningrequests",
    "replicaset",
    "replicasets",
    "rs",
];

fn delete(command: &Command, resource: &str) -> Option<Deed> {
    if is_any(resource, &["namespace", "namespaces", "ns", "project", "projects"]) {
        return destroys("deletes the namespace with everything in it");
    }
    if is_any(resource, &["pv", "persistentvolume", "persistentvolumes"]) {
        return destroys("deletes the volume, and with some reclaim policies its data");
    }
    if is_any(resource, &["pvc", "persistentvolumeclaim", "persistentvolumeclaims"]) {
        return destroys("deletes the claim, and with most storage classes the data of its volume");
    }
    if is_any(resource, &["crd", "crds", "customresourcedefinition", "customresourcedefinitions"]) {
        return destroys("deletes the definition and every resource made from it");
    }
    let is_unknown = resource.starts_with(['<', '$', '{']);
    if is_unknown || is_any(resource, ROUTINE) {
        return None;
    }
    if command.has("--all") || command.has("--all=true") {
        return destroys("deletes all resources of this sort in the namespace");
    }
    changes("deletes a resource")
}

/// Whether a command sets the number of replicas to 0.
pub(super) fn scales_to_nothing(command: &Command) -> bool {
    replicas(command) == Some("0")
}

/// Whether a command sets the number of replicas to another one.
pub(super) fn scales_up(command: &Command) -> bool {
    replicas(command).is_some_and(|count| count != "0")
}

/// Whether a command moves all pods off a node.
pub(super) fn drains(command: &Command) -> bool {
    is_about_nodes(command, "drain")
}

/// Whether a command lets pods onto a node again.
pub(super) fn uncordons(command: &Command) -> bool {
    is_about_nodes(command, "uncordon")
}

fn is_about_nodes(command: &Command, verb: &str) -> bool {
    let is_client = matches!(command.name(), "kubectl" | "oc");
    is_client && operands(command).iter().find(|word| **word != "adm") == Some(&verb)
}

/// Whether a command writes the time into a template of pods, and nothing
/// else: that makes them anew, and is how a restart was spelled before
/// `rollout restart` came.
fn stamps(command: &Command) -> bool {
    const STAMPS: &[&str] = &["`date", "$(date", "restartedAt"];
    let has_stamp = |word: &Word| STAMPS.iter().any(|stamp| word.text().contains(stamp));
    command.arguments().iter().any(has_stamp)
}

fn replicas(command: &Command) -> Option<&str> {
    let value = command.value_of("--replicas")?.text();
    Some(value.strip_prefix("--replicas=").unwrap_or(value))
}

pub(super) fn helm(command: &Command) -> Option<Deed> {
    match *operands(command).first()? {
        "uninstall" | "delete" | "del" | "un" => {
            destroys("removes the release with everything that its chart made")
        }
        "upgrade" | "install" => changes("changes the release"),
        "rollback" => disrupts("puts an older version in place"),
        _ => None,
    }
}
