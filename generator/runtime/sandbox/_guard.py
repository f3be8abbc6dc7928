"""What stands before every route: the token, the delays and the misfortunes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ._fault_answers import answer_of
from ._fault_reading import parse_fault
from ._faults import FaultError
from ._local import is_local
from ._responses import Refusal, refusal_body, refusal_response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from ._faults import Fault, Faults
    from ._service import Service

__all__ = ["CLOSE", "HEADER", "ConnectionDropped", "Guard", "token_of"]

Handler = Callable[[Request, str], Awaitable[Response]]
Sleep = Callable[[float], Awaitable[object]]

HEADER = "x-sandbox-fault"
"""The header by which a single request asks for a misfortune, in the words of `parse_fault`."""

CLOSE = "runcomfy.sandbox.close"
"""The ASGI extension by which the sandbox's own server lets an answer end in a closed connection."""


class ConnectionDropped(ConnectionError):  # noqa: N818 - what happened, not what is wrong
    """Stands for a closed connection where the server running the app cannot close one."""


class Guard:
    """One route as an ASGI app: the handler's answer, or what the faults make of it."""

    def __init__(
        self, route: str, service: Service, handler: Handler, sleep: Sleep, *, open_to_all: bool = False
    ) -> None:
        self._route = route
        self._service = service
        self._handler = handler
        self._sleep = sleep
        self._open = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        service = self._service
        faults = service.faults
        try:
            fault = self._fault(request)
        except FaultError as error:
            await refusal_response(Refusal(400, 400000, f"{HEADER}: {error}"), faults.dialect)(
                scope, receive, send
            )
            return
        if delay := service.dice.delay(self._route):
            await self._sleep(delay)
        request.state.fails = fault is not None and fault.kind == "fail"
        if request.state.fails:
            fault = None
        response: Response | None
        if fault is not None and not fault.after and fault.kind != "half":
            response = await self._play(fault, request)
        else:
            try:
                response = await self._call_handler(request, faults)
            except ClientDisconnect:
                return
            if fault is not None and fault.kind == "half":
                await _send_half(response, scope, receive, send)
                return
            if fault is not None:
                response = await self._play(fault, request)
        if response is not None:
            await response(scope, receive, send)

    async def _call_handler(self, request: Request, faults: Faults) -> Response:
        try:
            owner = "" if self._open else self._service.admit(token_of(request))
            return await self._handler(request, owner)
        except Refusal as refusal:
            return refusal_response(refusal, faults.dialect)

    def _fault(self, request: Request) -> Fault | None:
        """Return the misfortune that the request asks for, or that is to meet it."""
        if HEADER not in request.headers and not self._service.faults.play:
            return None
        model = self._model_id(request)
        return self._requested_fault(request, model) or self._service.dice.fault(self._route, model)

    def _requested_fault(self, request: Request, model: str | None) -> Fault | None:
        """Return the misfortune that the request itself asks for; from this machine only."""
        text = request.headers.get(HEADER)
        if text is None or not is_local(request, self._service.settings.name):
            return None
        fault = parse_fault(text)
        return fault if fault.meets(self._route, model) else None

    def _model_id(self, request: Request) -> str | None:
        parameters: dict[str, Any] = request.path_params
        if "model_id" in parameters:
            return str(parameters["model_id"])
        try:
            return self._service.job(str(parameters.get("request_id", "")), None).model_id
        except Refusal:
            return None

    async def _play(self, fault: Fault, request: Request) -> Response | None:
        """Return what is answered in place of the proper answer; None when the connection is closed without one."""
        if fault.kind == "drop":
            await _close(request.scope, request.receive)
            return None
        if fault.kind == "hang":
            # Reads on until the client gives up; a body still on its way is thrown away.
            while (await request.receive())["type"] != "http.disconnect":
                pass
            return None
        told = Refusal(fault.status, fault.status * 1000, "The sandbox was told to answer so")
        _, body = refusal_body(told, self._service.faults.dialect)
        answer = answer_of(fault, self._service.clock(), str(request.base_url), body)
        return Response(answer.body, answer.status, answer.headers)


def token_of(request: Request) -> str:
    """Return the token of a request, empty where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _send_half(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Promise the whole answer, send half of it, and close."""
    body = bytes(response.body)
    await send(
        {"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers}
    )
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    await _close(scope, receive)


async def _close(scope: Scope, receive: Receive) -> None:
    close = scope.get("extensions", {}).get(CLOSE)
    if close is None:
        raise ConnectionDropped("the sandbox was told to drop this connection")
    close()
    while (await receive())["type"] != "http.disconnect":
        pass
