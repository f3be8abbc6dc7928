"""The loop itself: what refuses to run, what is left out and where, and what a target of the Makefile chooses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import stale_runtime


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose generated package is what its runtime says, with modules of the generator's own."""
    for folder in ("generator/runtime", "generated/runcomfy"):
        for name, text in {"_core.py": "one = 1\n", "cli/__init__.py": "", "py.typed": ""}.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in ("client.py", "models/a/b.py", "registry.json", "__pycache__/_core.pyc"):
        path = tmp_path / "generated/runcomfy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


def test_a_fresh_copy_is_fine(root: Path) -> None:
    assert stale_runtime(root) is None


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (lambda root: (root / "generator/runtime/_core.py").write_text("one = 2\n"), "_core.py"),
        (lambda root: (root / "generated/runcomfy/_core.py").write_text("two = 1\n"), "_core.py"),
        (lambda root: (root / "generator/runtime/cli/new.py").write_text(""), "cli/new.py"),
        (lambda root: (root / "generator/runtime/cli/__init__.py").unlink(), "cli/__init__.py"),
    ],
)
def test_a_runtime_that_was_not_copied_is_named(root: Path, change: object, stale: str) -> None:
    assert callable(change)
    change(root)
    assert stale_runtime(root) == f"generated/runcomfy/{stale}"
