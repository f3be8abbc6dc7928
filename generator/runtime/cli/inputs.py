"""A model's inputs as options, from its packaged schema alone."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from .._plain.schema_parts import branches, resolved
from .._plain.text import one_line
from .._plain.wording import Wording
from .options import Option
from .values import choices, is_list, is_media, is_switch, types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .._plain.schema_parts import Schema

__all__ = ["input_options", "properties", "switch_words"]

_WIRE_FLAG = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_LONGEST_DEFAULT = 50
_MOST_CHOICES = 16
_METAVARS = {
    "integer": "N",
    "number": "NUMBER",
    "object": "JSON",
    "any": "JSON",
    "boolean": "BOOL",
    "string": "TEXT",
}


def properties(schema: Schema) -> dict[str, Any]:
    """Return the schema of each input, by its name on the wire."""
    found = schema.get("properties")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def input_options(schema: Schema, own: Iterable[Option]) -> list[Option]:
    """Make an option for each input: those that must be given first, and both halves in the schema's order.

    One that would take a flag of `own` is `--input.NAME`.
    """
    taken = {flag for option in own for flag in (*option.flags, option.no) if flag}
    required = schema.get("required")
    needed = cast("list[str]", required) if isinstance(required, list) else []
    found: list[Option] = []
    for name, part in properties(schema).items():
        flags, no = _flags(name, taken, switch=is_switch(part, schema))
        taken.update(flags, [no] if no else [])
        found.append(_option(name, part, schema, flags, no, required=name in needed))
    # The names of the wire are taken too, where they stand in nobody's way.
    for index, option in enumerate(found):
        wire = f"--{option.name}"
        if len(option.flags) > 1 and _WIRE_FLAG.fullmatch(option.name) and wire not in taken:
            taken.add(wire)
            found[index] = option._replace(flags=(*option.flags, wire))
    return sorted(found, key=lambda option: not option.required)


def _flags(name: str, taken: set[str], *, switch: bool) -> tuple[tuple[str, ...], str | None]:
    always = f"--input.{name}"
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    dashed = re.sub(r"[\W_]+", "-", words).strip("-").lower()
    flag, no = f"--{dashed}", f"--no-{dashed}" if switch else None
    if not dashed or {flag, no} & taken:
        return (always,), None
    return (flag, always), no


def _option(
    name: str,
    part: Mapping[str, Any],
    schema: Schema,
    flags: tuple[str, ...],
    no: str | None,
    *,
    required: bool,
) -> Option:
    named = choices(part, schema)
    media = is_media(part, schema)
    return Option(
        name=name,
        flags=flags,
        help=_help(part, schema, named, required=required),
        metavar=None if no else _metavar(part, schema, named, media=media),
        choices=switch_words() if is_switch(part, schema) else tuple(_word(one) for one in named),
        kind="file" if media else "text",
        no=no,
        is_input=True,
        required=required,
        repeated=is_list(part, schema),
    )


def switch_words() -> tuple[str, ...]:
    """Return what a switch takes where it takes a word."""
    return ("true", "false")


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _metavar(part: Schema, schema: Schema, named: list[Any], *, media: bool) -> str:
    if media:
        return "FILE|URL"
    if named:
        return "CHOICE"
    allowed = types(part, schema) - {"null"}
    if "array" in allowed:
        items = next((one.get("items") for one in branches(part, schema) if "items" in one), None)
        allowed = types(items, schema) if items is not None else {"any"}
    return _METAVARS.get(next(iter(sorted(allowed)), "any"), "VALUE") if len(allowed) == 1 else "VALUE"


def _help(part: Schema, schema: Schema, named: list[Any], *, required: bool) -> str:
    """Join title, description, and what the schema allows."""
    texts = [
        one_line(text).rstrip(".。")
        for text in (part.get("title"), part.get("description"))
        if isinstance(text, str)
    ]
    if len(texts) == 2 and texts[1].casefold().startswith(texts[0].casefold()):
        texts = texts[1:]
    facts = ["required"] if required else []
    facts += ["deprecated"] if part.get("deprecated") is True else []
    if named:
        more = f", … {len(named)} in all" if len(named) > _MOST_CHOICES else ""
        facts.append(f"one of {', '.join(one_line(_word(one)) for one in named[:_MOST_CHOICES])}{more}")
    facts += map(one_line, Wording(partial(resolved, root=schema)).limits(part))
    facts += ["repeat the option for more"] if is_list(part, schema) else []
    if "default" in part and not required:
        facts.append(f"default: {one_line(_word(part['default']), _LONGEST_DEFAULT)}")
    return ". ".join(text for text in (*texts, "; ".join(facts)) if text)
