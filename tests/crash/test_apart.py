"""Programs in containers and on other machines, which cannot see each other's processes or clocks, and one journal."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.crash.machines import Relay, apart, why_not
from tests.crash.names import names
from tests.crash.room import Room
from tests.crash.trees import Program

HOUR = 4020  # seconds: 67 minutes


@pytest.fixture(autouse=True)
def _namespaces(request: pytest.FixtureRequest) -> None:
    if "clock" not in request.node.name and why_not():
        pytest.skip(why_not())


def contained(room: Room, name: str, order: dict[str, Any], host: str = "app") -> Program:
    """A program in a container: own processes, and the host name that all containers of a kind have."""
    return room.spawn(name, apart(room.folder, host=host), order)


def test_two_containers_with_one_host_name(room: Room, driver: str) -> None:
    """Neither sees the other's process, and neither may take it for dead."""
    markers = names(6)
    room.weather(after=(2.5, 2.5), refuse_first=2, retry_after="1", run_time=3600)
    more = {"settings": {"resubmit_unknown": True}} if driver in {"sync", "async"} else {}
    order = room.order(driver, markers, **more)
    first = contained(room, "first", order)
    room.until(lambda books: books.paid >= 1)
    second = contained(room, "second", order)
    room.let_end(first, second)
    for program in (first, second):
        assert program.wait() == 0
        room.settle(markers, [program])


def test_a_container_that_was_killed_is_followed_by_another(room: Room, driver: str) -> None:
    markers = names(10)
    room.weather(run_time=30, before=(0.0, 0.2))
    order = room.order(driver, markers, submit=True)
    first = contained(room, "first", order)
    room.until(lambda books: books.paid >= 5)
    room.kill(first)
    room.weather()
    second = contained(room, "second", {**order, "submit": False})
    assert second.wait(400) == 0
    room.settle(markers, [second])


@pytest.mark.parametrize("ahead", [HOUR, -HOUR], ids=["ahead", "behind"])
def test_clocks_an_hour_apart(room: Room, driver: str, ahead: int) -> None:
    """The second one's clock is wrong, for Python alone."""
    markers = names(6)
    room.weather(after=(1.5, 1.5), refuse_first=2, retry_after="1", run_time=3600)
    first = room.start(driver, markers)
    room.until(lambda books: books.paid >= 1)
    more = {"settings": {"resubmit_unknown": True}} if driver in {"sync", "async"} else {}
    second = room.start(driver, markers, clock_ahead=float(ahead), **more)
    room.let_end(first, second)
    for program in (first, second):
        assert program.wait() == 0
    room.settle(markers, [first])
    room.settle(markers, [second])


def faked(ahead: int) -> dict[str, str]:
    """What makes a whole program's clock wrong, in C as well."""
    found = find_spec("libfaketime")
    library = (
        Path(found.origin or "").parent / "vendor/libfaketime/src/libfaketime.so.1" if found else Path("none")
    )
    if not library.exists():
        pytest.skip("libfaketime is not installed (make crash installs it)")
    return {"LD_PRELOAD": str(library), "FAKETIME": f"{ahead:+d}s", "DONT_FAKE_MONOTONIC": "1"}


@pytest.mark.parametrize("ahead", [HOUR, -HOUR], ids=["ahead", "behind"])
def test_clocks_of_c_an_hour_apart(room: Room, driver: str, ahead: int) -> None:
    """The second one's clock is wrong for all of it, the database included: nothing is paid twice even then."""
    markers = names(6)
    room.weather(after=(1.5, 1.5), refuse_first=2, retry_after="1", run_time=3600)
    first = room.start(driver, markers)
    room.until(lambda books: books.paid >= 1)
    order = room.order(driver, markers)
    second = room.spawn("second", [], {**order, "environment": {**order["environment"], **faked(ahead)}})
    room.let_end(first, second)
    for program in (first, second):
        assert program.wait(400) == 0
    room.settle(markers, [first])
    room.settle(markers, [first, second])


@contextlib.contextmanager
def relays(folder: Path, *ports: int) -> Iterator[tuple[Relay, ...]]:
    with contextlib.ExitStack() as stack:
        made = []
        for port in ports:
            made.append(Relay(port, folder))
            stack.callback(made[-1].close)
        yield tuple(made)


def port_of(url: str) -> int | None:
    """The port of a database's URL, or None where it is reached by a Unix socket."""
    from urllib.parse import parse_qs, urlsplit

    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
    return None if host.startswith("/") or not host else parts.port or 5432


@pytest.fixture
def database(postgres_server: Any) -> str:
    """A journal for many machines: the URL of a PostgreSQL server that the tests have started themselves."""
    url: str = postgres_server.make_database()
    return url


def test_two_machines_share_a_database(room: Room, driver: str, database: str) -> None:
    markers = names(24)
    room.weather(refuse=0.2, before=(0.0, 0.1), after=(0.0, 0.1), run_time=3600)
    port = port_of(database)
    with relays(room.folder, room.port, *([port] if port else [])) as made:
        order = room.order(driver, markers, journal=database)
        programs = [
            room.spawn(
                f"machine{number}", apart(room.folder, host=f"m{number}", machine=True, relays=made), order
            )
            for number in (1, 2)
        ]
        room.let_end(*programs)
        for program in programs:
            assert program.wait() == 0
            room.settle(markers, [program])


def test_a_machine_that_dies_is_followed_by_another(room: Room, driver: str, database: str) -> None:
    markers = names(12)
    room.weather(run_time=30, before=(0.0, 0.2))
    port = port_of(database)
    short = {"runcomfy._books.submission:_LEASE": 2.0, "runcomfy._books.submission:_MARGIN": 0.5}
    with relays(room.folder, room.port, *([port] if port else [])) as made:
        order = room.order(driver, markers, journal=database, submit=True, patch=short)
        first = room.spawn("machine1", apart(room.folder, host="m1", machine=True, relays=made), order)
        room.until(lambda books: books.paid >= 6)
        room.kill(first)
        room.weather()
        second = room.spawn(
            "machine2", apart(room.folder, host="m2", machine=True, relays=made), {**order, "submit": False}
        )
        assert second.wait() == 0
        room.settle(markers, [second])


def test_the_database_goes_away_for_a_moment(room: Room, driver: str, database: str) -> None:
    """A journal that cannot be reached sends nothing; when it is back, all goes on."""
    markers = names(12)
    room.weather(before=(0.05, 0.1), after=(0.05, 0.1))
    port = port_of(database)
    assert port is not None
    slowly = {"settings": {"max_in_flight": 2}} if driver in {"sync", "async"} else {"threads": 2}
    with contextlib.ExitStack() as stack:
        (first,) = stack.enter_context(relays(room.folder, room.port))
        line = Relay(port, room.folder)
        order = room.order(driver, markers, journal=database, **slowly)
        command = apart(room.folder, host="m1", machine=True, relays=(first, line))
        program = room.spawn("machine", command, order)
        room.until(lambda books: books.paid >= 3)
        line.close()
        time.sleep(1.0)
        before = len(room.books.submits)
        time.sleep(1.0)
        assert len(room.books.submits) == before
        back = Relay(port, room.folder)
        stack.callback(back.close)
        assert program.wait() == 0
        room.settle(markers, [program])


def test_signals_reach_what_is_inside(room: Room) -> None:
    """The tests above mean what they say: a container's program dies with it."""
    room.weather(run_time=60)
    program = contained(room, "inside", room.order("sync", names(2)))
    room.until(lambda books: books.paid == 2)
    program.signal(signal.SIGKILL)
    program.wait()
    looks = len(room.books.events)
    time.sleep(0.3)
    assert len(room.books.events) == looks
