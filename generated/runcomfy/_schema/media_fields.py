"""Which fields of a class of inputs hold files, and whether given values may need a look at a disk."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast, get_args

from pydantic import BaseModel

from .._plain.data_uris import is_data_uri
from .._plain.json_values import is_dict, is_list
from .describe import branches, field_spec, models_of, spec_of
from .media import MediaRule
from .wire import to_wire, wire_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .describe import Spec

__all__ = ["media_names", "needs_disk"]


def needs_disk(
    input_type: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, object]
) -> bool:
    """Return whether `build_input` may look at a disk, so that a driver that must not block calls it in a thread."""
    model = cast("type[BaseModel]", input_type)
    inputs: Mapping[str, object] = kwargs
    if args and isinstance(args[0], BaseModel):
        inputs = to_wire(args[0])
    return any(name in media_names(model) and not _without_files(value) for name, value in inputs.items())


@lru_cache(maxsize=1024)
def media_names(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields, in both ways, that hold a file somewhere inside."""
    model.model_rebuild()
    names: set[str] = set()
    for name, field in model.model_fields.items():
        if _holds_media(field_spec(field), set()):
            names |= {name, wire_name(name, field)}
    return frozenset(names)


def _holds_media(spec: Spec, seen: set[type[BaseModel]]) -> bool:
    if any(isinstance(item, MediaRule) for item in spec.metadata):
        return True
    for branch in branches(spec):
        if branch is not spec and any(isinstance(item, MediaRule) for item in branch.metadata):
            return True
        if any(_holds_media(spec_of(inner), seen) for inner in get_args(branch.bare)):
            return True
    for model in models_of([spec]):
        if model not in seen:
            seen.add(model)
            if any(_holds_media(field_spec(field), seen) for field in model.model_fields.values()):
                return True
    return False


def _without_files(value: object) -> bool:
    if isinstance(value, str):
        return value.startswith("https://") or is_data_uri(value)
    if is_list(value):
        return all(_without_files(item) for item in value)
    if is_dict(value):
        return all(_without_files(item) for item in value.values())
    return value is None or isinstance(value, (bool, int, float))
