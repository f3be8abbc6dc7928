"""The dialect's tables: every type, format and keyword that is understood, and what becomes of each.

Whatever is not here is reported. Catalogue entries have been seen to use `type title description default enum minimum
maximum minItems maxItems maxLength items format validations required properties`, the type `float`, and the media
formats; the other entries are JSON Schema's own and OpenAPI 3.0's.
"""

from __future__ import annotations

from typing import Literal

__all__ = [
    "ANNOTATIONS",
    "ASSERTIONS",
    "BY_TYPE",
    "CODE_HOOKS",
    "KEYWORDS",
    "KNOWN_FORMATS",
    "LISTED",
    "MEDIA",
    "NAMED",
    "NESTED",
    "TYPES",
    "TYPE_NAMES",
    "UNCHECKED",
    "MediaKind",
    "rank",
]

MediaKind = Literal["image", "video", "audio"]

TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")

# Type names that are no JSON Schema type, and what they mean.
TYPE_NAMES = {
    "float": "number",
    "double": "number",
    "decimal": "number",
    "int": "integer",
    "long": "integer",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "list": "array",
    "dict": "object",
    "none": "null",
}

# Media formats: the kind of file, and whether the format is said of a list of them.
MEDIA: dict[str, tuple[MediaKind, bool]] = {
    "image_uri": ("image", False),
    "image_uris": ("image", True),
    "video_uri": ("video", False),
    "video_uris": ("video", True),
    "audio_uri": ("audio", False),
    "audio_uris": ("audio", True),
}

# Formats that are known and, like every format, never change or refuse a value.
KNOWN_FORMATS = frozenset(
    """
    binary byte date date-time double duration email float hostname idn-email idn-hostname int32 int64 ipv4
    ipv6 iri iri-reference json-pointer multiline password regex relative-json-pointer textarea time uri
    uri-reference uri-template url uuid color
    """.split()
)

# Keywords by which a schema could make a code generator import or call something. Never passed on.
CODE_HOOKS = frozenset(
    """
    customTypePath customBasePath customTypeAnnotation default_factory x-python-type x-python-import
    x-python-annotation x-enum-class
    """.split()
)

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
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "minProperties",
    "maxProperties",
)

# Keywords of JSON Schema and OpenAPI that the client does not check: the server still does. Reported and left out.
UNCHECKED = frozenset(
    """
    dependentSchemas dependencies unevaluatedItems unevaluatedProperties contentEncoding contentMediaType
    contentSchema discriminator xml externalDocs $dynamicRef $dynamicAnchor $recursiveRef
    """.split()
)

# Keywords that name the schema or the dialect and say nothing about values.
NAMING = frozenset({"$schema", "$id", "id", "$anchor", "$vocabulary"})

KEYWORDS = frozenset(
    (*ANNOTATIONS, *ASSERTIONS, *NAMING, *(keyword for group in BY_TYPE.values() for keyword in group))
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
NAMED = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
NESTED = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")


def rank(keyword: str) -> tuple[int, str]:
    """Return where in a normalised schema a keyword is written; the unknown come last, by name."""
    return (ORDER.index(keyword), "") if keyword in ORDER else (len(ORDER), keyword)
