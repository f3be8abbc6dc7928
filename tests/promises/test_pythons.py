"""The tree is the same, byte for byte, whichever Python generates it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.tree.lock import LOCK_NAME
from tests.generator.young import write_schemas
from tests.programs.pythons import declared, find
from tests.promises.kit import ROOT, Environment

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


def _tree(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("version", [version for version in declared() if version != HERE])
def test_another_python_makes_the_same_bytes(version: str, tmp_path: Path) -> None:
    interpreter = find(version)
    if interpreter is None:
        pytest.skip(f"there is no Python {version} here")
    environment = Environment.make(tmp_path / "environment", interpreter)
    environment.install("--group", f"{ROOT / 'pyproject.toml'}:generate", "--editable", ROOT)
    out = tmp_path / "generated"
    environment.runs(
        "-m", "generator", "generate", "--schemas", ROOT / "schemas", "--out", out, cwd=ROOT
    )  # fmt: skip
    made, ours = _tree(out), _tree(ROOT / "generated")
    # Schemas full of characters that only some Pythons know.
    schemas = tmp_path / "schemas"
    write_schemas(schemas)
    environment.runs(
        "-m", "generator", "generate", "--schemas", schemas, "--out", tmp_path / "theirs", cwd=ROOT
    )
    assert main(["generate", "--schemas", str(schemas), "--out", str(tmp_path / "here")]) == 0
    made |= {f"young/{path}": content for path, content in _tree(tmp_path / "theirs").items()}
    ours |= {f"young/{path}": content for path, content in _tree(tmp_path / "here").items()}
    for tree in (made, ours):
        del tree[f"young/{LOCK_NAME}"]
        del tree[LOCK_NAME]  # it holds the versions of what made the rest
    assert made.keys() == ours.keys()
    assert [path for path in made if made[path] != ours[path]] == []
