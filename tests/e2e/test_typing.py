"""Type checkers over a program that uses the package as it is installed.

Each must find exactly the mistakes that the program says it makes: each of them, and nothing else.
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

import pytest

from tests.typing.kit import ROOT, WRONG, make_site

SCRIPTS = Path(sysconfig.get_path("scripts"))
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
def test_mypy_finds_exactly_the_mistakes(folder: Path) -> None:
    told = check(
        folder,
        *(sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--output", "json"),
        *("--config-file", NOWHERE, "sample.py"),
    )
    found = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    errors = [entry for entry in found if entry["severity"] == "error"]
    assert {Path(entry["file"]).name for entry in errors} == {"sample.py"}, errors
    assert {entry["line"] for entry in errors} == WRONG, told


@pytest.mark.ci
def test_basedpyright_finds_exactly_the_mistakes(folder: Path) -> None:
    config = {"typeCheckingMode": "strict", "extraPaths": ["site"], "reportUnusedExpression": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    told = check(
        folder, str(SCRIPTS / "basedpyright"), "--outputjson", "--pythonpath", sys.executable, "sample.py"
    )
    errors = [entry for entry in json.loads(told)["generalDiagnostics"] if entry["severity"] == "error"]
    assert {entry["range"]["start"]["line"] + 1 for entry in errors} == WRONG, errors


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


@pytest.mark.ci  # looks at every module of the package
def test_every_public_name_has_a_type(folder: Path) -> None:
    told = check(
        folder,
        *(str(SCRIPTS / "basedpyright"), "--verifytypes", "runcomfy", "--ignoreexternal", "--outputjson"),
        *("--pythonpath", sys.executable),
    )
    report = json.loads(told)["typeCompleteness"]
    unknown = [
        (symbol["name"], [entry["message"] for entry in symbol["diagnostics"]])
        for symbol in report["symbols"]
        if symbol["isExported"] and not symbol["isTypeKnown"]
    ]
    assert report["completenessScore"] == 1, unknown
