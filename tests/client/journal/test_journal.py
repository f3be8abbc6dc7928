"""What stands in the journal, when it stands there, and who may read it."""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import Journal, JournalEntry

from tests.client.conftest import TOKEN, log_of, script

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

INPUTS = {"prompt": "a secret garden"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journal.sqlite3"


def states(journal: Journal) -> list[tuple[str, str | None]]:
    return [(entry.state, entry.request_id) for entry in journal.entries()]


def process_of(entry: JournalEntry) -> str:
    """An owner is a process and a name of each of its requests."""
    return entry.owner.rpartition(":")[0]


@pytest.mark.as_written("cost")
def test_a_job_from_intent_to_saved_file(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path
) -> None:
    journal = Journal(path)
    before_post: list[tuple[str, str | None]] = []

    def post(request: httpx.Request) -> httpx.Response:
        # Another connection sees it: it is committed.
        with Journal(path) as other:
            before_post.extend(states(other))
        return httpx.Response(200, json={"request_id": "r1"})

    picture = "data:image/png;base64,iVBORw0KGgo="
    script(
        api,
        statuses=["in_queue", "in_progress", "completed"],
        result={"status": "succeeded", "output": {"image": picture}, "cost": 0.05},
    )
    api.post("/models/v/m").mock(side_effect=post)
    seen: list[tuple[str, str | None]] = []
    client = kit.client(journal=journal).with_options(on_update=lambda _: seen.extend(states(journal)))
    result = kit.call(client.model("v/m").run(INPUTS))
    assert before_post == [("intent", None)]
    assert [word for word, _ in seen] == ["in_queue", "in_progress", "in_progress"]
    [path_saved] = kit.call(result.save(path.parent / "out"))
    [entry] = journal.entries()
    assert (entry.state, entry.request_id, entry.model_id) == ("completed", "r1", "v/m")
    assert entry.cost == Decimal("0.05")
    assert entry.files == (str(path_saved),)
    assert entry.ended
    assert journal.open_jobs() == journal.unknown() == []
    journal.close()


ENDS: dict[str, tuple[Any, str]] = {
    "refused": (httpx.Response(422, json={"detail": "bad prompt"}), "refused"),
    "turned away": (httpx.Response(429), "refused"),
    "unreachable": (httpx.ConnectError("no"), "unsent"),
    "lost": (httpx.ReadError("gone"), "unknown"),
    "unclear": (httpx.Response(502), "unknown"),
}


@pytest.mark.parametrize(("answer", "state"), ENDS.values(), ids=ENDS.keys())
def test_what_became_of_a_request_without_an_id(  # noqa: PLR0917 (four are fixtures)
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path, answer: Any, state: str
) -> None:
    api.post("/models/v/m").mock(side_effect=[answer] * 9)
    client = kit.client(journal=path)
    with pytest.raises(runcomfy.RunComfyError):
        kit.call(client.model("v/m").submit(INPUTS))
    with Journal(path) as journal:
        assert states(journal) == [(state, None)]
        assert len(journal.unknown()) == (state == "unknown")
    assert len(kit.call(client.journal.unknown())) == (state == "unknown")


def test_while_a_request_waits_to_be_sent_again_it_counts_as_paused(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look() -> None:
        with Journal(path) as journal:
            seen.append(journal.entries()[0].state)

    def post(_request: httpx.Request) -> httpx.Response:
        look()
        return httpx.Response(200, json={"request_id": "r1"}) if len(seen) > 2 else httpx.Response(429)

    napped = clock.sleep
    monkeypatch.setattr(clock, "sleep", lambda seconds: (look(), napped(seconds)))
    api.post("/models/v/m").mock(side_effect=post)
    kit.call(kit.client(journal=path).with_options(resubmit_on_429=True).model("v/m").submit(INPUTS))
    assert seen == ["intent", "paused", "intent"]


def test_a_cancelled_and_a_failed_job(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path
) -> None:
    script(api, result={"status": "failed", "error": {"message": "too hot"}})
    client = kit.client(journal=path)
    job = kit.call(client.model("v/m").submit(INPUTS))
    with pytest.raises(runcomfy.JobFailedError):
        kit.call(job.wait())
    script(api, request_id="r2")
    assert kit.call(kit.call(client.model("v/m").submit(INPUTS)).cancel())
    with Journal(path) as journal:
        assert states(journal) == [("failed", "r1"), ("cancelled", "r2")]
        assert journal.entries()[0].error == "too hot"


@pytest.mark.as_written("cost")
def test_the_updates_alone_write_the_end_down(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path
) -> None:
    script(api, result={"status": "succeeded", "output": {"image": "https://x/a.png"}, "cost": 0.05})
    client = kit.client(journal=path, budget_usd=1, unknown_price="allow")
    job = kit.call(client.model("v/m").submit(INPUTS))
    assert [update.status for update in kit.items(job.updates())] == ["completed"]
    assert client.budget.spent == Decimal("0.05")
    with Journal(path) as journal:
        assert states(journal) == [("completed", "r1")]
        assert journal.entries()[0].cost == Decimal("0.05")
    kit.call(job.wait())
    assert client.budget.spent == Decimal("0.05")


def test_it_holds_neither_token_nor_inputs_unless_asked(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path
) -> None:
    script(api)
    kit.call(kit.client(journal=path).model("v/m").submit(INPUTS))
    # A user of the same token by another file has another hash there.
    kit.call(kit.client(journal=path.with_name("other")).model("v/m").submit(INPUTS))
    files = [file for file in path.parent.iterdir() if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    assert TOKEN.encode() not in content
    assert b"garden" not in content
    accounts = set()
    for file in (path, path.with_name("other")):
        with sqlite3.connect(file) as connection:
            accounts |= {row[0] for row in connection.execute("SELECT account FROM runcomfy_jobs")}
        connection.close()
    assert len(accounts) == 2
    script(api, request_id="r2")
    kit.call(kit.client(journal=path, journal_inputs=True).model("v/m").submit(INPUTS))
    with Journal(path) as journal:
        assert [entry.inputs for entry in journal.entries()] == [None, INPUTS]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_may_read_it(kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path) -> None:
    script(api)
    before = os.umask(0)
    try:
        client = kit.client(journal=path)
        kit.call(client.model("v/m").submit(INPUTS))
    finally:
        os.umask(before)
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    names = ("journal.sqlite3", "journal.sqlite3-wal", "journal.sqlite3-shm", "journal.sqlite3-queue")
    assert files == dict.fromkeys(names, 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    with Journal(path) as journal:
        journal.entries()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "x"))
    assert Journal().path == tmp_path / "x" / "runcomfy" / "journal.sqlite3"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert Journal().path == tmp_path / ".local/state/runcomfy/journal.sqlite3"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert Journal().path == tmp_path / "Library/Application Support/runcomfy/journal.sqlite3"


def test_resuming_waits_for_what_was_accepted(kit: Kit, queue: QueueServer, path: Path) -> None:
    with runcomfy.RunComfy("t", base_url=queue.base_url, journal=path) as first:
        ids = {first.model("v/m").submit({"prompt": str(n)}).request_id for n in range(3)}
    client = kit.client("t", base_url=queue.base_url, journal=path)
    assert {entry.request_id for entry in kit.call(client.journal.open_jobs())} == ids
    outcomes = kit.items(client.journal.resume_all(requests_per_second=None))
    assert {outcome.unwrap().output["id"] for outcome in outcomes} == ids
    assert {outcome.job.model_id for outcome in outcomes} == {"v/m"}
    assert kit.call(client.journal.open_jobs()) == []
    assert sum(method == "POST" for method, _ in queue.seen) == 3
    # Another account's jobs are its own.
    assert kit.call(kit.client("other", base_url=queue.base_url, journal=path).journal.open_jobs()) == []


def test_forgetting_and_pruning(kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path) -> None:
    client = kit.client(journal=path)
    for number in range(4):
        script(api, request_id=f"r{number}")
        kit.call(client.model("v/m").submit(INPUTS))
    with Journal(path) as journal:
        entries = journal.open_jobs()
        assert kit.call(client.journal.forget("r0", entries[1].number, entries[2])) == 3
        assert states(journal) == [("in_queue", "r3")]
        assert journal.prune(0) == 0
        kit.call(client.job("r3").wait())
        assert journal.prune() == 0
        assert kit.call(client.journal.prune(0)) == 1
        assert journal.entries() == []


def test_a_client_without_one_says_so(kit: Kit) -> None:
    with pytest.raises(runcomfy.ConfigError, match="no journal"):
        _ = kit.client().journal.path
    with pytest.raises(runcomfy.ConfigError):
        kit.client(journal=3)


def test_a_pickled_client_keeps_the_path(kit: Kit, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    client = kit.client(journal=path)
    data = pickle.dumps(client)
    assert pickle.loads(data).journal.path == path
    assert pickle.loads(pickle.dumps(client.job("r1")))._core.ledger.journal.path == path


def test_threads_share_it(queue: QueueServer, path: Path) -> None:
    with runcomfy.RunComfy("t", base_url=queue.base_url, journal=path) as client:
        with ThreadPoolExecutor(16) as pool:
            jobs = list(pool.map(lambda n: client.model("v/m").submit({"n": n}), range(64)))
        assert {entry.request_id for entry in client.journal.open_jobs()} == {job.request_id for job in jobs}


WORKER = """
import sys, runcomfy
client = runcomfy.RunComfy("t", base_url=sys.argv[1], journal=sys.argv[2])
for n in range(4):
    client.model("v/m").run({"n": n})
"""


def test_processes_share_it(queue: QueueServer, path: Path) -> None:
    arguments = [sys.executable, "-W", "error", "-c", WORKER, queue.base_url, str(path)]
    workers = [subprocess.Popen(arguments) for _ in range(2)]
    assert [worker.wait(600) for worker in workers] == [0, 0]
    with Journal(path) as journal:
        assert [entry.state for entry in journal.entries()] == ["completed"] * 8
        assert len({process_of(entry) for entry in journal.entries()}) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_it_survives_a_fork(queue: QueueServer, path: Path) -> None:
    with runcomfy.RunComfy("t", base_url=queue.base_url, journal=path) as client:
        client.model("v/m").submit({"n": 0})
        child = os.fork()
        if child == 0:
            try:
                client.model("v/m").submit({"n": 1})
            except BaseException:  # noqa: BLE001 (whatever it is)
                os._exit(1)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        client.model("v/m").submit({"n": 2})
        entries = client.journal.open_jobs()
        assert len(entries) == 3
        assert len({process_of(entry) for entry in entries}) == 2


def test_what_a_dead_process_left_is_unknown_and_what_a_living_one_sends_is_not(
    queue: QueueServer, path: Path
) -> None:
    sending = threading.Event()

    def behave(handler: Any, body: bytes) -> bool:
        sending.set()
        time.sleep(60)
        return True

    queue.behave = behave
    code = "import sys, runcomfy; runcomfy.RunComfy('t', base_url=sys.argv[1], journal=sys.argv[2]).model('v/m').submit({})"
    worker = subprocess.Popen([sys.executable, "-c", code, queue.base_url, str(path)])
    assert sending.wait(600)
    with Journal(path) as journal:
        assert states(journal) == [("intent", None)]
        assert journal.unknown() == []
        worker.kill()
        worker.wait()
        assert [entry.state for entry in journal.unknown()] == ["intent"]


def test_what_is_written_down_is_readable_as_json(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, path: Path
) -> None:
    script(api)
    uri = "data:image/png;base64," + "A" * 5000
    kit.call(
        kit.client(journal=path, journal_inputs=True)
        .model("v/m")
        .submit({"image": uri, "n": [1, {"x": None}]})
    )
    with Journal(path) as journal:
        inputs = journal.entries()[0].inputs
    assert inputs is not None
    assert inputs["n"] == [1, {"x": None}]
    assert len(json.dumps(inputs)) < 400
    assert log_of(api) == [("POST", "/models/v/m")]
