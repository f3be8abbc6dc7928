"""Finding a host and connecting to it: within the time there is, and never taken for a request that was sent."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import DownloadError

from tests.client.transport.wire_kit import (
    GRACE,
    LONG,
    Names,
    black_hole,
    good,
    raw,
    sending,
    server_tls,
    trusting,
)
from tests.inside import Downloader, DownloadPolicy, SyncTransport, TransportError, TransportSettings, look_up
from tests.inside import lookup_module as lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.client.conftest import Kit

KINDS = ["sync", "async"]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.fixture
def silent(names: Names) -> Iterator[Names]:
    """The name server of `silent.test` says nothing until the test is over."""
    over = threading.Event()

    def wait() -> Any:
        over.wait(LONG)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    names.known["silent.test"] = wait
    yield names
    over.set()
    # The next test must not share what this one has left behind.
    ends = time.monotonic() + LONG
    while lookup._running and time.monotonic() < ends:
        time.sleep(0.005)


def test_a_silent_name_server_holds_no_deadline_up(kit: Kit, silent: Names) -> None:
    client = kit.client(base_url="https://silent.test/v1")
    begun = time.monotonic()
    # A busy machine may need all of a short time to come to the look-up.
    for limit in (0.3, 3.0, 30.0):
        with pytest.raises(runcomfy.APITimeoutError, match=r"(?i)nothing was sent"):
            kit.call(client.with_options(timeout=limit).model("v/m").submit({}))
        if silent.asked:
            break
    assert silent.asked
    # An event loop ends without waiting for the look-up, too.
    kit.close()
    kit.clients.clear()
    kit.runner = None
    assert time.monotonic() - begun < GRACE


@pytest.mark.parametrize("kind", KINDS)
def test_the_connect_limit_counts_for_the_look_up(kind: str, silent: Names) -> None:
    begun = time.monotonic()
    with sending(kind) as sender:
        with pytest.raises(TransportError, match=r"silent\.test.*took too long") as caught:
            sender.send("https://silent.test/v1/x", connect=0.2)
        assert time.monotonic() - begun < GRACE
        assert (caught.value.unsent, caught.value.timed_out, caught.value.lasting) == (True, True, False)
        with pytest.raises(TransportError):
            sender.fetch("https://silent.test/a.png", connect=0.2)


def test_many_that_look_up_one_host_share_one_look_up(silent: Names) -> None:
    with sending("sync") as sender, ThreadPoolExecutor(12) as pool:

        def one(_: int) -> bool:
            with pytest.raises(TransportError) as caught:
                sender.transport.send(*request(), **options(0.3))
            return caught.value.unsent

        assert all(pool.map(one, range(24)))
    assert len(silent.asked) == 1


def request() -> tuple[Any]:
    from tests.inside import Request

    return (Request("POST", "https://silent.test/v1/x", b"{}"),)


def options(connect: float) -> dict[str, Any]:
    return {"headers": [], "timeouts": runcomfy.HTTPTimeouts(connect=connect)}


def test_a_look_up_ends_when_the_program_says_so(silent: Names, tmp_path: Any) -> None:
    """Ctrl-C in a download: its threads end with what they are at."""
    from tests.inside import due_in

    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    begun = time.monotonic()
    transport = SyncTransport(TransportSettings())
    with (
        due_in(LONG, stop.is_set),
        pytest.raises(TransportError, match="stopped"),
        transport.stream(
            "https://silent.test/a.png", headers={}, timeout=runcomfy.HTTPTimeouts(connect=LONG)
        ),
    ):
        pass
    assert time.monotonic() - begun < GRACE
    transport.close()


def test_a_download_ends_with_its_deadline_in_a_look_up(silent: Names, tmp_path: Any) -> None:
    begun = time.monotonic()
    with pytest.raises(DownloadError, match=r"no time|in time|time was up|too long"):
        Downloader(None, DownloadPolicy(allowed_hosts=("silent.test",))).save(
            ["https://silent.test/a.png"], tmp_path, timeout=0.3
        )
    assert time.monotonic() - begun < GRACE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("found", "said"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "Name or service not known"),
        (TimeoutError("a resolver's own"), "cannot be looked up"),
        (UnicodeError("label empty or too long"), "label empty"),
        ([], "has no address"),
    ],
    ids=str,
)
def test_a_host_that_is_not_found(kind: str, names: Names, found: Any, said: str) -> None:
    def fail() -> Any:
        raise found

    names.known["gone.test"] = fail if isinstance(found, Exception) else found
    with sending(kind) as sender:
        with pytest.raises(TransportError, match=said) as caught:
            sender.send("https://gone.test/v1/x")
        assert caught.value.unsent


needs_more_loopback = pytest.mark.skipif(
    sys.platform != "linux", reason="127.0.0.2 is an address on Linux only"
)


@needs_more_loopback
@pytest.mark.parametrize("kind", KINDS)
def test_several_addresses_that_swallow_everything_have_one_limit(kind: str, names: Names) -> None:
    with raw(good) as server, contextlib.ExitStack() as stack:
        holes = [f"127.0.0.{number}" for number in range(2, 7)]
        for hole in holes:
            stack.enter_context(black_hole(hole, server.port))
        names.known["localhost"] = holes
        with sending(kind) as sender:
            begun = time.monotonic()
            with pytest.raises(TransportError) as caught:
                sender.send(server.url(host="localhost"), connect=0.5)
            assert 0.4 < time.monotonic() - begun < GRACE
            assert (caught.value.unsent, caught.value.timed_out) == (True, True)
            assert server.requests == []


@pytest.mark.sample(2)
@needs_more_loopback
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_an_address_that_swallows_everything_is_passed_by(kind: str, tls: bool, names: Names) -> None:
    with raw(good, tls=server_tls() if tls else None) as server, contextlib.ExitStack() as stack:
        for hole in ("127.0.0.2", "127.0.0.3"):
            stack.enter_context(black_hole(hole, server.port))
        names.known["localhost"] = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]
        with sending(kind, verify=trusting()) as sender:
            assert sender.send(server.url(host="localhost"), connect=4.0).status == 200
        assert len(server.requests) == 1


def test_the_two_families_take_turns(names: Names) -> None:
    names.known["both.test"] = [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8::1",
        "192.0.2.1",
        "192.0.2.2",
        "192.0.2.3",
    ]
    assert look_up("both.test", 443, 5) == [
        "2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3",
    ]  # fmt: skip


def test_this_machines_name_leads_to_this_machine(names: Names) -> None:
    names.known["localhost"] = ["192.0.2.1", "127.0.0.1", "2001:db8::1", "::1"]
    assert look_up("localhost.", 80, 5) == ["127.0.0.1", "::1"]
    names.known["localhost"] = ["192.0.2.1"]
    with raw(good) as server, sending("sync") as sender:
        with pytest.raises(TransportError, match="has no address") as caught:
            sender.send(server.url(host="localhost"))
        assert caught.value.unsent


def test_where_no_thread_can_be_started_the_look_up_is_made_here(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    names.known["here.test"] = ["192.0.2.1"]
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert look_up("here.test", 443, 5) == ["192.0.2.1"]


def test_look_ups_that_never_end_are_bounded_in_number(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr("runcomfy._transport.lookup._MOST", 3)
    for number in range(5):
        names.known[f"s{number}.test"] = lambda: over.wait(LONG) and []
    try:
        with sending("sync") as sender:
            for number in range(5):
                with pytest.raises(TransportError) as caught:
                    sender.send(f"https://s{number}.test/v1/x", connect=0.05)
                assert caught.value.unsent
        assert "3 look-ups do not end" in caught.value.message
        assert len(names.asked) == 3
    finally:
        over.set()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_does_not_wait_for_its_parents_look_up() -> None:
    program = """
        import os, socket, threading, time
        from runcomfy._transport.lookup import look_up
        import httpcore

        first = threading.Event()
        def find(host, port, **_more):
            if not first.is_set():
                first.set()
                time.sleep(30)
            return [(socket.AF_INET, 1, 6, "", ("192.0.2.7", port))]
        socket.getaddrinfo = find
        try:
            look_up("a.test", 443, 0.1)
        except httpcore.ConnectTimeout:
            print("late")
        pid = os.fork()
        if pid == 0:
            print(look_up("a.test", 443, 20), flush=True)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        os._exit(0)
    """
    done = subprocess.run(
        [sys.executable, "-u", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.stdout.split("\n")[:2], done.returncode) == (["late", "['192.0.2.7']"], 0)
