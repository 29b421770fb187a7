"""The hooks, run by the real pre-commit out of the last commit of this checkout."""

import subprocess
import unittest

from support import BROKEN, CHECKOUT, SOUND, Repository

CONFIGURATION = """
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: {hook}
"""


class TheHooks(unittest.TestCase):
    def run_hook(self, hook, files):
        """Runs a hook over a repository with these files; gives both."""
        command = ["git", "-C", CHECKOUT, "rev-parse", "HEAD"]
        revision = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        configuration = CONFIGURATION.format(
            repository=CHECKOUT, revision=revision.strip(), hook=hook
        )
        repository = Repository(self, {**files, ".pre-commit-config.yaml": configuration})
        return repository.run("pre-commit", "run", "--all-files"), repository

    def test_a_finding_stops_the_commit(self):
        ran, _ = self.run_hook("warroom", {"a.md": BROKEN, "b.txt": BROKEN})
        self.assertIn("document/mojibake", ran.stdout)
        self.assertIn("1 document", ran.stdout)
        self.assertEqual(ran.returncode, 1, ran.stdout)

    def test_documents_without_findings_pass(self):
        ran, _ = self.run_hook("warroom", {"a.md": SOUND})
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_what_is_mended_is_left_to_be_staged(self):
        ran, repository = self.run_hook("warroom-fix", {"a.md": BROKEN})
        self.assertIn("files were modified by this hook", ran.stdout)
        self.assertIn("The pool wasn’t full.", (repository.path / "a.md").read_text())


if __name__ == "__main__":
    unittest.main()
