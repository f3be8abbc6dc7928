"""What is PostgreSQL's own: its URL, lost connections, and an idle transaction."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import runcomfy
from runcomfy import ConfigError, Journal, JournalError

from tests.inside import Intent, claim, find_journal, location_of, shared_journal, without_password, writer_of
from tests.inside import postgres_module as postgres
from tests.postgres import PASSWORD

from .conftest import LEASE, URL, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres import Server


@pytest.fixture
def url(postgres_server: Server) -> str:
    return postgres_server.make_database()


@pytest.fixture
def journal(url: str) -> Iterator[Journal]:
    with Journal(url) as journal:
        yield journal


@pytest.fixture
def desk(journal: Journal) -> Desk:
    return Desk(journal, writer_of(journal, URL, "t"))


def kill_connections(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        killed = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname=current_database() AND pid<>pg_backend_pid()"
        ).fetchone()
        assert killed is not None
        return int(killed[0])


def test_a_lost_connection_is_made_again(desk: Desk, url: str) -> None:
    hold = desk.hold()
    for use in (
        lambda: desk.writer.pause(hold, LEASE),
        lambda: desk.writer.go_on(hold, LEASE),
        lambda: desk.writer.accept(hold, "r1"),
    ):
        assert kill_connections(url) == 1
        assert use() is None
    kill_connections(url)
    assert desk.states() == [("in_queue", "r1")]


@pytest.mark.parametrize("committed", [True, False])
def test_a_connection_lost_in_the_commit(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    """Nobody knows what came of it; it is done again, and is there once."""
    store = desk.journal._store
    commit, breaks = store.commit, iter([True, False] * 4)

    def lost(*, ends: float) -> None:
        broken = next(breaks)
        if broken and not committed:
            kill_connections(url)
        commit(ends=ends)
        if broken:
            kill_connections(url)
            store._open.command("SELECT 1")  # type: ignore[attr-defined]

    desk.journal.check()
    monkeypatch.setattr(store, "commit", lost)
    first = desk.hold()
    second = desk.hold(None)
    assert [first.attempt, second.attempt] == [1, 1]
    assert desk.writer.accept(first, "r1") is None
    monkeypatch.undo()
    entries = desk.journal.entries()
    assert [(entry.state, entry.request_id, entry.other_ids) for entry in entries] == [
        ("in_queue", "r1", ()),
        ("intent", None, ()),
    ]


def test_many_make_the_tables_at_once(url: str) -> None:
    journals = [Journal(url) for _ in range(12)]
    faults: list[BaseException] = []

    def check(journal: Journal) -> None:
        try:
            journal.check()
        except BaseException as error:  # noqa: BLE001 (it is looked at)
            faults.append(error)
        finally:
            journal.close()

    threads = [threading.Thread(target=check, args=(journal,)) for journal in journals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_writer_that_falls_silent_holds_nobody_up_for_ever(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine is frozen in the middle of a transaction: the server ends it."""
    monkeypatch.setattr(postgres, "_IDLE", 0.2)
    desk.hold("a")
    with Journal(url) as other:
        frozen: Any = other._store.begin(durable=True, ends=time.monotonic() + 60)
        frozen.set_fact("half", "done")
        assert desk.hold("b", lease=LEASE).number == 2
        assert desk.journal._store.read(lambda seen: seen.fact("half")) is None


def test_a_busy_database_says_so(desk: Desk, url: str) -> None:
    hold = desk.hold()
    with psycopg.connect(url) as holder:
        holder.execute(f"SELECT pg_advisory_xact_lock({postgres._LOCK})")
        with pytest.raises(JournalError, match="is busy") as caught:
            desk.journal.check(patience=0.2)
        assert caught.value.transient
        assert desk.entry().state == "intent"  # who only reads does not wait
    assert desk.writer.accept(hold, "r1") is None


@pytest.mark.parametrize("usual", ["read committed", "repeatable read", "serializable"])
def test_claims_see_what_was_committed_while_they_waited(desk: Desk, url: str, usual: str) -> None:
    """Whatever the database's usual isolation is."""
    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_isolation='{usual}'")  # type: ignore[arg-type]
    with Journal(url) as second:
        other = Desk(second, writer_of(second, URL, "t"))
        inside, go_on = threading.Event(), threading.Event()
        found: list[Any] = []
        intent = Intent("v/m", "h", batch="", slot="a")

        def slow(seen: Any) -> None:
            inside.set()
            go_on.wait(60)
            account = desk.writer._account(seen)
            found.append(claim(seen, account, intent, "o:1", resubmit_unknown=False, lease=LEASE))

        other.journal.check()
        first = threading.Thread(target=desk.journal._store.write, args=(slow,))
        first.start()
        assert inside.wait(60)
        waiting = threading.Thread(target=lambda: found.append(other.claim("a")))
        waiting.start()
        while not waiters(url):
            time.sleep(0.01)
        go_on.set()
        first.join()
        waiting.join()
    assert len(desk.journal.entries()) == 1
    assert [type(one).__name__ for one in found] == ["Hold", "JournalEntry"]


def waiters(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype='advisory' AND NOT granted AND database="
            "(SELECT oid FROM pg_database WHERE datname=current_database())"
        ).fetchone()
        assert found is not None
        return int(found[0])


def test_no_server_is_told_and_the_password_is_not(url: str) -> None:
    nowhere = f"postgresql://anna:{PASSWORD}@127.0.0.1:9/jobs"
    journal = Journal(nowhere)
    with pytest.raises(JournalError, match="cannot be used") as caught:
        journal.check(patience=0.1)
    error = caught.value
    assert error.transient
    assert error.path == "postgresql://anna@127.0.0.1:9/jobs"
    for text in (str(error), repr(error), repr(pickle.dumps(error)), repr(journal), str(vars(error))):
        assert PASSWORD not in text


@pytest.mark.parametrize("change", ["password", "database", "user"])
def test_what_will_not_pass_is_not_tried_for_long(url: str, change: str) -> None:
    wrong = {
        "password": url.replace(PASSWORD, "wrong-pw"),
        "database": url.rpartition("/")[0] + "/nothing_there",
        "user": url.replace("postgres:", "nobody:", 1).replace("nobodyql", "postgresql"),
    }[change]
    begun = time.monotonic()
    with pytest.raises(JournalError) as caught:
        Journal(wrong).check(patience=600)
    assert time.monotonic() - begun < 300
    assert not caught.value.transient
    assert "wrong-pw" not in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_one_that_may_not_be_written_is_told(url: str, journal: Journal) -> None:
    journal.check()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE runcomfy_facts RENAME TO somewhere_else")
    with pytest.raises(JournalError, match="does not exist") as caught:
        journal.check()
    assert not caught.value.transient


def test_another_versions_tables_are_left_alone(url: str, journal: Journal) -> None:
    journal.check()
    journal.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE runcomfy_facts SET value='99' WHERE name='version'")
    with pytest.raises(JournalError, match=r"another version of this package \(99;"):
        journal.check()


def test_a_database_needs_no_adopting(journal: Journal) -> None:
    with pytest.raises(JournalError, match="is not a file"):
        journal.adopt()


URLS = {
    "postgresql://h/d": ("postgresql://h/d", "postgresql://h/d"),
    "postgresql://u:s3cret@h:1/d": ("postgresql://u@h:1/d", "postgresql://u@h:1/d"),
    "postgres://u:s3:c@r@h1:1,h2:2/d": ("postgres://u@h1:1,h2:2/d", "postgres://u@h1:1,h2:2/d"),
    "postgresql://u@h/d?password=s3cret&sslmode=require": (
        "postgresql://u@h/d?sslmode=require",
        "postgresql://u@h/d",
    ),
    "postgresql:///d?host=/run/pg&sslpassword=s3cret": (
        "postgresql:///d?host=%2Frun%2Fpg",
        "postgresql:///d",
    ),
}


@pytest.mark.parametrize(("given", "wanted"), URLS.items(), ids=str)
def test_a_url_without_its_password(given: str, wanted: tuple[str, str]) -> None:
    assert (without_password(given), location_of(given)) == wanted


def test_a_pickle_holds_no_password(url: str) -> None:
    journal = Journal(url)
    data = pickle.dumps(journal)
    assert PASSWORD.encode() not in data
    assert pickle.loads(data).location == journal.location


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://u:s3cret@h/d?nonsense=1",
        "postgresql://u:s3%ZZcret@h/d",
        "postgres:x y",
        "postgres://u:s3cret@[::1/d",
    ],
)
def test_a_wrong_url_is_told_without_its_password(wrong: str) -> None:
    with pytest.raises(ConfigError, match="not one that PostgreSQL understands") as caught:
        find_journal(wrong)
    assert "s3" not in str(caught.value)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match="needs psycopg") as caught:
        Journal("postgresql://h/d")
    assert "runcomfy-client[postgres]" in (caught.value.hint or "")


def test_files_need_no_psycopg(tmp_path: Path) -> None:
    code = "import sys; sys.modules['psycopg'] = None; import runcomfy; runcomfy.Journal(sys.argv[1]).check()"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "j")], check=True)


def test_a_client_takes_the_url(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with runcomfy.RunComfy("t", base_url=URL, journal=url) as client:
        assert client.journal.path is None
        assert client.journal.location == location_of(url)
        assert client.journal.open_jobs() == []
        assert PASSWORD not in repr(client.journal)
        monkeypatch.setenv("RUNCOMFY_TOKEN", "t")
        assert PASSWORD.encode() not in pickle.dumps(client)
    assert shared_journal(url) is find_journal(url)
