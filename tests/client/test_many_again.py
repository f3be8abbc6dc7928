"""A batch that is started again: what was accepted is not submitted, and not paid, again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import Journal
from runcomfy._many import Batch

from .conftest import TOKEN, Kit, priced
from .many_kit import FAST, by_number, client_of, posts, requests

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Queue, QueueServer

EDIT = "openai/gpt-image-2/edit"


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
    real = Batch.open

    def open_(batch: Batch) -> None:
        real(batch)
        monkeypatch.setattr(Batch, "open", real)
        assert all(
            outcome.ok for outcome in other.with_options(poll_interval=0.01).run_many(given, **settings)
        )

    monkeypatch.setattr(Batch, "open", open_)
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
