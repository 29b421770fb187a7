"""What the tests of integrations share: warroom as a team installs it, and a
repository with documents to check. It judges nothing itself."""

import functools
import os
import pathlib
import re
import subprocess
import tempfile

import yaml

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]

# A post-mortem with one warning, on line 3.
BROKEN = "# Post-mortem: checkout\n\nThe pool wasnâ€™t full.\n"
SOUND = "# Notes\n\nNothing to see here.\n"


class Repository:
    """A git repository of its own, gone with the test that made it."""

    def __init__(self, test, files):
        directory = tempfile.TemporaryDirectory()
        test.addCleanup(directory.cleanup)
        self.path = pathlib.Path(directory.name)
        self.run("git", "init", "--quiet", "--initial-branch", "main")
        self.commit(files)

    def commit(self, files):
        """Writes files and commits them."""
        for name, text in files.items():
            (self.path / name).write_text(text, encoding="utf-8")
        self.run("git", "add", "--all")
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        self.run("git", *who, "commit", "--quiet", "--no-verify", "--message", "Documents")

    def run(self, *command, **environment):
        """Runs a command in the repository; gives what it said and its status."""
        return subprocess.run(
            command,
            cwd=self.path,
            env=clean_environment() | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def clean_environment():
    """The environment without the repository that a hook around the tests names."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def read_yaml(name):
    """A YAML file of the checkout."""
    return yaml.safe_load((CHECKOUT / name).read_text(encoding="utf-8"))


def evaluate(text, values):
    """Puts values in place of `${{ name }}`, as the runner of an action does."""
    return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda found: values[found[1]], text)


@functools.cache
def installed():
    """The directory of warroom, put there by the action's own install step."""
    root = pathlib.Path(os.environ["CARGO_TARGET_DIR"]) / "integrations"
    step = read_yaml("action.yml")["runs"]["steps"][0]
    environment = clean_environment() | {
        "CARGO_INSTALL_ROOT": str(root),
        "PATH": os.pathsep.join([str(root / "bin"), os.environ["PATH"]]),
    }
    (root / "bin" / "warroom").unlink(missing_ok=True)
    for name, value in step["env"].items():
        environment[name] = evaluate(value, {"github.action_path": str(CHECKOUT)})
    subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, check=True)
    return root / "bin"


def path_with_warroom():
    """A PATH on which the installed warroom comes first."""
    return os.pathsep.join([str(installed()), os.environ["PATH"]])
