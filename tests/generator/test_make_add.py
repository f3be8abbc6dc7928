"""`make add PAGE=…` takes a file's name as it is, whatever the shell or make would read in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None or os.name == "nt", reason="there is no make here")


def _makefile(folder: Path) -> None:
    """Put the target into a folder, with a program that only says what it was given."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    settings = re.search(r"^override PAGE.*\n^export PAGE\n", text, re.MULTILINE)
    target = re.search(r"^add:.*\n(?:\t.*\n)+", text, re.MULTILINE)
    assert settings is not None
    assert target is not None
    (folder / "Makefile").write_text(f"PY := ./say\n{settings[0]}{target[0].replace('$(STAMP)', '')}")
    say = folder / "say"
    say.write_text('#!/bin/sh\nfor each in "$@"; do printf "[%s]" "$each"; done\n')
    say.chmod(0o755)


@pytest.mark.parametrize("name", [
    "my `touch ran` page.txt", "$(touch ran).txt", "$(shell touch ran).txt", "$$x ${HOME} $PATH.txt", 'it\'s "quoted".txt',
    "a;touch ran;.txt", "--help", "#hash \\ back.txt", "日本語 ページ.txt", "a&touch ran|b>ran.txt", "* ? [a].txt",
])  # fmt: skip
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_name_is_only_a_name(tmp_path: Path, name: str, way: str) -> None:
    _makefile(tmp_path)
    assert MAKE is not None
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    command = [MAKE, "--silent", "add"]
    if way == "argument":
        command.append(f"PAGE={name}")
    else:
        environment["PAGE"] = name
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == f"[-m][generator][add][--][{name}]"
    assert not (tmp_path / "ran").exists()


def test_without_a_name_the_usage_is_told(tmp_path: Path) -> None:
    _makefile(tmp_path)
    assert MAKE is not None
    done = subprocess.run(
        [MAKE, "--silent", "add"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "usage: make add PAGE=" in done.stderr
