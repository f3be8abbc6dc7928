"""The rooms of the generator: the contract holds, and an import that runs upwards breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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


PLANTED = [
    (
        "plain/text.py",
        "from generator.schema.value import Schema",
        "generator.plain.text -> generator.schema.value ",
    ),
    (
        "dialect/table.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator.cli import main",
        "generator.dialect.table -> generator.cli ",
    ),
    (
        "tree/lock.py",
        "def f():\n    from generator.docs.pages import model_page",
        "generator.tree.lock -> generator.docs.pages ",
    ),
    (
        "docs/guides.py",
        "from generator.package.files import runtime_files",
        "generator.docs.guides -> generator.package.files ",
    ),
    (
        "dialect/context.py",
        "def f():\n    from generator.dialect.merge import merge",
        "No cycles are allowed in generator.dialect.",
    ),
    ("spec.py", "from generator.runtime import errors", "generator.spec -> generator.runtime.errors "),
    (
        "runtime/errors.py",
        "from generator.plain.text import show",
        "generator.runtime.errors -> generator.plain.text ",
    ),
    (
        "runtime/_jobs/core.py",
        "def f():\n    import asyncio",
        "generator.runtime._jobs.core -> asyncio ",
    ),
    (
        "runtime/_files/sync.py",
        "from asyncio import Event",
        "generator.runtime._files.sync -> asyncio ",
    ),
    ("runtime/_jobs/job.py", "import httpx", "generator.runtime._jobs.job -> httpx "),
]
BROKEN = (
    "The generator's rooms use only those below them",
    "No two modules import each other, by any way round",
    "The generator copies the runtime and does not import it",
    "The runtime knows nothing of the generator",
    "Only asynchronous modules import asyncio",
    "Only the transport and those who look at the server's catalogue import httpx",
)


@contextmanager
def _planted(path: Path, text: str) -> Iterator[None]:
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{text}\n")
    try:
        yield
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)


def test_each_import_that_runs_upwards_breaks_it(copy: Path) -> None:
    """All at once: the report names each of them."""
    with ExitStack() as stack:
        for module, text, _ in PLANTED:
            stack.enter_context(_planted(copy / "generator" / module, text))
        code, told = _lint(copy)
    assert code == 1, told
    assert [said for _, _, said in PLANTED if said not in told] == [], told
    assert [name for name in BROKEN if f"{name} BROKEN" not in told] == [], told


@pytest.mark.ci
def test_a_room_that_the_contract_does_not_know_breaks_it(copy: Path) -> None:
    with _planted(copy / "generator/newroom/__init__.py", ""):
        code, told = _lint(copy)
    assert code == 1, told
    assert f"{BROKEN[0]} BROKEN" in told, told


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


@pytest.mark.parametrize("name", ["ecma.py", "wording.py"])
def test_both_halves_have_the_same_file(name: str) -> None:
    (copy,) = (ROOT / "generator/runtime").rglob(name)
    assert (ROOT / "generator/schema" / name).read_bytes() == copy.read_bytes()
