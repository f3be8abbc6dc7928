"""Writes that come together share a transaction; each stands or falls alone."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import JournalError

from tests.inside import DuplicateIdError, Intent

from .conftest import LEASE, Desk

if TYPE_CHECKING:
    from tests.inside import Store, Transaction


class Counted:
    """How many transactions a store has ended, and which of them had to be on the disk."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.durable: list[bool] = []
        self.commits = 0
        begin, commit = store.begin, store.commit

        def counting_begin(*, durable: bool, ends: float) -> Transaction:
            self.durable.append(durable)
            return begin(durable=durable, ends=ends)

        def counting_commit(*, ends: float) -> None:
            self.commits += 1
            commit(ends=ends)

        monkeypatch.setattr(store, "begin", counting_begin)
        monkeypatch.setattr(store, "commit", counting_commit)


def while_one_is_at_work(store: Store, works: list[Any], *, durable: bool = False) -> list[Any]:
    """Do several things that have all come while a transaction was under way."""
    inside, go_on = threading.Event(), threading.Event()

    def block(_seen: Transaction) -> None:
        inside.set()
        go_on.wait(60)

    def attempt(work: Any) -> Any:
        try:
            return store.write(work, durable=durable, patience=60)
        except Exception as error:  # noqa: BLE001 (it is looked at)
            return error

    with ThreadPoolExecutor(len(works) + 1) as pool:
        first = pool.submit(store.write, block)
        assert inside.wait(60)
        others = [pool.submit(attempt, work) for work in works]
        while len(store._queue._waiting) < len(works):
            pass
        go_on.set()
        first.result()
        return [other.result() for other in others]


def test_what_comes_together_is_committed_together(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    store = desk.journal._store
    desk.journal.check()
    counted = Counted(store, monkeypatch)
    names = [f"fact {n}" for n in range(20)]
    while_one_is_at_work(store, [lambda seen, name=name: seen.set_fact(name, "x") for name in names])
    assert counted.commits == 2
    assert {store.read(lambda seen, name=name: seen.fact(name)) for name in names} == {"x"}


def test_one_that_fails_takes_nobody_with_it(desk: Desk) -> None:
    store = desk.journal._store

    def write(name: str, sql: str | None = None, error: Exception | None = None) -> Any:
        def do(seen: Transaction) -> str:
            seen.set_fact(name, "x")
            if sql is not None:
                seen.change(sql)
            if error is not None:
                raise error
            return name

        return do

    twice = "INSERT INTO runcomfy_facts VALUES ('salt', 'y')"
    works = [
        write("good 1"),
        write("bad 1", twice),
        write("good 2"),
        write("bad 2", error=ValueError("no")),
        write("bad 3", "this is not SQL"),
        write("good 3"),
    ]
    found = while_one_is_at_work(store, works)
    assert [found[0], found[2], found[5]] == ["good 1", "good 2", "good 3"]
    assert isinstance(found[1], JournalError)
    assert isinstance(found[3], ValueError)
    assert isinstance(found[4], JournalError)
    kept = [name for name in ("good 1", "good 2", "good 3", "bad 1", "bad 2", "bad 3") if _fact(store, name)]
    assert kept == ["good 1", "good 2", "good 3"]


def _fact(store: Store, name: str) -> str | None:
    return store.read(lambda seen: seen.fact(name))


def test_one_that_must_last_makes_all_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.journal.check()
    counted = Counted(desk.journal._store, monkeypatch)
    hold = desk.hold()
    desk.writer.accept(hold, "r1")
    desk.writer.see("r1", "in_progress")
    desk.writer.end("r1", "completed", None, None)
    assert counted.durable == [True, True, False, False]
    pausing = desk.hold("b")
    desk.writer.pause(pausing, LEASE)
    desk.writer.go_on(pausing, LEASE)
    desk.writer.fail(pausing, "unsent", None)
    assert counted.durable[4:] == [True, False, True, True]


def test_what_must_last_waits_for_a_transaction_that_lasts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes when another one has begun, which is not for the disk."""
    store = desk.journal._store
    desk.journal.check()
    counted, begin = Counted(store, monkeypatch), store.begin
    with ThreadPoolExecutor(1) as pool:
        later: list[Any] = []

        def begin_slowly(*, durable: bool, ends: float) -> Transaction:
            if not later:
                later.append(pool.submit(store.write, lambda seen: seen.set_fact("b", "x"), durable=True))
                while len(store._queue._waiting) < 2:
                    pass
            return begin(durable=durable, ends=ends)

        monkeypatch.setattr(store, "begin", begin_slowly)
        store.write(lambda seen: seen.set_fact("a", "x"))
        later[0].result()
    assert counted.durable == [False, True]


def test_a_transaction_that_breaks_is_done_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether it was committed: whoever is in it finds out."""
    store = desk.journal._store
    desk.journal.check()
    commit, breaks = store.commit, iter([True, False, True])

    def breaking_commit(*, ends: float) -> None:
        broken = next(breaks, False)
        commit(ends=ends)
        if broken:
            raise JournalError("the answer was lost", transient=True)

    monkeypatch.setattr(store, "commit", breaking_commit)
    hold = desk.hold()
    assert desk.entry().attempt == 1
    assert desk.writer.accept(hold, "r1") is None
    single = desk.hold(None)
    assert single.number == 2
    assert [entry.request_id for entry in desk.journal.entries()] == ["r1", None]


def test_threads_write_side_by_side(desk: Desk) -> None:
    """Whatever the order: every claim is granted once, and every id stands there."""

    def run(number: int) -> list[str]:
        mine = []
        for slot in range(12):
            held = desk.writer.claim(
                Intent("v/m", "hash", batch="", slot=str(slot)), f"{number}-{slot}", lease=LEASE, patience=120
            )
            if hasattr(held, "owner") and not hasattr(held, "state"):
                assert desk.writer.accept(held, f"r{slot}") is None
                mine.append(f"r{slot}")
        return mine

    with ThreadPoolExecutor(16) as pool:
        found = [request_id for mine in pool.map(run, range(16)) for request_id in mine]
    assert sorted(found) == sorted(f"r{slot}" for slot in range(12))
    assert sorted(entry.request_id or "" for entry in desk.journal.entries()) == sorted(found)


def test_one_id_for_two_is_told_to_the_second_alone(desk: Desk) -> None:
    desk.writer.accept(desk.hold("a"), "r1")
    holds = [desk.hold("b"), desk.hold("c")]
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(desk.writer.accept, holds[0], "r1")
        second = pool.submit(desk.writer.accept, holds[1], "r3")
        assert isinstance(first.exception(), DuplicateIdError)
        assert second.result() is None


def test_who_leads_no_longer_lets_others_lead(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience ends for each alone, and what was taken back is not written."""
    store = desk.journal._store
    desk.journal.check()
    inside, go_on = threading.Event(), threading.Event()

    def block(_seen: Transaction) -> None:
        inside.set()
        go_on.wait(60)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(store.write, block)
        assert inside.wait(60)
        with pytest.raises(JournalError) as caught:
            store.write(lambda seen: seen.set_fact("late", "x"), patience=0.01)
        assert caught.value.transient
        other = pool.submit(store.write, lambda seen: seen.set_fact("patient", "x"), patience=60)
        go_on.set()
        first.result()
        other.result()
    assert (_fact(store, "late"), _fact(store, "patient")) == (None, "x")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_fork_has_a_connection_of_its_own(desk: Desk) -> None:
    before = desk.hold("parent")
    child = os.fork()
    if child == 0:
        try:
            assert desk.refused("parent").busy
            assert desk.hold("child").number == 2
            desk.journal.close()
        except BaseException:  # noqa: BLE001 (whatever it is)
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert desk.writer.accept(before, "r1") is None
    # It is gone: that it left its request on its way, nobody can say.
    assert [entry.slot for entry in desk.journal.unknown()] == ["child"]


def test_what_nobody_waits_for_goes_along_with_the_next_transaction(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.journal.check()
    hold = desk.hold()
    desk.writer.accept(hold, "r1")
    store = desk.journal._store
    # Nobody but the test writes.
    monkeypatch.setattr(store, "_sweep", lambda: None)
    counted, told = Counted(store, monkeypatch), list[Exception]()
    desk.writer.see("r1", "in_progress", told.append)
    desk.writer.end("r1", "completed", None, None, told.append)
    assert counted.commits == 0
    desk.hold("b")
    assert counted.commits == 1
    assert desk.entry().state == "completed"
    assert told == []


def test_what_nobody_waits_for_is_written_soon_and_before_anything_is_read(desk: Desk) -> None:
    store, told, written = desk.journal._store, list[Exception](), threading.Event()

    def write(seen: Transaction, names: list[str]) -> None:
        _set_facts(seen, names)
        written.set()

    store.write_later(write, "late", told.append)
    assert written.wait(30)
    store.write_later(_set_facts, "later", told.append)
    assert _fact(store, "later") == "1"
    assert told == []


def _set_facts(seen: Transaction, names: list[str]) -> None:
    for name in names:
        seen.set_fact(name, "1")


def test_an_error_in_what_nobody_waits_for_is_told_and_harms_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, told = desk.journal._store, list[Exception]()
    desk.journal.check()
    monkeypatch.setattr(store, "_sweep", lambda: None)

    def fail(_seen: Transaction, _names: list[str]) -> None:
        raise ValueError("no")

    def fail_in_sql(seen: Transaction, _names: list[str]) -> None:
        seen.change("this is not SQL")

    store.write_later(fail, "bad", told.append)
    store.write_later(fail_in_sql, "worse", told.append)
    store.write_later(_set_facts, "good", told.append)
    store.write(lambda seen: seen.set_fact("other", "1"))
    assert _fact(store, "good") == _fact(store, "other") == "1"
    assert [type(error) for error in told] == [ValueError, JournalError]


def test_what_is_put_off_is_written_before_the_journal_is_closed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.journal._store
    monkeypatch.setattr(store, "_sweep", lambda: None)
    store.write_later(_set_facts, "late", print)
    desk.journal.close()
    assert not store._queue.anything()
    assert _fact(store, "late") == "1"


def test_notes_of_a_transaction_that_breaks_are_written_with_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order in which they came."""
    store, told = desk.journal._store, list[Exception]()
    desk.journal.check()
    monkeypatch.setattr(store, "_sweep", lambda: None)
    commit, breaks = store.commit, iter([True])

    def write(seen: Transaction, values: list[str]) -> None:
        seen.set_fact("all", ",".join(values))

    def breaking_commit(*, ends: float) -> None:
        if next(breaks, False):
            store.write_later(write, "c", told.append)
            raise JournalError("the database is gone")
        commit(ends=ends)

    monkeypatch.setattr(store, "commit", breaking_commit)
    store.write_later(write, "a", told.append)
    store.write_later(write, "b", told.append)
    with pytest.raises(JournalError, match="gone"):
        store.settle()
    assert _fact(store, "all") == "a,b,c"
    assert told == []
