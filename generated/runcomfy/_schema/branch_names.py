"""What an error calls the branch of a union that it is about: the type, and not the validators around it."""

from __future__ import annotations

from typing import Any, cast

__all__ = ["named"]

# Where an error names the place, web frameworks show it to whoever sent the value.
_INSIDE = frozenset({"function-before", "function-after", "function-wrap", "nullable", "default"})


def named(choice: Any) -> Any:
    """Return the branch of a union with its name, where pydantic would make one of the validators' names."""
    if isinstance(choice, tuple) or not choice["type"].startswith("function-"):
        return cast("Any", choice)
    inner = choice
    while inner["type"] in _INSIDE:
        inner = inner["schema"]
    return choice, _name(inner)


def _name(schema: Any) -> str:
    kind: str = schema["type"]
    if kind == "model":
        return str(schema["cls"].__name__)
    if kind == "definition-ref":  # such as `package.module.Size:94459286204560`
        return str(schema["schema_ref"]).split(":", 1)[0].rsplit(".", 1)[-1]
    if kind == "function-plain":
        return str(getattr(getattr(schema["function"]["function"], "__self__", None), "branch_name", "value"))
    return kind
