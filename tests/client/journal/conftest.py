"""A new journal in each of the stores, and what its tests write into it."""

from __future__ import annotations

import itertools
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.inside import Hold, Intent, Journal, JournalEntry, JournalWriter, writer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

URL = "http://127.0.0.1:9/v1"
LEASE = 60.0
EXPIRED = -1.0
"""A lease that has run out when it begins."""


@dataclass
class Desk:
    """One account's writer, with the words that tests use."""

    journal: Journal
    writer: JournalWriter
    nonces: Iterator[int] = field(default_factory=itertools.count)

    def nonce(self) -> str:
        return f"n{next(self.nonces)}"

    def claim(
        self, slot: str | None = "a", *, lease: float = LEASE, again: bool = False, **intent: Any
    ) -> Hold | JournalEntry:
        given = Intent(
            "v/m", "hash", batch=None if slot is None else intent.pop("batch", ""), slot=slot, **intent
        )
        return self.writer.claim(given, self.nonce(), resubmit_unknown=again, lease=lease)

    def hold(self, slot: str | None = "a", **settings: Any) -> Hold:
        """A claim that must be granted."""
        held = self.claim(slot, **settings)
        assert isinstance(held, Hold), held
        return held

    def refused(self, slot: str | None = "a", **settings: Any) -> JournalEntry:
        """A claim that must not."""
        entry = self.claim(slot, **settings)
        assert isinstance(entry, JournalEntry), entry
        return entry

    def entry(self, number: int = 1) -> JournalEntry:
        [found] = [entry for entry in self.journal.entries() if entry.number == number]
        return found

    def states(self) -> list[tuple[str, str | None]]:
        return [(entry.state, entry.request_id) for entry in self.journal.entries()]


STORES = ["file", "postgres"]


@pytest.fixture(params=STORES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new journal: a path, and a URL."""
    if request.param == "file":
        return str(tmp_path / "own" / "journal.sqlite3")
    server: Server = request.getfixturevalue("postgres_server")
    return server.make_database()


@pytest.fixture(params=STORES)
def quick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same, on no disk where that can be: for tests of so much writing that a slow one would take minutes."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres_server")
        yield server.make_database()
        return
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as directory:
        yield f"{directory}/journal.sqlite3"


@pytest.fixture
def desk(where: str) -> Iterator[Desk]:
    """A journal, in each of the stores."""
    with Journal(where) as journal:
        yield Desk(journal, writer_of(journal, URL, "token"))


@pytest.fixture
def file_desk(tmp_path: Path) -> Iterator[Desk]:
    """A journal in a file."""
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield Desk(journal, writer_of(journal, URL, "token"))


def process_name(**parts: str) -> str:
    """The name of a process: this one's, with other parts."""
    from tests.inside import this_process

    names = ("boot", "namespaces", "pid", "begun", "token")
    return ":".join({**dict(zip(names, this_process().split(":"), strict=True)), **parts}.values())


def dead_process() -> str:
    """The name of one that has been in this place and is gone."""
    return process_name(pid=str(2**22 + 1), token="0" * 16)


def other_boots_process() -> str:
    """The name of one of another machine, or of before the reboot."""
    return process_name(boot="another", pid="1", token="2" * 16)


def containers_process() -> str:
    """The name of one in a container of this host, whose number nobody has out here."""
    return process_name(namespaces="1-1", pid=str(2**22 + 1), token="3" * 16)


def frozen_process() -> str:
    """The name of one that is there, and says nothing: of this pid with another token, such as a second interpreter's."""
    return process_name(pid=str(os.getpid()), token="1" * 16)
