"""Reading an answer into its type: never an error, never a changed value, and a note on what does not fit."""

from __future__ import annotations

import json
import re
from dataclasses import is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, PydanticUserError, TypeAdapter, ValidationError

from .._plain.json_values import is_dict, is_list, path_text, show
from .._plain.urls import kind_of_url, urls_in
from .describe import Spec, branches, describe, field_spec, models_of, spec_of
from .wire import wire_name

if TYPE_CHECKING:
    from .._plain.json_values import Step

__all__ = ["read_output"]

_MOST = 10  # problems reported
_QUERY = re.compile(r"(?<=://)([^\s'\"?]*)\?[^\s'\"]*")  # of a signed address: a secret
_PLURAL = {"image": "images", "video": "videos", "audio": "audios"}


def read_output(
    model_id: str, output_type: Any, raw: object, *, kind: str | None = None
) -> tuple[Any, tuple[str, ...]]:
    """Return the answer as its type, and in words what in it does not fit. Never raises.

    What does not fit stands in its place as it came. A bare URL, or a list of them, where the type is an object with
    fields for media, goes to the field that fits: by the address's extension, else by `kind` ("image", "video",
    "audio"), else to the first that is free.
    """
    try:
        return _read(output_type, raw, kind)
    except Exception as error:  # noqa: BLE001 (the job is paid for: whatever this is, the answer must reach the user)
        return raw, (f"{model_id}: the output could not be read as {output_type}: {type(error).__name__}",)


def _read(output_type: Any, raw: object, kind: str | None) -> tuple[Any, tuple[str, ...]]:
    spec, model = _plan(output_type) if isinstance(output_type, type) else _made_plan(output_type)
    value = raw
    if model is not None:
        model.model_rebuild()
        if isinstance(raw, str) or (is_list(raw) and not _fits(spec, raw)):
            value = _wrap_urls(model, raw, kind)
        if is_dict(value):
            value = _with_lists_adapted(model, value)
    elif not _fits(spec, raw):
        value = _unwrap_url(spec, raw)
    problems: list[str] = []
    output = _read_leniently(spec, value, (), problems)
    if len(problems) > _MOST:
        problems[_MOST:] = [f"… and {len(problems) - _MOST} more"]
    return output, tuple(problems)


def _made_plan(output_type: Any) -> tuple[Spec, type[BaseModel] | None]:
    """Return the type without `Annotated`, and the first model in it."""
    spec = spec_of(output_type)
    return spec, next(iter(models_of([spec])), None)


# The same for every job of a model. What is no class may be anything, and have no hash.
_plan = lru_cache(maxsize=256)(_made_plan)


def _fits(spec: Spec, value: object) -> bool:
    try:
        _validate_strictly(spec, value)
    except (ValidationError, PydanticUserError):
        return False
    return True


def _validate_strictly(spec: Spec, value: object) -> Any:
    """Return the value as its type, nothing coerced. Raises ValidationError."""
    if isinstance(spec.bare, type) and issubclass(spec.bare, BaseModel):
        return spec.bare.model_validate(value, by_alias=True, by_name=False)
    annotation = cast("Any", spec.bare)
    for item in spec.metadata:
        annotation = cast("Any", Annotated[annotation, item])
    if _has_own_config(annotation):
        # A dataclass or a `TypedDict` of the user's: from JSON a strict one takes an object.
        return TypeAdapter(annotation).validate_json(json.dumps(value), strict=True)
    adapter: TypeAdapter[Any] = TypeAdapter(annotation, config=ConfigDict(strict=True))
    return adapter.validate_python(value, by_alias=True, by_name=False)


def _has_own_config(annotation: Any) -> bool:
    return hasattr(annotation, "__total__") or is_dataclass(annotation)


def _read_leniently(spec: Spec, value: Any, path: tuple[Step, ...], problems: list[str]) -> Any:
    """Return the value as its type where it fits; else its parts where they fit; else as it is, with a note."""
    reason = ""
    try:
        return _validate_strictly(spec, value)
    except ValidationError:
        pass
    except PydanticUserError as error:  # the user's own type is what is wrong
        reason = f" ({str(error.message).splitlines()[0]})"
    models = models_of([spec])
    if is_dict(value) and models:
        return _read_model_leniently(models[0], value, path, problems)
    if is_list(value):
        for branch in branches(spec):
            if get_origin(branch.bare) is list:
                inner = spec_of(get_args(branch.bare)[0])
                items = enumerate(value)
                return [_read_leniently(inner, item, (*path, index), problems) for index, item in items]
    found = _QUERY.sub(r"\1?…", show(value))
    problems.append(f"{path_text(path) or 'the output'} should be {describe([spec])}, and is {found}{reason}")
    return value


def _read_model_leniently(
    model: type[BaseModel], value: dict[str, Any], path: tuple[Step, ...], problems: list[str]
) -> BaseModel:
    model.model_rebuild()
    fields: dict[str, Any] = {}
    left = dict(value)
    for name, field in model.model_fields.items():
        wire = wire_name(name, field)
        if wire in left:
            fields[name] = _read_leniently(field_spec(field), left.pop(wire), (*path, wire), problems)
        elif field.is_required():
            problems.append(f"{path_text((*path, wire))} is missing")
            fields[name] = None
    # What is unknown is kept beside the fields, also where it has the Python name of one.
    made = model.model_construct(**fields)
    made.__pydantic_fields_set__.intersection_update(
        name for name, field in model.model_fields.items() if wire_name(name, field) in value
    )
    if made.__pydantic_extra__ is not None:
        made.__pydantic_extra__.update(left)
    return made


def _wrap_urls(model: type[BaseModel], raw: str | list[Any], kind: str | None) -> Any:
    """Return a bare URL or list of them as the object that would have held it."""
    items: list[Any] = [raw] if isinstance(raw, str) else raw
    if not items or not all(isinstance(item, str) for item in items):
        return raw
    groups: dict[str, list[str]] = {}
    for item in items:
        found = kind_of_url(item) or kind or ""
        groups.setdefault(found, []).append(item)
    placed: dict[str, Any] = {}
    for found, urls in groups.items():
        name = _field_for_urls(model, found, urls, placed)
        if name is None:
            return raw
        takes_list = _takes(model, name, list)
        placed[name] = urls if takes_list else urls[0]
    return placed


def _field_for_urls(model: type[BaseModel], kind: str, urls: list[str], placed: dict[str, Any]) -> str | None:
    wires = {wire_name(name, field): name for name, field in model.model_fields.items()}
    kinds = [kind] if kind in _PLURAL else list(_PLURAL)
    pairs = [(one, _PLURAL[one]) if len(urls) == 1 else (_PLURAL[one], one) for one in kinds]
    for wire in (name for pair in pairs for name in pair):
        fits = wire in wires and (_takes(model, wire, list) or (_takes(model, wire, str) and len(urls) == 1))
        if fits and wire not in placed:
            return wire
    return None


@lru_cache(maxsize=1024)
def _takes(model: type[BaseModel], wire: str, kind: type) -> bool:
    for name, field in model.model_fields.items():
        if wire == wire_name(name, field):
            return any(
                (get_origin(branch.bare) or branch.bare) is kind for branch in branches(field_spec(field))
            )
    return False


def _with_lists_adapted(model: type[BaseModel], value: dict[str, Any]) -> dict[str, Any]:
    """Make one URL a list where the type has a list, and the reverse: the API is known to send either."""
    changed = dict(value)
    for wire in (name for pair in _PLURAL.items() for name in pair):
        found = value.get(wire)
        if isinstance(found, str) and _takes(model, wire, list) and not _takes(model, wire, str):
            changed[wire] = [found]
        elif is_list(found) and _takes(model, wire, str) and not _takes(model, wire, list):
            items = found
            if len(items) == 1 and isinstance(items[0], str):
                changed[wire] = items[0]
    return changed


def _unwrap_url(spec: Spec, raw: object) -> object:
    """Return an object or a list where the type is a URL or a list of them."""
    urls = list(urls_in(raw))
    kinds = [get_origin(branch.bare) or branch.bare for branch in branches(spec)]
    if urls and list in kinds:
        return urls
    return urls[0] if len(urls) == 1 and str in kinds else raw
