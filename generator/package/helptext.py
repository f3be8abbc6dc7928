"""What editors, `help()` and notebooks show of a model: what it makes, its price, and its inputs, one per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.modelcode.classes import shown_type
from generator.plain.text import escape, shortened

if TYPE_CHECKING:
    from generator.dialect import NormalModel
    from generator.modelcode.classes import FieldCode, ModelCode
    from generator.schema.words import Field

__all__ = ["about", "help_text"]

_LONGEST_TEXT = 300
_LONGEST_TYPE = 240
_LONGEST_VALUE = 80


def about(model: NormalModel) -> str:
    """Return what is said of the model itself, each line of which can be printed: nothing acts on a terminal."""
    return "\n".join(map(_one_line, _about(model)))


def help_text(model: NormalModel, code: ModelCode) -> str:
    """Return the same with the inputs, one per line."""
    lines = [*_about(model), "", "Inputs:" if _inputs(code) else "Inputs: none is named."]
    words = {field.path: field for field in model.inputs if not field.depth}
    # Those that must be given come first.
    inputs = sorted(_inputs(code), key=lambda field: field.default is not None)
    lines += [f"- {_input(line, words[line.wire])}" for line in inputs]
    return "\n".join(map(_one_line, lines))


def _about(model: NormalModel) -> list[str]:
    spec = model.spec
    price = "not known, which does not mean free"
    if spec.price is not None and spec.price.base_usd is not None:
        price = f"{spec.price.text}, a base rate and not a quote"
    first = f"`{spec.model_id}`" + (f": {model.title}" if model.title else "")
    lines = [first, "", *([model.description, ""] if model.description else [])]
    lines += [f"Makes: {spec.output_kind}", ""] if spec.output_kind else []
    return [*lines, f"Price: {price}"]


def _inputs(code: ModelCode) -> tuple[FieldCode, ...]:
    return next(item.fields for item in code.classes if item.name == code.input)


def _input(line: FieldCode, field: Field) -> str:
    facts = [f"{line.name}: {shortened(shown_type(line.annotation), _LONGEST_TYPE)}"]
    if field.required:
        facts.append("required")
    elif field.default is not None:
        default = field.default if line.default in (None, "UNSET") else line.default
        facts.append(f"default {shortened(default, _LONGEST_VALUE)}")
    facts += field.limits
    if field.deprecated:
        facts.append("deprecated")
    sentences = [", ".join(facts)]
    if text := field.description or field.title:
        sentences.append(shortened(" ".join(text.split()), _LONGEST_TEXT).rstrip(".。"))
    if field.required and field.default is not None:
        sentences.append(f"Suggestion: {shortened(field.default, _LONGEST_VALUE)}")
    return ". ".join(sentences)


def _one_line(text: str) -> str:
    return escape(" ".join(text.split()))
