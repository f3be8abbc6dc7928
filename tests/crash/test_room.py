"""The room itself: its server's books, and what makes it cry out."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys

import pytest

from tests.crash.books import Books, shortfall
from tests.crash.conftest import HERE, QUICK, SHARE
from tests.crash.room import Room


@pytest.mark.soak
@pytest.mark.share
def test_the_chosen_ones_are_there(pytestconfig: pytest.Config) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--collect-only",
        "-m",
        "",
        "-p",
        "no:cacheprovider",
        str(HERE),
    ]
    done = subprocess.run(command, cwd=pytestconfig.rootpath, capture_output=True, text=True, check=False)
    found = {line.partition("::")[2] for line in done.stdout.splitlines()}
    assert found >= QUICK | SHARE, done.stdout + done.stderr


def test_the_server_writes_down_what_it_is_paid_for(room: Room) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", room.port)
    ids = []
    for marker in ("a", "b", "a"):
        connection.request("POST", "/v1/models/v/m", json.dumps({"n": marker}))
        ids.append(json.loads(connection.getresponse().read())["request_id"])
    connection.close()
    books = room.books
    assert books.accepted == {"a": [ids[0], ids[2]], "b": [ids[1]]}
    assert list(books.doubled()) == ["a"]


def submit(marker: str, request_id: str, *, answered: bool = True) -> list[dict[str, object]]:
    facts: dict[str, object] = {"at": 0.0, "marker": marker, "id": request_id}
    events = [{"event": "submit", "verdict": "accepted", **facts}, {"event": "accepted", **facts}]
    return [*events, {"event": "answered", **facts}] if answered else events


def outcome(marker: str, request_id: str | None, error: str | None = None) -> dict[str, object]:
    return {"marker": marker, "id": request_id, "error": error, "message": ""}


UNKNOWN = "SubmissionUnknownError"


@pytest.mark.parametrize(
    ("events", "told", "kills", "fault"),
    [
        (submit("a", "1"), [outcome("a", "1")], 0, ""),
        (submit("a", "1") + submit("a", "2"), [outcome("a", "2")], 0, "paid for twice"),
        (submit("a", "1"), [], 0, "have no outcome"),
        (submit("a", "1"), [outcome("a", "2")], 0, "an id that is not theirs"),
        (submit("a", "1"), [outcome("a", None, UNKNOWN)], 0, "answers were clear"),
        (submit("a", "1"), [outcome("a", None, UNKNOWN)], 1, ""),
        (submit("a", "1", answered=False), [outcome("a", None, UNKNOWN)], 0, ""),
        (submit("a", "1", answered=False), [outcome("a", None, "RateLimitError")], 0, "of another kind"),
        ([], [outcome("a", None, UNKNOWN)], 0, "answers were clear"),
        (submit("a", "1") + submit("b", "2"), [outcome("a", "1")], 0, "nobody asked for"),
    ],
)
def test_what_is_wrong_is_said(
    events: list[dict[str, object]], told: list[dict[str, object]], kills: int, fault: str
) -> None:
    found = shortfall(Books(events), ["a"], told, kills=kills)
    assert (fault in found) if fault else not found
