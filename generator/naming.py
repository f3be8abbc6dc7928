"""Names in Python for ids and properties: ours, exact on the wire, the same whatever the order they come in.

A name depends on its own text, and on others only where two meet: then the one whose text *is* the name keeps it (or,
where none is, the first by code point), and each other one gets a suffix made from its own text.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.runtime._namespace import RESERVED_CLIENT_NAMES, RESERVED_ENDPOINT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Place", "class_name", "place_models", "property_names", "segment_name", "unique_names"]

# Longer names are cut: file systems take 255 bytes for a file's name, and a character may need four of them.
_LONGEST = 48

# What BaseModel owns as of pydantic 2.14, whichever version is installed: names must not depend on that.
PYDANTIC_NAMES = frozenset(
    """
    construct copy dict from_orm json model_computed_fields model_config model_construct model_copy
    model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings parse_file parse_obj parse_raw schema schema_json update_forward_refs validate
    """.split()
)

# What the annotations of a generated class refer to: a property of that name would hide it inside the class.
ANNOTATION_NAMES = frozenset(
    """
    self str int float bool list dict property Annotated Any Literal Field ConfigDict UNSET ImageInput VideoInput
    AudioInput OneOf MultipleOf UniqueItems Pattern Fits Validation Endpoint
    """.split()
)

# File names that Windows keeps for devices.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})

_PROPERTY_RESERVED = frozenset(keyword.kwlist) | PYDANTIC_NAMES | ANNOTATION_NAMES

_SEGMENT_RESERVED = frozenset(keyword.kwlist) | ANNOTATION_NAMES | _DEVICES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model lives: the segments of its module below `models`, the last of which names the endpoint."""

    model_id: str
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The endpoint's name, which is its module's too."""
        return self.parts[-1]

    @property
    def module(self) -> str:
        """The dotted module below `models`."""
        return ".".join(self.parts)

    @property
    def class_prefix(self) -> str:
        """What the model's classes begin with: `edit` gives `Edit`, for `EditInput` and `EditOutput`."""
        prefix = class_name(self.name)
        # `ImageInput` is the type of an input picture.
        return f"{prefix}Model" if f"{prefix}Input" in ANNOTATION_NAMES else prefix


def suffix(text: str) -> str:
    """Six hexadecimal digits that stand for `text` and nothing else nearby."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def identifier(text: str) -> str:
    """Return `text` with all that an identifier cannot hold folded into single underscores; may be empty."""
    # NFKC is what Python does to identifiers itself: a name that would change while it is read is no name.
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(character if ("a" + character).isidentifier() else "_" for character in folded)
    kept = unicodedata.normalize("NFKC", re.sub(r"_{2,}", "_", kept).strip("_"))
    if kept and not kept.isidentifier():
        kept = "v" + kept
        # A combining mark at the front may melt into that letter: then only ASCII is kept.
        if unicodedata.normalize("NFKC", kept) != kept:
            kept = re.sub(r"[^A-Za-z0-9_]+", "", kept)
    return _cut(kept, text)


def _cut(name: str, text: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 7].rstrip('_')}_{suffix(text)}"


def segment_name(segment: str, depth: int) -> str:
    """Return the module name of one segment of a model id: lower case, never a keyword or a device.

    At depth 0 stands the vendor, an attribute of the client beside the client's own; further down, an endpoint may be
    above, with its own too.
    """
    name = identifier(segment.casefold()) or f"v_{suffix(segment)}"
    taken = RESERVED_ENDPOINT_NAMES if depth else RESERVED_CLIENT_NAMES
    return name + "_" if name in _SEGMENT_RESERVED or name in taken else name


def class_name(name: str) -> str:
    """Return a snake_case name in PascalCase: `gpt_image_2` gives `GptImage2`."""
    joined = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return joined if joined.isidentifier() and joined not in keyword.kwlist else f"V{joined}"


def unique_names(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return a name of its own for every key of `wanted`, which maps keys to the names that they would like.

    Where two want one name, the key that equals it keeps it, else the first one by code point; the others get their
    key's suffix.
    """
    names: dict[str, str] = {}
    used: set[str] = set()
    for key in sorted(wanted, key=lambda key: (wanted[key] != key, key)):
        name = wanted[key]
        if name in used:
            name = f"{wanted[key].rstrip('_')}_{suffix(key)}"
        while name in used:  # only a text that was made to look like another's suffix comes here
            name += "_"
        used.add(name)
        names[key] = name
    return {key: names[key] for key in wanted}


def property_names(wires: Iterable[str]) -> dict[str, str]:
    """Return the Python name of each property of one object, by its wire name; a safe identifier stays as it is."""
    return unique_names({wire: _property_name(wire) for wire in wires})


def _property_name(wire: str) -> str:
    name = identifier(wire)
    # Underscores at the end are part of a safe name; those in front make pydantic take the field for private.
    if wire.isidentifier() and not wire.startswith("_") and len(wire) <= _LONGEST:
        name = unicodedata.normalize("NFKC", wire)
    name = name or f"v_{suffix(wire)}"
    return name + "_" if name in _PROPERTY_RESERVED else name


def place_models(model_ids: Iterable[str]) -> dict[str, Place]:
    """Return the place of every model. No two share one, on a case-insensitive file system either."""
    ids = sorted(model_ids)
    wanted = {
        model_id: "/".join(segment_name(text, depth) for depth, text in enumerate(model_id.split("/")))
        for model_id in ids
    }
    names = unique_names(wanted)
    return {model_id: Place(model_id, tuple(names[model_id].split("/"))) for model_id in ids}
