"""JSON pointers: what a reference of a schema leads to in its own document."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from .json_values import is_list

__all__ = ["as_step", "pointed"]


def pointed(root: object, reference: str, otherwise: Any = None) -> Any:
    """Return what stands at a reference such as `#/$defs/A`, or `otherwise` where nothing does."""
    target: Any = root
    try:
        for step in unquote(reference).removeprefix("#").split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            target = target[int(name)] if is_list(target) else target[name]
    except (LookupError, TypeError, ValueError):
        return otherwise
    return target


def as_step(name: str) -> str:
    """Return a name as one step of a reference."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~$")
