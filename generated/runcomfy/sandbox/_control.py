"""The control route: faults read and set over HTTP, from this machine only."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, Route

from ._answers import answer
from ._fault_reading import read_faults
from ._faults import FaultError, Faults

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ._service import Service

__all__ = ["control_routes"]

_MOST = 64 * 1024


def control_routes(service: Service) -> list[BaseRoute]:
    """`/sandbox/faults`: GET shows, PUT replaces, DELETE takes away."""

    async def faults(request: Request) -> Response:
        if not _is_local(request):
            return answer({"detail": "There is no such route"}, 404)
        if request.method == "DELETE":
            service.faults = Faults()
        elif request.method == "PUT":
            try:
                service.faults = read_faults(await _json(request))
            except FaultError as error:
                return answer({"detail": str(error)}, 422)
        return answer(asdict(service.faults))

    return [Route("/sandbox/faults", faults, methods=["GET", "PUT", "DELETE"])]


def _is_local(request: Request) -> bool:
    """From this machine, and not by a web page in its browser that was given a name of its own."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    origin = request.headers.get("origin")
    return (
        request.client is not None
        and _is_loopback(request.client.host)
        and _is_loopback(host)
        and (origin is None or _is_loopback(urlsplit(origin).hostname or ""))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _json(request: Request) -> object:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST:
            raise FaultError("the body is too large")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FaultError("the body is not JSON") from None
