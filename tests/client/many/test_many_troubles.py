"""What befalls a batch on its way: broken connections, deadlines, interrupts, others that send the same."""

from __future__ import annotations

import itertools
import json
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import BatchProgress, Journal

from tests.client.conftest import TOKEN, log_of, script
from tests.client.many.many_kit import FAST
from tests.inside import Clock, JournalWriter, core_module

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, Queue, QueueServer

ONE = [("v/m", {"n": 0})]
TIMES: dict[str, Any] = {"poll_interval": 0.01, "max_poll_interval": 0.02}


class Interrupt(BaseException):
    """As Ctrl-C is, but not one that the test runner would take for its own."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runcomfy._protocol.retry.FIRST", 0.01)
    for driver in ("sync", "aio"):
        monkeypatch.setattr(f"runcomfy._many.{driver}._TICK", 0.01)


def test_what_was_never_sent_is_sent_again(kit: Kit, api: respx.MockRouter, tmp_path: Path) -> None:
    script(api)
    seen: list[str] = []
    answers: list[Any] = [httpx.ConnectError("no"), httpx.ConnectTimeout("no")]

    def post(_request: httpx.Request) -> httpx.Response:
        with Journal(tmp_path / "j") as journal:
            seen.extend(entry.state for entry in journal.entries())
        if answers:
            raise answers.pop()
        return httpx.Response(200, json={"request_id": "r1"})

    api.post("/models/v/m").mock(side_effect=post)
    client = kit.client(journal=tmp_path / "j").with_options(**TIMES)
    [outcome] = kit.items(client.batch(ONE, **FAST))
    assert outcome.unwrap().request_id == "r1"
    # It counted as unsent while it waited, and is on its way again.
    assert seen == ["intent"] * 3
    with Journal(tmp_path / "j") as journal:
        assert [(entry.state, entry.error) for entry in journal.entries()] == [("completed", None)]


def test_a_server_that_is_never_reached_leaves_the_request_unsent(
    kit: Kit, api: respx.MockRouter, tmp_path: Path
) -> None:
    api.post("/models/v/m").mock(side_effect=httpx.ConnectError("no"))
    client = kit.client(journal=tmp_path / "j").with_options(max_retries=2)
    [outcome] = kit.items(client.batch(ONE, **FAST))
    assert isinstance(outcome.error, runcomfy.APIConnectionError)
    assert len(log_of(api)) == 3
    with Journal(tmp_path / "j") as journal:
        assert [entry.state for entry in journal.entries()] == ["unsent"]


def test_a_look_whose_connection_breaks_is_taken_again(kit: Kit, api: respx.MockRouter) -> None:
    script(api, statuses=[httpx.ReadError("gone"), "in_progress", httpx.ReadTimeout("late"), "completed"])
    client = kit.client().with_options(**TIMES)
    [outcome] = kit.items(client.batch(ONE, **FAST))
    assert outcome.ok
    assert log_of(api).count(("POST", "/models/v/m")) == 1
    assert log_of(api).count(("GET", "/requests/r1/status")) == 4


def test_a_429_that_asks_for_longer_than_there_is_time_is_the_outcome(
    kit: Kit, api: respx.MockRouter, tmp_path: Path
) -> None:
    api.post("/models/v/m").respond(429, headers={"Retry-After": "30"})
    client = kit.client(journal=tmp_path / "j").with_options(timeout=20)
    [outcome] = kit.items(client.batch(ONE, **FAST))
    assert isinstance(outcome.error, runcomfy.RateLimitError)
    assert len(log_of(api)) == 1
    with Journal(tmp_path / "j") as journal:
        assert [entry.state for entry in journal.entries()] == ["refused"]


@pytest.mark.parametrize("answer", ["cancelled", "too late", "broken"])
def test_a_deadline_cancels_by_option(
    kit: Kit, api: respx.MockRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    def now() -> float:
        # The deadline passes when the job has been looked at.
        looked = any(path.endswith("/status") for _, path in log_of(api))
        return time.monotonic() + (1_000 if looked else 0)

    monkeypatch.setattr(core_module, "Clock", lambda: Clock(now=now))
    script(api, statuses=["in_queue"])
    if answer == "too late":
        api.post("/requests/r1/cancel").respond(json={"outcome": "not_cancellable"})
    elif answer == "broken":
        api.post("/requests/r1/cancel").respond(403, json={"detail": "no"})
    client = kit.client(journal=tmp_path / "j")
    client = client.with_options(**TIMES, timeout=600, on_timeout="cancel")
    [outcome] = kit.items(client.batch(ONE, **FAST))
    assert isinstance(outcome.error, runcomfy.WaitTimeoutError)
    assert outcome.job.request_id == outcome.error.job.request_id == "r1"
    cancellation = outcome.error.cancellation
    assert (cancellation is None) == (answer == "broken")
    assert bool(cancellation) == (answer == "cancelled")
    with Journal(tmp_path / "j") as journal:
        assert [entry.state for entry in journal.entries()] == [
            "cancelled" if answer == "cancelled" else "in_queue"
        ]


def test_a_429_to_one_look_makes_all_looks_wait(kit: Kit, queue: QueueServer) -> None:
    looks: list[float] = []

    def behave(handler: Queue, _body: bytes) -> bool:
        if not handler.path.endswith("/status"):
            return False
        looks.append(time.monotonic())
        if len(looks) > 1:
            return False
        handler.answer(b"", 429, Retry_After="0.1")
        return True

    queue.behave = behave
    client = kit.client(base_url=queue.base_url).with_options(**TIMES)
    requests = [("v/m", {"n": n}) for n in range(6)]
    assert all(outcome.ok for outcome in kit.items(client.batch(requests, max_in_flight=2, **FAST)))
    # One other look may have been on its way.
    assert sum(moment < looks[0] + 0.08 for moment in looks) <= 2
    assert len(looks) == 7


def test_a_request_that_another_one_is_sending_is_followed(
    kit: Kit, api: respx.MockRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs begin the same batch at once; the second comes while the first one's request is on its way."""
    found: list[Any] = []
    asked, second = itertools.count(1), threading.Event()
    real = JournalWriter.claim

    def claim(writer: JournalWriter, *given: Any, **named: Any) -> Any:
        claimed = real(writer, *given, **named)
        if next(asked) == 2:
            second.set()
        return claimed

    monkeypatch.setattr(JournalWriter, "claim", claim)

    def follow() -> None:
        with runcomfy.RunComfy(TOKEN, journal=tmp_path / "j") as other:
            found.extend(other.with_options(**TIMES).batch(ONE, batch_id="b", **FAST))

    other = threading.Thread(target=follow)

    def post(_request: httpx.Request) -> httpx.Response:
        other.start()
        assert second.wait(60)
        return httpx.Response(200, json={"request_id": "r1"})

    script(api)
    api.post("/models/v/m").mock(side_effect=post)
    client = kit.client(journal=tmp_path / "j").with_options(**TIMES)
    [outcome] = kit.items(client.batch(ONE, batch_id="b", **FAST))
    other.join(600)
    assert [one.unwrap().request_id for one in (outcome, *found)] == ["r1", "r1"]
    assert log_of(api).count(("POST", "/models/v/m")) == 1
    with Journal(tmp_path / "j") as journal:
        assert [entry.state for entry in journal.entries()] == ["completed"]


@pytest.mark.parametrize("mode", ["detach", "cancel"])
def test_an_interrupt_says_which_jobs_go_on(kit: Kit, queue: QueueServer, tmp_path: Path, mode: str) -> None:
    """Of three jobs one can be cancelled, one not any more, and of one the server says neither; a request waits."""
    jobs: dict[str, int] = {}

    def behave(handler: Queue, body: bytes) -> bool:
        if handler.path.startswith("/v1/models/"):
            n = json.loads(body)["n"]
            if n == 3:
                handler.answer(b"", 429, Retry_After="60")
                return True
            with queue.lock:
                jobs[f"job{n}"] = n
            handler.answer(json.dumps({"request_id": f"job{n}"}).encode())
        elif handler.path.endswith("/cancel"):
            if "/job1/" in handler.path:
                handler.answer(b'{"outcome": "not_cancellable"}')
            elif "/job2/" in handler.path:
                handler.answer(b'{"detail": "no"}', 403)
            else:
                return False
        else:
            handler.answer(b'{"status": "in_queue"}')
        return True

    def progress(_now: BatchProgress) -> None:
        with Journal(tmp_path / "j") as journal:
            states = sorted(entry.state for entry in journal.entries())
        if states == ["in_queue", "in_queue", "in_queue", "paused"]:
            raise Interrupt

    queue.behave = behave
    client = kit.client(base_url=queue.base_url, journal=tmp_path / "j")
    client = client.with_options(**TIMES, on_interrupt=mode)
    requests = [("v/m", {"n": n}) for n in range(6)]
    with pytest.raises(Interrupt) as caught:
        kit.items(client.batch(requests, max_in_flight=4, requests_per_second=None, progress=progress))
    [note] = caught.value.__notes__
    go_on = 3 if mode == "detach" else 2
    assert f"{go_on} jobs go on: " in note
    assert "3 requests were not sent; the same batch started again picks them up" in note
    assert ("job0" in note) == (mode == "detach")
    assert {"job1", "job2"} <= set(note.replace(",", "").replace(";", "").split())
    with Journal(tmp_path / "j") as journal:
        assert sorted(entry.state for entry in journal.entries()) == [
            "cancelled" if mode == "cancel" else "in_queue", "in_queue", "in_queue", "unsent",
        ]  # fmt: skip


def test_what_ends_a_worker_ends_the_batch(kit: Kit, tmp_path: Path) -> None:
    """No error of a request, but something like sys.exit() in a transport: the loop must not wait for ever."""

    def end(_request: httpx.Request) -> httpx.Response:
        raise Interrupt

    kind = httpx.AsyncClient if kit.runner else httpx.Client
    client = kit.client(http_client=kind(transport=httpx.MockTransport(end)), journal=tmp_path / "j")
    with pytest.raises(Interrupt) as caught:
        kit.items(client.batch([("v/m", {"n": n}) for n in range(3)], max_in_flight=1, **FAST))
    said = " ".join(caught.value.__notes__)
    assert "2 requests were not sent" in said
    assert "of 1 that were on their way nobody can say" in said
