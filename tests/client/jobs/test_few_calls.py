"""What the client does of its own for a job, beside HTTP: its code runs once a job, with cold caches, and is kept short."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from runcomfy import RunComfy

if TYPE_CHECKING:
    from types import FrameType

MOST = 1_500  # calls of functions, in Python and in C; there were a tenth more while each job made anew what is the same for all


class Calls:
    """Counts the calls of a thread, but for those that httpx makes."""

    def __init__(self) -> None:
        self.count = 0
        self._depth = 0
        self._outside = 0

    def __enter__(self) -> None:
        sys.setprofile(self._note)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "return":
            self._depth -= 1
            if self._depth < self._outside:
                self._outside = 0
            return
        if not self._outside and event in {"call", "c_call"}:
            self.count += 1
        if event == "call":
            self._depth += 1
            if not self._outside and Path(frame.f_code.co_filename).is_relative_to(HTTPX):
                self._outside = self._depth


HTTPX = Path(httpx.__file__).parent


def answer(request: httpx.Request) -> httpx.Response:
    if request.method == "POST":
        return httpx.Response(200, json={"request_id": "r1"})
    if request.url.path.endswith("/status"):
        return httpx.Response(200, json={"status": "completed"})
    return httpx.Response(
        200, json={"status": "succeeded", "output": {"image": "https://example.com/file.png"}}
    )


def test_a_job_takes_few_calls_beside_those_of_http() -> None:
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = RunComfy("t", http_client=http)

        def run() -> object:
            return client.openai.gpt_image_2.edit.run(prompt="x", images=["https://example.com/a.png"]).raw

        run()
        calls = Calls()
        with calls:
            output = run()
    assert output == {"image": "https://example.com/file.png"}
    assert calls.count <= MOST, calls.count
