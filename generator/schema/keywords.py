"""The keywords of a normalised schema: JSON Schema 2020-12, and the formats and rules of files that the API adds.

Every other module that has to know which keyword holds schemas, limits values or only tells something asks here.
"""

from __future__ import annotations

from typing import Literal

__all__ = [
    "ANNOTATIONS",
    "ASSERTIONS",
    "BY_TYPE",
    "HOLDERS",
    "INSIDE",
    "LISTED",
    "MEDIA",
    "NAMED",
    "NESTED",
    "TYPES",
    "MediaKind",
    "is_annotation",
    "rank",
]

MediaKind = Literal["image", "video", "audio"]

TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")

# Media formats: the kind of file, and whether the format is said of a list of them.
MEDIA: dict[str, tuple[MediaKind, bool]] = {
    "image_uri": ("image", False),
    "image_uris": ("image", True),
    "video_uri": ("video", False),
    "video_uris": ("video", True),
    "audio_uri": ("audio", False),
    "audio_uris": ("audio", True),
}

# Keywords that say something about a value without limiting it: kept as they are.
ANNOTATIONS = (
    "title",
    "description",
    "format",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "validations",
    "x-order",
    "$comment",
)

# Keywords that limit a value, by the type that they are about; "" stands for every type.
BY_TYPE: dict[str, tuple[str, ...]] = {
    "": ("type", "enum", "const", "anyOf", "oneOf", "allOf", "nullable", "$ref", "$defs", "definitions"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength", "pattern"),
    "array": ("items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties", "patternProperties"),
}

# Assertions that no type can say: carried whole and checked by a rule of the client.
ASSERTIONS = (
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "minProperties",
    "maxProperties",
)

# The order in which a normalised schema's keywords are written.
ORDER = (
    "title",
    "description",
    "$ref",
    "type",
    "enum",
    "const",
    "format",
    *BY_TYPE["number"],
    *BY_TYPE["string"],
    *BY_TYPE["array"],
    "anyOf",
    "oneOf",
    "allOf",
    *ASSERTIONS,
    "default",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "$defs",
)

# Keywords that hold schemas: by name, in a list, and one.
NAMED = ("properties", "patternProperties", "dependentSchemas")
LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
NESTED = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")

HOLDERS = frozenset((*NAMED, *LISTED, *NESTED))

# What stands inside a list or a map, and how its place is written: `loras[].path`, `masks.*.path`.
INSIDE = {"items": "[]", "additionalProperties": ".*"}


def is_annotation(keyword: str) -> bool:
    """Say whether a keyword tells something about a value without limiting it."""
    return keyword in ANNOTATIONS or keyword.startswith("x-")


def rank(keyword: str) -> tuple[int, str]:
    """Return where in a normalised schema a keyword is written; the unknown come last, by name."""
    return ORDER.index(keyword) if keyword in ORDER else len(ORDER), keyword
