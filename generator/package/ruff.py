"""Layout by ruff, once for all files; its version is pinned, its settings are ours and nobody's else."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from generator.plain.faults import refuse
from generator.plain.temporary import temporary_folder
from generator.plain.text import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["format_sources"]


def format_sources(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the sources, formatted; keys only name them. Raises FaultsError where ruff fails."""
    if not sources:
        return {}
    with temporary_folder() as folder:
        # Numbers, not names: a name may be longer than this file system likes.
        files = {key: folder / f"{index}.py" for index, key in enumerate(sources)}
        for key, path in files.items():
            path.write_text(sources[key], encoding="utf-8", newline="\n")
        common = [
            "--isolated",
            "--no-cache",
            "--line-length",
            "110",
            "--target-version",
            "py311",
            "--quiet",
            str(folder),
        ]
        # Imports first: their order is the linter's business, and the layout comes after it.
        for command in (["check", "--select", "I", "--fix"], ["format"]):
            done = subprocess.run(  # noqa: S603 - the command is ours, the files are in a folder of ours
                [_command(), *command, *common], capture_output=True, check=False, stdin=subprocess.DEVNULL
            )
            if done.returncode != 0:
                said = " ".join(done.stderr.decode(errors="replace").split())
                refuse("ruff", f"`ruff {command[0]}` failed: {shortened(said, 300)}")
        return {key: path.read_text(encoding="utf-8") for key, path in files.items()}


def _command() -> str:
    """Return the ruff of this environment, whatever PATH holds."""
    path = Path(sysconfig.get_path("scripts")) / ("ruff.exe" if sys.platform == "win32" else "ruff")
    if not path.exists():
        refuse("ruff", "it is not installed in this environment", "run `make install`")
    return str(path)
