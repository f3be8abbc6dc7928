"""A sandbox without sockets and without waiting: the ASGI app over a clock that tests turn by hand."""

from __future__ import annotations

import asyncio
import base64
import io
from typing import TYPE_CHECKING, Any

import httpx
from PIL import Image
from runcomfy.sandbox import Faults, Settings, create_app

if TYPE_CHECKING:
    from collections.abc import Mapping

PAINT = "acme/paint"
FILM = "acme/film/pro"
TUNE = "acme/tune"


def _document(model_id: str, kind: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "model_id": model_id,
        "kind": kind,
        "title": None,
        "description": None,
        "categories": [],
        "price": None,
        "input_schema": {
            "type": "object",
            "required": ["prompt"],
            "properties": {"prompt": {"type": "string"}, **properties},
        },
        **more,
    }


_MEDIA = {"type": "string", "format": "image_uri"}
DOCUMENTS: dict[str, dict[str, Any]] = {
    PAINT: _document(
        PAINT,
        "image",
        {
            "images": {"type": "array", "items": _MEDIA, "maxItems": 3},
            "aspect_ratio": {"type": "string", "enum": ["1:1", "16:9"], "default": "1:1"},
            "resolution": {"type": "string", "enum": ["1k", "2k", "4k"], "default": "1k"},
            "output_format": {"type": "string", "enum": ["png", "jpeg", "webp"], "default": "png"},
            "num_images": {"type": "integer", "minimum": 1, "maximum": 4, "default": 1},
            "seed": {"type": "integer"},
        },
        title="Paint",
        description="Draws what you say",
        categories=["text-to-image", "image-to-image"],
        price=0.25,
        output_schema={
            "type": "object",
            "properties": {
                "image": {"type": "string", "format": "uri"},
                "images": {"type": "array", "items": {"type": "string", "format": "uri"}},
                "video": {"type": "string", "format": "uri"},
            },
        },
    ),
    FILM: _document(
        FILM,
        "video",
        {"duration": {"type": "integer", "default": 5}, "resolution": {"type": "string", "default": "480p"}},
        categories=["text-to-video"],
        price={"base_usd": 0.5, "unit": "second"},
        output_schema={"type": "string", "format": "uri"},
    ),
    TUNE: _document(TUNE, "audio", {"duration": {"type": "integer"}}, categories=["text-to-audio"]),
}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Bench:
    """The app under test, with a token in every request."""

    def __init__(
        self,
        settings: Settings | None = None,
        faults: Faults | None = None,
        *,
        documents: Mapping[str, Mapping[str, Any]] | None = DOCUMENTS,
        **changes: Any,
    ) -> None:
        self.clock = Clock()
        self.app = create_app(
            settings or Settings(**{"queue_time": 10, "run_time": 20, **changes}),
            faults,
            documents=documents,
            clock=self.clock,
            sleep=self.clock.sleep,
        )

    def play(self, faults: Faults) -> None:
        self.app.state.service.faults = faults

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str | None = "t",
        client: tuple[str, int] = ("127.0.0.1", 9),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=client)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                bearer = {} if token is None else {"authorization": f"Bearer {token}"}
                return await http.request(method, path, headers={**bearer, **(headers or {})}, **more)

        return asyncio.run(send())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.call("GET", path, **more)

    def submit(self, model: str = PAINT, *, token: str = "t", **inputs: Any) -> str:
        inputs = {"prompt": "a fox", **inputs}
        answer = self.call("POST", f"/v1/models/{model}", json=inputs, token=token)
        assert answer.status_code == 200, answer.text
        request_id = answer.json()["request_id"]
        assert isinstance(request_id, str)
        return request_id

    def status(self, request_id: str) -> dict[str, Any]:
        return self._read(f"/v1/requests/{request_id}/status")

    def result(self, request_id: str) -> dict[str, Any]:
        return self._read(f"/v1/requests/{request_id}/result?include_cost=true")

    def cancel(self, request_id: str) -> dict[str, Any]:
        answer = self.call("POST", f"/v1/requests/{request_id}/cancel")
        assert answer.status_code == 202
        value: dict[str, Any] = answer.json()
        return value

    def finished(self, model: str = PAINT, **inputs: Any) -> dict[str, Any]:
        """Submits, lets the time pass, and returns the result."""
        request_id = self.submit(model, **inputs)
        self.clock.now += 60
        return self.result(request_id)

    def _read(self, path: str) -> dict[str, Any]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        value: dict[str, Any] = answer.json()
        return value


def picture(color: str = "orange", size: tuple[int, int] = (60, 40), form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, form)
    return out.getvalue()


def data_uri(content: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


_EXAMPLES = {
    kind: f"https://example.com/a.{ending}"
    for kind, ending in (("image", "png"), ("video", "mp4"), ("audio", "wav"))
}


def sample(schema: Mapping[str, Any]) -> Any:
    """Some value that fits the schema."""
    if "default" in schema:
        return schema["default"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = str(schema.get("format", "")).removesuffix("_uri")
    if kind in _EXAMPLES:
        return _EXAMPLES[kind]
    match schema.get("type"):
        case "array":
            return [sample(_items(schema))] * max(1, schema.get("minItems", 1))
        case "integer" | "number" | "float":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "object":
            return {name: sample(schema["properties"][name]) for name in schema.get("required", ())}
        case _:
            return "a fox"


def _items(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is in a list; a list of media need not say so."""
    kind = str(schema.get("format", "")).removesuffix("s")
    return {"type": "string", "format": kind} | schema.get("items", {}) if kind else schema.get("items", {})
