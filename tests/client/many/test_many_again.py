"""A batch that is started again: what was accepted is not submitted, and not paid, again."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import Journal
from runcomfy._many import Batch

from tests.client.conftest import TOKEN, Kit, priced
from tests.client.many.many_kit import FAST, by_number, client_of, posts, requests

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Queue, QueueServer

EDIT = "openai/gpt-image-2/edit"


def test_a_named_batch_is_sent_once(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, journal=tmp_path / "j")
    for _ in range(2):
        found = kit.items(client.batch(requests(5), batch_id="mine", **FAST))
        assert all(outcome.ok for outcome in found)
    assert posts(queue) == 5
    # One more request in it is one more submit.
    kit.items(client.batch(requests(6), batch_id="mine", **FAST))
    assert posts(queue) == 6
    # Without a name, the same requests are another batch when all of them have ended.
    for _ in range(2):
        kit.items(client.batch(requests(5), **FAST))
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
    first = kit.items(client.batch(requests(5), ordered=True, **FAST))
    assert [outcome.ok for outcome in first] == [True, False, False, True, True]
    queue.behave = None
    again = kit.items(client.batch(requests(5), ordered=True, **FAST))
    assert [outcome.ok for outcome in again] == [True, True, False, True, True]
    assert isinstance(again[2].error, runcomfy.SubmissionUnknownError)
    assert "resubmit_unknown=True" in str(again[2].error)
    assert posts(queue) == 6
    assert [one.job for one in again[3:]] == [one.job for one in first[3:]]
    last = kit.items(client.batch(requests(5), ordered=True, resubmit_unknown=True, **FAST))
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
    kit.items(client_of(kit, queue, journal=tmp_path / "j").batch(given[:4], budget_usd=1, **settings))
    client = client_of(kit, queue, journal=tmp_path / "j")
    found = kit.items(client.batch(given, budget_usd="0.08", ordered=True, **settings))
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
    real = Batch.open

    def open_(batch: Batch) -> None:
        real(batch)
        monkeypatch.setattr(Batch, "open", real)
        assert all(outcome.ok for outcome in other.with_options(poll_interval=0.01).batch(given, **settings))

    monkeypatch.setattr(Batch, "open", open_)
    client = client_of(kit, queue, journal=tmp_path / "j", budget_usd=1)
    assert all(outcome.ok for outcome in kit.items(client.batch(given, **settings)))
    other.close()
    assert posts(queue) == 4
    assert (client.budget.reserved, client.budget.spent) == (0, Decimal("0.04"))


def test_what_the_budget_refused_is_sent_later_and_nothing_else(
    kit: Kit, queue: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output")
    given = [(EDIT, {"prompt": str(n), "images": ["https://e.com/a.png"]}) for n in range(4)]
    settings: dict[str, Any] = {"max_in_flight": 1, "ordered": True, **FAST}
    found = kit.items(client_of(kit, queue).batch(given, budget_usd="0.05", **settings))
    assert [outcome.ok for outcome in found] == [True, True, False, False]
    found = kit.items(client_of(kit, queue).batch(given, budget_usd=1, **settings))
    assert all(outcome.ok for outcome in found)
    assert posts(queue) == 4


def test_without_a_journal_it_runs_all_the_same(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue)
    for _ in range(2):
        kit.items(client.batch(requests(3), journal=False, **FAST))
    assert posts(queue) == 6
    assert not (tmp_path / "state").exists()
    kit.items(client.batch(requests(3), **FAST))
    assert (tmp_path / "state/runcomfy/journal.sqlite3").exists()


@pytest.mark.parametrize("change", ["longer", "shorter", "reordered", "with a copy"])
def test_the_same_request_counts_and_not_the_same_list(
    kit: Kit, queue: QueueServer, tmp_path: Path, change: str
) -> None:
    """The first run is left before its last job ends, as by a crash."""
    queue.behave = by_number(lambda handler, n: n == 4 and (handler.answer(b"", 422) or True))
    client = client_of(kit, queue, journal=tmp_path / "j")
    first = kit.items(client.batch(requests(5), ordered=True, **FAST))
    assert [outcome.ok for outcome in first] == [True] * 4 + [False]
    queue.behave = None
    known = requests(4)
    given = {
        "longer": [*known, ("v/m", {"n": 99})],
        "shorter": known[1:],
        "reordered": known[::-1],
        "with a copy": [*known, known[0]],
    }[change]
    before = posts(queue)
    again = kit.items(client.batch(given, ordered=True, **FAST))
    assert all(outcome.ok for outcome in again)
    assert posts(queue) - before == (change in {"longer", "with a copy"})
    ids = {outcome.request.input["n"]: outcome.job.request_id for outcome in first[:4]}
    for outcome in again[:3]:
        assert ids[outcome.request.input["n"]] == outcome.job.request_id


def test_a_shorter_list_ends_nothing_of_a_longer_one(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    queue.behave = by_number(lambda handler, n: n == 4 and (handler.answer(b"", 422) or True))
    client = client_of(kit, queue, journal=tmp_path / "j")
    kit.items(client.batch(requests(5), **FAST))
    queue.behave = None
    before = posts(queue)
    for _ in range(2):
        assert all(outcome.ok for outcome in kit.items(client.batch(requests(2), **FAST)))
    assert posts(queue) == before
    assert all(outcome.ok for outcome in kit.items(client.batch(requests(5), **FAST)))
    assert posts(queue) == before + 1
    with pytest.warns(runcomfy.RunComfyWarning, match="5 requests of this batch were paid for before"):
        kit.items(client.batch(requests(5), **FAST))


def test_a_name_makes_another_batch_and_that_is_told(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    queue.behave = by_number(lambda handler, n: n == 2 and (handler.answer(b"", 422) or True))
    client = client_of(kit, queue, journal=tmp_path / "j")
    kit.items(client.batch(requests(3), **FAST))
    queue.behave = None
    with pytest.warns(
        runcomfy.RunComfyWarning, match="knows 2 of these requests from a batch without a name"
    ):
        kit.items(client.batch(requests(3), batch_id="foxes", **FAST))


def test_a_second_run_says_what_it_pays_again(kit: Kit, queue: QueueServer, tmp_path: Path) -> None:
    client = client_of(kit, queue, journal=tmp_path / "j")
    kit.items(client.batch(requests(3), **FAST))
    with pytest.warns(runcomfy.RunComfyWarning, match="3 requests of this batch were paid for before"):
        kit.items(client.batch([*requests(3), ("v/m", {"n": 9})], **FAST))
    assert posts(queue) == 3 + 4


def test_a_run_that_began_before_another_ended_pays_nothing_again(
    kit: Kit, queue: QueueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked back; then one sends all and ends, before the other one sends anything."""
    other = runcomfy.RunComfy(TOKEN, base_url=queue.base_url, journal=tmp_path / "j")
    real = Batch.open

    def open_(batch: Batch) -> None:
        real(batch)
        monkeypatch.setattr(Batch, "open", real)
        assert all(one.ok for one in other.with_options(poll_interval=0.01).batch(requests(4), **FAST))

    monkeypatch.setattr(Batch, "open", open_)
    found = kit.items(client_of(kit, queue, journal=tmp_path / "j").batch(requests(4), **FAST))
    assert all(outcome.ok for outcome in found)
    assert posts(queue) == 4
    other.close()


@pytest.mark.parametrize("state", ["not a database", "another version"])
def test_a_journal_that_cannot_be_trusted_lets_nothing_out(
    kit: Kit, queue: QueueServer, tmp_path: Path, state: str
) -> None:
    path = tmp_path / "j"
    if state == "not a database":
        path.write_bytes(b"no database " * 1000)
    else:
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA user_version=999")
    with pytest.raises(runcomfy.JournalError) as caught:
        kit.items(client_of(kit, queue, journal=path).batch(requests(3), **FAST))
    assert str(path) in str(caught.value)
    assert "journal=False" in str(caught.value)
    assert queue.seen == []
