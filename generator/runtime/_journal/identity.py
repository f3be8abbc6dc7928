"""Whether a journal's file is the one that was written there, or a copy of it.

Two copies know nothing of each other: what one has paid for, the other would pay for again. So a file knows its own
inode, and the machines that have used it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .machine import boot_id, machine_id
from .mounts import has_lasting_inodes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Identity", "Place", "first_identity", "place_of", "recognise"]

_REMEMBERED = 100  # machines, which are containers too


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is now. What the system does not tell is empty."""

    inode: str
    boot: str
    machine: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file knows of itself: its inode, the last boot that it was used in, and the machines that used it."""

    inode: str
    boot: str
    machines: tuple[str, ...]

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> Identity | None:
        """Return what the facts of a file say, or None if they say nothing."""
        if "inode" not in facts:
            return None
        return cls(facts["inode"], facts.get("boot", ""), tuple(json.loads(facts.get("machines", "[]"))))

    def facts(self) -> dict[str, str]:
        """Return what is written into the file."""
        return {"inode": self.inode, "boot": self.boot, "machines": json.dumps(list(self.machines))}


def place_of(path: Path) -> Place:
    """Return where a file is now."""
    number = path.stat().st_ino if has_lasting_inodes(path) else 0
    return Place(str(number or ""), boot_id(), machine_id())


def first_identity(here: Place) -> Identity:
    """Return what a new file, or one that was adopted, knows of itself."""
    return Identity(here.inode, here.boot, (here.machine,) if here.machine else ())


def recognise(known: Identity, here: Place) -> Identity | None:
    """Return what a file knows of itself from now on, or None if it is a copy.

    A copy has another inode, and what was copied together with its whole disk is on another machine. Containers of one
    host are in one boot, and each may have a name for its machine; after a reboot one of those names has to be known. A
    machine without a name must not be locked out by its reboot: there the inode alone decides.
    """
    if known.inode != here.inode:
        return None
    named = here.machine not in {"", *known.machines}
    if here.boot == known.boot and here.boot:
        machines = (*known.machines, here.machine)[-_REMEMBERED:] if named else known.machines
        return replace(known, machines=machines)
    if named and known.machines:
        return None
    return replace(known, boot=here.boot, machines=known.machines or first_identity(here).machines)
