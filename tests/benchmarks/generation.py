"""How long the generator takes for 500 models, and against what one would write without it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.rows import Row, measure, run_process, versus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

MODELS = 500
_GROUP = "generation, 500 models"

# A loop over datamodel-code-generator as its documentation shows it, with its own formatting.
_PLAIN_LOOP = """
    import json, pathlib, sys
    from datamodel_code_generator import DataModelType, InputFileType, generate
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.json")):
        document = json.loads(path.read_text())
        for name in ("input_schema", "output_schema"):
            if document.get(name):
                generate(
                    json.dumps(document[name]), input_file_type=InputFileType.JsonSchema,
                    output_model_type=DataModelType.PydanticV2BaseModel, class_name="Model",
                )
"""


def rows() -> Iterator[Row]:
    """Measure full, idle and incremental runs, then the peers."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        schemas, out = place / "schemas", place / "generated"
        documents = _write_schemas(schemas)
        generate = [sys.executable, "-m", "generator", "generate", "--schemas", schemas, "--out", out]

        def full() -> float:
            shutil.rmtree(out, ignore_errors=True)
            return run_process(generate, cwd=ROOT).seconds

        def changed(number: int) -> float:
            document = json.loads(documents[0].read_text())
            document["input_schema"]["properties"][f"added_{number}"] = {"type": "string"}
            documents[0].write_text(json.dumps(document))
            return run_process(generate, cwd=ROOT).seconds

        plain = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(_PLAIN_LOOP), schemas]
        pairs = [(full(), run_process(plain, cwd=ROOT).seconds) for _ in range(3)]
        yield versus(_GROUP, "all from nothing", "a plain loop over datamodel-code-generator", pairs, "s")
        shutil.rmtree(out)
        yield measure(
            _GROUP, "all from nothing, peak memory", [run_process(generate, cwd=ROOT).megabytes], "MB"
        )
        yield measure(_GROUP, "one schema changed", [changed(number) for number in range(5)], "s")
        idle = [run_process(generate, cwd=ROOT).seconds for _ in range(7)]
        yield measure(_GROUP, "nothing to do", idle, "s")

        python = environment("openapi", "openapi-python-client==0.29.1", "ruff")
        document = place / "openapi.json"
        document.write_text(json.dumps(_openapi(documents)))
        command = [
            python,
            "-m",
            "openapi_python_client",
            "generate",
            "--path",
            document,
            "--meta",
            "none",
            "--overwrite",
        ]

        def peer() -> float:
            target = place / "peer"
            path = f"{python.parent}:/usr/bin:/bin"
            return run_process([*command, "--output-path", target], cwd=place, env={"PATH": path}).seconds

        pairs = [(full(), peer()) for _ in range(3)]
        yield versus(
            _GROUP,
            "all from nothing",
            "openapi-python-client 0.29.1",
            pairs,
            "s",
            note="from one OpenAPI document",
        )


def _write_schemas(folder: Path) -> list[Path]:
    """Write the project's models several times over, under other vendors' names."""
    originals = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas").rglob("*.json"))
    ]
    written: list[Path] = []
    for number in range(MODELS):
        document = dict(originals[number % len(originals)])
        document["model_id"] = f"v{number // len(originals)}-{document['model_id']}"
        path = folder / f"{document['model_id']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), encoding="utf-8")
        written.append(path)
    return written


def _openapi(documents: list[Path]) -> dict[str, object]:
    """Return one OpenAPI document of the same models: a POST each, with the schemas inline."""
    paths: dict[str, object] = {}
    for path in documents:
        document = json.loads(path.read_text(encoding="utf-8"))
        text = json.dumps(document["input_schema"]).replace('"float"', '"number"')
        answer = {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}
        paths[f"/v1/models/{document['model_id']}"] = {
            "post": {
                "operationId": document["model_id"].replace("/", "_").replace(" ", "_"),
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": _with_items(json.loads(text))}},
                },
                "responses": {"200": answer},
            }
        }
    return {"openapi": "3.1.0", "info": {"title": "models", "version": "1"}, "paths": paths}


def _with_items(schema: dict[str, object]) -> dict[str, object]:
    """Give arrays the items that OpenAPI wants, as it would leave the whole model out otherwise."""
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for node in properties.values():
            if isinstance(node, dict) and node.get("type") == "array":
                node.setdefault("items", {"type": "string"})
    return schema
