"""`inputs.toml` in the schemas' folder: what inputs mean, for documents that do not say it themselves."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from generator.plain.faults import child
from generator.plain.text import show
from generator.plain.toml import parse_toml
from generator.plain.values import is_object, json_type
from generator.spec import InputText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plain.faults import Report
    from generator.spec import ModelSpec

__all__ = ["TABLE", "InputTexts", "read_input_texts"]

TABLE = "inputs.toml"
"""The table's name; it stands directly in the schemas' folder."""

_FORM = 'write ["vendor/*"] and below it seed = "what it means"'


class InputTexts:
    """What is told of inputs, by patterns of model ids (`*`, `vendor/*`, `*/text-to-video`).

    Where several fit, the last is right: general sections come first, those of single models last.
    """

    def __init__(self, sections: list[tuple[str, list[InputText]]]) -> None:
        self.sections = sections

    def given_to(self, spec: ModelSpec) -> ModelSpec:
        """Return the model with the texts that are about it."""
        found = [
            text for pattern, texts in self.sections if fnmatchcase(spec.model_id, pattern) for text in texts
        ]
        return replace(spec, input_texts=tuple(found)) if found else spec


def read_input_texts(content: bytes, file: str, report: Report) -> InputTexts:
    """Return the table that a file holds; what is wrong in it is reported. Raises FaultsError for what is not TOML."""
    sections: list[tuple[str, list[InputText]]] = []
    for pattern, inputs in parse_toml(content, file, _FORM).items():
        if is_object(inputs):
            sections.append((pattern, list(_texts(inputs, child("", pattern), file, report))))
        else:
            report.error(
                file, child("", pattern), f"a section must be a table, not {json_type(inputs)}", _FORM
            )
    return InputTexts(sections)


def _texts(inputs: dict[str, Any], pointer: str, file: str, report: Report) -> Iterator[InputText]:
    for path, value in inputs.items():
        place = child(pointer, path)
        given = value if is_object(value) else {"description": value}
        for key, text in given.items():
            if key not in ("title", "description"):
                report.error(file, child(place, key), f"{show(key)} is neither title nor description", _FORM)
            elif not isinstance(text, str) or not text.strip():
                report.error(file, place, f"its {key} must be a string that says something", _FORM)
        words = {key: text for key, text in given.items() if isinstance(text, str)}
        yield InputText(path, words.get("description"), words.get("title"))
