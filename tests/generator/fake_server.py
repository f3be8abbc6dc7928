"""A catalogue server of its own kind: the standard library only, written from what is known of the API's routes.

It shares nothing with the sandbox, so that a misunderstanding there is not one here. What it does wrong is set by
attributes; everything else it does as an honest server would.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Reply = tuple[int, str, bytes]
"""A status, a content type and a body."""


class FakeServer:
    """What it holds, how it misbehaves, and what it was asked."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.most = 100
        self.total: int | Callable[[], int] | None = lambda: len(self.entries)
        self.hidden: set[str] = set()
        self.turns_pages = True
        self.shuffles = False
        self.loses_at_edges = False
        self.lists_schemas = True
        self.knows_schemas = True
        self.hook: Callable[[str, dict[str, str]], Reply | None] = lambda path, query: None
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.base_url = ""
        self._chance = random.Random(7)
        self._lock = threading.Lock()

    def answer(self, target: str) -> Reply:
        """Answer a request as the rules above have it."""
        parts = urlsplit(target)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query))
        with self._lock:
            self.asked.append(target)
        if (reply := self.hook(path, query)) is not None:
            return reply
        if path == "/v1/models":
            return _json(200, self._page(query))
        if path.startswith("/v1/models/"):
            wanted = path.removeprefix("/v1/models/")
            for entry in self.entries:
                if entry["model_id"] == wanted:
                    return _json(200, self._shown(entry, schemas=self.knows_schemas))
        return _json(404, {"error_code": 404001, "error_message": "no such model"})

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        listed = [entry for entry in self.entries if entry["model_id"] not in self.hidden]
        if self.shuffles:
            self._chance.shuffle(listed)
        limit = min(int(query.get("limit", 20)), self.most)
        offset = int(query.get("offset", 0)) if self.turns_pages else 0
        if self.loses_at_edges and offset:
            offset += 1
        schemas = self.lists_schemas and query.get("include_schema") == "true"
        page: dict[str, Any] = {
            "models": [self._shown(entry, schemas=schemas) for entry in listed[offset : offset + limit]]
        }
        total = self.total() if callable(self.total) else self.total
        return page if total is None else {**page, "total": total}

    def _shown(self, entry: dict[str, Any], *, schemas: bool) -> dict[str, Any]:
        return entry if schemas else {key: value for key, value in entry.items() if key != "input_schema"}

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many requests are being answered at once."""
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._lock:
                self.at_once -= 1


def html(text: str, status: int = 200) -> Reply:
    """Return a web page."""
    return status, "text/html", f"<!doctype html><html><title>{text}</title></html>".encode()


def _json(status: int, document: Any) -> Reply:
    return status, "application/json", json.dumps(document).encode()


def models(count: int) -> list[dict[str, Any]]:
    """Return entries as a catalogue has them: `acme/m000` and so on."""
    schema = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}
    return [
        {
            "model_id": f"acme/m{number:03}",
            "display_name": f"Model {number}",
            "categories": ["text-to-image"],
            "kind": "model",
            "base_price_usd": 0.01,
            "price_unit": "output",
            "input_schema": schema,
        }
        for number in range(count)
    ]


@contextmanager
def serving() -> Iterator[FakeServer]:
    """Run a server on this machine until the end of the block."""
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # an answer leaves in one piece

        def do_GET(self) -> None:
            with fake.counted():
                status, media, body = fake.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
