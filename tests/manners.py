"""The ways in which the server may speak where public material leaves it open, and the one place that plays them.

A test scripts a server that speaks plainly. Under another manner the same answers are put into that manner's words on
their way to the client, and the test must pass unchanged. `--manner codes --manner chatty` runs them so, as
`make contract` does; without it there is the plain one only.

Whatever plays the server asks here: the mocked routes of `api`, the server of `queue`, the fault server and the
sandboxes. A test takes part if it uses the fixture `manner`, as every test does that uses one of theirs; one that
makes its own server says `@pytest.mark.usefixtures("manner")`.

A test about one exact form on the wire says so by `@pytest.mark.as_written("errors")`, which leaves that part of every
answer as the test wrote it. The parts: errors, words, output, error, submit, cancel, cost, early, weather, extra.
Weather is what the network and the CDN do to the reads of a sandbox, which a client must sit out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any
from unittest.mock import patch

import httpx
import respx
from runcomfy.sandbox import Fault, Faults, Sandbox, Words

__all__ = ["MANNERS", "PARTS", "PLAIN", "Manner", "MannerlyRouter", "in_words", "speaking"]

JsonObject = dict[str, Any]

PARTS = ("errors", "words", "output", "error", "submit", "cancel", "cost", "early", "weather", "extra")
_FIELDS = {"errors": "dialect", "weather": "play"}
_CODES = {400: 400000, 401: 400004, 402: 400002, 403: 403001, 404: 404001, 422: 422001}
_RUNNING = ("in_queue", "in_progress")
# Fields that no client has heard of.
_EXTRA: JsonObject = {"x_region": "eu-1", "x_trace": {"id": "4f2a", "hops": [1, 2]}, "x_none": None}


@dataclass(frozen=True)
class Manner:
    """One way of speaking: what the sandbox is told, and what scripted answers are turned into."""

    name: str
    faults: Faults
    extra: bool = False
    """Whether every answer holds fields that nobody has heard of."""
    files_for: float | None = None
    """After how many seconds the files of a sandbox's results are gone; None is with their requests."""

    def without(self, parts: tuple[str, ...]) -> Manner:
        """The same, but plain in these parts."""
        unknown = set(parts) - set(PARTS)
        if unknown:
            raise ValueError(f"as_written knows {', '.join(PARTS)}, not {', '.join(sorted(unknown))}")
        plain = Faults()
        names = [_FIELDS.get(part, part) for part in parts if part != "extra"]
        faults = replace(self.faults, **{name: getattr(plain, name) for name in names})
        return replace(self, faults=faults, extra=self.extra and "extra" not in parts)

    def over(self, faults: Faults) -> Faults:
        """What a test orders, and this manner wherever it orders nothing."""
        plain = Faults()
        ordered = {
            one.name: value
            for one in fields(Faults)
            if (value := getattr(faults, one.name)) != getattr(plain, one.name)
        }
        return replace(self.faults, **ordered)

    def answer(self, method: str, path: str, status: int, document: object) -> tuple[int, object]:
        """A plainly spoken answer in this manner. Not what is not a JSON object."""
        if not isinstance(document, dict):
            return status, document
        if status >= 400:
            return self._refusal(path, status, document)
        route = path.rpartition("/")[2]
        if method == "POST" and "/models/" in path:
            return self._submitted(status, document)
        if route == "result" and self.faults.early != "state" and document.get("status") in _RUNNING:
            return self._not_ready()
        if route == "status":
            document = self._status(document)
        elif route == "result":
            document = self._result(document)
        elif route == "cancel":
            document = self._cancelled(document)
        return status, {**document, **_EXTRA} if self.extra else document

    def _refusal(self, path: str, status: int, document: JsonObject) -> tuple[int, object]:
        if self.faults.dialect == "A" or set(document) != {"detail"}:
            return status, document
        detail = document["detail"]
        message = detail if isinstance(detail, str) else json.dumps(detail)
        code = _CODES.get(status, status * 1000)
        if status == 404 and "/models/" in path:
            code = 400001
        if self.faults.dialect == "both":
            return status, {"error_code": code, "error_message": "It was refused", "detail": detail}
        # What the edge says keeps its status, as do 429 and 408: only the body is the server's own there.
        own = 200 if self.faults.dialect == "200" else code // 1000
        return own if status in _CODES else status, {"error_code": code, "error_message": message}

    def _submitted(self, status: int, document: JsonObject) -> tuple[int, object]:
        if "request_id" in document:
            root = f"https://model-api.runcomfy.net/v1/requests/{document['request_id']}"
            if self.faults.submit == "full":
                links = {f"{name}_url": f"{root}/{name}" for name in ("status", "result", "cancel")}
                document = {**links, **document}
            elif self.faults.submit == "accepted":
                status, document = 202, {"status": self.faults.words.queued, **document}
        return status, {**document, **_EXTRA} if self.extra else document

    def _not_ready(self) -> tuple[int, object]:
        coded = {"error_code": 400005, "error_message": "The result is not ready yet"}
        if self.faults.early == "400005":
            return 400, coded
        return int(self.faults.early), {"detail": coded["error_message"]}

    def _status(self, document: JsonObject) -> JsonObject:
        words = self.faults.words
        spoken = {
            "in_queue": words.queued,
            "in_progress": words.running,
            "completed": words.finished,
            "cancelled": words.cancelled,
        }
        return _reworded(document, spoken)

    def _result(self, document: JsonObject) -> JsonObject:
        words = self.faults.words
        spoken = {
            "in_queue": words.queued,
            "in_progress": words.running,
            "succeeded": words.succeeded,
            "failed": words.failed,
            "cancelled": words.cancelled,
        }
        document = _reworded(document, spoken)
        if self.faults.error == "object" and isinstance(document.get("error"), str):
            document["error"] = {"code": "MODEL_FAILED", "message": document["error"]}
        if self.faults.cost == "missing":
            document.pop("cost", None)
        if self.faults.echo_inputs:
            document.setdefault("input", {"prompt": "as it came"})
        return document

    def _cancelled(self, document: JsonObject) -> JsonObject:
        if document != {"outcome": "cancelled"}:
            return document
        word = self.faults.words.cancelled
        spoken = {
            "both": {"status": word, "outcome": word},
            "outcome": {"outcome": word},
            "status": {"status": word},
        }
        return dict(spoken[self.faults.cancel])


def _reworded(document: JsonObject, spoken: dict[str, str]) -> JsonObject:
    word = document.get("status")
    return {**document, "status": spoken.get(word, word)} if isinstance(word, str) else dict(document)


PLAIN = Manner("plain", Faults())
# Together they hold every variant of every part, and each of them most of what is open at once.
MANNERS = {
    manner.name: manner
    for manner in (
        PLAIN,
        Manner(
            "codes",
            Faults(
                dialect="B",
                words=Words(
                    queued="pending",
                    running="processing",
                    finished="succeeded",
                    finished_badly="failed",
                    succeeded="completed",
                    cancelled="canceled",
                ),
                output="string",
                error="object",
                submit="bare",
                cancel="outcome",
                cost="late",
                early="400005",
            ),
        ),
        Manner(
            "codes-in-200",
            Faults(
                dialect="200",
                words=Words(queued="waiting", running="starting"),
                output="list",
                submit="accepted",
                cancel="status",
                cost="missing",
                early="404",
                echo_inputs=True,
            ),
            extra=True,
        ),
        Manner(
            "chatty",
            Faults(
                words=Words(finished_badly="failed", cancelled="canceled"),
                output="object",
                error="object",
                cancel="status",
                foreign_links=True,
                echo_inputs=True,
                schemas="quirks",
            ),
            extra=True,
        ),
        Manner(
            "stormy",
            Faults(
                dialect="both",
                loc="body",
                submit="accepted",
                early="425",
                schemas="quirks",
                play=(
                    *(Fault(status=status, route="status", rate=0.07) for status in (521, 522, 524)),
                    Fault(status=429, route="status", rate=0.1),
                    Fault(status=429, route="result", rate=0.2, retry_after=0.02),
                    *(Fault(status=status, route="result", rate=0.1) for status in (520, 523)),
                    Fault(status=302, route="status", rate=0.1),
                ),
            ),
            files_for=120,
        ),
    )
}


class _Now:
    """The manner of the test that runs: servers in other threads speak in it, too."""

    manner = PLAIN


@contextmanager
def speaking(manner: Manner) -> Iterator[None]:
    """Let all servers of this process speak so; sandboxes, too, whatever else a test orders of them."""
    before = Sandbox.faults
    begin = Sandbox.__init__

    def begun(sandbox: Sandbox, *args: Any, faults: Faults | None = None, **options: Any) -> None:
        if not args and options.get("settings") is None and manner.files_for is not None:
            options.setdefault("files_for", manner.files_for)
        begin(sandbox, *args, faults=manner.over(faults or PLAIN.faults), **options)

    def ordered(sandbox: Sandbox, faults: Faults) -> None:
        before.__set__(sandbox, manner.over(faults))

    with (
        patch.object(_Now, "manner", manner),
        patch.object(Sandbox, "faults", before.setter(ordered)),
        patch.object(Sandbox, "__init__", begun),
    ):
        yield


def in_words(method: str, path: str, status: int, body: bytes) -> tuple[int, bytes]:
    """A whole answer in the manner of now; what is not valid JSON, or stays the same in it, comes back as it is."""
    if _Now.manner is PLAIN or (not body and status not in _CODES):
        return status, body
    try:
        document = json.loads(body) if body else {"detail": ""}
    except (ValueError, RecursionError):
        return status, body
    spoken = _Now.manner.answer(method, path, status, document)
    # Python's encoder takes the infinity that some tests send, httpx's does not.
    return (status, body) if spoken == (status, document) else (spoken[0], json.dumps(spoken[1]).encode())


class MannerlyRouter(respx.MockRouter):
    """Mocked routes whose answers are put into the manner of now."""

    def handler(self, request: httpx.Request) -> httpx.Response:
        return _in_words(request, super().handler(request))

    async def async_handler(self, request: httpx.Request) -> httpx.Response:
        return _in_words(request, await super().async_handler(request))


def _in_words(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    """The answer itself where the manner changes nothing in it; only whole JSON answers are read."""
    if "location" in answer.headers or not hasattr(answer, "_content"):
        return answer
    spoken = in_words(request.method, request.url.path, answer.status_code, answer.content)
    if spoken == (answer.status_code, answer.content):
        return answer
    kept = [
        (name, value)
        for name, value in answer.headers.multi_items()
        if name not in ("content-length", "content-type")
    ]
    return httpx.Response(spoken[0], content=spoken[1], headers=[*kept, ("content-type", "application/json")])
