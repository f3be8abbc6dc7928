"""Whether a request was sent, by httpx clients, transports and mocks of one's own."""

from __future__ import annotations

import contextlib
from typing import Any

import httpx
import pytest
import respx

from tests.client.transport.test_transport_sent import KINDS, hang_up, unreachable
from tests.client.transport.wire_kit import raw, sending, takes, trusting
from tests.inside import TransportError


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_of_ones_own_tells_as_much(kind: str) -> None:
    cls: Any = httpx.AsyncClient if kind == "async" else httpx.Client
    for case, unsent in (("a handshake without an end", True), (None, False)):
        with contextlib.ExitStack() as stack:
            own = cls(verify=trusting(), trust_env=False)
            if case:
                url, _, _ = stack.enter_context(unreachable(case))
            else:
                url = stack.enter_context(raw(takes)).url()
            sender = stack.enter_context(sending(kind, http_client=own))
            with pytest.raises(TransportError) as caught:
                sender.send(url, limit=0.6)
            assert caught.value.unsent is unsent
            sender.runner.run(own.aclose()) if sender.runner else own.close()


@pytest.mark.parametrize(
    ("error", "unsent"),
    [
        (httpx.ReadTimeout, False),
        (httpx.ReadError, False),
        (httpx.WriteError, False),
        (httpx.RemoteProtocolError, False),
        (httpx.NetworkError, False),
        (OSError, False),
        (httpx.ConnectError, True),
        (httpx.ConnectTimeout, True),
        (httpx.PoolTimeout, True),
    ],
)
@pytest.mark.parametrize("using", ["httpcore", "httpx"])
@pytest.mark.parametrize("kind", KINDS)
def test_of_a_mock_only_its_kind_of_error_is_known(
    kind: str, using: str, error: type[Exception], unsent: bool
) -> None:
    with respx.mock(using=using) as router, sending(kind) as sender:
        router.post("https://api.test/v1/x").mock(side_effect=error("as told"))
        with pytest.raises(TransportError) as caught:
            sender.send("https://api.test/v1/x")
        assert caught.value.unsent is unsent


@pytest.mark.parametrize("kind", KINDS)
def test_a_transport_that_tries_again_by_itself_has_sent(kind: str) -> None:
    """Its last error may be that it could not connect: what it did before counts."""

    class Again(httpx.BaseTransport):
        inner = httpx.HTTPTransport()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            try:
                return self.inner.handle_request(request)
            except httpx.RemoteProtocolError:
                raise httpx.ConnectError("refused") from None

    class AsyncAgain(httpx.AsyncBaseTransport):
        inner = httpx.AsyncHTTPTransport()

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            try:
                return await self.inner.handle_async_request(request)
            except httpx.RemoteProtocolError:
                raise httpx.ConnectError("refused") from None

    own: Any = AsyncAgain() if kind == "async" else Again()
    with raw(hang_up) as server, sending(kind, transport=own) as sender:
        with pytest.raises(TransportError) as caught:
            sender.send(server.url())
        assert not caught.value.unsent
