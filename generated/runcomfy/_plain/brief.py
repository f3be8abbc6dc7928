"""Short tracebacks for what the caller got wrong: the caller's own line and the message, and no frame in between."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ..errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MISTAKES", "brief", "brief_to_make"]

# The function itself, and not what it takes and gives: jedi knows no ParamSpec, and would show nothing of it.
FunctionT = TypeVar("FunctionT", bound="Callable[..., Any]")
ClassT = TypeVar("ClassT", bound=type)

MISTAKES = (InputError, ConfigError)
"""Nothing was sent, and what is wrong stands in the message: where in this package it was noticed helps nobody."""


def brief(function: FunctionT) -> FunctionT:
    """Let a function that users call raise such errors as if the caller's own line had raised them.

    A bare `raise` adds no frame of its own to a traceback.
    """
    call = cast("Callable[..., Any]", function)

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except MISTAKES as error:
            error.__traceback__ = None
            raise

    @functools.wraps(function)
    async def run_async(*args: Any, **kwargs: Any) -> Any:
        try:
            return await call(*args, **kwargs)
        except MISTAKES as error:
            error.__traceback__ = None
            raise

    return cast("FunctionT", run_async if inspect.iscoroutinefunction(function) else run)


def brief_to_make(cls: ClassT) -> ClassT:
    """Let a class whose constructor is made for it, such as a dataclass, raise such errors in the same way."""
    own: Any = cls
    own.__init__ = brief(own.__init__)
    return cls
