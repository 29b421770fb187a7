"""Reports of the fixtures, held against the schemas of their formats."""

import io
import json
import pathlib
import subprocess
import tarfile
import tempfile
import unittest

from lxml import etree

from support import CHECKOUT, path_with_warroom, clean_environment

# The official schema, as the crate that is generated from it carries it.
SARIF_CRATE = 'serde-sarif = "=0.8.0"'
# pytest keeps the schema of Jenkins, which reads these reports, in its sources.
JUNIT_SOURCE, JUNIT_SCHEMA = "pytest==9.0.2", "testing/example_scripts/junit-10.xsd"


def report(form):
    """The findings in the fixtures."""
    command = ["warroom", "check", "--fail-on", "never", "--today", "2026-01-01"]
    command += ["--format", form, "fixtures"]
    environment = clean_environment() | {"PATH": path_with_warroom()}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, check=True, stdout=subprocess.PIPE
    ).stdout


def scratch(test):
    """A directory that is gone after the test."""
    directory = tempfile.TemporaryDirectory()
    test.addCleanup(directory.cleanup)
    return pathlib.Path(directory.name)


def sarif_schema(directory):
    """The path of the schema, fetched with cargo."""
    (directory / "src").mkdir()
    (directory / "src/lib.rs").touch()
    (directory / "Cargo.toml").write_text(
        f'[package]\nname = "schema"\nedition = "2024"\n[dependencies]\n{SARIF_CRATE}\n'
    )
    command = ["cargo", "metadata", "--quiet", "--format-version", "1"]
    said = subprocess.run(command, cwd=directory, check=True, stdout=subprocess.PIPE).stdout
    packages = json.loads(said)["packages"]
    [manifest] = [one["manifest_path"] for one in packages if one["name"] == "serde-sarif"]
    return pathlib.Path(manifest).parent / "src/schema.json"


def junit_schema(directory):
    """The schema, fetched with pip."""
    command = ["pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", directory, JUNIT_SOURCE]
    subprocess.run(command, check=True)
    [archive] = directory.glob("pytest-*.tar.gz")
    with tarfile.open(archive) as sources:
        [name] = [name for name in sources.getnames() if name.endswith(JUNIT_SCHEMA)]
        return etree.XMLSchema(etree.parse(sources.extractfile(name)))


class TheFormats(unittest.TestCase):
    def test_sarif_follows_its_schema(self):
        directory = scratch(self)
        schema = sarif_schema(directory)
        file = directory / "report.sarif"
        file.write_bytes(report("sarif"))
        # The schema holds a pattern that only Python reads as it was meant.
        command = ["check-jsonschema", "--regex-variant", "python", "--schemafile", schema, file]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertTrue(json.loads(file.read_text())["runs"][0]["results"])

    def test_junit_follows_the_schema_of_jenkins(self):
        schema = junit_schema(scratch(self))
        document = etree.parse(io.BytesIO(report("junit")))
        self.assertTrue(schema.validate(document), schema.error_log)
        self.assertTrue(document.findall(".//failure"))

    def test_checkstyle_follows_what_checkstyle_writes(self):
        schema = etree.XMLSchema(etree.parse(CHECKOUT / "tests/integrations/checkstyle.xsd"))
        document = etree.parse(io.BytesIO(report("checkstyle")))
        self.assertTrue(schema.validate(document), schema.error_log)
        self.assertTrue(document.findall(".//error"))


if __name__ == "__main__":
    unittest.main()
