"""`--package NAME`, from `generate` to an installed wheel: nothing in it says `runcomfy` where it must say NAME."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.promises.kit import ROOT, Environment, run

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "our-models"
version = "1"
dependencies = ["httpx>=0.28,<1", "pydantic>=2.11,<3", "pillow", "av", "jsonschema", "starlette", "uvicorn"]
[tool.hatch.build.targets.wheel]
packages = ["out/our_models"]
"""
PROGRAM = """
import sys
import our_models
from our_models.sandbox import Sandbox

assert "runcomfy" not in sys.modules
with Sandbox(queue_time=0, run_time=0) as sandbox, sandbox.client() as client:
    result = client.openai.gpt_image_2.edit.run(prompt="a fox", images=["https://example.com/a.png"])
    print(result.save("pictures"))
from our_models.models.openai.gpt_image_2.edit import EditInput
assert EditInput.__module__.startswith("our_models.")
"""


def test_from_generate_to_an_installed_wheel(tmp_path: Path) -> None:
    schemas = tmp_path / "schemas" / "openai"
    shutil.copytree(ROOT / "schemas" / "openai", schemas)
    out = tmp_path / "out"
    generator = (sys.executable, "-m", "generator")
    arguments = ("--schemas", tmp_path / "schemas", "--out", out, "--package", "our_models")
    run(*generator, "generate", *arguments)
    run(*generator, "check", *arguments)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path / "dist", tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    environment = Environment.make(tmp_path / "environment")
    environment.install(wheel)
    place = tmp_path / "place"
    place.mkdir()
    environment.runs("-W", "error", "-c", PROGRAM, cwd=place)
    assert list((place / "pictures").iterdir())
    said = environment.runs("-m", "our_models", "models", "list", cwd=place)
    assert "openai/gpt-image-2/edit" in said
