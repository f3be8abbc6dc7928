"""Type checkers over a program that uses the package as it is installed.

Each must find exactly the mistakes that the program says it makes: each of them, and nothing else. The two that mark
what is deprecated look at a second program in the same run: half of a run is what the package itself takes. That every
public name has a type is asked of pyright itself, by `make test-editors`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.typing.kit import DEPRECATED, FAREWELL, ROOT, WRONG, make_site

SCRIPTS = Path(sysconfig.get_path("scripts"))
DEPRECATED_AND_WRONG = {number for number, line in DEPRECATED.items() if "wrong:" in line}
NOWHERE = "/dev/null" if sys.platform != "win32" else "nul"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and beside it the package."""
    made = tmp_path_factory.mktemp("typing")
    make_site(made)
    return made


def check(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "MYPYPATH": "site", "PYTHONPATH": str(folder / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_the_wheel_holds_the_package_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    names = {path.name for path in (tmp_path / "site").iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"runcomfy"}
    assert (tmp_path / "site/runcomfy/py.typed").exists()
    metadata = next((tmp_path / "site").glob("*.dist-info")) / "METADATA"
    required = [
        line for line in metadata.read_text(encoding="utf-8").splitlines() if line.startswith("Requires-Dist")
    ]
    assert sorted(
        line.split()[1].split(">")[0].split("<")[0] for line in required if "extra ==" not in line
    ) == ["httpx", "pydantic"]


def test_the_sample_is_worth_its_name() -> None:
    assert len(WRONG) >= 30


@pytest.mark.ci  # one more checker: the others are quicker
def test_mypy_finds_exactly_the_mistakes_and_marks_what_is_to_go(folder: Path) -> None:
    told = check(
        folder,
        *(sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--output", "json"),
        *("--enable-error-code", "deprecated", "--config-file", NOWHERE, "sample.py", "farewell.py"),
    )
    found = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    errors = [entry for entry in found if entry["severity"] == "error"]
    assert {entry["file"] for entry in errors} == {"sample.py", "farewell.py"}, errors
    assert {entry["line"] for entry in errors if entry["file"] == "sample.py"} == WRONG, told
    # It speaks of a class where that is imported.
    farewell = FAREWELL.read_text(encoding="utf-8").splitlines()
    imported = farewell.index("from runcomfy.models.v.old import OldInput") + 1
    marks = {number for number, line in DEPRECATED.items() if "the class" not in line} | {imported}
    there = [entry for entry in errors if entry["file"] == "farewell.py"]
    assert {entry["line"] for entry in there if entry["code"] == "deprecated"} == marks, told
    assert {entry["line"] for entry in there if entry["code"] != "deprecated"} == DEPRECATED_AND_WRONG, told


@pytest.mark.ci
def test_basedpyright_finds_exactly_the_mistakes_and_marks_what_is_to_go(folder: Path) -> None:
    config = {"typeCheckingMode": "strict", "extraPaths": ["site"], "reportUnusedExpression": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(config | {"reportDeprecated": "warning"}))
    told = check(
        folder,
        *(str(SCRIPTS / "basedpyright"), "--outputjson", "--pythonpath", sys.executable),
        *("sample.py", "farewell.py"),
    )
    found = json.loads(told)["generalDiagnostics"]
    errors = {
        name: {_line(entry) for entry in found if entry["severity"] == "error" and _name(entry) == name}
        for name in ("sample.py", "farewell.py")
    }
    assert errors == {"sample.py": WRONG, "farewell.py": DEPRECATED_AND_WRONG}, found
    marks = [entry for entry in found if entry.get("rule") == "reportDeprecated"]
    assert {_name(entry) for entry in marks} == {"farewell.py"}, marks
    assert {_line(entry) for entry in marks} >= DEPRECATED.keys(), marks
    assert any("use v/new" in entry["message"] for entry in marks)


def _line(entry: Any) -> int:
    line: int = entry["range"]["start"]["line"]
    return line + 1


def _name(entry: Any) -> str:
    return Path(entry["file"]).name


def test_pyrefly_finds_exactly_the_mistakes(folder: Path) -> None:
    told = check(
        folder,
        # Without a file that configures it, it looks for less.
        *(
            str(SCRIPTS / "pyrefly"),
            "check",
            "--preset",
            "default",
            "--python-interpreter-path",
            sys.executable,
        ),
        *("--search-path", "site", "--output-format", "json", "sample.py"),
    )
    errors = [entry for entry in json.loads(told)["errors"] if entry["severity"] == "error"]
    assert {Path(entry["path"]).name for entry in errors} == {"sample.py"}, errors
    assert {entry["line"] for entry in errors} == WRONG, errors


def test_ty_finds_exactly_the_mistakes(folder: Path) -> None:
    told = check(
        folder,
        *(str(SCRIPTS / "ty"), "check", "--python", sys.prefix, "--extra-search-path", "site"),
        *("--output-format", "concise", "sample.py"),
    )
    errors = re.findall(r"^sample\.py:(\d+):\d+: error", told, re.MULTILINE)
    assert {int(line) for line in errors} == WRONG, told
