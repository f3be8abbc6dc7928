"""The dialect's tables: every type, format and keyword that is understood, and what becomes of each.

Whatever is not here is reported. Catalogue entries have been seen to use `type title description default enum minimum
maximum minItems maxItems maxLength items format validations required properties`, the type `float`, and the media
formats; the other entries are JSON Schema's own and OpenAPI 3.0's.
"""

from __future__ import annotations

from generator.schema.keywords import ANNOTATIONS, ASSERTIONS, BY_TYPE

__all__ = [
    "CODE_HOOKS",
    "KEYWORDS",
    "KNOWN_FORMATS",
    "LONGEST_TEXT",
    "MOST_MEMBERS",
    "MOST_PROPERTIES",
    "MOST_TEXT",
    "TELLING",
    "TYPE_NAMES",
    "UNCHECKED",
]

# How much is read. All of it takes time in proportion; no schema that is meant for people comes near.
MOST_MEMBERS = 10_000  # of one enum
MOST_PROPERTIES = 10_000  # of one object
LONGEST_TEXT = 100_000  # characters of one title or description
MOST_TEXT = 1_000_000  # and of all in one schema

# Type names that are not JSON Schema types, and what they mean.
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

# Keywords of JSON Schema and OpenAPI that the client does not check: the server still does. Reported and left out.
UNCHECKED = frozenset(
    """
    unevaluatedItems unevaluatedProperties contentEncoding contentMediaType
    contentSchema $dynamicRef $dynamicAnchor $recursiveRef
    """.split()
)

# Keywords of OpenAPI that limit nothing: what a discriminator tells, the branches that it chooses from say themselves.
TELLING = frozenset({"discriminator", "xml", "externalDocs"})

# Keywords that name the schema or the dialect and say nothing about values.
NAMING = frozenset({"$schema", "$id", "id", "$anchor", "$vocabulary"})

KEYWORDS = frozenset(
    (
        *ANNOTATIONS,
        *ASSERTIONS,
        "dependencies",
        *NAMING,
        *(keyword for group in BY_TYPE.values() for keyword in group),
    )
)
