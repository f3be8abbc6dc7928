"""What the project says of itself: the changelog's form, the one place of the version, the Pythons, the checks of a build."""

from __future__ import annotations

import re
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
import runcomfy

from tests.programs.pythons import declared, find
from tests.programs.release.built import check_wheel

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def test_the_changelog_keeps_its_form() -> None:
    assert CHANGELOG.startswith("# Changelog\n")
    heads = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert heads[0] == "[Unreleased]"
    days: list[date] = []
    for head in heads[1:]:
        match = re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})", head)
        assert match, head
        days.append(date.fromisoformat(match[2]))
    assert days == sorted(days, reverse=True)
    for section in re.split(r"^## .*$", CHANGELOG, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.*)$", section, re.MULTILINE)
        assert kinds == sorted(set(kinds), key=KINDS.index)
        for part in re.split(r"^### .*$", section, flags=re.MULTILINE)[1:]:
            # A table of what breaks may stand before the list, with a sentence above it.
            lines = [line for line in part.strip().splitlines() if not line.startswith("|")]
            if "\n| --- | --- |\n" in part:
                assert lines[0].endswith(":")
                lines = lines[2:]
            else:
                assert lines
                assert lines[0].startswith("- ")
            assert all(line.startswith(("- ", "  ", "[")) or not line for line in lines)


def test_the_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    place = ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
    assert f'"{runcomfy.__version__}"' in place.read_text(encoding="utf-8")
    others = [
        path
        for folder in ("generator", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path != place and path.parent.name != "__pycache__"
        if f'"{runcomfy.__version__}"' in path.read_text(encoding="utf-8")
    ]
    assert others == []


def test_the_declared_pythons_begin_with_the_oldest_that_is_required() -> None:
    assert declared() == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["project"]["requires-python"] == f">={declared()[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{declared()[0].replace('.', '')}"
    assert PROJECT["tool"]["mypy"]["python_version"] == declared()[0]
    assert PROJECT["tool"]["basedpyright"]["pythonVersion"] == declared()[0]


def test_a_python_that_is_not_here_is_not_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert find("3.99") is None
    # A shim that leads nowhere, as pyenv has them, is none.
    shim = tmp_path / "python3.98"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find("3.98") is None


FILES = {
    "runcomfy/_version.py": '__version__ = "1.2.3"\n',
    "runcomfy/py.typed": "",
    "runcomfy/registry.json": '{"a/b": {}}',
    "runcomfy/schemas/a/b.json": '{"model_id": "a/b"}',
    "runcomfy_client-1.2.3.dist-info/METADATA": "Metadata-Version: 2.4\nName: runcomfy-client\nVersion: 1.2.3\n",
    "runcomfy_client-1.2.3.dist-info/licenses/LICENSE": "MIT",
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"runcomfy/py.typed": None}, r"no runcomfy/py\.typed"),
        ({"runcomfy_client-1.2.3.dist-info/licenses/LICENSE": None}, "no .*LICENSE"),
        ({"runcomfy/schemas/a/b.json": None}, "schemas"),
        (
            {"runcomfy/a.py": "def f():\n    from generator.names.ids import x\n"},
            r"a\.py imports \['generator'\]",
        ),
        ({"runcomfy/a.py": "import tests.snippets"}, "tests"),
        ({"tests/a.py": ""}, r"holds \['tests'\] too"),
        ({"runcomfy/_version.py": '__version__ = "1.2.4"\n'}, r"1\.2\.3 of 1\.2\.4"),
    ],
)
def test_a_wheel_that_is_wrong_is_told(
    changes: dict[str, str | None], message: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "runcomfy_client-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**FILES, **changes}.items():
            if text is not None:
                wheel.writestr(name, text)
    if message is None:
        assert "1 schemas" in check_wheel(path)
    else:
        with pytest.raises(AssertionError, match=message):
            check_wheel(path)
