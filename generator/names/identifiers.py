"""Names in Python for ids and properties: ours, exact on the wire, the same whatever the order they come in.

A name depends on its own text, and on others only where two meet: then the one that had it before keeps it, else the
one whose text *is* the name (or, where none is, the first by code point), and each other one gets a suffix made from
its own text.
"""

from __future__ import annotations

import functools
import hashlib
import keyword
import re
from typing import TYPE_CHECKING, Any, cast

from generator.names.reserved import CLIENT_NAMES, ENDPOINT_NAMES, MODULE_NAMES, PROPERTY_NAMES
from generator.plain.unicode import casefold, in_identifier, is_identifier, nfkc
from generator.plain.values import is_object
from generator.writing.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = [
    "PYTHON_NAME",
    "class_name",
    "identifier",
    "known_name",
    "property_names",
    "segment_name",
    "suffix",
    "unique_names",
]

# Longer names are cut: file systems take 255 bytes for a file's name, and a character may need four of them.
_LONGEST = 48
# Most models have the same few inputs, each of which is named for its class, its page, its card and its help.
_remembered = functools.lru_cache(maxsize=10_000)
PYTHON_NAME = "x-python-name"
"""The keyword by which a property's schema says its name in Python, where that depends on who was first."""


def suffix(text: str) -> Source:
    """Return six hexadecimal digits that stand for `text` and nothing else nearby."""
    return Source(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6])


def identifier(text: str) -> Source:
    """Return `text` with all that an identifier cannot hold folded into single underscores; may be empty."""
    # NFKC is what Python does to identifiers itself: a name that would change while it is read is not a name.
    folded = nfkc(text)
    kept = "".join(character if in_identifier(character) else "_" for character in folded)
    kept = nfkc(re.sub(r"_{2,}", "_", kept).strip("_"))
    if kept and not kept.isidentifier():
        kept = "v" + kept
        # A combining mark at the front may melt into that letter: then only ASCII is kept.
        if nfkc(kept) != kept:
            kept = re.sub(r"[^A-Za-z0-9_]+", "", kept)
    return _cut(kept, text)


def known_name(text: str) -> Source:
    """Return a name that was made here before. Raises ValueError for what is no name."""
    if not text.isidentifier():
        raise ValueError(f"not a name: {text!r}")
    return Source(text)


def _cut(name: str, text: str) -> Source:
    return Source(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 7].rstrip('_')}_{suffix(text)}")


@_remembered
def segment_name(segment: str, depth: int) -> Source:
    """Return the module name of one segment of a model id: lower case, never a keyword or a device.

    At depth 0 stands the vendor, an attribute of the client beside the client's own; further down, an endpoint may be
    above, with its own too.
    """
    name = identifier(casefold(segment)) or f"v_{suffix(segment)}"
    taken = ENDPOINT_NAMES if depth else CLIENT_NAMES
    return Source(f"{name}_" if name in MODULE_NAMES or name in taken else name)


def class_name(name: str) -> Source:
    """Return a snake_case name in PascalCase: `gpt_image_2` gives `GptImage2`."""
    joined = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return Source(joined if joined.isidentifier() and joined not in keyword.kwlist else f"V{joined}")


def unique_names(wanted: Mapping[str, str], *, used: Iterable[str] = ()) -> dict[str, Source]:
    """Return a name of its own for every key of `wanted`, which maps keys to the names that they would like.

    None of them is one of those that are `used` already. Where two want one name, the key that equals it keeps it, else
    the first one by code point; the others get their key's suffix.
    """
    names: dict[str, Source] = {}
    taken = set(used)
    for key in sorted(wanted, key=lambda key: (wanted[key] != key, key)):
        name = wanted[key]
        if name in taken:
            name = f"{wanted[key].rstrip('_')}_{suffix(key)}"
        while name in taken:  # only a text that was made to look like another's suffix comes here
            name += "_"
        taken.add(name)
        names[key] = Source(name)
    return {key: names[key] for key in wanted}


def property_names(
    properties: Collection[str] | Mapping[str, Any], held: Mapping[str, str] | None = None
) -> dict[str, Source]:
    """Return the Python name of each property of one object, by its wire name; a safe identifier stays as it is.

    Names that properties have had so far, by `held` or by their own schemas, are theirs; a newcomer takes another one.
    """
    had = dict(held or {})
    given = cast("object", properties)
    schemas = cast("dict[str, Any]", given) if isinstance(given, dict) else dict.fromkeys(properties)
    had |= {
        wire: node[PYTHON_NAME] for wire, node in schemas.items() if is_object(node) and PYTHON_NAME in node
    }
    wanted = {wire: _property_name(wire) for wire in schemas}
    kept: dict[str, Source] = {}
    for wire, name in had.items():
        if wire in wanted and name not in kept.values() and _may_be_called(name, wire, wanted[wire]):
            kept[wire] = Source(name)
    others = {wire: name for wire, name in wanted.items() if wire not in kept}
    names = kept | unique_names(others, used=kept.values())
    return {wire: names[wire] for wire in wanted}


def _may_be_called(name: object, wire: str, wanted: str) -> bool:
    """Say whether a name is one that this module could have given to the property."""
    suffixed = f"{wanted.rstrip('_')}_{suffix(wire)}"
    return isinstance(name, str) and (name == wanted or name.rstrip("_") == suffixed)


@_remembered
def _property_name(wire: str) -> str:
    name: str = identifier(wire)
    # Underscores at the end are part of a safe name; those in front make pydantic take the field for private.
    if is_identifier(wire) and not wire.startswith("_") and len(wire) <= _LONGEST:
        name = nfkc(wire)
    name = name or f"v_{suffix(wire)}"
    return f"{name}_" if name in PROPERTY_NAMES else name
