"""A small JSON Schema judge, for the parts of a schema that Python types cannot say.

It knows the assertions of draft 2020-12 without `$dynamicRef`, `unevaluated*` and references out of the document,
and agrees with the `jsonschema` library on them. A local file counts as the string it will become.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .._plain.json_values import TextStandIn, is_dict, is_list, is_unique, json_equal, show
from .._plain.multiples import is_multiple
from .._plain.schema_parts import LISTED, NAMED, NESTED, pointed
from .._plain.wording import counted
from .pattern import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sized

    Schema = Mapping[str, Any] | bool
    Path = tuple[str | int, ...]
    Misfit = tuple[Path, str]
    Judge = Callable[[Mapping[str, Any], object, Schema], Iterator[Misfit]]

__all__ = ["check_schema", "misfit"]

_ANNOTATIONS = frozenset({
    "$anchor", "$comment", "$defs", "$id", "$schema", "default", "definitions", "deprecated", "description",
    "else", "example", "examples", "format", "maxContains", "minContains", "readOnly", "then", "title",
    "validations", "writeOnly",
})  # fmt: skip


def misfit(schema: Schema, value: object, root: Schema | None = None) -> Misfit | None:
    """Return the first thing about `value` that `schema` does not allow, as (path, message), or None if it fits."""
    if isinstance(schema, bool):
        return None if schema else ((), "nothing is allowed here")
    root = schema if root is None else root
    for keyword in schema:
        judge = _JUDGES.get(keyword)
        if judge is not None:
            for found in judge(schema, value, root):
                return found
    return None


def check_schema(schema: object) -> None:
    """Raise ValueError where `schema` uses what this judge does not know."""
    if isinstance(schema, bool):
        return
    if not is_dict(schema):
        raise ValueError(f"a schema must be an object or a boolean, not {show(schema)}")
    for keyword, argument in schema.items():
        if keyword not in _JUDGES and keyword not in _ANNOTATIONS and not keyword.startswith("x-"):
            raise ValueError(f"the keyword {show(keyword)} is not supported")
        if keyword in NESTED:
            check_schema(argument)
        for part in argument if keyword in LISTED else argument.values() if keyword in NAMED else ():
            check_schema(part)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[object], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: (
        _is_number(value) and (isinstance(value, int) or cast("float", value).is_integer())
    ),
    "number": _is_number,
    "string": lambda value: isinstance(value, (str, TextStandIn)),
    "array": is_list,
    "object": is_dict,
}


def _type(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    names: list[str] = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(_TYPES[name](value) for name in names):
        yield (), f"must be of type {' or '.join(names)}, not {show(value)}"


def _enum(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    if not any(json_equal(value, member) for member in schema["enum"]):
        yield (
            (),
            f"must be one of {', '.join(show(member) for member in schema['enum'][:12])}, not {show(value)}",
        )


def _const(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    if not json_equal(value, schema["const"]):
        yield (), f"must be {show(schema['const'])}, not {show(value)}"


def _number(
    fits: Callable[[Any, Any], bool], words: str
) -> Callable[[Mapping[str, Any], object, str], Iterator[Misfit]]:
    def judge(schema: Mapping[str, Any], value: object, keyword: str) -> Iterator[Misfit]:
        if _is_number(value) and not fits(value, schema[keyword]):
            yield (), f"must be {words} {schema[keyword]}, not {show(value)}"

    return judge


def _size(
    kind: type | tuple[type, ...], noun: str
) -> Callable[[Mapping[str, Any], object, str], Iterator[Misfit]]:
    def judge(schema: Mapping[str, Any], value: object, keyword: str) -> Iterator[Misfit]:
        if isinstance(value, kind):
            size = value.text_length if isinstance(value, TextStandIn) else len(cast("Sized", value))
            bound: int = schema[keyword]
            low, high = (bound, None) if keyword.startswith("min") else (None, bound)
            if size is not None and (size < bound if high is None else size > bound):
                yield (), f"must have {next(counted(low, high, noun))}, not {size}"

    return judge


def _pattern(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    text = value.text_start if isinstance(value, TextStandIn) else value
    if isinstance(text, str) and not matches(schema["pattern"], text):
        yield (), f"must match the pattern {schema['pattern']!r}; {show(value)} does not"


def _items(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_list(value):
        start = len(schema.get("prefixItems", ()))
        for index, item in enumerate(value[start:], start):
            yield from _nested(misfit(schema["items"], item, root), index)


def _prefix_items(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_list(value):
        for index, (part, item) in enumerate(zip(schema["prefixItems"], value, strict=False)):
            yield from _nested(misfit(part, item, root), index)


def _contains(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_list(value):
        count = sum(misfit(schema["contains"], item, root) is None for item in value)
        low, high = schema.get("minContains", 1), schema.get("maxContains")
        if count < low:
            yield (), f"must hold {next(counted(low, None, 'item'))} of a certain form, and holds {count}"
        elif high is not None and count > high:
            yield (), f"must hold {next(counted(None, high, 'item'))} of a certain form, and holds {count}"


def _unique(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    if schema["uniqueItems"] and is_list(value) and not is_unique(value):
        yield (), "must not hold the same item twice"


def _required(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        yield from (((), f"needs {show(name)}") for name in schema["required"] if name not in value)


def _properties(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        for name, part in schema["properties"].items():
            if name in value:
                yield from _nested(misfit(part, value[name], root), name)


def _pattern_properties(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        for pattern, part in schema["patternProperties"].items():
            for name, item in value.items():
                if matches(pattern, name):
                    yield from _nested(misfit(part, item, root), name)


def _additional(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", ())
        for name, item in value.items():
            if name not in known and not any(matches(pattern, name) for pattern in patterns):
                yield from _nested(misfit(schema["additionalProperties"], item, root), name)


def _property_names(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        for name in value:
            if found := misfit(schema["propertyNames"], name, root):
                yield (), f"the name {show(name)} {found[1]}"


def _dependent_required(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        for name, needed in schema["dependentRequired"].items():
            missing = [other for other in needed if other not in value]
            if name in value and missing:
                yield (), f"needs {show(missing[0])} where {show(name)} is given"


def _dependent_schemas(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if is_dict(value):
        for name, part in schema["dependentSchemas"].items():
            if name in value and (found := misfit(part, value, root)):
                yield found


def _all_of(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    yield from (found for part in schema["allOf"] if (found := misfit(part, value, root)))


def _any_of(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    found = [misfit(part, value, root) for part in schema["anyOf"]]
    if None not in found:
        yield _nearest(found)


def _one_of(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    found = [misfit(part, value, root) for part in schema["oneOf"]]
    count = found.count(None)
    if count > 1:
        yield (), f"must have exactly one of the allowed forms, and has {count} of them"
    elif not count:
        yield _nearest(found)


def _not(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    if misfit(schema["not"], value, root) is None:
        yield (), f"has a form that is not allowed: {show(value)}"


def _if(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    branch = "then" if misfit(schema["if"], value, root) is None else "else"
    if found := misfit(schema.get(branch, True), value, root):
        yield found


def _ref(schema: Mapping[str, Any], value: object, root: Schema) -> Iterator[Misfit]:
    # Nothing fits what is not there.
    if found := misfit(pointed(root, schema["$ref"], otherwise=False), value, root):
        yield found


def _nested(found: Misfit | None, step: str | int) -> Iterator[Misfit]:
    if found:
        yield (step, *found[0]), found[1]


def _nearest(found: list[Misfit | None]) -> Misfit:
    """Return, of several forms that were missed, the one that was met the furthest."""
    best = max((one for one in found if one), key=lambda one: len(one[0]))
    if best[0]:
        return best
    reasons = dict.fromkeys(one[1] for one in found if one)
    return (), "; or ".join(list(reasons)[:3])


def _with_keyword(judge: Callable[[Mapping[str, Any], object, str], Iterator[Misfit]], keyword: str) -> Judge:
    def keyed(schema: Mapping[str, Any], value: object, _root: Schema) -> Iterator[Misfit]:
        return judge(schema, value, keyword)

    return keyed


_TEXTS = (str, TextStandIn)
_JUDGES: dict[str, Judge] = {
    "$ref": _ref, "type": _type, "enum": _enum, "const": _const,
    "pattern": _pattern, "items": _items, "prefixItems": _prefix_items, "contains": _contains, "uniqueItems": _unique,
    "required": _required, "properties": _properties, "patternProperties": _pattern_properties,
    "additionalProperties": _additional, "propertyNames": _property_names,
    "dependentRequired": _dependent_required, "dependentSchemas": _dependent_schemas,
    "allOf": _all_of, "anyOf": _any_of, "oneOf": _one_of, "not": _not, "if": _if,
} | {
    keyword: _with_keyword(judge, keyword)
    for keyword, judge in {
        "minimum": _number(lambda value, bound: value >= bound, "at least"),
        "maximum": _number(lambda value, bound: value <= bound, "at most"),
        "exclusiveMinimum": _number(lambda value, bound: value > bound, "more than"),
        "exclusiveMaximum": _number(lambda value, bound: value < bound, "less than"),
        "multipleOf": _number(is_multiple, "a multiple of"),
        **dict.fromkeys(("minLength", "maxLength"), _size(_TEXTS, "character")),
        **dict.fromkeys(("minItems", "maxItems"), _size(list, "item")),
        **dict.fromkeys(("minProperties", "maxProperties"), _size(dict, "entry")),
    }.items()
}  # fmt: skip
