"""One example in three forms: Python, the command line, and curl. Each is quoted for where it stands."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.jsonvalues import is_array, is_object
from generator.literals import python_literal
from generator.naming import property_names
from generator.runtime._config import DEFAULT_BASE_URL
from generator.runtime.cli.commands import ROOT, find
from generator.runtime.cli.errors import CommandError
from generator.runtime.cli.inputs import input_options
from generator.runtime.cli.texts import as_argument, takes_text
from generator.runtime.cli.values import to_value
from generator.spec import canonical_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.naming import Place

__all__ = ["command_line", "curl", "python"]


def python(place: Place, package: str, inputs: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return a program that runs the model and saves what it makes."""
    names = property_names(schema.get("properties", {}))
    arguments = "".join(
        f"    {names[wire]}={_literal(value)},\n" for wire, value in inputs.items() if wire in names
    )
    # An input that the schema takes without naming it can have any name.
    if others := {wire: value for wire, value in inputs.items() if wire not in names}:
        arguments += f"    **{_literal(others)},\n"
    call = f"client.{place.module}.run("
    return (
        f"from {package} import RunComfy\n\n"
        "client = RunComfy()\n"
        f"result = {call}\n{arguments})\n"
        "print(result.output)\n"
        'print(result.save("out"))\n'
    ).replace("(\n)", "()")


def _literal(value: Any) -> str:
    """Return the source of a value as people write it: in double quotes where that needs no escapes."""
    if is_array(value):
        return f"[{', '.join(map(_literal, value))}]"
    if is_object(value):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items()) + "}"
    source = python_literal(value)
    plain = isinstance(value, str) and source.startswith("'") and "\\" not in source and '"' not in source
    return f'"{source[1:-1]}"' if plain else source


def command_line(model_id: str, inputs: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return the same for a shell: options where they can say it exactly, else the inputs as JSON."""
    name = shlex.quote(model_id)
    # An id like an option stands behind `--`, where no option can follow it.
    words = None if model_id.startswith("-") else _options(inputs, schema)
    if words is None:
        place = f"--input - -o out -- {name}" if model_id.startswith("-") else f"{name} --input - -o out"
        # No line of JSON is this word by itself.
        return f"runcomfy-py run {place} <<'JSON'\n{_json(inputs)}\nJSON"
    return " \\\n  ".join([f"runcomfy-py run {name}", *words, "-o out"])


def _options(inputs: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str] | None:
    command = find(ROOT, "run")
    options = {option.name: option for option in input_options(schema, command.options if command else ())}
    words: list[str] = []
    if inputs.keys() - options.keys():
        return None
    for name, value in inputs.items():
        option = options[name]
        if isinstance(value, bool) and option.no:
            words.append(option.flags[0] if value else option.no)
            continue
        texts = [_text(item) for item in (value if is_array(value) else [value])]
        if not texts or any(text is None or not text.isprintable() for text in texts):
            return None
        given = [text for text in texts if text is not None]
        try:
            exact = to_value(name, schema["properties"][name], schema, list(given)) == value
        except CommandError:
            exact = False
        if takes_text(schema["properties"][name], schema):
            given = [said for text in given if (said := as_argument(text)) is not None]
        if not exact or len(given) < len(texts):
            return None
        words += [f"{option.flags[0]} {shlex.quote(text)}" for text in given]
    return words


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return None if value is None or is_array(value) or is_object(value) else python_literal(value).lower()


def curl(model_id: str, inputs: Mapping[str, Any]) -> str:
    """Return the request itself, as curl sends it."""
    address = f"{DEFAULT_BASE_URL}/models/{quote(model_id, safe='/')}"
    return " \\\n  ".join(
        [
            "curl --request POST",
            f"--url {shlex.quote(address)}",
            '--header "Authorization: Bearer $RUNCOMFY_TOKEN"',
            "--header 'Content-Type: application/json'",
            f"--data-raw {shlex.quote(_json(inputs))}",
        ]
    )


def _json(inputs: Mapping[str, Any]) -> str:
    """Return the inputs as JSON in which nothing hides: what cannot be seen is escaped."""
    return canonical_text(inputs).rstrip("\n")
