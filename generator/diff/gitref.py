"""A folder of schemas as it was in a git commit, written out into a temporary folder.

Nothing of the repository is run: no hooks, no filters, no fetching. Arguments are only ever names of objects.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from generator.plain.faults import refuse
from generator.plain.strictjson import MAX_BYTES
from generator.plain.text import show

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["export_tree", "find_tree"]

_MOST_FILES = 20_000
_MOST_BYTES = 16 * MAX_BYTES
_SECONDS = 120


def find_tree(name: str) -> str | None:
    """Return the hash of the folder that `REF:PATH` names, or None where git knows no such folder here.

    PATH is below the repository's root; `./PATH` is below the current folder, as git has it.
    """
    if not name or name.startswith("-") or "\0" in name or "\n" in name:
        return None
    found = _object(name)
    # A commit or a tag is not a folder of its own, and a file is none at all.
    return found if found is not None and _object(found + "^{tree}") == found else None


def _object(name: str) -> str | None:
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    text = found.stdout.decode("ascii", "replace").strip()
    return text if found.returncode == 0 and text.isalnum() else None


def export_tree(name: str, tree: str, target: Path) -> None:
    """Write the ordinary files below a tree into `target`, which is there and empty. Raises FaultsError."""
    listing = _git("ls-tree", "-r", "-z", "--full-tree", tree)
    if listing.returncode != 0:
        refuse(name, "git cannot list the folder")
    wanted: list[tuple[str, Path]] = []
    for entry in listing.stdout.split(b"\0"):
        meta, _, path = entry.partition(b"\t")
        if not path:
            continue
        mode, kind, digest = meta.decode("ascii", "replace").split(" ")[:3]
        if kind == "blob" and mode in ("100644", "100755"):
            wanted.append((digest, target / _below(name, path)))
    if len(wanted) > _MOST_FILES:
        refuse(name, f"the folder holds more than {_MOST_FILES} files")
    asked = "".join(f"{digest}\n" for digest, _ in wanted).encode()
    sizes = [line.split() for line in _git("cat-file", "--batch-check", data=asked).stdout.splitlines()]
    if len(sizes) != len(wanted) or any(len(size) != 3 for size in sizes):
        refuse(name, "git does not have every file of the folder")
    if sum(int(size[2]) for size in sizes) > _MOST_BYTES:
        refuse(name, "the folder is too large")
    content = _git("cat-file", "--batch", data=asked).stdout
    at = 0
    for _, place in wanted:
        end = content.index(b"\n", at)
        size = int(content[at:end].split()[2])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _below(name: str, path: bytes) -> str:
    """Return a path from git that is sure to stay below its folder."""
    text = os.fsdecode(path)
    if text.startswith("/") or {"", ".", "..", ".git"} & set(text.split("/")) or "\\" in text:
        refuse(name, f"the folder holds a file with the name {show(text)}")
    return text


def _git(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    try:
        return subprocess.run(  # noqa: S603 - a list of our own words, and names of objects behind --end-of-options
            ["git", "--no-pager", *arguments],  # noqa: S607 - the git of the user's PATH
            input=data,
            capture_output=True,
            check=False,
            env=environment,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        refuse("git", "git is not installed")
    except subprocess.TimeoutExpired:
        refuse("git", "git did not answer in time")
