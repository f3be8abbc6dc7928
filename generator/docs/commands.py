"""One example in three forms: Python, the command line, and curl. Each is quoted for where it stands."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.names.identifiers import property_names
from generator.plain.unicode import is_known, is_shown
from generator.plain.values import is_array, is_object
from generator.spec import BASE_URL, canonical_text
from generator.writing.literals import python_literal, word
from generator.writing.source import Source, fill, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.names.places import Place
    from generator.schema.value import Schema

__all__ = ["RUN_FLAGS", "command_line", "curl", "python"]

# What `runcomfy-py run` takes beside a model's inputs. The client's command line is not imported here; tests hold this
# table, and every command of the pages, against it.
RUN_FLAGS = frozenset(
    """
    --base-url --budget --debug --estimate --help --http-host --input --input-file --journal --json --local-files
    --max-job --no-download --no-journal --no-wait --on-interrupt --once --output --output-dir --overwrite --prices
    --quiet --timeout --unknown-price --untyped --yes
    """.split()
)
_NUMBERS = frozenset({"integer", "number", "null"})
_TEXTS = frozenset({"string", "null", "array", "object"})


def python(place: Place, package: str, inputs: Mapping[str, Any], schema: Schema) -> str:
    """Return a program that runs the model and saves what it makes."""
    names = property_names(_properties(schema))
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


def _properties(schema: Schema) -> dict[str, Any]:
    return schema.root.get("properties", {}) if is_object(schema.root) else {}


def _literal(value: Any) -> str:
    """Return the source of a value as people write it: in double quotes where that needs no escapes."""
    if is_array(value):
        return f"[{', '.join(map(_literal, value))}]"
    if is_object(value):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items()) + "}"
    source = python_literal(value)
    plain = isinstance(value, str) and source.startswith("'") and "\\" not in source and '"' not in source
    return f'"{source[1:-1]}"' if plain else source


def command_name(package: str) -> Source:
    """Return how the command line of a package is called: another one's can always be run as a module."""
    return own("runcomfy-py") if package == "runcomfy" else fill("python -m {}", word(package))


def command_line(model_id: str, package: str, inputs: Mapping[str, Any], schema: Schema) -> str:
    """Return the same for a shell: options where they can say it exactly, else the inputs as JSON."""
    name, command = shlex.quote(model_id), command_name(package)
    # An id like an option stands behind `--`, where no option can follow it.
    words = None if model_id.startswith("-") else _options(inputs, schema)
    if words is None:
        place = f"--input - -o out -- {name}" if model_id.startswith("-") else f"{name} --input - -o out"
        # No line of JSON is this word by itself.
        return f"{command} run {place} <<'JSON'\n{_json(inputs)}\nJSON"
    return " \\\n  ".join([f"{command} run {name}", *words, "-o out"])


def _options(inputs: Mapping[str, Any], schema: Schema) -> list[str] | None:
    """Return the inputs as options, or None where one of them could be read as another value."""
    properties = _properties(schema)
    flags = _flags(properties, schema)
    words: list[str] = []
    for name, value in inputs.items():
        flag = flags.get(name, "--input.")
        types = schema.types(properties.get(name, False))
        if isinstance(value, bool) and types == {"boolean"} and not flag.startswith("--input."):
            words.append(shlex.quote(flag if value else f"--no-{flag[2:]}"))
            continue
        texts = [_text(value, types)]
        if is_array(value):
            items = next(
                (one.get("items") for one in schema.alternatives(properties.get(name)) if "items" in one),
                True,
            )
            of_items = schema.types(items)
            alone = types != {"array"} and len(value) < 2
            texts = [None if alone else _text(item, of_items) for item in value]
        if name not in properties or not texts or None in texts:
            return None
        words += [f"{shlex.quote(flag)} {shlex.quote(text)}" for text in texts if text is not None]
    return words


def _flags(names: Iterable[str], schema: Schema) -> dict[str, str]:
    """Return the flag of each input; one whose own is taken is known as `--input.NAME`."""
    taken = set(RUN_FLAGS)
    found: dict[str, str] = {}
    for name in names:
        dashed = re.sub(r"[\W_]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)).strip("-").lower()
        own = {f"--{dashed}"}
        if schema.types(_properties(schema)[name]) == {"boolean"}:
            own.add(f"--no-{dashed}")
        # What a character is that came lately, Pythons do not agree upon.
        free = bool(dashed) and not own & taken and is_known(name)
        found[name] = f"--{dashed}" if free else f"--input.{name}"
        taken |= own if free else set()
    return found


def _text(value: Any, types: set[str]) -> str | None:
    """Return a value as the text of an option, or None where that text could mean something else."""
    if isinstance(value, str):
        # A text that begins with @, or is a dash, would be read from a file or from standard input.
        plain = (
            types <= _TEXTS
            and is_shown(value)
            and value.lstrip()[:1] not in ("[", "{")
            and value[:1] != "@"
            and value != "-"
        )
        return value if plain and not (value == "null" and "null" in types) else None
    if isinstance(value, bool):
        return str(value).lower() if types <= {"boolean", "null"} else None
    return repr(value).lower() if isinstance(value, int | float) and types <= _NUMBERS else None


def curl(model_id: str, inputs: Mapping[str, Any]) -> str:
    """Return the request itself, as curl sends it."""
    address = f"{BASE_URL}/models/{quote(model_id, safe='/')}"
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
