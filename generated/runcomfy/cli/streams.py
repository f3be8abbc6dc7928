"""The standard streams, where a program has none: of one with windows only, Python sets them to None."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["standard_streams"]


@contextlib.contextmanager
def standard_streams() -> Generator[None]:
    """Put an empty stream in the place of each one that is not there."""
    with contextlib.ExitStack() as closing:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                nothing = closing.enter_context(open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123
                setattr(sys, name, nothing)
                closing.callback(setattr, sys, name, None)
        yield
