"""The canonical document of a model: a JSON object that holds its id, its schemas and what is known of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.names.ids import check_model_id
from generator.plain.faults import child
from generator.plain.text import show
from generator.spec import KEYS, OUTPUT_KINDS, ModelSpec, OutputKind, Price

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.plain.faults import Report
    from generator.plain.strictjson import Json

__all__ = ["from_document", "is_web_address", "json_type", "looks_canonical", "looks_like_schema"]

# Editors and people put these anywhere; they say nothing about a model.
_UNREMARKABLE = frozenset({"$schema", "$comment"})
_PRICE_KEYS = ("base_usd", "unit", "note")


def from_document(document: Json, file: str, report: Report) -> ModelSpec | None:
    """Return the model that a canonical document describes, or None after telling `report` why there is none.

    An optional key may be null, which means the same as leaving it out. Unknown keys are kept in `extra`, with
    a warning.
    """
    if not isinstance(document, dict):
        message = f"a schema document is a JSON object, this is {json_type(document)}"
        report.error(file, "", message, 'write {"model_id": …, "input_schema": …}')
        return None
    reader = _Reader(document, file, report)
    spec = ModelSpec(
        model_id=reader.model_id(),
        input_schema=reader.input_schema(),
        output_schema=reader.output_schema(),
        title=reader.text("title"),
        description=reader.text("description"),
        categories=reader.categories(),
        output_kind=reader.output_kind(),
        price=reader.price(),
        example=reader.example(),
        page=reader.page(),
        source=reader.text("source"),
        as_of=reader.day("as_of"),
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


def json_type(value: Json) -> str:
    """Name the JSON type of a value, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"


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
        return self._text(self._document.get(key), child("", key))

    def categories(self) -> tuple[str, ...]:
        value = self._document.get("categories")
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong_type("/categories", value, "a list of strings")
            return ()
        texts = [
            self._text(item, child("/categories", index), "a string") for index, item in enumerate(value)
        ]
        return tuple(text for text in texts if text is not None)

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
            return None
        if not isinstance(value, dict):
            self._wrong_type("/price", value, "an object", 'write {"base_usd": 0.04, "unit": "output"}')
            return None
        self._unknown(
            value, _PRICE_KEYS, "/price", "it is not read, and is lost when the document is rewritten"
        )
        base = value.get("base_usd")
        if isinstance(base, bool) or not (base is None or isinstance(base, (int, float))):
            self._wrong_type("/price/base_usd", base, "a number of US dollars")
            base = None
        elif base is not None and base < 0:
            self._error("/price/base_usd", f"the price {show(base)} is negative")
        unit = self._text(value.get("unit"), "/price/unit")
        note = self._text(value.get("note"), "/price/note")
        return None if base is None and unit is None and note is None else Price(base, unit, note)

    def example(self) -> Mapping[str, Any] | None:
        value = self._document.get("example")
        if value is None or isinstance(value, dict):
            return value
        self._wrong_type("/example", value, "an object", "an example is the JSON body of a request")
        return None

    def page(self) -> str | None:
        value = self._text(self._document.get("page"), "/page")
        if value is not None and not is_web_address(value):
            self._error(
                "/page", f"{show(value)} is not an https address", 'write "https://…", or leave it out'
            )
        return value

    def day(self, key: str) -> str | None:
        value = self._document.get(key)
        if value is None or (isinstance(value, str) and _is_day(value)):
            return value
        self._error(child("", key), f"{show(value)} is not a date", 'write it as "2026-01-31"')
        return None

    def extra(self) -> Mapping[str, Any]:
        self._unknown(self._document, KEYS, "", "it is kept, and not used")
        return {key: value for key, value in self._document.items() if key not in KEYS}

    def _unknown(self, value: Mapping[str, Json], known: Iterable[str], pointer: str, fate: str) -> None:
        for key in value:
            if key not in known and key not in _UNREMARKABLE:
                message = f"the key {show(key)} is unknown: {fate}"
                self._report.warning(self._file, child(pointer, key), message, _nearest(key, known))

    def _text(self, value: Json, pointer: str, wanted: str = "a string") -> str | None:
        if value is None and not pointer.startswith("/categories/"):
            return None
        if isinstance(value, str):
            return value
        self._wrong_type(pointer, value, wanted)
        return None

    def _wrong_type(self, pointer: str, value: Json, wanted: str, hint: str = "") -> None:
        self._error(pointer, f"this is {json_type(value)}, and should be {wanted}", hint)

    def _error(self, pointer: str, message: str, hint: str = "") -> None:
        self.failed = True
        self._report.error(self._file, pointer, message, hint)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _nearest(key: str, known: Iterable[str]) -> str:
    # Half of the time of reading a faultless tree would go into this import.
    from difflib import get_close_matches

    match = get_close_matches(key[:100].casefold(), list(known), 1)
    return f"did you mean {show(match[0])}?" if match else ""
