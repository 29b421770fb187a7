"""The GitLab job: what its file says, and what its script does."""

import json
import subprocess
import unittest

from support import BROKEN, CHECKOUT, Repository, path_with_warroom, read_yaml

TEMPLATE = "integrations/gitlab/warroom.gitlab-ci.yml"


def issues(repository):
    """What stands in the report that the job hands to GitLab."""
    report = read_yaml(TEMPLATE)["warroom"]["artifacts"]["reports"]["codequality"]
    return json.loads((repository.path / report).read_text())


class TheJob(unittest.TestCase):
    def run_script(self, repository):
        """Runs its lines as GitLab's runner does: one shell, the first failure ends it."""
        job = read_yaml(TEMPLATE)["warroom"]
        lines = "\n".join(job["before_script"] + job["script"])
        environment = job["variables"] | {"PATH": path_with_warroom()}
        return repository.run("bash", "-eo", "pipefail", "-c", lines, **environment)

    def test_it_follows_the_schema_of_gitlab(self):
        command = ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
        command += ["--data-transform", "gitlab-ci", CHECKOUT / TEMPLATE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def test_the_report_is_there_though_the_job_fails(self):
        repository = Repository(self, {"a.md": BROKEN})
        ran = self.run_script(repository)
        self.assertEqual(ran.returncode, 1, ran.stdout)
        self.assertIn("document/mojibake", [issue["check_name"] for issue in issues(repository)])

    def test_an_issue_has_the_fields_that_gitlab_asks_for(self):
        repository = Repository(self, {"a.md": BROKEN})
        self.run_script(repository)
        issue = next(one for one in issues(repository) if one["check_name"] == "document/mojibake")
        self.assertIn(issue["severity"], {"info", "minor", "major", "critical", "blocker"})
        self.assertEqual(issue["location"]["path"], "a.md")
        self.assertEqual(issue["location"]["positions"]["begin"]["line"], 3)
        for name in ["description", "check_name", "fingerprint"]:
            self.assertIsInstance(issue[name], str)


if __name__ == "__main__":
    unittest.main()
