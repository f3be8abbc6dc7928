"""The two schemas on a documentation page, told apart from all the other objects that stand there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.plain.faults import FaultsError
from generator.plain.strictjson import parse
from generator.sources.document import looks_like_schema
from generator.sources.embedded import Broken, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.plain.faults import Report
    from generator.plain.strictjson import Json
    from generator.sources.page_text import PageText

__all__ = ["PageSchema", "PageSchemas", "find_schemas"]

_INPUT, _OUTPUT = "/input_schema", "/output_schema"
_REQUESTS = "/v1/requests/"
_FIRST_KEY = re.compile(r'\{\s*+"([^"\\]*+)"')
_SMART = re.compile(r"\{\s*+[“”„«»‘’]")
# What a schema begins with: something broken that begins so is not noise, it is a schema that would be lost.
_SCHEMA_KEYS = frozenset(
    {"$defs", "$schema", "definitions", "description", "output", "properties", "required", "title", "type"}
)
_MARKS = ('"type"', '"properties"', '"output"')
_SCHEMA_WORDS = frozenset(
    {"$ref", "allOf", "anyOf", "const", "enum", "format", "items", "oneOf", "properties", "type"}
)
_AGAIN = "copy or save the page again, or write a document by hand"


@dataclass(frozen=True, slots=True)
class PageSchema:
    """A schema of a page: `value`, its `pointer` in the model's document, and the JSON that it was `found` in."""

    found: Found
    value: dict[str, Any]
    pointer: str

    def inner(self, pointer: str) -> str:
        """Return the pointer into the JSON on the page for one into the model's document."""
        return ("/output" if self.pointer == _OUTPUT else "") + pointer.removeprefix(self.pointer)


@dataclass(frozen=True, slots=True)
class PageSchemas:
    """What was found; None where there is none, or where it was refused."""

    input: PageSchema | None
    output: PageSchema | None


def find_schemas(page: PageText, items: Sequence[Found | Broken], file: str, faults: Report) -> PageSchemas:
    """Return the input and the output schema of a page; tell `faults` if it has no input schema or is unclear.

    The input schema is the first object that is one, behind the addresses of the request routes if the page has
    them. The output schema stands in an object of its own, as `{"output": {…}}`. The same one twice is one.
    `items` are all objects of the page's text.
    """
    candidates = [item for item in items if not item.is_body and _is_candidate(item)]
    routes = page.text.find(_REQUESTS)
    behind = [item for item in candidates if item.start > routes]
    # A page whose schemas come first is still a page, so all of it is the second choice.
    for pool in (behind, candidates):
        schemas = _read_all(pool, page, file, faults)
        if schemas is None:
            return PageSchemas(None, None)
        if any(schema.pointer == _INPUT for schema in schemas):
            break
    else:
        _report_missing(page, file, faults)
        return PageSchemas(None, None)
    return PageSchemas(
        _only([schema for schema in schemas if schema.pointer == _INPUT], "input", page, file, faults),
        _only([schema for schema in schemas if schema.pointer == _OUTPUT], "output", page, file, faults),
    )


def _read_all(
    pool: Sequence[Found | Broken], page: PageText, file: str, faults: Report
) -> list[PageSchema] | None:
    """Return the schemas among some objects, or None after telling `faults` which are broken."""
    schemas: list[PageSchema] = []
    breaks: set[int] = set()
    refused = False
    for item in pool:
        if isinstance(item, Broken):
            # The objects around the break are all broken by it: the outermost, which comes first, tells it.
            if item.stop not in breaks:
                line = page.line(item.stop if page.exact else item.start)
                pointer = _OUTPUT if item.first_key == "output" else _INPUT
                message = f"the schema is broken: {item.message}"
                faults.error(file, pointer, message, item.hint or _AGAIN, line=line)
            breaks.add(item.stop)
            continue
        try:
            schemas.extend(_read(item, page, file))
        except FaultsError as error:
            refused = True
            faults.add(*error.faults)
    return None if refused or breaks else schemas


def _is_candidate(item: Found | Broken) -> bool:
    if isinstance(item, Broken):
        return item.first_key in _SCHEMA_KEYS
    return any(mark in item.text for mark in _MARKS)


def _read(found: Found, page: PageText, file: str) -> list[PageSchema]:
    """Return the schema that an object holds, or nothing if it holds another thing. Raises FaultsError."""
    first = page.line(found.start)
    try:
        value: dict[str, Json] = parse(found.text, file, first_line=first)
    except FaultsError as error:
        key = _FIRST_KEY.match(found.text)
        if key is None or key[1] not in _SCHEMA_KEYS:
            return []
        faults = error.faults if page.exact else [fault.at_line(first) for fault in error.faults]
        where = (_OUTPUT, "/output") if key[1] == "output" else (_INPUT, "")
        moved = [replace(fault, pointer=where[0] + fault.pointer.removeprefix(where[1])) for fault in faults]
        raise FaultsError(*moved) from None
    if looks_like_schema(value):
        return [PageSchema(found, value, _INPUT)]
    output = value.get("output")
    if len(value) == 1 and isinstance(output, dict) and (not output or not _SCHEMA_WORDS.isdisjoint(output)):
        return [PageSchema(found, output, _OUTPUT)]
    return []


def _only(
    schemas: list[PageSchema], name: str, page: PageText, file: str, faults: Report
) -> PageSchema | None:
    if not schemas:
        return None
    first = schemas[0]
    known = json.dumps(first.value, sort_keys=True)
    for other in schemas[1:]:
        if other.found.text != first.found.text and json.dumps(other.value, sort_keys=True) != known:
            line = page.line(other.found.start)
            where = f"on lines {page.line(first.found.start)} and {line}"
            message = f"the page has two different {name} schemas, {where}"
            faults.error(file, first.pointer, message, "leave one of them in the file", line=line)
            return None
    return first


def _report_missing(page: PageText, file: str, faults: Report) -> None:
    if smart := _SMART.search(page.text):
        message = "the JSON has typographic quotes (“ ”) in place of plain ones"
        hint = 'save the page as HTML, or replace them by "'
        faults.error(file, _INPUT, message, hint, line=page.line(smart.start()))
        return
    message = 'the page has no input schema: no JSON object with "type": "object" or "properties"'
    faults.error(file, "", message, "save the whole page, down to its schemas")
