"""What importing the client costs, with few models and with many."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.rows import Row, measure, run_process, versus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_GROUP = "import"
_TIMES = 9
_FIRST_USE = "from runcomfy import RunComfy; RunComfy('t').v0.model.run"


def rows() -> Iterator[Row]:
    """Measure `import runcomfy` and the first use of a model, then the peers' imports."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for count in (1, 100, 1_000):
            out = place / f"generated-{count}"
            _generate(place / f"schemas-{count}", out, count)
            env = {"PYTHONPATH": str(out)}
            pairs = [(_run("import runcomfy", env), _run("pass", env)) for _ in range(_TIMES)]
            yield versus(_GROUP, f"import runcomfy, {count} models", "python -c pass", pairs, "ms")
            pairs = [(_run(_FIRST_USE, env), _run("import httpx, pydantic", env)) for _ in range(_TIMES)]
            yield versus(
                _GROUP, f"first use of a model, {count} models", "import httpx, pydantic", pairs, "ms"
            )
            run = run_process([sys.executable, "-c", _FIRST_USE], env=env)
            yield measure(_GROUP, f"memory after it, {count} models", [run.megabytes], "MB")
        env = {"PYTHONPATH": str(place / "generated-1000")}
        for module, package in (
            ("fal_client", "fal-client==1.0.3"),
            ("replicate", "replicate==1.0.7"),
            ("openai", "openai"),
        ):
            python = environment(module, package)
            pairs = [
                (_run("import runcomfy", env), _milliseconds([python, "-c", f"import {module}"], {}))
                for _ in range(_TIMES)
            ]
            yield versus(_GROUP, "import runcomfy, 1000 models", f"import {module}", pairs, "ms")


def _run(program: str, env: dict[str, str]) -> float:
    return _milliseconds([sys.executable, "-c", program], env)


def _milliseconds(command: list[str | Path], env: dict[str, str]) -> float:
    return run_process(command, env=env).seconds * 1000


def _generate(schemas: Path, out: Path, count: int) -> None:
    for number in range(count):
        path = schemas / f"v{number}/model.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = {"type": "object", "required": ["prompt"], "properties": {"prompt": {"type": "string"}}}
        path.write_text(
            json.dumps({"model_id": f"v{number}/model", "input_schema": schema}), encoding="utf-8"
        )
    command = [sys.executable, "-m", "generator", "generate", "--schemas", schemas, "--out", out]
    run_process(command, cwd=ROOT)
    # The first import writes the byte code, which is nobody's running cost.
    run_process([sys.executable, "-c", _FIRST_USE], env={"PYTHONPATH": str(out)})
