"""What the tests of batches share: requests, a client that looks often, and what the server saw."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.client.conftest import TOKEN, Kit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client.conftest import Queue, QueueServer

FAST: dict[str, Any] = {"requests_per_second": None, "progress": False}
LIGHT: dict[str, Any] = {**FAST, "journal": False}  # where a deadline must not pass over a slow disk


def requests(count: int, **more: object) -> list[tuple[str, dict[str, object]]]:
    return [("v/m", {"n": n, **more}) for n in range(count)]


def client_of(kit: Kit, queue: QueueServer, **settings: Any) -> Any:
    client = kit.client(settings.pop("token", TOKEN), base_url=queue.base_url, **settings)
    return client.with_options(poll_interval=0.01, max_poll_interval=0.02)


def posts(queue: QueueServer) -> int:
    return sum(method == "POST" and path.startswith("/v1/models") for method, path in queue.seen)


def by_number(answer: Callable[[Queue, int], bool]) -> Callable[[Queue, bytes], bool]:
    """A behaviour for submits that depends on the input `n`."""

    def behave(handler: Queue, body: bytes) -> bool:
        return bool(body) and answer(handler, json.loads(body)["n"])

    return behave
