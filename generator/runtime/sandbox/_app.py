"""The sandbox as an ASGI app: the Model API's routes over the service."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from ._catalogue import Catalogue
from ._control import control_routes
from ._faults import Faults
from ._fields import check_documents, check_type
from ._guard import Guard
from ._local import OwnHost
from ._openapi import openapi_routes
from ._page import page_routes
from ._responses import Refusal, json_response, read_body, refusal_response
from ._service import Clock, Service, steady_clock
from ._settings import Settings

if TYPE_CHECKING:
    from ._model import Model

__all__ = ["create_app"]

LARGEST_PAGE = 500
_USUAL_PAGE = 50
# Bodies beyond this are read and checked in a thread, so that nobody else waits for it.
_QUICK = 64 * 1024
# Pictures and videos are drawn by so many threads at most.
_PAINTERS = 2

Sleep = Callable[[float], Awaitable[object]]


def create_app(
    settings: Settings | None = None,
    faults: Faults | None = None,
    *,
    documents: Mapping[str, Mapping[str, Any]] | None = None,
    more: Mapping[str, Mapping[str, Any]] | None = None,
    clock: Clock | None = None,
    sleep: Sleep = asyncio.sleep,
    loopback_only: bool = False,
) -> Starlette:
    """Return the sandbox as an ASGI app, for any ASGI server or for a client that talks to apps directly.

    `documents` are schema documents by model id (default: those packaged beside the client), `more` further ones that
    are served beside them. `clock` gives seconds since 1970 and decides how far every job is; `sleep` plays the delays.
    `app.state.service.faults` holds the faults and may be replaced at any time. `loopback_only` answers only where it
    is called by a name of this machine: for a server that listens nowhere else.

    Only the sandbox's own server can close a connection half-way; elsewhere the app raises an error there.
    """
    if settings is not None:
        check_type("settings", settings, Settings, "a Settings")
    if faults is not None:
        check_type("faults", faults, Faults, "a Faults")
    check_documents(documents)
    check_documents(more)
    settings = settings or Settings()
    catalogue = Catalogue(
        documents, more=more, any_model=settings.any_model, closed=settings.unknown_inputs == "refuse"
    )
    service = Service(settings, catalogue, faults or Faults(), clock or steady_clock())
    routes = _Routes(service)

    def guarded(
        name: str, path: str, handler: Any, method: str = "GET", *, open_to_all: bool = False
    ) -> Route:
        guard = Guard(name, service, handler, sleep, open_to_all=open_to_all)
        return Route(path, guard, methods=[method], name=f"{method} {path}")

    table: list[BaseRoute] = [
        guarded("status", "/v1/requests/{request_id}/status", routes.status),
        guarded("result", "/v1/requests/{request_id}/result", routes.result),
        guarded("cancel", "/v1/requests/{request_id}/cancel", routes.cancel, "POST"),
        guarded("submit", "/v1/models/{model_id:path}", routes.submit, "POST"),
        guarded("models", "/v1/models", routes.models),
        guarded("categories", "/v1/models/categories", routes.categories),
        guarded("model", "/v1/models/{model_id:path}", routes.model),
        guarded("balance", "/prod/v2/balance", routes.balance),
        guarded("outputs", "/outputs/{request_id}/{name}", routes.output, open_to_all=True),
        *openapi_routes(service.catalogue),
        *control_routes(service),
        *page_routes(service),
    ]
    app = Starlette(
        routes=table,
        exception_handlers={404: _unknown, 405: _unknown},
        middleware=[Middleware(OwnHost, service=service, loopback_only=loopback_only)],
    )
    app.state.service = service
    return app


async def _unknown(request: Request, error: Exception) -> Response:
    status = int(getattr(error, "status_code", 404))
    service: Service = request.app.state.service
    if status != 405:
        return refusal_response(
            Refusal(status, status * 1000, "There is no such route"), service.faults.dialect
        )
    allowed = ", ".join(_methods(request))
    refusal = Refusal(405, 405000, f"Here only {allowed} are answered", headers={"allow": allowed})
    return refusal_response(refusal, service.faults.dialect)


def _methods(request: Request) -> list[str]:
    """Return the methods answered at the request's path, by whichever routes; the framework names only the first's."""
    routes: list[Route] = [route for route in request.app.routes if isinstance(route, Route)]
    here = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in here for method in route.methods or ()})


class _Routes:
    """Requests to calls of the service, and its values to answers."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._painters = asyncio.Semaphore(_PAINTERS)

    def _root(self, request: Request) -> str:
        scope = request.scope
        host, server = request.headers.get("host"), scope.get("server")
        place = None if server is None else tuple(server)
        # In another app it is that one's path that leads here.
        path = scope.get("app_root_path", scope.get("root_path", ""))
        return _root_of(scope["scheme"], host, place, path, self._service.settings.name)

    async def submit(self, request: Request, owner: str) -> Response:
        service = self._service
        model = service.model(request.path_params["model_id"])
        most = service.settings.max_body
        body = await read_body(request, most)
        if body is None:
            raise Refusal(413, 413000, f"The body is larger than {most} bytes")
        if len(body) > _QUICK:
            job = await asyncio.to_thread(service.prepare, model, body, owner)
        else:
            job = service.prepare(model, body, owner)
        service.submit(job, fails=request.state.fails)
        if service.faults.submit == "accepted":
            return json_response(service.status(job), 202)
        return json_response({"request_id": job.request_id, **self._links(request, job.request_id)})

    def _links(self, request: Request, request_id: str) -> dict[str, object]:
        faults = self._service.faults
        if faults.submit != "full":
            return {}
        root = f"https://{faults.foreign_host}" if faults.foreign_links else self._root(request)
        return {
            f"{name}_url": f"{root}/v1/requests/{request_id}/{name}"
            for name in ("status", "result", "cancel")
        }

    async def status(self, request: Request, owner: str) -> Response:
        job = self._service.job(request.path_params["request_id"], owner)
        links = self._links(request, job.request_id)
        links.pop("cancel_url", None)
        return json_response({**self._service.status(job), **links})

    async def result(self, request: Request, owner: str) -> Response:
        faults = self._service.faults
        job = self._service.job(request.path_params["request_id"], owner)
        root = f"https://{faults.foreign_host}" if faults.foreign_outputs else self._root(request)
        include_cost = _flag(request.query_params, "include_cost")
        return json_response(self._service.result(job, f"{root}/outputs", include_cost=include_cost))

    async def cancel(self, request: Request, owner: str) -> Response:
        job = self._service.job(request.path_params["request_id"], owner)
        return json_response(self._service.cancel(job), 202)

    async def models(self, request: Request, _owner: str) -> Response:
        query = request.query_params
        limit = _number(query, "limit", _USUAL_PAGE, 1, LARGEST_PAGE)
        offset = _number(query, "offset", 0, 0, 999_999_999)
        found = self._service.catalogue.search(
            query.get("search", ""), query.get("category", ""), query.get("kind", "")
        )
        with_schema = _flag(query, "include_schema")
        entries = [
            self._entry(request, model, with_schema=with_schema) for model in found[offset : offset + limit]
        ]
        return json_response({"models": entries, "limit": limit, "offset": offset, "total": len(found)})

    def _entry(self, request: Request, model: Model, *, with_schema: bool) -> dict[str, object]:
        quirks = self._service.faults.schemas == "quirks"
        return model.entry(self._root(request), with_schema=with_schema, quirks=quirks)

    async def categories(self, _request: Request, _owner: str) -> Response:
        return json_response({"categories": self._service.catalogue.categories()})

    async def model(self, request: Request, _owner: str) -> Response:
        model = self._service.model(request.path_params["model_id"])
        return json_response(self._entry(request, model, with_schema=True))

    async def balance(self, _request: Request, _owner: str) -> Response:
        return json_response(self._service.balance())

    async def output(self, request: Request, _owner: str) -> Response:
        service = self._service
        job = service.job(request.path_params["request_id"], None)
        async with self._painters:
            file = await asyncio.to_thread(service.file, job, request.path_params["name"])
        headers = {
            "accept-ranges": "bytes",
            "etag": f'"{job.request_id}-{file.name}"',
            "x-content-type-options": "nosniff",
        }
        return _ranged(request, file.content, file.content_type, headers)


@lru_cache(maxsize=64)  # a client calls it in the same way each time
def _root_of(
    scheme: str, host: str | None, server: tuple[Any, ...] | None, root_path: str, name: str | None
) -> str:
    """Return the address in front of every link: by the name that the sandbox was given, else as it was called."""
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    scope = {"scheme": scheme, "server": server, "root_path": root_path, "path": "/", "headers": headers}
    address = Request({"type": "http", **scope}).base_url
    return str(address if name is None else address.replace(hostname=name)).rstrip("/")


def _number(query: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = query.get(name, str(usual))
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise _wrong_parameter(name, f"must be an integer from {least} to {most}", "int_parsing")
    return int(text)


def _flag(query: Mapping[str, str], name: str) -> bool:
    word = query.get(name, "false").lower()
    if word not in ("true", "1", "false", "0", ""):
        raise _wrong_parameter(name, "must be true or false", "bool_parsing")
    return word in ("true", "1")


def _wrong_parameter(name: str, message: str, kind: str) -> Refusal:
    detail = {"loc": ["query", name], "msg": message, "type": kind}
    return Refusal(422, 422001, f"{name} {message}", [detail])


def _ranged(request: Request, content: bytes, content_type: str, headers: dict[str, str]) -> Response:
    """Return the content, or the one part of it that was asked for, so that downloads can be resumed."""
    asked = re.fullmatch(r"bytes=([0-9]{1,12})-([0-9]{0,12})", request.headers.get("range", ""))
    if not asked or request.headers.get("if-range", headers["etag"]) != headers["etag"]:
        return Response(content, 200, headers, content_type)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        return Response(b"", 416, {**headers, "content-range": f"bytes */{len(content)}"}, content_type)
    headers = {**headers, "content-range": f"bytes {first}-{last}/{len(content)}"}
    return Response(content[first : last + 1], 206, headers, content_type)
