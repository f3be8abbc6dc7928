"""Which asynchronous library runs. httpcore asks at every lock, by an import that searches the whole path in vain.

sniffio, by which it asks, is no longer installed with anyio. A search that fails is remembered by nobody: it costs a
quarter of the CPU time of an asynchronous request.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["spare_searches"]

_PLACE = "httpcore._synchronization"
_NAME = "current_async_library"


def spare_searches() -> None:
    """Let httpcore ask sniffio only in a process that has imported it.

    Every other library than asyncio imports sniffio itself, to be known by it; where nobody has, there is nothing that
    it could say. An httpcore that asks in another way is left as it is.
    """
    place = sys.modules.get(_PLACE)
    asked: Callable[[], str] | None = getattr(place, _NAME, None)
    if asked is None or asked.__module__ != _PLACE or getattr(place, "anyio", None) is None:
        return

    @functools.wraps(asked, assigned=("__name__", "__qualname__", "__doc__"))
    def current_async_library() -> str:
        return asked() if "sniffio" in sys.modules else "asyncio"

    setattr(place, _NAME, current_async_library)
