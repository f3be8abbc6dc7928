"""Models of this package by their id, without importing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .._catalogue.registry import registry
from .._plain.nearest import nearest
from .._plain.text import one_line
from .errors import BAD_INPUT, CommandError
from .text import prog

if TYPE_CHECKING:
    from .._catalogue.registry import ModelInfo

__all__ = ["document", "input_schema", "model", "unknown_model"]

_MOST = 4


def model(model_id: str) -> ModelInfo | None:
    """Return what is known about a model of this package."""
    return registry.get(model_id)


def document(info: ModelInfo) -> dict[str, Any]:
    """Return the packaged schema document of a model, without the form in which its source had the schema."""
    return {name: value for name, value in info.schema.items() if name != "source_schema"}


def input_schema(info: ModelInfo) -> dict[str, Any]:
    """Return the schema of its inputs."""
    schema: object = document(info).get("input_schema")
    return cast("dict[str, Any]", schema) if isinstance(schema, dict) else {}


def _meant(model_id: str) -> list[str]:
    """Find the ids that were probably meant: alike as a whole, or with all the words of it."""
    import re

    words = [word for word in re.split(r"[^\w.]+", model_id.casefold()) if word]
    holding = [one for one in registry if words and all(word in one.casefold() for word in words)]
    return list(dict.fromkeys([*sorted(holding, key=len), *nearest(model_id, registry, _MOST)]))[:_MOST]


def unknown_model(model_id: str) -> CommandError:
    """Return the error for an id that this package does not know."""
    near = _meant(model_id)
    meant = f"Did you mean {', '.join(near)}? " if near else ""
    return CommandError(
        f"This package does not know the model {one_line(model_id, 120)!r}.",
        code=BAD_INPUT,
        kind="UnknownModelError",
        hint=f"{meant}`{prog()} models list` shows them all; --untyped runs one that is not there.",
    )
