"""Whose an entry of the journal is: of a process that still sends, of one that is gone, of another machine."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy
from runcomfy import Journal

from .conftest import log_of

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from .conftest import Kit, VirtualClock

HERE = socket.gethostname()
ONE = [("v/m", {"n": 0})]
FAST: dict[str, Any] = {"batch_id": "b", "requests_per_second": None, "progress": False}


def left(journal: Path, owner: str, age: float = 0.0) -> None:
    """Leave the entry as its process would have, had it ended while the request was on its way."""
    with sqlite3.connect(journal) as connection:
        connection.execute(
            "UPDATE jobs SET state='intent', error=NULL, owner=?, changed=?", (owner, time.time() - age)
        )
    connection.close()


OWNERS = {
    "another machine": (f"far-{HERE}:1:1", 0.0, False),
    "a host with colons": (f"fe80::1:{os.getpid()}:1", 0.0, False),
    "another machine, long ago": (f"far-{HERE}:1:1", 7200.0, True),
    "a number that no process has": (f"{HERE}:{2**22 + 1}:1", 0.0, True),
    "a number that another process has now": (f"{HERE}:{os.getppid()}:1", 0.0, True),
    "this number, of another process": (f"{HERE}:{os.getpid()}:1", 0.0, True),
    "somebody who did not say": ("", 0.0, False),
}


@pytest.mark.parametrize(("owner", "age", "lost"), OWNERS.values(), ids=OWNERS.keys())
def test_a_request_is_lost_when_its_process_is_gone(  # noqa: PLR0917 (four are fixtures)
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, owner: str, age: float, lost: bool
) -> None:
    path = tmp_path / "j"
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("gone"))
    client = kit.client(journal=path)
    with pytest.raises(runcomfy.SubmissionUnknownError):
        kit.call(client.model("v/m").submit({"n": 0}))
    left(path, owner, age)
    assert len(kit.call(client.journal.unknown())) == lost
    with Journal(path) as journal:
        assert len(journal.unknown()) == lost


@pytest.mark.parametrize(
    ("owner", "words", "state"),
    [
        (f"far-{HERE}:1:1", "Another process is sending this request", "intent"),
        (f"{HERE}:{2**22 + 1}:1", "its process ended. It was not sent again", "unknown"),
    ],
)
def test_a_batch_sends_nothing_that_may_have_been_sent(  # noqa: PLR0917 (three are fixtures)
    kit: Kit, api: respx.MockRouter, tmp_path: Path, owner: str, words: str, state: str
) -> None:
    path = tmp_path / "j"
    client = kit.client(journal=path)
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("gone"))
    kit.items(client.run_many(ONE, **FAST))
    left(path, owner)
    [outcome] = kit.items(client.run_many(ONE, **FAST))
    assert isinstance(outcome.error, runcomfy.SubmissionUnknownError)
    assert words in str(outcome.error)
    assert len(log_of(api)) == 1
    with Journal(path) as journal:
        assert [entry.state for entry in journal.entries()] == [state]


def test_a_journal_shows_where_it_is(kit: Kit, tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        assert repr(journal) == f"<Journal {tmp_path / 'j'}>"
    client = kit.client(journal=tmp_path / "j")
    assert client.journal.path == tmp_path / "j"
    assert repr(client.journal).endswith(f" {tmp_path / 'j'}>")
