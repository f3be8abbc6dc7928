"""The rooms of the generator: the contract holds, and an import that runs upwards breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generator's sources and the contract, to plant imports in."""
    place = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "generator", place / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", place)
    return place


def _lint(place: Path) -> tuple[int, str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=place, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_contract_holds(copy: Path) -> None:
    code, told = _lint(copy)
    assert code == 0, told


@pytest.mark.parametrize(
    ("module", "planted", "broken"),
    [
        ("plain/text.py", "from generator.schema.value import Schema", "use only those below them"),
        (
            "dialect/table.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator.cli import main",
            "use only those below them",
        ),
        (
            "tree/lock.py",
            "def f():\n    from generator.docs.pages import model_page",
            "use only those below them",
        ),
        ("docs/guides.py", "from generator.package.files import runtime_files", "use only those below them"),
        (
            "dialect/context.py",
            "def f():\n    from generator.dialect.merge import merge",
            "by any way round",
        ),
        ("spec.py", "from generator.runtime import errors", "does not import it"),
        ("runtime/errors.py", "from generator.plain.text import show", "knows nothing of the generator"),
        ("runtime/_jobs/core.py", "def f():\n    import asyncio", "modules import asyncio"),
        ("runtime/_files/sync.py", "from asyncio import Event", "modules import asyncio"),
        ("runtime/_jobs/job.py", "import httpx", "catalogue import httpx"),
        ("newroom/__init__.py", "", "use only those below them"),
    ],
)
@pytest.mark.sample(1)
def test_an_import_that_runs_upwards_breaks_it(copy: Path, module: str, planted: str, broken: str) -> None:
    path = copy / "generator" / module
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{planted}\n")
    try:
        code, told = _lint(copy)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)
    assert code == 1, told
    assert f"{broken} BROKEN" in told, told


def test_every_room_says_what_it_is_for() -> None:
    generator = ROOT / "generator"
    own = {"_pyinstaller"}  # one file, which nothing imports
    rooms = sorted([*generator.glob("*/__init__.py"), *generator.glob("runtime/_*/__init__.py")])
    assert len(rooms) > 20
    for room in rooms:
        if room.parent.name in own:
            continue
        if room.parent.name not in ("runtime", "cli"):
            assert "May use" in room.read_text() or "Uses " in room.read_text(), room
