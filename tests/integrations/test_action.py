"""The GitHub action: what its file says, and what its steps do."""

import subprocess
import tempfile
import unittest

from support import BROKEN, CHECKOUT, SOUND, Repository, evaluate, path_with_warroom, read_yaml


class TheAction(unittest.TestCase):
    def check(self, repository, **inputs):
        """Runs the check step with inputs by their environment names."""
        action = read_yaml("action.yml")
        values = {f"inputs.{name}": of["default"] for name, of in action["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": text for name, text in inputs.items()}
        step = action["runs"]["steps"][1]
        environment = {name: evaluate(text, values) for name, text in step["env"].items()}
        with tempfile.NamedTemporaryFile("r") as output:
            environment |= {"GITHUB_OUTPUT": output.name, "PATH": path_with_warroom()}
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            ran = repository.run(*shell, **environment)
            return ran, output.read()

    def test_it_follows_the_schema_of_actions(self):
        command = ["check-jsonschema", "--builtin-schema", "vendor.github-actions"]
        subprocess.run([*command, CHECKOUT / "action.yml"], check=True, stdout=subprocess.DEVNULL)

    def test_a_finding_is_an_annotation_and_fails_the_step(self):
        ran, _ = self.check(Repository(self, {"a.md": BROKEN}))
        self.assertIn("::warning file=a.md,line=3,", ran.stdout)
        self.assertEqual(ran.returncode, 1)

    def test_documents_without_findings_pass(self):
        ran, _ = self.check(Repository(self, {"a.md": SOUND}))
        self.assertEqual((ran.returncode, ran.stdout), (0, ""))

    def test_only_the_paths_that_are_named_are_checked(self):
        repository = Repository(self, {"a.md": BROKEN, "b.md": SOUND, "c.md": SOUND})
        ran, _ = self.check(repository, paths="b.md\nc.md\n")
        self.assertEqual(ran.returncode, 0)

    def test_the_level_that_fails_can_be_set(self):
        ran, _ = self.check(Repository(self, {"a.md": BROKEN}), fail_on="never")
        self.assertIn("::warning", ran.stdout)
        self.assertEqual(ran.returncode, 0)

    def test_lines_that_a_pull_request_left_alone_are_left_alone(self):
        repository = Repository(self, {"a.md": BROKEN})
        repository.commit({"a.md": BROKEN + "\nMore.\n"})
        ran, _ = self.check(repository, changed_since="HEAD~1")
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_a_baseline_leaves_old_findings_aside(self):
        repository = Repository(self, {"a.md": BROKEN})
        write = ["warroom", "check", "--baseline", "known.json", "--write-baseline"]
        repository.run(*write, PATH=path_with_warroom())
        ran, _ = self.check(repository, baseline="known.json")
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_sarif_is_written_though_the_step_fails(self):
        repository = Repository(self, {"a.md": BROKEN})
        ran, output = self.check(repository, sarif_file="found.sarif")
        self.assertEqual(ran.returncode, 1)
        self.assertEqual(output, "sarif-file=found.sarif\n")
        self.assertIn("document/mojibake", (repository.path / "found.sarif").read_text())


class TheReviewdogExample(unittest.TestCase):
    def test_it_follows_the_schema_of_workflows(self):
        command = ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]
        file = CHECKOUT / "integrations/reviewdog/warroom.yml"
        subprocess.run([*command, file], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    unittest.main()
