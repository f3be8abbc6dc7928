"""A field's type in words, and the way from a model to the type of a nested value."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, cast, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from .._plain.json_values import show
from .._plain.wording import counted, ranges
from .media import MediaRule
from .part import AsModel
from .rules import MultipleOf, OneOf, Pattern, UniqueItems
from .sequence import AsDict, AsList
from .wire import wire_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Spec", "branches", "choices", "describe", "field_spec", "field_specs", "models_of", "spec_of", "step_into",
]  # fmt: skip


class Spec(NamedTuple):
    """A type without `Annotated`, and what stood in it."""

    bare: Any
    metadata: tuple[Any, ...] = ()


def spec_of(annotation: Any, metadata: Iterable[Any] = ()) -> Spec:
    """Take `Annotated` off; what an input takes for a list, a dict or a class is that."""
    outer = tuple(metadata)
    while get_origin(annotation) is Annotated:
        annotation, *inner = get_args(annotation)
        outer = (*inner, *outer)
    flat: list[Any] = []
    for item in outer:
        flat.extend(item.metadata if isinstance(item, FieldInfo) else (item,))
    for item in flat:
        if isinstance(item, (AsList, AsDict, AsModel)):
            annotation = item.plain(annotation)
    return Spec(annotation, tuple(flat))


def field_spec(field: FieldInfo) -> Spec:
    """Return the type of a field."""
    return spec_of(field.annotation, field.metadata)


def branches(spec: Spec) -> list[Spec]:
    """Return the members of a union, else the type itself."""
    if _rule(spec, (MediaRule, OneOf)) or get_origin(spec.bare) not in {Union, types.UnionType}:
        return _root(spec) or [spec]
    members = [branch for member in get_args(spec.bare) for branch in branches(spec_of(member))]
    # The limits around a union are those of each member.
    return [Spec(branch.bare, (*branch.metadata, *spec.metadata)) for branch in members]


def _root(spec: Spec) -> list[Spec] | None:
    """Return the branches of what a root model wraps."""
    if isinstance(spec.bare, type) and issubclass(spec.bare, RootModel):
        model = cast("type[BaseModel]", spec.bare)
        return branches(field_spec(model.model_fields["root"]))
    return None


def models_of(specs: Iterable[Spec]) -> list[type[BaseModel]]:
    """Return the models among some types; root models stand for what they wrap."""
    bare = (branch.bare for spec in specs for branch in branches(spec))
    return [one for one in bare if isinstance(one, type) and issubclass(one, BaseModel)]


def field_specs(specs: Iterable[Spec], name: str) -> Iterator[tuple[str, str, Spec]]:
    """Yield the fields called `name`, in either way, as (python name, wire name, type)."""
    for model in models_of(specs):
        for own, field in model.model_fields.items():
            if name in {own, field.alias}:
                yield own, wire_name(own, field), field_spec(field)


def step_into(specs: list[Spec], step: str | int) -> list[Spec]:
    """Return the types one step further: of an item, or of the value of a name. Empty if no type has that step."""
    if isinstance(step, int):
        lists = [spec.bare for outer in specs for spec in branches(outer) if get_origin(spec.bare) is list]
        return [spec_of(get_args(bare)[0]) for bare in lists]
    found = [spec for _, _, spec in field_specs(specs, step)]
    if found:
        return found
    dicts = [spec.bare for outer in specs for spec in branches(outer) if get_origin(spec.bare) is dict]
    return [spec_of(get_args(bare)[1]) for bare in dicts]


def choices(specs: Iterable[Spec]) -> list[Any]:
    """Return every value that an enum among some types names."""
    found: list[Any] = []
    for outer in specs:
        for spec in branches(outer):
            rule = _rule(spec, (OneOf,))
            if rule is not None and rule.values:
                found.extend(rule.values)
            elif get_origin(spec.bare) is Literal:
                found.extend(get_args(spec.bare))
    return found


def describe(specs: Iterable[Spec]) -> str:
    """Return what is allowed, in words: "an integer from 4 to 30", "one of '1k', '2k'"."""
    all_branches = [branch for spec in specs for branch in branches(spec)]
    bare = [branch.bare for branch in all_branches]
    words: list[str] = []
    for branch in all_branches:
        # An integer is a number too: one word for both.
        if branch.bare is int and float in bare:
            continue
        words.append(_describe_one(branch))
    return " or ".join(dict.fromkeys(words))


def _describe_one(spec: Spec) -> str:
    rule = _rule(spec, (MediaRule, OneOf))
    if rule is not None and getattr(rule, "values", True):
        return str(rule.text())
    bare, origin = spec.bare, get_origin(spec.bare)
    if origin is Literal:
        return OneOf(*get_args(bare)).text()
    if bare in {int, float}:
        step = _rule(spec, (MultipleOf,))
        more = f", a multiple of {step.step}" if step else ""
        return f"{'an integer' if bare is int else 'a number'}{_range(spec)}{more}"
    if bare is str:
        pattern = _rule(spec, (Pattern,))
        more = f" that matches the pattern {pattern.regex!r}" if pattern else ""
        return f"a string{_length(spec, 'character')}{more}"
    if bare is bool:
        return "True or False"
    if bare is None or bare is type(None):
        return "None"
    if origin is list:
        inner = describe([spec_of(get_args(bare)[0])])
        unique = ", no item twice" if _rule(spec, (UniqueItems,)) else ""
        return f"a list{_length(spec, 'item')}{unique}, each {inner}"
    if origin is dict:
        return f"a dict{_length(spec, 'entry')}, each value {describe([spec_of(get_args(bare)[1])])}"
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        names = [show(wire_name(name, field)) for name, field in bare.model_fields.items()]
        return (
            f"a dict with {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
            if names
            else "an empty dict"
        )
    if isinstance(bare, type) and origin is None:
        return "a dict" if bare is dict else "a list" if bare is list else bare.__name__
    return "any JSON value" if bare is Any else str(cast("object", bare))


def _rule(spec: Spec, kinds: tuple[type, ...]) -> Any:
    return next((item for item in spec.metadata if isinstance(item, kinds)), None)


def _limit(spec: Spec, name: str) -> Any:
    return next(
        (getattr(item, name) for item in spec.metadata if getattr(item, name, None) is not None), None
    )


def _range(spec: Spec) -> str:
    low, above, high, below = (_limit(spec, name) for name in ("ge", "gt", "le", "lt"))
    text = " and ".join(ranges(low, above, high, below))
    return f" {'of' if low is None or high is None else 'from'} {text}" if text else ""


def _length(spec: Spec, noun: str) -> str:
    found = counted(_limit(spec, "min_length"), _limit(spec, "max_length"), noun)
    return "".join(f" of {text}" for text in found)
