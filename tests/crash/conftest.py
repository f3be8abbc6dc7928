"""The room, its seed, and what is shown of it when a test fails."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("needs POSIX processes", allow_module_level=True)

from tests.crash.room import Room
from tests.crash.trees import Nursery

DRIVERS = ("sync", "async", "once", "once-async")
BATCHES = ("sync", "async")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """`CRASH_SEED`, or one that belongs to the test."""
    given = os.environ.get("CRASH_SEED")
    seed = int(given) if given else zlib.crc32(request.node.name.encode())
    print(f"seed {seed}")
    return seed


@pytest.fixture
def kills() -> int:
    """How many kills, jobs and the like the big ones take: `make crash KILLS=1000`."""
    return int(os.environ.get("CRASH_KILLS", "100"))


@pytest.fixture
def room(tmp_path: Path, seed: int, nursery: Nursery) -> Iterator[Room]:
    made = Room(tmp_path, seed, nursery)
    yield made
    made.close()


@pytest.fixture(params=DRIVERS)
def driver(request: pytest.FixtureRequest) -> str:
    """Everything that pays."""
    return str(request.param)


@pytest.fixture(params=BATCHES)
def batch(request: pytest.FixtureRequest) -> str:
    """Both clients' batches."""
    return str(request.param)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Say what was in the room of a test that has failed."""
    report = yield
    room = getattr(item, "funcargs", {}).get("room")
    if report.when == "call" and report.failed and isinstance(room, Room):
        report.sections.append(("the room", room.report()))
    return report
