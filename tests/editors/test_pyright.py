"""Pyright itself, which is under Pylance, over the program with mistakes; and how much of the package has types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from tests.typing.kit import WRONG, make_site

PYRIGHT = str(Path(sysconfig.get_path("scripts")) / "pyright")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pyright")
    make_site(made)
    config = {"typeCheckingMode": "strict", "extraPaths": ["site"], "reportUnusedExpression": False}
    (made / "pyrightconfig.json").write_text(json.dumps(config))
    return made


def ask(folder: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [PYRIGHT, "--outputjson", "--pythonpath", sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout)


def test_pyright_finds_exactly_the_mistakes(folder: Path) -> None:
    found = ask(folder, "sample.py")["generalDiagnostics"]
    errors = [entry for entry in found if entry["severity"] == "error"]
    assert {entry["range"]["start"]["line"] + 1 for entry in errors} == WRONG, errors


def test_every_public_name_has_a_type(folder: Path) -> None:
    report = ask(folder, "--verifytypes", "runcomfy", "--ignoreexternal")["typeCompleteness"]
    unknown = [
        (symbol["name"], [entry["message"] for entry in symbol["diagnostics"]])
        for symbol in report["symbols"]
        if symbol["isExported"] and not symbol["isTypeKnown"]
    ]
    assert report["completenessScore"] == 1, unknown
