"""How long the generator takes for many models, and against what one would write without it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import textwrap
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.programs.benchmarks.peers import ROOT, environment
from tests.programs.benchmarks.rows import Row, Run, run_process, versus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.programs.benchmarks.sizes import Sizes

__all__ = ["rows"]

_OPENAPI = "openapi-python-client 0.29.1"

_DMCG = "import datamodel_code_generator.parser.jsonschema"

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


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure full, incremental and idle runs, each beside the peers or beside a full run."""
    group = f"generation, {sizes.models} models"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        schemas, out = place / "schemas", place / "generated"
        documents = _write_schemas(schemas, sizes.models)
        generate = [sys.executable, "-m", "generator", "generate", "--schemas", schemas, "--out", out]
        plain = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(_PLAIN_LOOP), schemas]
        peer = _openapi_python_client(place, documents)

        def full() -> Run:
            # What earlier runs remember is not nothing.
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(place / ".cache", ignore_errors=True)
            return run_process(generate, cwd=ROOT)

        def changed(number: int) -> Run:
            document = json.loads(documents[0].read_text())
            document["input_schema"]["properties"][f"added_{number}"] = {"type": "string"}
            documents[0].write_text(json.dumps(document))
            return run_process(generate, cwd=ROOT)

        runs = [(full(), run_process(plain, cwd=ROOT), peer()) for _ in range(sizes.few)]
        for index, name in ((1, "a plain loop over datamodel-code-generator"), (2, _OPENAPI)):
            note = "from one OpenAPI document" if name == _OPENAPI else ""
            pairs = [(run[0].seconds, run[index].seconds) for run in runs]
            goal = 0.35 if index == 1 else None
            yield versus(group, "all from nothing", name, pairs, "s", ratio_limit=goal, note=note)
            pairs = [(run[0].megabytes, run[index].megabytes) for run in runs]
            goal = 1.0 if index == 1 else None
            yield versus(
                group, "all from nothing, peak memory", name, pairs, "MB", ratio_limit=goal, note=note
            )
        one, nothing = "one schema changed", "nothing to do"
        pairs = [(changed(number).seconds, _python(_DMCG)) for number in range(sizes.times)]
        yield versus(group, one, "datamodel-code-generator imported", pairs, "s", ratio_limit=1.2, floor=True)
        pairs = [(run_process(generate, cwd=ROOT).seconds, _python("pass")) for _ in range(sizes.times)]
        yield versus(group, nothing, "python -c pass", pairs, "s", ratio_limit=10, floor=True)


def _python(program: str) -> float:
    return run_process([sys.executable, "-c", program]).seconds


def _openapi_python_client(place: Path, documents: list[Path]) -> Callable[[], Run]:
    """Return a run of the peer on one document of the same models."""
    python = environment("openapi", "openapi-python-client==0.29.1", "ruff")
    document = place / "openapi.json"
    document.write_text(json.dumps(_openapi(documents)))
    command = [python, "-m", "openapi_python_client", "generate", "--path", document, "--meta", "none"]
    command += ["--overwrite", "--output-path", place / "peer"]
    return partial(run_process, command, cwd=place, env={"PATH": f"{python.parent}:/usr/bin:/bin"})


def _write_schemas(folder: Path, count: int) -> list[Path]:
    """Write the project's models several times over, under other vendors' names."""
    originals = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas").rglob("*.json"))
    ]
    written: list[Path] = []
    for number in range(count):
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
