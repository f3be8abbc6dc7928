"""A write takes few statements, and the states of many jobs share theirs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.inside import State, Store, Transaction

    from .conftest import Desk


def counted_statements(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of all transactions from here on, as they come."""
    begin, statements = store.begin, list[str]()

    def counting_begin(*, durable: bool, ends: float) -> Transaction:
        seen = begin(durable=durable, ends=ends)
        for name in ("rows", "change", "insert"):
            real = getattr(type(seen), name)

            def counting(sql: str, values: Any = (), real: Any = real) -> Any:
                statements.append(sql)
                return real(seen, sql, values)

            monkeypatch.setattr(seen, name, counting)
        return seen

    monkeypatch.setattr(store, "begin", counting_begin)
    return statements


@pytest.mark.parametrize("request_of", [{"slot": "a"}, {"slot": None}, {"slot": None, "once": "key"}])
def test_a_new_request_takes_two_statements(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, request_of: dict[str, str | None]
) -> None:
    """Each gives the interpreter to all other threads, and is a way to a server and back."""
    desk.journal.check()
    statements = counted_statements(desk.journal._store, monkeypatch)
    assert desk.writer.accept(desk.hold(**request_of), "r1") is None
    assert [sql.split()[0] for sql in statements if "runcomfy_jobs" in sql] == ["INSERT", "UPDATE"]
    assert desk.entry().request_id == "r1"


def test_states_of_many_jobs_take_few_statements(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement gives the interpreter away: with many threads it comes back late, and all others wait."""
    store, told, ids = desk.journal._store, list[Exception](), [f"r{n}" for n in range(250)]
    for request_id in ids:
        desk.writer.accept(desk.hold(request_id), request_id)
    monkeypatch.setattr(store, "_sweep", lambda: None)
    for n, request_id in enumerate(ids):
        desk.writer.see(request_id, "in_progress", told.append)
        desk.writer.end(request_id, "completed", Decimal(n) / 100, None, told.append)
        desk.writer.add_times("v/m", [float(n)], told.append)
    statements = counted_statements(store, monkeypatch)
    store.settle()
    assert len(statements) < 20
    entries = desk.journal.entries()
    assert {(entry.state, entry.error) for entry in entries} == {("completed", None)}
    assert [entry.cost for entry in entries] == [Decimal(n) / 100 for n in range(250)]
    assert desk.writer.times("v/m")[0] == [float(n) for n in range(250 - 64, 250)]
    assert told == []


def test_the_newest_state_of_a_job_counts_and_an_end_is_not_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the notes are written together or each in a transaction of its own."""
    monkeypatch.setattr(desk.journal._store, "_sweep", lambda: None)
    told = list[Exception]()
    notes: list[tuple[State, Decimal | None, str | None]] = [
        ("failed", Decimal("0.10"), "bad luck"),
        ("in_progress", None, None),
        ("completed", None, None),
        ("in_progress", None, None),
    ]
    for apart in (True, False):
        request_id = f"apart {apart}"
        desk.writer.accept(desk.hold(request_id), request_id)
        for state, cost, error in notes:
            if state == "in_progress":
                desk.writer.see(request_id, state, told.append)
            else:
                desk.writer.end(request_id, state, cost, error, told.append)
            if apart:
                desk.journal._store.settle()
    entries = desk.journal.entries()
    assert [(one.state, one.cost, one.error) for one in entries] == [("completed", Decimal("0.10"), None)] * 2
    assert told == []
