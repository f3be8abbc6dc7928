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

from tests.authorities import trust_one
from tests.crash.room import Room
from tests.crash.trees import Nursery

trust_one()

HERE = Path(__file__).parent

# What the suite takes from here: one of each kind, in a few seconds. `make crash` takes all the others.
QUICK = frozenset(
    {
        "test_three_at_once_while_some_are_refused[sync]",
        "test_two_at_once_while_the_server_is_down[async]",
        "test_frozen_while_it_waits_out_a_refusal[sync]",
        "test_damaged_or_of_another_version[sync-header]",
        "test_damaged_or_of_another_version[async-newer]",
        "test_locked[once]",
        "test_a_copy_is_no_journal_of_this_batch[async]",
        "test_the_list_has_changed[sync-one_more]",
        "test_a_short_outage[sync]",
        "test_a_server_that_will_not_have_us_is_left_alone[async-401]",
        "test_terminated_while_answers_are_on_their_way[sync]",
        "test_many_callers_of_few_keys[run-once]",
        "test_killed_at_the_worst_moment[response:1-submit-once-async]",
        "test_an_executor_with_nothing_to_do_is_an_error[pool]",
    }
)
# And what CI takes beside them: about a hundred kills, in a minute or so.
SHARE = frozenset(
    {
        "test_killed_over_and_over[sync]",
        "test_killed_over_and_over[async]",
        "test_killed_over_and_over[once]",
        "test_killed_over_and_over[once-async]",
        "test_two_containers_with_one_host_name[async]",
        "test_clocks_of_c_an_hour_apart[sync-ahead]",
        "test_two_machines_share_a_database[sync]",
        "test_two_machines_share_a_database[once-async]",
        "test_workers_of_a_cluster_are_killed[pool]",
        "test_a_pool_that_breaks_costs_nothing[pool-async]",
        "test_an_outage_of_five_seconds[async-1000]",
        "test_looks_that_are_never_answered_hold_nobody_up[sync]",
        "test_surplus_bytes_are_no_answer_to_the_next_request[sync]",
        "test_workers_are_killed",
    }
)

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


@pytest.hookimpl(tryfirst=True)  # before the marks are looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the rest to `make crash`, and a part of that to CI."""
    for item in items:
        if item.path.parent == HERE and item.path.name != "test_room.py" and item.name not in QUICK:
            item.add_marker(pytest.mark.soak)
            if item.name in SHARE:
                item.add_marker(pytest.mark.share)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Say what was in the room of a test that has failed."""
    report = yield
    room = getattr(item, "funcargs", {}).get("room")
    if report.when == "call" and report.failed and isinstance(room, Room):
        report.sections.append(("the room", room.report()))
    return report
