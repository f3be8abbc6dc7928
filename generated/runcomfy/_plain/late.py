"""`LateModule`: a module that is named by annotations, and imported when somebody asks what they mean."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["LateModule"]


class LateModule:
    """Stands for a module that costs too much to import for its names in annotations alone."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._name), name)
