"""The control route: faults read and set over HTTP, from this machine only."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Route

from ._fault_reading import read_faults
from ._faults import FaultError, Faults
from ._local import is_local
from ._responses import json_response, read_body

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ._service import Service

__all__ = ["control_routes"]

_MOST = 64 * 1024


def control_routes(service: Service) -> list[BaseRoute]:
    """Return `/sandbox/faults`: GET shows (with `?changed=true` only what differs), PUT replaces, DELETE takes away."""

    async def control(request: Request) -> Response:
        if not is_local(request, service.settings.name):
            return json_response({"detail": "There is no such route"}, 404)
        if request.method == "DELETE":
            service.faults = Faults()
        elif request.method == "PUT":
            try:
                service.faults = read_faults(await _json(request))
            except FaultError as error:
                return json_response({"detail": str(error)}, 422)
        faults = asdict(service.faults)
        if request.query_params.get("changed") == "true":
            usual = asdict(Faults())
            faults = {name: value for name, value in faults.items() if value != usual[name]}
        return json_response(faults)

    return [Route("/sandbox/faults", control, methods=["GET", "PUT", "DELETE"])]


async def _json(request: Request) -> object:
    body = await read_body(request, _MOST)
    if body is None:
        raise FaultError("the body is too large")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FaultError("the body is not valid JSON") from None
