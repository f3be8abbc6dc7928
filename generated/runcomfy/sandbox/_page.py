"""The page in the browser at `/`: a few files, and what they need beside the Model API's own routes."""

from __future__ import annotations

import asyncio
import io
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .._catalogue.registry import registry
from .._plain.names import COMMAND
from .._schema.wire import wire_name
from ._guard import token_of
from ._local import is_local
from ._overview import describe, details
from ._responses import Refusal, json_response, refusal_response

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from starlette.requests import Request

    from ._model import Model
    from ._service import Service

__all__ = ["page_routes"]

_FILES = {
    "index.html": "text/html",
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(
        (
            "api.js",
            "app.js",
            "code.js",
            "dom.js",
            "faults.js",
            "fields.js",
            "form.js",
            "jobs.js",
            "media.js",
            "models.js",
        ),
        "text/javascript",
    ),
}
# Nothing from elsewhere, nothing inline; `blob:` is for the preview of a file that was chosen.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
_MOST_JOBS = 100
_ANY_TOKEN = "sandbox"  # noqa: S105 - what is sent where anything will do


def page_routes(service: Service) -> list[BaseRoute]:
    """Return `/` and its files, and the routes that only the page uses."""

    async def page(request: Request) -> Response:
        name: str = request.path_params.get("name", "index.html")
        if name not in _FILES:
            return refusal_response(Refusal(404, 404000, "There is no such route"), service.faults.dialect)
        return Response(_read(name), headers=_HEADERS, media_type=_FILES[name])

    async def sample(_request: Request) -> Response:
        return Response(_sample(), headers=_HEADERS, media_type="image/png")

    async def session(request: Request) -> Response:
        """Return what the page may do. A token of a fixed set is told on this machine only."""
        tokens = service.settings.tokens
        local = is_local(request, service.settings.name)
        token = _ANY_TOKEN if tokens is None else min(tokens) if local else None
        kinds = await asyncio.to_thread(
            lambda: {model.model_id: model.kind for model in service.catalogue.all()}
        )
        return json_response({"token": token, "faults": local, "kinds": kinds})

    async def model(request: Request) -> Response:
        """Return what the form is made from: the schema as checked, and how the installed package calls the model."""
        try:
            found = service.model(request.path_params["model_id"])
        except Refusal as refusal:
            return refusal_response(refusal, "A")
        return json_response(await asyncio.to_thread(_typed, found))

    async def jobs(request: Request) -> Response:
        """Return the newest requests: on this machine everybody's, else those of the token."""
        try:
            own = service.owner(token_of(request))
        except Refusal as refusal:
            return refusal_response(refusal, "A")
        found = service.jobs(None if is_local(request, service.settings.name) else own, _MOST_JOBS)
        return json_response({"jobs": [describe(service, job, own) for job in found], **service.balance()})

    async def job(request: Request) -> Response:
        try:
            own = service.owner(token_of(request))
            found = service.job(
                request.path_params["request_id"], None if is_local(request, service.settings.name) else own
            )
        except Refusal as refusal:
            return refusal_response(refusal, "A")
        return json_response(details(service, found, own))

    return [
        Route("/", page),
        Route("/page/{name}", page),
        Route("/sandbox/sample.png", sample),
        Route("/sandbox/session", session),
        Route("/sandbox/models/{model_id:path}", model),
        Route("/sandbox/jobs", jobs),
        Route("/sandbox/jobs/{request_id}", job),
    ]


def _typed(model: Model) -> dict[str, object]:
    info = registry.get(model.model_id)
    names = {}
    if info is not None:
        fields = cast("dict[str, FieldInfo]", info.input_type.model_fields)
        names = {wire_name(name, field): name for name, field in fields.items()}
    return {
        "schema": model.checks,
        "package": (__package__ or "").rpartition(".")[0],
        "command": COMMAND,
        "path": None if info is None else info.module,
        "names": names,
    }


@lru_cache(maxsize=len(_FILES))
def _read(name: str) -> bytes:
    return resources.files(__package__ or "").joinpath("page", name).read_bytes()


@lru_cache(maxsize=1)
def _sample() -> bytes:
    """Return a photo to try the models with that edit pictures."""
    from .render.still_life import still_life

    out = io.BytesIO()
    still_life().save(out, "PNG")
    return out.getvalue()
