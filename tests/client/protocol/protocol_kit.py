"""A script that drives the protocol's operations, without any client."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runcomfy import JobUpdate
from runcomfy._catalogue.registry import refusal_hint
from runcomfy._protocol.context import Context
from runcomfy._protocol.effects import Emit, Operation, Request, Response, Send, Sleep, Work
from runcomfy._protocol.ledger import Claim
from runcomfy._protocol.options import ClientOptions
from runcomfy._protocol.retry import Clock

BASE = "https://api.example/v1"
MODEL = "openai/gpt-image-2/edit"
READ = Request("GET", f"{BASE}/anything")
OK: dict[str, Any] = {"fine": True}


class Driver:
    """Answers an operation by its script; sleeping moves the clock. A number in the script is an empty answer."""

    def __init__(
        self, *script: Any, seconds: float | None = None, takes: float = 0.0, **options: Any
    ) -> None:
        self.script = list(script)
        self.time = 1000.0
        self.takes = takes
        self.sent: list[Send] = []
        self.slept: list[float] = []
        self.shown: list[JobUpdate] = []
        clock = Clock(now=lambda: self.time, chance=lambda: 1.0)
        ends = None if seconds is None else self.time + seconds
        self.context = Context(BASE, ClientOptions(**options), clock, ends, why_refused=refusal_hint)

    def run(self, operation: Operation[Any]) -> Any:
        answer: Any = None
        fault: Exception | None = None
        while True:
            try:
                effect = operation.throw(fault) if fault else operation.send(answer)
            except StopIteration as end:
                return end.value
            answer = fault = None
            assert len(self.sent) + len(self.slept) < 1000, "it goes on for ever"
            if isinstance(effect, Send):
                self.sent.append(effect)
                self.time += self.takes
                given = self.script.pop(0) if len(self.script) > 1 else self.script[0]
                if isinstance(given, Exception):
                    fault = given
                else:
                    answer = answer_of(given)
            elif isinstance(effect, Sleep):
                self.slept.append(effect.seconds)
                self.time += effect.seconds
            elif isinstance(effect, Work):
                try:
                    answer = effect.do()
                except Exception as error:  # noqa: BLE001 (the operation's matter)
                    fault = error
            else:
                assert isinstance(effect, Emit)
                self.shown.append(effect.update)

    def fail(self, operation: Operation[Any], kind: type[Exception]) -> Any:
        with pytest.raises(kind) as caught:
            self.run(operation)
        assert type(caught.value) is kind
        return caught.value


class Line:
    """The line of a paid request in books that are a list. `claims` is what is found there, one after the other."""

    def __init__(self, model_id: str, *claims: Claim | Exception) -> None:
        self.model_id = model_id
        self.claims = list(claims)
        self.lines: list[tuple[Any, ...]] = []

    def _stands(self) -> Claim:
        found = self.claims.pop(0) if self.claims else Claim()
        if isinstance(found, Exception):
            raise found
        return found

    def claim(self, patience: float | None) -> Claim:
        self.lines.append(("claim", patience))
        return self._stands()

    def pause(self, seconds: float) -> None:
        self.lines.append(("pause", seconds))

    def go_on(self) -> Claim:
        self.lines.append(("go on",))
        return self._stands()

    def accept(self, request_id: str) -> None:
        self.lines.append(("accept", request_id))

    def fail(self, error: BaseException, *, sent: bool) -> None:
        self.lines.append(("fail", type(error).__name__, sent))

    @property
    def words(self) -> list[str]:
        return [line[0] for line in self.lines]


def answer_of(given: Any) -> Response:
    if isinstance(given, Response):
        return given
    if isinstance(given, int):
        return Response(given, {}, b"")
    code, document = given if isinstance(given, tuple) else (200, given)
    return Response(code, {}, json.dumps(document).encode())


def asking(seconds: str, code: int = 503) -> Response:
    return Response(code, {"retry-after": seconds}, b"")


def facts(error: Any) -> dict[str, Any]:
    """Everything that an error says of its request."""
    names = ("status", "method", "url", "request_id", "model_id", "body", "code", "hint")
    return {name: value for name in names if (value := getattr(error, name, None)) is not None}
