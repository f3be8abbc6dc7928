"""What importing the client costs in time and memory, with few models and with many."""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.programs.benchmarks.peers import ROOT, environment
from tests.programs.benchmarks.rows import Row, Run, run_process, versus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.programs.benchmarks.sizes import Sizes

__all__ = ["rows"]

_IMPORT = "import runcomfy"
_FIRST_USE = "from runcomfy import RunComfy; RunComfy('t').v0.model.request(prompt='a')"
_FIRST_USE_ASYNC = _FIRST_USE.replace("RunComfy", "AsyncRunComfy")
# Connections are made, and httpx is imported, when the first request needs them: with all that a job needs to its end.
_CONNECTED = f"{_FIRST_USE}; RunComfy('t')._core.load()"
# Pydantic imports nearly nothing before its first class is wanted.
_LIBRARIES = "import httpx; from pydantic import BaseModel"
_LIBRARIES_NAME = "httpx and BaseModel imported"
_PEERS = (
    ("import fal_client", "fal_client", "fal-client==1.0.3"),
    ("import replicate", "replicate", "replicate==1.0.7"),
    ("import openai", "openai", "openai"),
)


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure `import runcomfy` and the first use of a model with each number of models, then beside each peer."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for count in sizes.packages:
            out = place / f"generated-{count}"
            _generate(place / f"schemas-{count}", out, count)
            ours = partial(_python, path=out)
            of = f"{count:,} model{'' if count == 1 else 's'}"
            yield from _beside(
                sizes,
                f"import, {of}",
                partial(ours, _IMPORT),
                "python -c pass",
                partial(ours, "pass"),
                floor=True,
            )
            for how, program in (("", _FIRST_USE), (" with asyncio", _FIRST_USE_ASYNC)):
                yield from _beside(
                    sizes,
                    f"first use of a model{how}, {of}",
                    partial(ours, program),
                    _LIBRARIES_NAME,
                    partial(ours, _LIBRARIES),
                    floor=True,
                )
        ours = partial(_python, path=place / f"generated-{sizes.packages[-1]}")
        of = f"{sizes.packages[-1]:,} models"
        client = f"{_LIBRARIES}; httpx.Client()"
        yield from _beside(
            sizes,
            f"first use of a model, ready to send, {of}",
            partial(ours, _CONNECTED),
            f"{_LIBRARIES_NAME}, a Client made",
            partial(ours, client),
            floor=True,
        )
        for program, name, package in _PEERS:
            theirs = partial(run_process, [environment(name, package), "-c", program])
            yield from _beside(sizes, f"import, {of}", partial(ours, _IMPORT), program, theirs)
            yield from _beside(
                sizes, f"first use of a model, {of}", partial(ours, _FIRST_USE), program, theirs
            )


def _beside(
    sizes: Sizes,
    name: str,
    ours: Callable[[], Run],
    peer: str,
    theirs: Callable[[], Run],
    *,
    floor: bool = False,
) -> Iterator[Row]:
    runs = [(ours(), theirs()) for _ in range(sizes.times)]
    times = [(one.seconds * 1000, other.seconds * 1000) for one, other in runs]
    sizes_of = [(one.megabytes, other.megabytes) for one, other in runs]
    yield versus("import, time", name, peer, times, "ms", floor=floor)
    yield versus("import, memory", name, peer, sizes_of, "MB", floor=floor)


def _python(program: str, path: Path) -> Run:
    return run_process([sys.executable, "-c", program], env={"PYTHONPATH": str(path)})


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
    _python(_FIRST_USE, out)
