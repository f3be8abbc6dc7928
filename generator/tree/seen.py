"""Whether files are as they were when they were last read, by what the system says of them, without reading them.

A file that was written to, or put in the place of another one, has another size, another number or another time: who
sets back the one time that can be set changes the other one. Only what is changed within the same tick of the clock in
which it was written and read may look the same, so files that were that young are read the next time, too.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree.files import content_of, hash_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Look", "Seen", "look_at"]

# The coarsest clock of a file system, FAT's, ticks every two seconds.
_TICK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of a look at files whose contents were right: a digest of their states, and which were young."""

    digest: str
    young: tuple[str, ...]

    def is_certain(self, look: Look) -> bool:
        """Say whether all files are as they were by this look, and none was so young that it might not be."""
        return not self.young and self.digest == look.digest()


@dataclass(frozen=True, slots=True)
class Look:
    """The states of files below a folder as they are now, and since when what was changed counts as young."""

    root: Path
    states: Mapping[str, tuple[int, ...]]
    since: int

    def wrong(self, hashes: Mapping[str, str], before: Seen | None) -> set[str]:
        """Return the files that have other hashes. Only those are read that may have changed since `before`."""
        doubtful = hashes.keys() if before is None or before.digest != self.digest() else before.young
        missing = hashes.keys() - self.states.keys()
        return missing | {
            path for path in doubtful if path not in missing and not self._has(path, hashes.get(path))
        }

    def _has(self, path: str, digest: str | None) -> bool:
        try:
            return hash_bytes(content_of(f"{self.root}/{path}")) == digest
        except OSError:
            return False

    def digest(self) -> str:
        """Return one hash of all that the system says."""
        return hashlib.sha256(
            repr(sorted(self.states.items())).encode("utf-8", "surrogateescape")
        ).hexdigest()

    def seen(self, since: int | None = None) -> Seen:
        """Return what to keep of it, once all is known to be right; what was read was read after `since`."""
        first = (self.since if since is None else since) - _TICK
        return Seen(
            self.digest(), tuple(path for path, state in self.states.items() if max(state[-2:]) >= first)
        )


def look_at(root: Path, paths: Iterable[str], *, links: bool = False) -> Look:
    """Return the states of ordinary files; of `links` that of what they lead to, else they are as if not there."""
    since = time.time_ns()
    ask = os.stat if links else os.lstat
    states: dict[str, tuple[int, ...]] = {}
    for path in paths:
        try:
            state = ask(f"{root}/{path}")
        except (OSError, ValueError):
            continue
        if state.st_mode & 0o170000 == 0o100000:
            times = state.st_mtime_ns, state.st_ctime_ns
            states[path] = (state.st_dev, state.st_ino, state.st_size, *times)
    return Look(root, states, since)
