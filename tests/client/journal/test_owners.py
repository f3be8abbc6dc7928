"""Whose an entry of the journal is, as a client and its batches see it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import Journal

from tests.client.conftest import log_of

from .conftest import containers_process, dead_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit, VirtualClock

ONE = [("v/m", {"n": 0})]
FAST: dict[str, Any] = {"batch_id": "b", "requests_per_second": None, "progress": False}


def left(journal: Path, owner: str) -> None:
    """Leave the entry as its process would have, had it ended while the request was on its way."""
    connection = sqlite3.connect(journal)
    connection.execute("UPDATE runcomfy_jobs SET state='intent', error=NULL, owner=?", (f"{owner}:1",))
    connection.commit()
    connection.close()


@pytest.mark.parametrize(("owner", "lost"), [(dead_process, True), (containers_process, False)])
def test_a_request_is_lost_when_its_process_is_gone(  # noqa: PLR0917 (four are fixtures)
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, owner: Callable[[], str], lost: bool
) -> None:
    path = tmp_path / "j"
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("gone"))
    client = kit.client(journal=path)
    with pytest.raises(runcomfy.SubmissionUnknownError):
        kit.call(client.model("v/m").submit({"n": 0}))
    left(path, owner())
    assert len(kit.call(client.journal.unknown())) == lost
    with Journal(path) as journal:
        assert len(journal.unknown()) == lost


@pytest.mark.parametrize(
    ("owner", "error", "words", "state"),
    [
        (containers_process, runcomfy.APITimeoutError, "Another process is sending this request", "intent"),
        (
            dead_process,
            runcomfy.SubmissionUnknownError,
            "its process ended. It was not sent again",
            "unknown",
        ),
    ],
)
def test_a_batch_sends_nothing_that_may_have_been_sent(  # noqa: PLR0917 (three are fixtures)
    kit: Kit,
    api: respx.MockRouter,
    tmp_path: Path,
    owner: Callable[[], str],
    error: type[Exception],
    words: str,
    state: str,
) -> None:
    path = tmp_path / "j"
    client = kit.client(journal=path)
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("gone"))
    kit.items(client.batch(ONE, **FAST))
    left(path, owner())
    # It is followed until the deadline, while its process may be alive.
    [outcome] = kit.items(client.with_options(timeout=1.0).batch(ONE, **FAST))
    assert isinstance(outcome.error, error)
    assert words in str(outcome.error)
    assert len(log_of(api)) == 1
    with Journal(path) as journal:
        assert [entry.state for entry in journal.entries()] == [state]


def test_a_journal_shows_where_it_is(kit: Kit, tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        assert repr(journal) == f"<Journal {tmp_path / 'j'}>"
    client = kit.client(journal=tmp_path / "j")
    assert client.journal.path == tmp_path / "j"
    assert client.journal.location == str(tmp_path / "j")
    assert repr(client.journal).endswith(f" {tmp_path / 'j'}>")


@pytest.mark.parametrize("given", [3, b"journal", object()])
def test_what_is_no_journal(kit: Kit, given: object) -> None:
    with pytest.raises(runcomfy.ConfigError, match="a path, a postgresql:// URL or a Journal"):
        kit.client(journal=given)
