"""Every model of the project: it imports, has its types, and takes what its schema takes, unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import runcomfy
from jsonschema import Draft202012Validator

from tests.shares import one_per_vendor

PACKAGE = Path(runcomfy.__file__).parent
IDS = sorted(json.loads((PACKAGE / "registry.json").read_text(encoding="utf-8")))
PAGE = "openai/gpt-image-2/edit"


def _document(model_id: str) -> dict[str, Any]:
    module = runcomfy.registry[model_id].endpoint.input_type.__module__
    path = module.removeprefix(f"{runcomfy.__name__}.models.").replace(".", "/")
    document: dict[str, Any] = json.loads((PACKAGE / "schemas" / f"{path}.json").read_text(encoding="utf-8"))
    return document


def _value(node: Any) -> Any:
    """Return a value that fits a node."""
    if not isinstance(node, dict) or not node:
        return [{"any": [1, 2.5, None]}]
    if "default" in node:
        return node["default"]
    if "enum" in node:
        return node["enum"][-1]
    match node.get("type"):
        case "string":
            return "https://example.com/file" if "format" in node else "x" * max(node.get("minLength", 1), 1)
        case "integer" | "number":
            return node.get("minimum", node.get("maximum", 3))
        case "boolean":
            return True
        case "array":
            return [_value(node["items"])] * max(node.get("minItems", 1), 1)
        case "object":
            return {name: _value(child) for name, child in node.get("properties", {}).items()}
        case _:
            return None


def test_all_known_models_are_there() -> None:
    assert len(IDS) >= 100
    assert PAGE in IDS


@pytest.mark.parametrize("model_id", one_per_vendor(IDS))
def test_a_model(model_id: str) -> None:
    from tests.inside import InputModel, OutputModel, validate_wire, wire_body

    info = runcomfy.registry[model_id]
    document = _document(model_id)
    schema = document["input_schema"]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator.check_schema(document["output_schema"])
    assert document["model_id"] == info.endpoint.model_id == model_id
    assert issubclass(info.input_type, InputModel)
    assert issubclass(info.output_type, OutputModel)

    whole = {name: _value(node) for name, node in schema["properties"].items()}
    least = {name: whole[name] for name in schema.get("required", ())}
    for body in (whole, least):
        assert Draft202012Validator(schema).is_valid(body)
        built = validate_wire(model_id, info.input_type, body)
        assert json.dumps(wire_body(built), sort_keys=True) == json.dumps(body, sort_keys=True)
    # What a reader asks of a generated module: seven inputs, a line of words below each, fit on a tall screen.
    lines = len(
        Path(__import__(info.input_type.__module__, fromlist=["_"]).__file__ or "").read_text().splitlines()
    )
    if len(schema["properties"]) <= 7 and "Sync" not in " ".join(
        dir(__import__(info.input_type.__module__, fromlist=["_"]))
    ):
        assert lines <= 80
