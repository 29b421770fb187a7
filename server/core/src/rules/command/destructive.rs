//! `command/destructive`: a command that takes something away, with nothing
//! beside it that would make a tired person stop.

use super::guards::Guards;
use crate::rules::effects::{self, Effect, Harm};
use crate::rules::{Check, Context, Findings, FixKind, Rule};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "command/destructive",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Runbook, Kind::GameDay],
    summary: "A command that destroys or stops something, without a guard",
    fix: FixKind::None,
    page: include_str!("destructive.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let harmful: Vec<&Effect> =
        effects::of(context).iter().filter(|effect| effect.harm > Harm::Change).collect();
    if harmful.is_empty() {
        return;
    }
    let mut guards = Guards::of(context);
    for effect in harmful.into_iter().filter(|effect| !guards.guard(effect)) {
        let finding = findings.report(effect.span, message(effect));
        if effect.harm < Harm::Destruction {
            finding.at(Level::Info);
        }
    }
}

fn message(effect: &Effect) -> String {
    let does = effect.does;
    match effect.harm {
        Harm::Destruction => format!(
            "This {does}, and nothing in the step warns of it. Say what is lost and who agrees, or put a backup, a dry run or a confirmation before it"
        ),
        _ => format!("This {does}. Say in the step when that is safe, or how to go back"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_levels};
    use crate::vocabulary::Level;

    /// Checks a runbook of one fence: the marks stand below the lines of `code`.
    #[track_caller]
    fn check_code(code: &str) {
        check(&RULE, &format!("# Runbook: queue\n\n```bash\n{}\n```\n", code.trim_matches('\n')));
    }

    #[track_caller]
    fn silent(code: &str) {
        check_code(code);
    }

    #[track_caller]
    fn warns(code: &str) {
        let text = format!("# Runbook: queue\n\n```bash\n{code}\n");
        let marked = format!("{text}{}\n```\n", "^".repeat(code.chars().count()));
        check_levels(&RULE, &marked, Some(Level::Warning), |_| {});
    }

    #[test]
    fn files_of_an_unknown_path() {
        warns("rm -rf /");
        warns("rm -r \"$DATA\"");
        warns("rm --recursive /srv/*");
        warns("rm -fr <directory>");
        silent("rm -rf /srv/queue/spool");
        silent("rm -f \"$FILE\"");
        silent("rm -rf /tmp/queue-*");
        silent("rm -rf \"${DATA:?}\"");
    }

    #[test]
    fn disks_and_file_systems() {
        warns("mkfs.ext4 /dev/sdb");
        warns("dd if=/dev/zero of=/dev/sdb");
        warns("zfs destroy tank/queue");
        warns("shred -u key");
        silent("dd if=/dev/sdb of=/dev/null");
    }

    #[test]
    fn resources_of_a_cluster() {
        warns("kubectl delete namespace queue");
        warns("kubectl -n queue delete pvc data-0");
        warns("kubectl delete pv/data-0");
        warns("oc delete crd queues.example.com");
        warns("kubectl delete deployment --all -n queue");
        warns("helm uninstall queue");
    }

    #[test]
    fn what_controllers_make_anew_is_routine() {
        silent("kubectl delete pod queue-0");
        silent("kubectl delete pods --all -n queue");
        silent("kubectl rollout restart deployment queue");
        silent("systemctl restart queue");
    }

    #[test]
    fn down_to_nothing_and_up_again_is_a_restart() {
        silent("kubectl scale deploy queue --replicas=0\nkubectl scale deploy queue --replicas=3");
    }

    #[test]
    fn what_is_started_again_is_not_stopped() {
        silent("systemctl stop queue\nrm spool.lock\nsystemctl start queue");
        silent("oc drain node-1\noc uncordon node-1");
        check_code(
            "
service queue stop
^^^^^^^^^^^^^^^^^^ stops the service
service index start
",
        );
    }

    #[test]
    fn a_rebased_branch_is_published() {
        silent("git rebase main\ngit push --force origin fix");
        check_code(
            "
git rebase fix
git push --force origin main
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ replaces what others may have pushed
",
        );
    }

    #[test]
    fn resources_of_a_cloud() {
        warns("aws --region eu-west-1 rds delete-db-instance --db-instance-identifier a");
        warns("aws ec2 terminate-instances --instance-ids i-1");
        warns("aws s3 rm s3://queue --recursive");
        warns("gcloud compute instances delete queue-1");
        warns("az group delete --name queue");
        warns("terraform destroy");
        silent("aws s3 rm s3://queue/one");
    }

    #[test]
    fn stores_and_repositories() {
        warns("redis-cli -h cache flushall");
        warns("git push --force origin main");
        silent("git push --force-with-lease origin fix");
        silent("redis-cli info");
    }

    #[test]
    fn statements_of_sql() {
        check_code(
            "
psql -c \"DROP TABLE jobs; SELECT 1\"
         ^^^^^^^^^^^^^^^ drops it with all its data
mysql -e 'DELETE FROM jobs'
          ^^^^^^^^^^^^^^^^ has no WHERE
psql -tc \"UPDATE jobs SET done = true WHERE id = 1\"
psql -c \"SELECT 'drop table jobs' -- drop table jobs\"
",
        );
    }

    #[test]
    fn sql_in_a_here_document_or_a_pipe() {
        check_code(
            "
psql -h db <<SQL
SELECT 1;
TRUNCATE jobs;
^^^^^^^^^^^^^ deletes every row
SQL
echo \"DROP DATABASE queue\" | psql
      ^^^^^^^^^^^^^^^^^^^ drops it
",
        );
    }

    #[test]
    fn a_fence_of_sql() {
        check(
            &RULE,
            "
# Runbook: queue

```sql
-- DELETE FROM jobs;
DELETE FROM jobs
^^^^^^^^^^^^^^^^ has no WHERE
;
DELETE FROM jobs
WHERE id = 1;
UPDATE jobs
^^^^^^^^^^^ has no WHERE
SET done = true;
```
",
        );
    }

    #[test]
    fn wrapped_commands() {
        check_code(
            "
kubectl get pvc -o name | xargs -n 1 kubectl delete
ls | xargs rm -rf
           ^^^^^^ deletes whatever
ssh queue-1 'sudo rm -rf /srv/*'
                  ^^^^^^^^^^^^^ deletes whatever
for ns in a b; do kubectl delete ns $ns; done
                  ^^^^^^^^^^^^^^^^^^^^^ deletes the namespace
",
        );
    }

    #[test]
    fn comments_and_strings_run_nothing() {
        silent("# kubectl delete namespace queue\necho \"terraform destroy\"\ngrep 'rm -rf /' log");
    }

    #[test]
    fn an_order_within_a_line() {
        check(
            &RULE,
            "
# Runbook: queue

1. `rm -rf /srv/queue/*`.
    ^^^^^^^^^^^^^^^^^^^ deletes whatever
2. Remove the release: `sudo helm uninstall queue`, then install it.
                             ^^^^^^^^^^^^^^^^^^^^ removes the release
",
        );
    }

    #[test]
    fn talk_about_a_command_runs_nothing() {
        check(
            &RULE,
            "
# Runbook: queue

Somebody may have run `kubectl delete ns queue`, or `terraform destroy` in a shell.

- Never run this: `rm -rf /srv/*`
- `systemctl stop queue`

| Cause | `helm uninstall queue` |
| ----- | ---------------------- |
",
        );
    }

    #[test]
    fn a_rehearsal_and_a_question_for_help_do_nothing() {
        silent(
            "kubectl delete ns queue --dry-run=client\nterraform destroy -h\nhelm uninstall --help",
        );
        warns("kubectl delete ns queue --dry-run=none");
    }

    #[test]
    fn what_disrupts_is_information() {
        for code in [
            "kubectl drain node-1",
            "kubectl scale deploy queue --replicas=0",
            "kubectl rollout undo deploy queue",
            "aws rds failover-db-cluster --db-cluster-identifier a",
            "sudo systemctl stop queue",
            "kill -9 4711",
            "git reset --hard HEAD~1",
            "terraform apply -auto-approve",
            "iptables -F",
        ] {
            let start = code.strip_prefix("sudo ").map_or(0, |_| 5);
            let marks = format!("{}{}", " ".repeat(start), "^".repeat(code.len() - start));
            let text = format!("# Runbook: queue\n\n```bash\n{code}\n{marks}\n```\n");
            check_levels(&RULE, &text, Some(Level::Info), |_| {});
        }
    }

    #[test]
    fn a_guard_in_the_step_is_enough() {
        check(
            &RULE,
            "
# Runbook: queue

## Clear

1. Take a snapshot of the volume.

   ```bash
   kubectl delete pvc data-0
   ```

2. Then:

   ```bash
   kubectl delete pvc data-1
   ^^^^^^^^^^^^^^^^^^^^^^^^^ deletes the claim
   ```

## Remove

With the approval of the commander:

```bash
helm uninstall queue
```

## Rehearse

```bash
terraform destroy -dry-run
```
",
        );
    }

    #[test]
    fn a_guard_in_an_earlier_step_holds_until_it_is_used() {
        check(
            &RULE,
            "
# Runbook: queue

1. Take a snapshot of both volumes.
2. Stop the writers.
3. Delete the first claim: `kubectl delete pvc data-0`
4. Delete the second: `kubectl delete pvc data-1`
                       ^^^^^^^^^^^^^^^^^^^^^^^^^ deletes the claim
",
        );
    }

    #[test]
    fn a_section_that_leads_back_is_enough() {
        check(
            &RULE,
            "# Runbook: queue\n\n```sh\nhelm uninstall queue\n```\n\n## Rollback\n\nInstall it again.\n",
        );
    }
}
