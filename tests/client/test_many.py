"""Many requests at once: checked first, bounded, and every one with its outcome."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import BatchProgress, BudgetError, Journal, Outcome
from runcomfy._many import Batch
from runcomfy._many.agenda import Agenda

from .conftest import TOKEN, Kit, priced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Queue, QueueServer

EDIT = "openai/gpt-image-2/edit"
FAST: dict[str, Any] = {"requests_per_second": None, "progress": False}
LIGHT: dict[str, Any] = {**FAST, "journal": False}  # where a deadline must not pass over a slow disk


def requests(count: int, **more: object) -> list[tuple[str, dict[str, object]]]:
    return [("v/m", {"n": n, **more}) for n in range(count)]


def client_of(kit: Kit, queue: QueueServer, **settings: Any) -> Any:
    client = kit.client(settings.pop("token", TOKEN), base_url=queue.base_url, **settings)
    return client.with_options(poll_interval=0.01, poll_max=0.02)


def posts(queue: QueueServer) -> int:
    return sum(method == "POST" and path.startswith("/v1/models") for method, path in queue.seen)


def by_number(answer: Callable[[Queue, int], bool]) -> Callable[[Queue, bytes], bool]:
    """A behaviour for submits that depends on the input `n`."""

    def behave(handler: Queue, body: bytes) -> bool:
        return bool(body) and answer(handler, json.loads(body)["n"])

    return behave


def test_every_request_has_its_outcome(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    outcomes: list[Outcome[Any, Any]] = kit.items(client.run_many(requests(50), **FAST))
    assert sorted(outcome.index for outcome in outcomes) == list(range(50))
    for outcome in outcomes:
        assert outcome.request is not None
        assert outcome.request.input == {"n": outcome.index}
        assert outcome.unwrap().request_id == outcome.job.request_id
        assert outcome.ok
    assert posts(queue) == 50
    assert client.budget.spent == Decimal("0.5")


def test_all_kinds_of_requests(kit: Kit, queue: QueueServer) -> None:
    client = client_of(kit, queue)
    inputs: dict[str, Any] = {"prompt": "x", "images": ["https://e.com/a.png"]}
    endpoint = client.openai.gpt_image_2.edit
    given = [endpoint.request(**inputs), (EDIT, inputs), {"model": EDIT, "inputs": inputs}]
    outcomes = kit.items(client.run_many(given, ordered=True, **FAST))
    assert [outcome.index for outcome in outcomes] == [0, 1, 2]
    assert {outcome.request.model_id for outcome in outcomes} == {EDIT}
    assert kit.items(client.run_many([], **FAST)) == []


def test_in_order_though_the_first_is_the_slowest(kit: Kit, queue: QueueServer) -> None:
    def answer(handler: Queue, n: int) -> bool:
        time.sleep(0.2 if n == 0 else 0)
        return False

    queue.behave = by_number(answer)
    found = kit.items(client_of(kit, queue).run_many(requests(30), ordered=True, max_in_flight=4, **FAST))
    assert [outcome.index for outcome in found] == list(range(30))


def test_no_more_jobs_than_allowed(kit: Kit, queue: QueueServer) -> None:
    running: set[str] = set()
    most = 0

    def behave(handler: Queue, body: bytes) -> bool:
        nonlocal most
        with queue.lock:
            if "/result" in handler.path:
                running.discard(handler.path.split("/")[3])
            elif body:
                running.add(f"job{queue.count + 1}")
                most = max(most, len(running))
        return False

    queue.behave = behave
    kit.items(client_of(kit, queue).run_many(requests(40), max_in_flight=5, **FAST))
    assert 2 <= most <= 5
    assert queue.most_in_flight <= 8


def test_wrong_requests_are_refused_together_before_the_first_post(kit: Kit, queue: QueueServer) -> None:
    given = [("v/m", {}), (EDIT, {"prompt": 3}), ("no id", {}, 1), {"model": "a/b"}, (EDIT, 7), ("../x", {})]
    with pytest.raises(runcomfy.InputError) as caught:
        kit.items(client_of(kit, queue).run_many(given, **FAST))
    assert "5 of 6 requests cannot be sent, and none was" in str(caught.value)
    assert {fault.path.split(".")[0] for fault in caught.value.faults} == {"[1]", "[2]", "[3]", "[4]", "[5]"}
    assert {"[1].prompt", "[1].images"} <= {fault.path for fault in caught.value.faults}
    assert queue.seen == []


UNSENDABLE: dict[str, dict[Any, Any]] = {
    "half a surrogate pair": {"n": "\ud800"},
    "a name that is no text": {7: "seven"},
    "deep inside": {"a": [{"b": {None: 1}}]},
    "no number": {"n": float("inf")},
    "too large": {"n": "x" * 3000},
}


@pytest.mark.parametrize("inputs", UNSENDABLE.values(), ids=UNSENDABLE.keys())
def test_what_no_body_can_hold_is_found_before_the_first_post(
    kit: Kit, queue: QueueServer, inputs: dict[Any, Any]
) -> None:
    client = client_of(kit, queue).with_options(max_body=2000)
    with pytest.raises(runcomfy.InputError, match="1 of 4 requests cannot be sent") as caught:
        kit.items(client.run_many([*requests(3), ("v/m", inputs)], **FAST))
    assert caught.value.faults[0].path.startswith("[3]")
    with pytest.raises(runcomfy.InputError):
        kit.call(client.model("v/m").submit(inputs))
    assert queue.seen == []


def test_pictures_too_large_for_a_body_are_found_before_the_first_post(kit: Kit, queue: QueueServer) -> None:
    from PIL import Image

    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    client = client_of(kit, queue).with_options(max_body=9000)
    given = [(EDIT, {"prompt": "x", "images": [picture]}) for picture in ("https://e.com/a.png", noise)]
    with pytest.raises(runcomfy.InputError, match=r"\[1\]\.images\[0\]: takes .* of a body of at most"):
        kit.items(client.run_many(given, **FAST))
    assert queue.seen == []


@pytest.mark.parametrize("ordered", [False, True])
def test_wrong_requests_can_be_left_out(kit: Kit, queue: QueueServer, ordered: bool) -> None:
    given = [(EDIT, {"prompt": 3}), *requests(3), (EDIT, {})] * 2
    found = kit.items(
        client_of(kit, queue).run_many(given, on_invalid="skip", ordered=ordered, max_in_flight=1, **FAST)
    )
    wrong = {outcome.index for outcome in found if not outcome.ok}
    assert wrong == {0, 4, 5, 9}
    assert all(isinstance(one.error, runcomfy.InputError) for one in found if one.index in wrong)
    assert posts(queue) == 6


@pytest.mark.parametrize("ordered", [False, True])
def test_duplicates_are_sent_once_by_option(kit: Kit, queue: QueueServer, ordered: bool) -> None:
    client = client_of(kit, queue)
    given = [
        ("v/m", {"a": 1, "b": 2}),
        ("v/m", {"n": 0}),
        ("v/m", {"b": 2, "a": 1}),
        ("v/n", {"a": 1, "b": 2}),
    ]
    assert len(kit.items(client.run_many(given, **FAST))) == posts(queue) == 4
    found = kit.items(client.run_many(given * 20, dedupe=True, ordered=ordered, max_in_flight=1, **FAST))
    assert posts(queue) == 7
    assert sorted(outcome.index for outcome in found) == list(range(80))
    first = {outcome.index: outcome for outcome in found}
    assert (first[0].duplicate_of, first[2].duplicate_of, first[4].duplicate_of) == (None, 0, 0)
    assert first[2].result is first[0].result


def test_one_requests_trouble_is_not_the_others(kit: Kit, queue: QueueServer) -> None:
    def answer(handler: Queue, n: int) -> bool:
        if n == 1:
            handler.answer(b'{"detail": "bad"}', 422)
        elif n == 2:
            handler.answer(b"", 502)
        elif n == 3:
            handler.close_connection = True
        else:
            return False
        return True

    queue.behave = by_number(answer)
    client = client_of(kit, queue)
    found = kit.items(client.run_many(requests(6), ordered=True, **FAST))
    assert [type(outcome.error).__name__ for outcome in found] == [
        "NoneType", "RejectedInputError", "SubmissionUnknownError", "SubmissionUnknownError", "NoneType", "NoneType",
    ]  # fmt: skip
    assert posts(queue) == 6
    with pytest.raises(runcomfy.RejectedInputError):
        found[1].unwrap()


def test_the_first_error_can_end_it(kit: Kit, queue: QueueServer, caplog: pytest.LogCaptureFixture) -> None:
    queue.behave = by_number(lambda handler, n: n == 3 and (handler.answer(b"", 422) or True))
    client = client_of(kit, queue)
    with pytest.raises(runcomfy.RejectedInputError) as caught:
        kit.items(client.run_many(requests(500), on_error="raise", max_in_flight=2, **FAST))
    assert posts(queue) < 100
    assert "requests were not sent" in "".join(caught.value.__notes__)


def test_a_429_makes_all_wait_and_is_then_tried_again(kit: Kit, queue: QueueServer) -> None:
    times: list[float] = []
    busy = time.monotonic() + 0.3

    def answer(handler: Queue, n: int) -> bool:
        times.append(time.monotonic())
        if times[-1] < busy:
            handler.answer(b"", 429, Retry_After="0.2")
            return True
        return False

    queue.behave = by_number(answer)
    found = kit.items(client_of(kit, queue).run_many(requests(40), max_in_flight=40, **FAST))
    assert all(outcome.ok for outcome in found)
    # Those that were on their way at once, and then one at a time: not every job for itself.
    refused = [moment for moment in times if moment < busy]
    assert len(refused) <= 12
    assert posts(queue) == 40 + len(refused)


def test_the_cap_on_requests_holds(kit: Kit, queue: QueueServer) -> None:
    begun = time.monotonic()
    kit.items(client_of(kit, queue).run_many(requests(10), requests_per_second=100, progress=False))
    # Thirty requests: each job is submitted, looked at, and read.
    assert time.monotonic() - begun >= 0.27


def test_a_thousand_waiting_jobs_are_looked_at_within_the_cap() -> None:
    """On a clock of its own: a job is looked at the more rarely the more of them wait."""
    agenda: Agenda[int] = Agenda(20, 8)
    now, looks = 0.0, Counter[int]()
    for job in range(1000):
        agenda.look(job, now)
    sent: list[float] = []
    while now < 300:
        job, pause = agenda.take(now)
        if job is None:
            assert pause is not None
            now += pause
            continue
        sent.append(now)
        looks[job] += 1
        agenda.look(job, now + 1.0)
    assert len(sent) == pytest.approx(20 * 300, rel=0.01)
    assert max(sum(start <= moment < start + 1 for moment in sent) for start in range(300)) <= 21
    assert set(looks.values()) <= {6, 7}


def test_the_agenda_lets_results_go_first_and_submits_begin_again_one_at_a_time() -> None:
    agenda: Agenda[str] = Agenda(None, 4)
    for name in ("p1", "p2", "p3"):
        agenda.submit(name, 0.0)
    agenda.look("look", 0.0)
    agenda.urgent("result")
    assert [agenda.take(1.0)[0] for _ in range(3)] == ["result", "p1", "p2"]
    agenda.refused(until=10.0)
    agenda.landed()
    agenda.landed()
    agenda.submit("p1", 5.0)
    assert agenda.take(1.0) == ("look", None)
    assert agenda.take(1.0) == (None, 9.0)
    assert agenda.take(10.0) == ("p3", None)
    assert agenda.take(10.0) == (None, None)
    agenda.landed()
    agenda.accepted()
    assert agenda.width == 2
    assert agenda.take(10.0)[0] == "p1"
    agenda.look("late", 10.0)
    agenda.hush(until=12.0)
    assert agenda.take(10.0) == (None, 2.0)


def test_a_batch_has_a_budget_of_its_own(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    client = client_of(kit, queue, budget_usd=1)
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(40)]
    found = kit.items(client.run_many(given, budget_usd=0.2, max_in_flight=40, **FAST))
    refused = [outcome for outcome in found if isinstance(outcome.error, BudgetError)]
    assert len(refused) + posts(queue) == 40
    assert posts(queue) >= 5
    assert client.budget.spent <= Decimal("0.2")
    assert client.budget.reserved == 0


def test_progress_is_told(kit: Kit, queue: QueueServer) -> None:
    seen: list[BatchProgress] = []
    kit.items(client_of(kit, queue).run_many(requests(5), requests_per_second=None, progress=seen.append))
    assert seen[-1].total == seen[-1].done == 5
    assert seen[-1].running == seen[-1].failed == 0

    def broken(_: BatchProgress) -> None:
        raise ValueError("no")

    with pytest.warns(runcomfy.RunComfyWarning, match="progress failed"):
        kit.items(client_of(kit, queue).run_many(requests(5), requests_per_second=None, progress=broken))


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_in_flight": 0}, {"max_in_flight": 1.5}, {"on_error": "ignore"}, {"on_invalid": "x"},
        {"requests_per_second": 0}, {"budget_usd": -1}, {"journal": 3},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(kit: Kit, queue: QueueServer, wrong: dict[str, Any]) -> None:
    with pytest.raises(runcomfy.ConfigError):
        kit.items(client_of(kit, queue).run_many(requests(1), **wrong))


def test_leaving_the_loop_leaves_no_thread_and_lets_jobs_run(
    queue: QueueServer, caplog: pytest.LogCaptureFixture
) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_progress"}') or True)
    )
    before = set(threading.enumerate())
    with runcomfy.RunComfy("t", base_url=queue.base_url) as client:
        found = client.with_options(deadline=1.5, poll_interval=0.02).run_many(
            requests(20), max_in_flight=4, **LIGHT
        )
        outcome = next(found)
        assert isinstance(outcome.error, runcomfy.WaitTimeoutError)
        assert outcome.job is not None
        found.close()
    names = [thread.name for thread in set(threading.enumerate()) - before if "runcomfy" in thread.name]
    assert names == []
    assert "jobs go on" in caplog.text
    assert posts(queue) < 20


def test_leaving_the_loop_leaves_no_task(queue: QueueServer) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_progress"}') or True)
    )

    async def main() -> None:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url) as client:
            found = client.with_options(deadline=1.5, poll_interval=0.02).run_many(
                requests(20), max_in_flight=4, **LIGHT
            )
            outcome = await anext(found)
            assert isinstance(outcome.error, runcomfy.WaitTimeoutError)
            await found.aclose()
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("mode", ["detach", "cancel"])
def test_a_cancelled_task_says_what_goes_on(queue: QueueServer, mode: str) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_queue"}') or True)
    )

    async def main() -> str:
        async with runcomfy.AsyncRunComfy("t", base_url=queue.base_url) as client:
            options = client.with_options(poll_interval=0.02, on_interrupt=mode)

            async def consume() -> None:
                async for _ in options.run_many(requests(4), **FAST):
                    raise AssertionError

            task = asyncio.create_task(consume())
            while posts(queue) < 4:  # noqa: ASYNC110 (another thread counts)
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError as error:
                return "".join(getattr(error, "__notes__", []))
            raise AssertionError

    note = asyncio.run(main())
    cancelled = sum(path.endswith("/cancel") for _, path in queue.seen)
    assert cancelled == (4 if mode == "cancel" else 0)
    assert ("4 jobs go on" in note) == (mode == "detach")


INTERRUPTED = """
import sys, runcomfy
with runcomfy.RunComfy("t", base_url=sys.argv[1], journal=sys.argv[2]) as client:
    quick = client.with_options(poll_interval=0.02, on_interrupt=sys.argv[3])
    try:
        for outcome in quick.run_many([("v/m", {"n": n}) for n in range(9)], max_in_flight=4,
                                      requests_per_second=None, progress=False):
            print(outcome)
    except KeyboardInterrupt as error:
        print(*error.__notes__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("mode", ["detach", "cancel"])
def test_ctrl_c_says_what_is_still_running(queue: QueueServer, tmp_path: Path, mode: str) -> None:
    queue.behave = lambda handler, _body: (
        handler.path.endswith("/status") and (handler.answer(b'{"status": "in_queue"}') or True)
    )
    arguments = [sys.executable, "-W", "error", "-c", INTERRUPTED, queue.base_url, str(tmp_path / "j"), mode]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while posts(queue) < 4:
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert process.returncode == 0
    with Journal(tmp_path / "j") as journal:
        ids = [str(entry.request_id) for entry in journal.entries()]
        assert len(journal.open_jobs()) == (4 if mode == "detach" else 0)
    assert len(ids) == posts(queue) == 4
    if mode == "detach":
        assert "4 jobs go on" in said
        assert all(one in said for one in ids)
    assert "5 requests were not sent; the same batch started again picks them up" in said


def test_a_named_batch_is_sent_once(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, journal=tmp_path / "j")
    for _ in range(2):
        found = kit.items(client.run_many(requests(5), batch_id="mine", **FAST))
        assert all(outcome.ok for outcome in found)
    assert posts(queue) == 5
    # One more request in it is one more submit.
    kit.items(client.run_many(requests(6), batch_id="mine", **FAST))
    assert posts(queue) == 6
    # Without a name, the same requests are another batch when all of them have ended.
    for _ in range(2):
        kit.items(client.run_many(requests(5), **FAST))
    assert posts(queue) == 16


def test_started_again_it_submits_what_was_never_accepted(
    kit: Kit, queue: QueueServer, tmp_path: Path
) -> None:
    def answer(handler: Queue, n: int) -> bool:
        if n == 1:
            handler.answer(b"", 422)
        elif n == 2:
            handler.answer(b"", 502)
        return n in {1, 2}

    queue.behave = by_number(answer)
    client = client_of(kit, queue, journal=tmp_path / "j", journal_inputs=True)
    first = kit.items(client.run_many(requests(5), ordered=True, **FAST))
    assert [outcome.ok for outcome in first] == [True, False, False, True, True]
    queue.behave = None
    again = kit.items(client.run_many(requests(5), ordered=True, **FAST))
    assert [outcome.ok for outcome in again] == [True, True, False, True, True]
    assert isinstance(again[2].error, runcomfy.SubmissionUnknownError)
    assert "resubmit_unknown=True" in str(again[2].error)
    assert posts(queue) == 6
    assert [one.job for one in again[3:]] == [one.job for one in first[3:]]
    last = kit.items(client.run_many(requests(5), ordered=True, resubmit_unknown=True, **FAST))
    assert all(outcome.ok for outcome in last)
    assert posts(queue) == 7
    with Journal(tmp_path / "j") as journal:
        assert journal.open_jobs() == journal.unknown() == []
        assert {entry.slot for entry in journal.entries() if entry.slot} != set()


def test_what_was_spent_before_counts_in_the_batchs_budget(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(8)]
    settings: dict[str, Any] = {"batch_id": "b", "max_in_flight": 1, **FAST}
    kit.items(client_of(kit, queue, journal=tmp_path / "j").run_many(given[:4], budget_usd=1, **settings))
    client = client_of(kit, queue, journal=tmp_path / "j")
    found = kit.items(client.run_many(given, budget_usd="0.08", ordered=True, **settings))
    # Four cost a cent each; of what is left there is one more.
    assert [outcome.ok for outcome in found] == [True] * 5 + [False] * 3
    assert posts(queue) == 5


def test_what_another_process_has_sent_meanwhile_is_paid_by_its_cost(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both begin the same batch at once: this one looks back, and then the other sends."""
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(4)]
    settings: dict[str, Any] = {"batch_id": "b", **FAST}
    other = runcomfy.RunComfy(TOKEN, base_url=queue.base_url, journal=tmp_path / "j")
    real = Batch.look_back

    def look_back(batch: Batch) -> None:
        real(batch)
        monkeypatch.setattr(Batch, "look_back", real)
        assert all(
            outcome.ok for outcome in other.with_options(poll_interval=0.01).run_many(given, **settings)
        )

    monkeypatch.setattr(Batch, "look_back", look_back)
    client = client_of(kit, queue, journal=tmp_path / "j", budget_usd=1)
    assert all(outcome.ok for outcome in kit.items(client.run_many(given, **settings)))
    other.close()
    assert posts(queue) == 4
    assert (client.budget.reserved, client.budget.spent) == (0, Decimal("0.04"))


def test_what_the_budget_refused_is_sent_later_and_nothing_else(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(4)]
    settings: dict[str, Any] = {"max_in_flight": 1, "ordered": True, **FAST}
    found = kit.items(client_of(kit, queue).run_many(given, budget_usd="0.05", **settings))
    assert [outcome.ok for outcome in found] == [True, True, False, False]
    found = kit.items(client_of(kit, queue).run_many(given, budget_usd=1, **settings))
    assert all(outcome.ok for outcome in found)
    assert posts(queue) == 4


def test_without_a_journal_it_runs_all_the_same(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue)
    for _ in range(2):
        kit.items(client.run_many(requests(3), journal=False, **FAST))
    assert posts(queue) == 6
    assert not (tmp_path / "state").exists()
    kit.items(client.run_many(requests(3), **FAST))
    assert (tmp_path / "state/runcomfy/journal.sqlite3").exists()
