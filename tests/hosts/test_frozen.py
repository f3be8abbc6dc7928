"""A program frozen by PyInstaller: the installed package's hook brings the models, the registry and the schemas along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import runcomfy
from runcomfy.sandbox import Sandbox

from tests.programs.release.built import build
from tests.promises.kit import Environment

from .conftest import ROOT

PROGRAM = """
import sys
import runcomfy
from runcomfy.__main__ import main

if sys.argv[1:]:
    sys.exit(main())
client = runcomfy.RunComfy(timeout=60)
for id, info in runcomfy.registry.items():
    assert info.endpoint.model_id == id and info.schema["input_schema"], id
try:
    client.model("openai/gpt-image-2/edit").submit({"prompt": "a fox", "images": [], "imagez": 1})
except runcomfy.InputError:
    pass
result = client.openai.gpt_image_2.edit.run(prompt="a fox", images=["https://example.com/a.png"])
print(len(runcomfy.registry), result.save("pictures")[0].name)
"""


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program, made from the wheel in an environment that has little else."""
    place = tmp_path_factory.mktemp("frozen")
    environment = Environment.make(place / "environment")
    environment.install(build(ROOT, place / "dist")[1], "pyinstaller")
    (place / "program.py").write_text(PROGRAM)
    environment.runs("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "program.py", cwd=place)
    return place / "dist" / "program"


def run(frozen: Path, place: Path, sandbox: Sandbox, *words: str) -> subprocess.CompletedProcess[str]:
    program = frozen / ("program.exe" if sys.platform == "win32" else "program")
    environment = {**os.environ, **sandbox.environment, "HOME": str(place)}
    return subprocess.run(
        [program, *words],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_a_job_with_everything_packaged(frozen: Path, sandbox: Sandbox, tmp_path: Path) -> None:
    done = run(frozen, tmp_path, sandbox)
    assert done.stdout == f"{len(runcomfy.registry)} image-1.png\n", done.stderr
    said = run(frozen, tmp_path, sandbox, "models", "show", "openai/gpt-image-2/edit")
    assert "--prompt" in said.stdout, said.stderr


def test_without_the_registry_nothing_is_sent_unchecked(
    frozen: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    registry = frozen / "_internal" / "runcomfy" / "registry.json"
    kept = registry.read_bytes()
    registry.unlink()
    try:
        done = run(frozen, tmp_path, sandbox, "run", "openai/gpt-image-2/edit", "--prompt", "a fox")
    finally:
        registry.write_bytes(kept)
    assert done.returncode == 64
    assert "registry.json` is missing" in done.stderr
    assert "--collect-all runcomfy" in done.stderr
