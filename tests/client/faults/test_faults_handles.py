"""What is left in a person's hands: an id with every error, a job in a notebook, spans without secrets."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
import threading
import time
import types
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import TOKEN
from tests.client.faults import fault_kinds as kinds
from tests.client.faults.fault_server import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Kit
    from tests.manners import Manner

QUICK: dict[str, Any] = {"poll_interval": 0.01, "max_poll_interval": 0.02}


@pytest.fixture
def server(manner: Manner) -> Iterator[FaultServer]:
    with running() as server:
        yield server


def client_of(kit: Kit, server: FaultServer, **options: Any) -> Any:
    return kit.client(base_url=server.base_url).with_options(**QUICK, **options)


# The id


def test_a_client_closed_under_a_wait_leaves_the_id(kit: Kit, server: FaultServer) -> None:
    server.script("a", ["in_progress"])
    client = client_of(kit, server)

    def looked() -> bool:
        return any(job.looks > 1 for job in list(server.jobs.values()))

    if kit.kind == "sync":

        def close() -> None:
            while not looked():
                time.sleep(0.01)
            client.close()

        closing = threading.Thread(target=close)
        closing.start()
        with pytest.raises(runcomfy.ConfigError, match="closed") as caught:
            client.model("t/a").run({})
        closing.join()
    else:

        async def main() -> Any:
            task = asyncio.ensure_future(client.model("t/a").run({}))
            while not looked():  # noqa: ASYNC110 (a server in another thread)
                await asyncio.sleep(0.01)
            await client.aclose()
            with pytest.raises(runcomfy.ConfigError, match="closed") as caught:
                await task
            return caught

        caught = kit.call(main())
    assert next(iter(server.jobs)) in " ".join(caught.value.__notes__)
    assert server.posts["a"] == 1


def test_a_bug_in_the_way_leaves_the_id(
    kit: Kit, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = kit.call(client_of(kit, server).model("t/a").submit({}))
    monkeypatch.setattr("runcomfy._protocol.watch.update_of", lambda *_: 1 / 0)
    for wait in (job.wait, job.updates):
        with pytest.raises(ZeroDivisionError) as caught:
            kit.items(wait())
        assert job.request_id in " ".join(caught.value.__notes__)


def test_a_cancellation_while_the_journal_writes_is_not_lost(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = threading.Event()

    def see(*_: object) -> None:
        writing.set()
        time.sleep(0.1)

    monkeypatch.setattr("runcomfy._books.ledger.Ledger.see", see)
    server.script("a", ["in_progress"])

    async def main() -> None:
        client = runcomfy.AsyncRunComfy(TOKEN, base_url=server.base_url, journal=tmp_path / "journal.db")
        task = asyncio.ensure_future(client.with_options(**QUICK).model("t/a").run({}))
        while not writing.is_set():  # noqa: ASYNC110 (another thread)
            await asyncio.sleep(0.005)
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=60)
        assert done == {task}
        assert task.cancelled()
        await client.aclose()

    asyncio.run(main())
    assert server.cancels["a"] == 1


def test_headers_that_cannot_be_sent_are_refused_before_anything_is(kit: Kit) -> None:
    wrong: list[Any] = [
        {"x y": "1"},
        {"x:": "1"},
        {"": "1"},
        {"x": "a\nb"},
        {"x": 1},
        {b"x": "1"},
        {"ä": "1"},
    ]
    for headers in wrong:
        with pytest.raises(runcomfy.ConfigError):
            kit.client(headers=headers)


# Notebooks


def test_a_notebook_shows_how_a_job_is_doing(kit: Kit, server: FaultServer) -> None:
    server.script("a", ["in_queue", "in_progress", "completed"])
    server.extra = {"queue_position": 2}
    job = kit.call(client_of(kit, server).model("t/a").submit({}))
    assert "nobody has looked yet" in job._repr_html_()
    kit.call(job.status())
    assert "in the queue, position 2" in job._repr_html_()
    assert "in the queue, position 2>" in repr(job)
    kit.call(job.wait())
    assert 'value="1"' in job._repr_html_()
    assert repr(job).endswith(", completed>")


def test_what_a_server_says_is_no_html(kit: Kit, server: FaultServer) -> None:
    server.script("a", ["<script>\x1b[2J</script>"])
    job = kit.call(client_of(kit, server).model("t/a").submit({}))
    kit.call(job.status())
    assert "<script" not in job._repr_html_()
    assert "\x1b" not in repr(job) + job._repr_html_()
    assert "&lt;script" in job._repr_html_()


def test_a_job_on_show_is_kept_up_to_date(
    kit: Kit, server: FaultServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []

    class Handle:
        def update(self, bundle: dict[str, str], *, raw: bool) -> None:
            shown.append(bundle["text/plain"])
            if "completed" in bundle["text/plain"]:
                raise RuntimeError("the page was closed")

    def display(bundle: dict[str, str], *, raw: bool, display_id: bool) -> Handle:
        assert "<progress" in bundle["text/html"] or "nobody" in bundle["text/html"]
        shown.append(bundle["text/plain"])
        return Handle()

    server.script("a", ["in_queue", "in_progress", "completed"])
    job = kit.call(client_of(kit, server).model("t/a").submit({}))
    monkeypatch.setitem(sys.modules, "IPython.display", None)  # there is no IPython here
    job._ipython_display_()
    assert capsys.readouterr().out == f"{job!r}\n"
    module = types.ModuleType("IPython.display")
    module.display = display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", types.ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    job._ipython_display_()
    kit.call(job.wait())
    states = [text.rstrip(">").split(", ", 1)[1] for text in shown[1:]]
    assert states == ["in the queue", "running", "completed"]
    assert pickle.loads(pickle.dumps(job)) == job


# Spans


class Tracer:
    def __init__(self) -> None:
        self.spans: list[tuple[str, dict[str, str]]] = []

    @contextlib.contextmanager
    def start_as_current_span(self, name: str, **settings: bool) -> Iterator[Any]:
        assert settings == {"record_exception": False, "set_status_on_exception": False}
        facts: dict[str, str] = {}
        self.spans.append((name, facts))
        yield types.SimpleNamespace(
            set_attribute=facts.__setitem__, set_status=lambda status: facts.__setitem__("status", status)
        )


@pytest.fixture
def tracer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tracer]:
    from runcomfy._plain import tracing

    tracer = Tracer()
    module: Any = types.ModuleType("opentelemetry.trace")
    module.get_tracer = lambda name, version: tracer
    module.Status = lambda code: code
    module.StatusCode = types.SimpleNamespace(ERROR="error")
    monkeypatch.setitem(sys.modules, "opentelemetry", types.ModuleType("opentelemetry"))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", module)
    tracing._tracing.cache_clear()
    yield tracer
    tracing._tracing.cache_clear()


def test_spans_hold_ids_and_nothing_else(
    kit: Kit, server: FaultServer, tracer: Tracer, tmp_path: Path
) -> None:
    client = client_of(kit, server)
    secret = {"marker": "a", "prompt": "a secret prompt"}
    job = kit.call(client.model("t/a").submit(secret))
    result = kit.call(job.wait())
    kit.call(result.save(tmp_path))
    server.script("b", document={"status": "failed", "error": "a secret reason"})
    with pytest.raises(runcomfy.JobFailedError):
        kit.call(client.model("t/b").run(secret))
    server.script("c", submit=kinds.status(422, {"detail": "a secret prompt"}))
    with pytest.raises(runcomfy.RejectedInputError):
        kit.call(client.model("t/c").submit(secret))
    mine = {"runcomfy.model_id": "t/a", "runcomfy.request_id": job.request_id}
    other = next(request_id for request_id in server.jobs if request_id.endswith("-b"))
    assert tracer.spans == [
        ("runcomfy.submit", mine),
        ("runcomfy.wait", mine),
        ("runcomfy.save", mine),
        (
            "runcomfy.run",
            {
                "error.type": "JobFailedError",
                "status": "error",
                "runcomfy.model_id": "t/b",
                "runcomfy.request_id": other,
            },
        ),
        (
            "runcomfy.submit",
            {"error.type": "RejectedInputError", "status": "error", "runcomfy.model_id": "t/c"},
        ),
    ]


def test_without_the_api_package_there_are_no_spans(
    kit: Kit, server: FaultServer, tracer: Tracer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)
    assert kit.call(client_of(kit, server).model("t/a").run({})).request_id in server.jobs
    assert tracer.spans == []
