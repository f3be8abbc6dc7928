"""What pydantic found wrong with an input, as faults a person can act on."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import BaseModel

from .._plain.json_values import is_dict, is_list, path_text, shorten, show
from ..errors import InputError, InputFault
from .describe import Spec, choices, describe, field_specs, models_of, step_into
from .rules import FAULT
from .wire import wire_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    Step = str | int

__all__ = ["find_faults", "input_error"]

_KNOWN = 20


class _Place(NamedTuple):
    """Where an error is: the path as the caller wrote it, the types there, and the union branch it came from."""

    path: tuple[Step, ...]
    specs: list[Spec]
    outer: list[Spec]
    union: int | None
    branch: Step | None


def input_error(model_id: str | None, faults: Sequence[InputFault], name: str | None = None) -> InputError:
    """The error that lists all faults; `name` is shown where no model is known."""
    head = f"{model_id or name}: " if model_id or name else ""
    count = "1 input is wrong" if len(faults) == 1 else f"{len(faults)} inputs are wrong"
    lines = [f"  {fault.path or 'the input'} {fault.message}" for fault in faults]
    return InputError(
        "\n".join([f"{head}{count}; nothing was sent", *lines]), model_id=model_id, faults=faults
    )


def find_faults(error: ValidationError, model: type[BaseModel], given: object) -> list[InputFault]:
    """One fault for each thing that is wrong; the failed branches of a union are one."""
    groups: dict[tuple[Step, ...], list[tuple[_Place, ErrorDetails]]] = {}
    for detail in error.errors(include_url=False):
        place = _locate(detail["type"], detail["loc"], model, given)
        key = place.path if place.union is None else place.path[: place.union]
        groups.setdefault(key, []).append((place, detail))
    faults: list[InputFault] = []
    for key, group in groups.items():
        faults.extend(_faults_of(key, group))
    return list(dict.fromkeys(faults))


def nearest(name: str, known: Iterable[object]) -> str | None:
    """The known name that `name` was probably meant to be, whatever its case."""
    names = {text.casefold(): text for text in known if isinstance(text, str)}
    found = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def _locate(kind: str, loc: tuple[Step, ...], model: type[BaseModel], given: object) -> _Place:
    """Walk along the types; a step that no type has is the name of a union's branch."""
    specs, outer, here = [Spec(model)], [Spec(model)], given
    path: list[Step] = []
    union: int | None = None
    branch: Step | None = None
    for position, step in enumerate(loc):
        inner = step_into(specs, step)
        last = position == len(loc) - 1
        unknown_name = last and is_dict(here) and step in here
        if not inner and not unknown_name:
            if union is None:
                union, branch = len(path), step
            continue
        name = step if last and kind == "extra_forbidden" else _as_given(specs, step, here)
        path.append(name)
        outer, specs = specs, inner
        here = _inside(here, name)
    return _Place(tuple(path), specs, outer, union, branch)


def _as_given(specs: list[Spec], step: Step, here: object) -> Step:
    """The name the caller used for a field: its wire name or its Python name."""
    if isinstance(step, str):
        names = here if is_dict(here) else {}
        for own, wire, _ in field_specs(specs, step):
            return wire if wire in names or own not in names else own
    return step


def _inside(here: Any, name: Step) -> object:
    try:
        if isinstance(here, BaseModel):
            return getattr(here, str(name))
        return here[name]
    except (LookupError, TypeError, AttributeError):
        return None


def _faults_of(key: tuple[Step, ...], group: list[tuple[_Place, ErrorDetails]]) -> list[InputFault]:
    branches = {place.branch for place, _ in group}
    if len(branches) == 1 and None in branches:
        return [_fault(place, detail) for place, detail in group]
    deep = [(place, detail) for place, detail in group if len(place.path) > len(key)]
    own = [
        (place, detail) for place, detail in group if detail["type"] == FAULT and len(place.path) == len(key)
    ]
    if deep:
        # Some branch knew the shape: of those, the one with the least to put right.
        by_branch: dict[Step | None, list[tuple[_Place, ErrorDetails]]] = {}
        for place, detail in deep:
            by_branch.setdefault(place.branch, []).append((place, detail))
        return [_fault(place, detail) for place, detail in min(by_branch.values(), key=len)]
    for place, detail in group:
        if detail["type"] == "finite_number":
            # It is a number, whatever else it might be.
            return [_fault(place, detail)]
    place, detail = group[0]
    value: object = detail["input"]
    # A rule that only says what type it wants knows less than the whole union does.
    own = [one for one in own if not str(one[1].get("ctx", {}).get("message")).startswith("must be ")]
    if own and not is_list(value) and not is_dict(value):
        return [_fault(*own[0])]
    return [_mismatch(place._replace(path=key), value)]


def _fault(place: _Place, detail: ErrorDetails) -> InputFault:
    kind, value = detail["type"], cast("object", detail["input"])
    path = path_text(place.path)
    allowed = describe(place.specs) if place.specs else None
    if kind == FAULT:
        context = detail.get("ctx", {})
        inner = (*place.path, *cast("tuple[Step, ...]", context.get("path", ())))
        return _with_choice(path_text(inner), str(context.get("message")), value, place.specs, allowed)
    if kind == "missing":
        return InputFault(path, f"is required: {allowed}", None, allowed)
    if kind == "extra_forbidden":
        return _unknown(place, value)
    if kind in {"too_short", "too_long", "string_too_short", "string_too_long"}:
        unit = "characters" if kind.startswith("string") else "items"
        size = len(cast("Sequence[object]", value))
        return InputFault(path, f"has {size} {unit}, and must be {allowed}", shorten(value), allowed)
    if kind == "finite_number":
        return InputFault(path, f"must be a finite number, not {show(value)}", shorten(value), allowed)
    if kind.startswith("string_unicode"):
        return InputFault(
            path, "holds half of a surrogate pair, which cannot be sent", shorten(value), allowed
        )
    if allowed:
        return _mismatch(place, value)
    text = detail["msg"].replace("Input should be", "must be")
    return InputFault(path, text[:1].lower() + text[1:], shorten(value), allowed)


def _mismatch(place: _Place, value: object) -> InputFault:
    allowed = describe(place.specs)
    return _with_choice(
        path_text(place.path), f"must be {allowed}, not {show(value)}", value, place.specs, allowed
    )


def _with_choice(
    path: str, message: str, value: object, specs: list[Spec], allowed: str | None
) -> InputFault:
    suggestion = nearest(value, choices(specs)) if isinstance(value, str) else None
    if suggestion is None:
        # "5" for 5, or 5 for "5": the right text of the wrong type.
        plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        same = [
            one for one in choices(specs) if plain and type(one) is not type(value) and str(one) == str(value)
        ]
        suggestion = show(same[0]) if same else None
    else:
        suggestion = show(suggestion)
    if suggestion is not None:
        message = f"{message} (did you mean {suggestion}?)"
    return InputFault(path, message, shorten(value), allowed, suggestion)


def _unknown(place: _Place, value: object) -> InputFault:
    name = str(place.path[-1])
    names = [
        (own, wire_name(own, field))
        for one in models_of(place.outer)
        for own, field in one.model_fields.items()
    ]
    known = list(dict.fromkeys(own for own, _ in names))
    suggestion = nearest(name, [text for pair in names for text in pair if text != name])
    meant = f" (did you mean {show(suggestion)}?)" if suggestion else ""
    more = f", … {len(known)} in all" if len(known) > _KNOWN else ""
    allowed = f"the inputs are {', '.join(known[:_KNOWN])}{more}" if known else "there are no inputs"
    message = f"is not an input{meant or f'; {allowed}'}"
    return InputFault(path_text(place.path), message, shorten(value), allowed, suggestion)
