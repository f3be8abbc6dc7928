"""Python's caches in the tree: which of them hold something else than what Python would put there, and would run.

A file in `__pycache__` is run in the place of its source where its head says that it was made from that. So what this
Python would run is held against the source. What another Python made of one cannot be read here, and is passed over; so
is what pytest keeps there of modules whose assertions it rewrites, which Python never runs.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
import sys
from typing import TYPE_CHECKING

from generator.tree.files import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["planted_caches", "sweep_caches"]

_CACHED = re.compile(
    r"(?P<stem>[^/]+)\.(?P<tag>(?:cpython|pypy)-?[0-9]+)(?P<pytest>-pytest-[\w.]+?)?(?:\.opt-[12])?\.pyc"
)
_HERE = sys.implementation.cache_tag

# Code from a file may do anything to the interpreter that reads it, so another one does. It compiles the sources itself
# and says which caches differ; where it dies, all do.
_JUDGE = r"""
import json, marshal, sys
for cache, source in json.load(sys.stdin):
    with open(cache, "rb") as file:
        data = file.read()
    level = 2 if ".opt-2." in cache else 1 if ".opt-1." in cache else 0
    with open(source, "rb") as file:
        wanted = compile(file.read(), source, "exec", dont_inherit=True, optimize=level)
    try:
        good = marshal.loads(data[16:]) == wanted
    except Exception:
        good = False
    if not good:
        print(json.dumps(cache))
print("done")
"""


def planted_caches(out: Path, wanted: Collection[str], *, quick: bool = False) -> list[str]:
    """Return the files in caches that Python did not make from the tree's files, by path below `out`.

    With `quick` no cache is held against its source.
    """
    found: list[str] = []
    doubtful: dict[str, tuple[str, str]] = {}
    for path in [below + name for below, _, files in walk(out) if "__pycache__/" in below for name in files]:
        parts = path.split("/")
        if "__pycache__" not in parts:
            continue
        match = _CACHED.fullmatch(parts[-1])
        source = "/".join([*parts[:-2], f"{match['stem']}.py"]) if match else ""
        misplaced = parts.index("__pycache__") != len(parts) - 2
        if misplaced or match is None or source not in wanted or (out / path).is_symlink():
            found.append(path)
        elif match["tag"] == _HERE and not match["pytest"] and not quick:
            head = _head(out / path)
            if head[:4] != importlib.util.MAGIC_NUMBER:
                found.append(path)
            elif _would_run(head, out / source):
                doubtful[str(out / path)] = (path, str(out / source))
    return [*found, *_judged(doubtful)]


def sweep_caches(out: Path, wanted: Collection[str]) -> None:
    """Remove the files in caches that belong to no file of the tree."""
    for path in planted_caches(out, wanted, quick=True):
        with contextlib.suppress(OSError):
            (out / path).unlink()


def _head(cache: Path) -> bytes:
    try:
        with cache.open("rb") as file:
            return file.read(16)
    except OSError:
        return b""


def _would_run(head: bytes, source: Path) -> bool:
    """Say whether Python would take a cache for that of the source, by its head."""
    if len(head) < 16:
        return False
    if int.from_bytes(head[4:8], "little"):  # by hash, or without any look at the source
        return True
    state = source.stat()
    times = int(state.st_mtime) & 0xFFFFFFFF, state.st_size & 0xFFFFFFFF
    return times == (int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little"))


def _judged(doubtful: Mapping[str, tuple[str, str]]) -> list[str]:
    if not doubtful:
        return []
    import subprocess

    pairs = [(cache, source) for cache, (_, source) in doubtful.items()]
    done = subprocess.run(  # noqa: S603 - the program is ours
        [sys.executable, "-I", "-B", "-W", "ignore", "-c", _JUDGE],
        input=json.dumps(pairs).encode(),
        capture_output=True,
        check=False,
    )
    lines = done.stdout.decode(errors="replace").splitlines()
    if done.returncode or not lines or lines[-1] != "done":
        return [path for path, _ in doubtful.values()]
    return [doubtful[json.loads(line)][0] for line in lines[:-1]]
