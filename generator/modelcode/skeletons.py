"""The skeletons of types: small schemas that datamodel-code-generator turns into type expressions."""

from __future__ import annotations

from typing import Any

from generator.modelcode.adapter import PLACEHOLDER_MODULE, skeleton_key

__all__ = ["SCALARS", "any_of", "placeholder"]

SCALARS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    # Both, so that 1 stays 1 on the wire: a float type would make it 1.0.
    "number": {"type": ["integer", "number"]},
    "boolean": {"type": "boolean"},
    "null": {"type": "null"},
}


def any_of(skeletons: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the union of some skeletons, each once: of a type twice, the code generator would make anything."""
    once = list({skeleton_key(skeleton): skeleton for skeleton in skeletons}.values())
    return once[0] if len(once) == 1 else {"anyOf": once}


def placeholder(name: str) -> dict[str, Any]:
    """Return the skeleton of a type that has a name: a class, a part, or one of the client's."""
    return {"type": "string", "customTypePath": f"{PLACEHOLDER_MODULE}.{name}"}
