"""What the text of an option means, as the schema of its input says.

What does not fit stays text: the client refuses it, and says so of all inputs at once.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, cast

from .._plain.data_uris import is_data_uri
from .._plain.schema_parts import Schema, branches
from .errors import BAD_INPUT, CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Given", "choices", "is_list", "is_media", "is_switch", "to_value", "types"]

Given = str | bool  # the text of one option, or what a switch says

_DEPTH = 16
_WHOLE = re.compile(r"[+-]?[0-9]{1,300}")
_WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}
_PLAIN = ("boolean", "integer", "number", "string")
_MEDIA = frozenset({"image_uri", "video_uri", "audio_uri"})


def types(schema: object, root: Schema) -> set[str]:
    """Return the JSON types that are allowed; `any` where nothing is said."""
    return {_type(one) for one in branches(schema, root)}


def _type(branch: Schema) -> str:
    name = branch.get("type")
    if isinstance(name, str):
        return name
    members = _members(branch)
    if members:
        return _type_of(members[0])
    return "object" if "properties" in branch else "array" if "items" in branch else "any"


def _type_of(member: object) -> str:
    if isinstance(member, bool):
        return "boolean"
    if isinstance(member, int):
        return "integer"
    return "number" if isinstance(member, float) else "string" if isinstance(member, str) else "any"


def _members(branch: Schema) -> list[Any]:
    if isinstance(branch.get("enum"), list):
        return list(branch["enum"])
    if "const" in branch:
        return [branch["const"]]
    return [None] if branch.get("type") == "null" else []


def choices(schema: object, root: Schema, depth: int = _DEPTH) -> list[Any]:
    """Return the values that are named, of a list's items where it is a list; empty where others are allowed too."""
    found: list[Any] = []
    for one in branches(schema, root):
        listed = _type(one) == "array" and "items" in one
        # A list may hold lists of its own kind.
        members = choices(one["items"], root, depth - 1) if listed and depth else _members(one)
        if not members:
            return []
        found += members
    return (
        list(dict.fromkeys(found)) if all(isinstance(one, str | int | float | None) for one in found) else []
    )


def is_switch(schema: object, root: Schema) -> bool:
    """Tell whether the value is yes or no."""
    return types(schema, root) == {"boolean"}


def is_list(schema: object, root: Schema) -> bool:
    """Tell whether an option may be repeated."""
    return "array" in types(schema, root)


def is_media(schema: object, root: Schema, depth: int = _DEPTH) -> bool:
    """Tell whether the value, or an item of it, is a file."""
    return any(
        one.get("format") in _MEDIA
        or (depth > 0 and _type(one) == "array" and is_media(one.get("items"), root, depth - 1))
        for one in branches(schema, root)
        if one
    )


def to_value(name: str, schema: object, root: Schema, given: list[Given]) -> object:
    """Return the value that `given`, every use of one option in its order, stands for.

    Raises:
        CommandError: It is meant as JSON and is not valid.
    """
    found = branches(schema, root)
    lists = [one for one in found if _type(one) == "array"]
    single = [one for one in found if _type(one) != "array"]
    anything = any(_type(one) == "any" for one in single)
    if lists or (anything and len(given) > 1):
        items: object = lists[0].get("items") if lists else None
        if not single or len(given) > 1:
            return [value for one in given for value in _items(name, items, root, one)]
        if isinstance(given[-1], str) and (array := _json_array(given[-1], items, root)) is not None:
            return array
    return _one(name, single, given[-1])


def _items(name: str, items: object, root: Schema, given: Given) -> list[object]:
    array = _json_array(given, items, root) if isinstance(given, str) else None
    return [_one(name, branches(items, root), given)] if array is None else array


def _json_array(text: str, items: object, root: Schema) -> list[object] | None:
    """Return the items of a JSON array, unless the text may itself be an item that looks like one."""
    if not text.lstrip().startswith("["):
        return None
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    array = cast("list[object]", value)
    if "string" in types(items, root) and not all(isinstance(one, str) for one in array):
        return None
    return array


def _one(name: str, found: list[Schema], given: Given) -> object:
    if isinstance(given, bool):
        return given
    named = [member for one in found for member in _members(one)]
    for member in (*(one for one in named if isinstance(one, str)), *named):
        if given == (member if isinstance(member, str) else json.dumps(member)):
            return member
    allowed = {_type(one) for one in found}
    if given == "null" and "null" in allowed:
        return None
    if "any" in allowed or (given.lstrip()[:1] in {"{", "["} and allowed & {"object", "array"}):
        return _json(name, given, text_too=bool(allowed & {"any", "string"}))
    return _plain(given, allowed)


def _plain(text: str, allowed: set[str]) -> object:
    if (
        "boolean" in allowed
        and text.lower() in _WORDS
        and (allowed == {"boolean"} or text in {"true", "false"})
    ):
        return _WORDS[text.lower()]
    if allowed & {"integer", "number"} and _WHOLE.fullmatch(text):
        return int(text)
    if "number" in allowed:
        try:
            number = float(text)
        except ValueError:
            return text
        return number if math.isfinite(number) and "_" not in text else text
    return text


def _json(name: str, text: str, *, text_too: bool) -> object:
    try:
        return cast("object", json.loads(text, parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        if text_too:
            return text
        raise CommandError(
            f"The input {name} takes JSON, and this is not valid JSON: {error}",
            code=BAD_INPUT,
            kind="InputError",
        ) from None


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not a JSON value")


def local_files(inputs: Mapping[str, Any], schema: Schema) -> Iterator[tuple[str, str]]:
    """Find the places and the paths of the local files among the inputs."""
    for name, part in cast("dict[str, object]", schema.get("properties") or {}).items():
        value: object = inputs.get(name)
        if isinstance(value, list):
            pairs = [(f"{name}[{index}]", one) for index, one in enumerate(cast("list[object]", value))]
        else:
            pairs = [(name, value)]
        for place, one in pairs if is_media(part, schema) else ():
            remote = isinstance(one, str) and (
                is_data_uri(one) or one.lower().startswith(("https://", "http://"))
            )
            if isinstance(one, str) and not remote:
                yield place, one
