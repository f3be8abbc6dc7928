"""The folder form: `<model_id>/input.json` holds the bare input schema, `output.json` beside it the output's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.names.ids import check_model_id
from generator.plain.values import json_type
from generator.spec import ModelSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.plain.faults import Report
    from generator.plain.strictjson import Json

__all__ = ["INPUT", "OUTPUT", "from_folder"]

INPUT, OUTPUT = "input.json", "output.json"


def from_folder(
    folder: str,
    input_file: tuple[str, Json],
    output_file: tuple[str, Json] | None,
    report: Report,
) -> ModelSpec | None:
    """Return the model of one folder, or None after telling `report` why there is none.

    `folder` is the path below the schemas folder, which is the model's id. Both files come as their name in
    faults and their value. A page's `{"output": {…}}` around the output schema is taken off.
    """
    name, schema = input_file
    problem = check_model_id(folder)
    if problem:
        hint = "the folder's path is the model's id: rename it, or use a document with a model_id"
        report.error(name, "", problem, hint)
    if not isinstance(schema, dict):
        report.error(name, "", f"an input schema must be a JSON object, not {json_type(schema)}")
    output, pointer = _output(output_file, report) if output_file else (None, "")
    if problem or not isinstance(schema, dict) or (output_file and output is None):
        return None
    return ModelSpec(
        model_id=folder,
        input_schema=schema,
        output_schema=output,
        file=name,
        input_pointer="",
        output_file=output_file and output_file[0],
        output_pointer=pointer,
    )


def _output(output_file: tuple[str, Json], report: Report) -> tuple[Mapping[str, Any] | bool | None, str]:
    name, schema = output_file
    if isinstance(schema, dict) and list(schema) == ["output"] and isinstance(schema["output"], dict):
        return schema["output"], "/output"
    if isinstance(schema, (dict, bool)):
        return schema, ""
    report.error(name, "", f"an output schema must be a JSON object, not {json_type(schema)}")
    return None, ""
