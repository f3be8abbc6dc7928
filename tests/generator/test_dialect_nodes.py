"""Many small schemas and, to the letter, what the dialect makes of each and tells about it.

Each file of `nodes/` is a list of cases: what is `given` as a property named x (or as a whole `input` or `output`
schema, where the case says so), what it `becomes`, null where the model was refused, and what is `told`. `make
update-cases` (pytest with `--update`) writes the last two anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.dialect import normalise
from generator.plain.faults import Report
from tests.generator.kit import spec_of

FILES = sorted((Path(__file__).parent / "nodes").glob("*.json"))
ANY: dict[str, Any] = {"type": "object", "properties": {}}


def _made(given: Any, place: str) -> tuple[Any, list[str]]:
    """Return what becomes of a node or schema, and what was told, with pointers below it."""
    report = Report()
    schema = {"type": "object", "properties": {"x": given}} if place == "x" else given
    parts = (ANY, schema) if place == "output" else (schema, None)
    model = normalise(spec_of(*parts), report)
    top = {"x": "/input_schema/properties/x", "input": "/input_schema", "output": "/output_schema"}[place]
    told = [
        f"{fault.severity} {fault.pointer.removeprefix(top) or '(itself)'}: {fault.message}"
        + (f" -- {fault.hint}" if fault.hint else "")
        for fault in report.faults
    ]
    if model is None:
        return None, told
    whole: Any = model.output_schema if place == "output" else model.input_schema
    return whole["properties"]["x"] if place == "x" else whole, told


def _written(cases: list[dict[str, Any]]) -> str:
    """Each key of a case on a line of its own: what changed is seen at once, and what belongs together."""
    lines = [
        ",\n".join(f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in case.items())
        for case in cases
    ]
    return "[\n {\n" + "\n },\n {\n".join(lines) + "\n }\n]\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_becomes_of_a_schema(file: Path, request: pytest.FixtureRequest) -> None:
    cases = json.loads(file.read_text(encoding="utf-8"))
    made = []
    for case in cases:
        before = json.dumps(case["given"])
        becomes, told = _made(case["given"], case.get("place", "x"))
        assert json.dumps(case["given"]) == before, "what was given must stay as it was"
        made.append({**case, "becomes": becomes, "told": told})
    if request.config.getoption("--update"):
        file.write_text(_written(made), encoding="utf-8")
        return
    for case, found in zip(cases, made, strict=True):
        # As text: 1 is not true and 1.0 is not 1, and the order of the keywords is fixed.
        assert _written([found]) == _written([case])
