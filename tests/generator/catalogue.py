"""A catalogue that tests of `sync` take in: the server, what it holds, and the folder that comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import respx

from generator.cli import main

BASE = "https://api.example.com/v1"
TOKEN = "secret-token-of-mine"
SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}


def entry(model_id: str, **more: Any) -> dict[str, Any]:
    return {"model_id": model_id, "display_name": f"The {model_id}", "input_schema": SCHEMA, **more}


class Server:
    """A catalogue as a function of offset and limit; `asked` holds the requests. `total` is true unless it is set."""

    def __init__(self, router: respx.Router, entries: list[Any]) -> None:
        self.entries = entries
        self.page = 100
        self.total: Any = ...
        self.asked: list[httpx.Request] = []
        self.hook: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
        router.get(url__startswith=f"{BASE}/models").mock(side_effect=self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if (answer := self.hook(request)) is not None:
            return answer
        below = request.url.path.removeprefix("/v1/models").lstrip("/")
        if below:
            for entry in self.entries:
                if isinstance(entry, dict) and entry.get("model_id") == below:
                    return httpx.Response(200, json=entry)
            return httpx.Response(404, json={"error_code": 404001})
        at, limit = int(request.url.params["offset"]), int(request.url.params["limit"])
        page: dict[str, Any] = {"models": self.entries[at : at + min(limit, self.page)]}
        if self.total is not None:
            page["total"] = len(self.entries) if self.total is ... else self.total
        return httpx.Response(200, json=page)


def sync(*arguments: str) -> int:
    return main(["sync", "--base-url", BASE, "--date", "2026-01-31", *arguments])


def read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text())
    return found


def files(folder: str = "schemas") -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def put(path: str, **document: Any) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(document))


def documents(count: int) -> dict[str, dict[str, Any]]:
    return {
        f"v/m{number:03}": {
            "model_id": f"v/m{number:03}",
            "title": f"Model {number}",
            "kind": "image",
            "categories": ["text-to-image" if number % 2 else "text-to-video"],
            "price": {"base_usd": 0.01, "unit": "output"},
            "input_schema": SCHEMA,
        }
        for number in range(count)
    }
