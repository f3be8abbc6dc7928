"""Names in Python for ids and properties: ours, exact on the wire, the same whatever the order they come in.

A name depends on its own text, and on others only where two meet: then the one whose text *is* the name keeps it (or,
where none is, the first by code point), and each other one gets a suffix made from its own text.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from typing import TYPE_CHECKING

from generator.names.reserved import CLIENT_NAMES, ENDPOINT_NAMES, MODULE_NAMES, PROPERTY_NAMES
from generator.plain.unicode import casefold, in_identifier, is_identifier, nfkc
from generator.writing.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["class_name", "identifier", "property_names", "segment_name", "suffix", "unique_names"]

# Longer names are cut: file systems take 255 bytes for a file's name, and a character may need four of them.
_LONGEST = 48


def suffix(text: str) -> str:
    """Return six hexadecimal digits that stand for `text` and nothing else nearby."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


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


def _cut(name: str, text: str) -> Source:
    return Source(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 7].rstrip('_')}_{suffix(text)}")


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


def property_names(wires: Iterable[str]) -> dict[str, Source]:
    """Return the Python name of each property of one object, by its wire name; a safe identifier stays as it is."""
    return unique_names({wire: _property_name(wire) for wire in wires})


def _property_name(wire: str) -> str:
    name: str = identifier(wire)
    # Underscores at the end are part of a safe name; those in front make pydantic take the field for private.
    if is_identifier(wire) and not wire.startswith("_") and len(wire) <= _LONGEST:
        name = nfkc(wire)
    name = name or f"v_{suffix(wire)}"
    return f"{name}_" if name in PROPERTY_NAMES else name
