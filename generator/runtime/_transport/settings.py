"""How the server is reached: what was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from .._plain.hosts import is_loopback
from .._plain.json_values import show
from ..errors import ConfigError

if TYPE_CHECKING:
    import ssl

__all__ = ["TransportSettings", "check_connection"]


@dataclass(eq=False, repr=False)
class TransportSettings:
    """How to reach the server. `transport` and `http_client` are httpx's, of the kind the client needs.

    Raises:
        ConfigError: Something here cannot be.
    """

    proxy: Any = None
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True
    transport: Any = None
    http_client: Any = None
    max_connections: int = 32
    base_url: str | None = None
    http_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        most = cast("object", self.max_connections)
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            raise ConfigError(f"max_connections must be an integer of at least 1, not {show(most)}.")
        verify = cast("object", self.verify)
        if not isinstance(verify, bool | str | os.PathLike) and not _is_context(verify):
            raise ConfigError(
                f"verify= must be True, False, a path or an ssl.SSLContext, not {type(verify).__name__}.",
                hint="Leave it out to trust the usual certificates.",
            )
        if self.proxy is not None:
            from .connections import check_proxy

            check_proxy(self.proxy)
        host = urlsplit(self.base_url or "").hostname or ""
        if self.proxy is not None and (is_loopback(host) or host in self.http_hosts):
            raise ConfigError(
                f"proxy= cannot be used with {self.base_url}: the token would leave this machine.",
                hint="Leave proxy= out: what is on this machine, or named in http_hosts=, is reached without one.",
            )


def _is_context(value: object) -> bool:
    import ssl  # a client that sends nothing needs none of it

    return isinstance(value, ssl.SSLContext)


def check_connection(
    proxy: object, verify: object, transport: object, http_client: object, *, is_async: bool
) -> None:
    """Refuse settings that exclude each other, or are of the other client's kind.

    Raises:
        ConfigError: They do.
    """
    if transport is not None and http_client is not None:
        raise ConfigError("Give either transport= or http_client=, not both.")
    wanted, method = ("Async", "handle_async_request") if is_async else ("", "handle_request")
    if transport is not None and not hasattr(transport, method):
        raise ConfigError(f"transport= must be an httpx.{wanted}BaseTransport here.")
    close = "aclose" if is_async else "close"
    if http_client is not None and not (
        hasattr(http_client, close) and hasattr(http_client, "build_request")
    ):
        raise ConfigError(
            f"http_client= must be an httpx.{wanted}Client here, not a {type(http_client).__name__}."
        )
    given = "transport=" if transport is not None else "http_client=" if http_client is not None else None
    if given is not None and (proxy is not None or verify is not True):
        raise ConfigError(f"proxy= and verify= have no effect beside {given}: set them there.")
    if isinstance(verify, str | os.PathLike) and not os.path.exists(cast("str", verify)):  # noqa: PTH110
        raise ConfigError(f"There are no certificates at verify={os.fspath(cast('str', verify))!r}.")
