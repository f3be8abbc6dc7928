"""The canonical document of a model: a JSON object that holds its id, its schemas and what is known of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.names.ids import check_model_id
from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.values import json_type
from generator.sources.prices import API_PRICE_KEYS, PRICE_KEYS, is_day, read_price, with_api_names
from generator.spec import KEYS, OUTPUT_KINDS, ModelSpec, OutputKind, Price

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.plain.faults import Report
    from generator.plain.strictjson import Json

__all__ = ["from_document", "is_web_address", "looks_canonical", "looks_like_schema"]

# Editors and people put these anywhere; they say nothing about a model.
_UNREMARKABLE = frozenset({"$schema", "$comment"})
_LONGEST = 604_800  # seconds; a week
_VERSION = re.compile(r"\d+\.\d+\.\d+")
# What entries of the API's catalogue hold besides; the schemas say the same.
_API_KEYS = frozenset({"display_name", "kind", "model_url", "inputs", "required_inputs", *API_PRICE_KEYS})


def from_document(document: Json, file: str, report: Report) -> ModelSpec | None:
    """Return the model that a canonical document describes, or None after telling `report` why there is none.

    An optional key may be null, which means the same as leaving it out. Unknown keys are kept in `extra`, with
    a warning.
    """
    if not isinstance(document, dict):
        message = f"a schema document must be a JSON object, not {json_type(document)}"
        report.error(file, "", message, 'write {"model_id": …, "input_schema": …}')
        return None
    reader = _Reader(document, file, report)
    spec = ModelSpec(
        model_id=reader.model_id(),
        input_schema=reader.input_schema(),
        output_schema=reader.output_schema(),
        title=reader.text("title" if document.get("title") is not None else "display_name"),
        description=reader.text("description"),
        categories=reader.categories(),
        output_kind=reader.output_kind(),
        price=reader.price(),
        example=reader.example(),
        page=reader.page(),
        typical_seconds=reader.seconds("typical_seconds"),
        source=reader.text("source"),
        as_of=reader.day("as_of"),
        deprecated=reader.deprecated(),
        formerly=reader.formerly(),
        gone_since=reader.day("gone_since"),
        extra=reader.extra(),
        file=file,
    )
    return None if reader.failed else spec


def looks_canonical(value: Json) -> bool:
    """Say whether a value is meant as a canonical document, good or bad, rather than as a bare schema."""
    return isinstance(value, dict) and ("input_schema" in value or isinstance(value.get("model_id"), str))


def looks_like_schema(value: Json) -> bool:
    """Say whether a value is meant as the schema of an object."""
    return isinstance(value, dict) and (value.get("type") == "object" or "properties" in value)


def is_web_address(text: str) -> bool:
    """Say whether a text is an address that a page may link to: https, of one line, with a host, and no password."""
    return (
        re.fullmatch(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~:/?#@!$&'*+,;=%-]*)?", text)
        is not None
    )


class _Reader:
    """Takes a document apart; everything wrong goes to the report, and something harmless is returned for it."""

    def __init__(self, document: dict[str, Json], file: str, report: Report) -> None:
        self._document = document
        self._file = file
        self._report = report
        self.failed = False

    def model_id(self) -> str:
        value = self._document.get("model_id")
        if value is None:
            hint = 'add "model_id": "vendor/model/…"'
            if looks_like_schema(self._document):
                hint = (
                    'a bare schema is saved as <model_id>/input.json, or stands under "input_schema" '
                    'in a document with a "model_id"'
                )
            self._error("", "the document has no model_id", hint)
        elif not isinstance(value, str):
            self._wrong_type("/model_id", value, "a string")
        elif problem := check_model_id(value):
            self._error(
                "/model_id", problem, "copy the id from the line that begins with --url on the model's page"
            )
        else:
            return value
        return ""

    def input_schema(self) -> Mapping[str, Any]:
        value = self._document.get("input_schema")
        if isinstance(value, dict):
            return value
        if value is None and not ("model_id" not in self._document and looks_like_schema(self._document)):
            self._error("", "the document has no input_schema", 'add "input_schema": {"type": "object", …}')
        elif value is not None:
            self._wrong_type("/input_schema", value, "an object")
        return {}

    def output_schema(self) -> Mapping[str, Any] | bool | None:
        value = self._document.get("output_schema")
        if value is None or isinstance(value, (dict, bool)):
            return value
        self._wrong_type("/output_schema", value, "an object")
        return None

    def text(self, key: str) -> str | None:
        value = self._document.get(key)
        if value is None or isinstance(value, str):
            return value
        self._wrong_type(child("", key), value, "a string")
        return None

    def categories(self) -> tuple[str, ...]:
        value = self._document.get("categories")
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong_type("/categories", value, "a list of strings")
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str):
                self._wrong_type(child("/categories", index), item, "a string")
        return tuple(item for item in value if isinstance(item, str))

    def output_kind(self) -> OutputKind | None:
        value = self._document.get("output_kind")
        for kind in OUTPUT_KINDS:
            if value == kind:
                return kind
        if value is not None:
            self._error("/output_kind", f"{show(value)} is not one of {', '.join(OUTPUT_KINDS)}")
        return None

    def price(self) -> Price | None:
        value = self._document.get("price")
        if value is None:
            value = with_api_names(self._document)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong_type("/price", value, "an object", 'write {"base_usd": 0.04, "unit": "output"}')
            return None
        self._unknown(
            value, PRICE_KEYS, "/price", "it is not read, and is lost when the document is rewritten"
        )
        schema = self._document.get("input_schema")

        def complain(place: str, message: str) -> None:
            self._error(f"/price{place}", message)

        price = read_price(value, schema if isinstance(schema, dict) else {}, complain)
        return None if price == Price() else price

    def example(self) -> Mapping[str, Any] | None:
        value = self._document.get("example")
        if value is None or isinstance(value, dict):
            return value
        self._wrong_type("/example", value, "an object", "an example is the JSON body of a request")
        return None

    def page(self) -> str | None:
        value = self.text("page")
        if value is not None and not is_web_address(value):
            self._error(
                "/page", f"{show(value)} is not an https address", 'write "https://…", or leave it out'
            )
        return value

    def seconds(self, key: str) -> int | float | None:
        value = self._document.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._wrong_type(child("", key), value, "a number of seconds")
        elif not 0 < value <= _LONGEST:
            self._error(child("", key), f"{show(value)} is not above 0 and at most {_LONGEST:,}")
        else:
            return value
        return None

    def day(self, key: str) -> str | None:
        value = self._document.get(key)
        if value is None or (isinstance(value, str) and is_day(value)):
            return value
        self._error(child("", key), f"{show(value)} is not a date", 'write it as "2026-01-31"')
        return None

    def deprecated(self) -> str | bool | None:
        value = self._document.get("deprecated")
        if value is None or isinstance(value, (str, bool)):
            return value or None
        self._wrong_type("/deprecated", value, "true, or a string that says what to use instead")
        return None

    def formerly(self) -> dict[str, str | None]:
        value = self._document.get("formerly")
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._wrong_type("/formerly", value, "an object", 'write {"vendor/old-id": "0.5.0"}')
            return {}
        found: dict[str, str | None] = {}
        for old, until in value.items():
            if problem := check_model_id(old):
                self._error(child("/formerly", old), problem)
            elif until is None or (isinstance(until, str) and _VERSION.fullmatch(until)):
                found[old] = until
            else:
                self._wrong_type(child("/formerly", old), until, "a version such as 0.5.0, or null")
        return found

    def extra(self) -> Mapping[str, Any]:
        self._unknown(self._document, KEYS, "", "it is kept, and not used")
        known = {*KEYS, *_API_KEYS}
        return {key: value for key, value in self._document.items() if key not in known}

    def _unknown(self, value: Mapping[str, Json], known: Iterable[str], pointer: str, fate: str) -> None:
        for key in value:
            if key not in known and key not in _UNREMARKABLE and not (pointer == "" and key in _API_KEYS):
                message = f"the key {show(key)} is unknown: {fate}"
                self._report.warning(self._file, child(pointer, key), message, _nearest(key, known))

    def _wrong_type(self, pointer: str, value: Json, wanted: str, hint: str = "") -> None:
        self._error(pointer, f"must be {wanted}, not {json_type(value)}", hint)

    def _error(self, pointer: str, message: str, hint: str = "") -> None:
        self.failed = True
        self._report.error(self._file, pointer, message, hint)


def _nearest(key: str, known: Iterable[str]) -> str:
    # Half of the time of reading a faultless tree would go into this import.
    from difflib import get_close_matches

    match = get_close_matches(key[:100].casefold(), list(known), 1)
    return f"did you mean {show(match[0])}?" if match else ""
