"""What both clients are to the rooms below them: something that holds a core."""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from .core import Core

__all__ = ["ClientBase", "core_of"]

CoreT_co = TypeVar("CoreT_co", bound=Core[Any], covariant=True)


class ClientBase(Generic[CoreT_co]):
    """The root of both clients."""


def core_of(client: ClientBase[CoreT_co]) -> CoreT_co:
    """Return what works inside a client. Strictly private."""
    return cast("CoreT_co", client.__dict__["_core"])
