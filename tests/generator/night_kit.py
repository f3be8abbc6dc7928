"""A small project and the catalogues that its nights meet, for the tests of `nightly` and of the workflow files."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from generator.cli import main

DAY = "2026-01-31"
PYPROJECT = '[project]\nname = "ours"\nversion = "{}"\n'
SCHEMA = {
    "type": "object",
    "properties": {
        "prompt": {"type": "string"},
        "size": {"type": "string", "enum": ["1k", "2k"], "default": "1k"},
    },
    "required": ["prompt"],
}
MODELS = ("v/one/image", "v/two/image", "w/three/image")


def document(model_id: str, schema: dict[str, Any] = SCHEMA, **facts: Any) -> dict[str, Any]:
    """A document as the sandbox takes it, and gives it out as an entry."""
    return {
        "model_id": model_id,
        "title": f"The {model_id}",
        "kind": "image",
        "categories": ["text-to-image"],
        "price": {"base_usd": 0.01, "unit": "output"},
        "input_schema": copy.deepcopy(schema),
        **facts,
    }


def catalogue() -> dict[str, dict[str, Any]]:
    return {model_id: document(model_id) for model_id in MODELS}


def with_input(more: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    schema: dict[str, Any] = copy.deepcopy(SCHEMA)
    schema["properties"] |= more
    schema["required"] += required
    return schema


def compatible() -> dict[str, dict[str, Any]]:
    return catalogue() | {"v/one/image": document("v/one/image", with_input({"seed": {"type": "integer"}}))}


def breaking() -> dict[str, dict[str, Any]]:
    schema = with_input({"style": {"type": "string"}}, ("style",))
    return catalogue() | {"v/two/image": document("v/two/image", schema)}


def broken() -> dict[str, dict[str, Any]]:
    """One entry of which nothing can be made, beside one that is changed."""
    schema = with_input({"size": {"type": "string", "pattern": "("}})
    return compatible() | {"w/three/image": document("w/three/image", schema)}


def begin(folder: Path, base_url: str, version: str = "0.3.1") -> None:
    """Make a project whose client is that of a server's catalogue."""
    (folder / "pyproject.toml").write_text(PYPROJECT.format(version))
    (folder / "CHANGELOG.md").write_text(
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something by hand.\n\n"
        f"## [{version}] - 2026-01-01\n\n### Added\n\n- Everything.\n"
    )
    (folder / ".gitignore").write_text("out/\n.cache/\n.venv\n")
    places = "--schemas", str(folder / "schemas"), "--out", str(folder / "generated")
    assert main(["sync", "--base-url", base_url, "--date", "2026-01-01", *places]) == 0
    assert main(["generate", *places]) == 0


def night(base_url: str, *arguments: str, day: str = DAY) -> int:
    return main(["nightly", "--base-url", base_url, "--date", day, *arguments])


def version() -> str:
    return Path("pyproject.toml").read_text().split('version = "')[1].split('"')[0]


def report(name: str = "pull-request.md") -> str | None:
    path = Path("out/nightly") / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def registry() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("generated/runcomfy/registry.json").read_text(encoding="utf-8"))
    return found


def snapshot(*names: str) -> dict[str, bytes]:
    """The files that a night may change, below the current folder."""
    found: dict[str, bytes] = {}
    for name in names or ("schemas", "generated", "CHANGELOG.md", "pyproject.toml"):
        place = Path(name)
        paths = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
        found |= {path.as_posix(): path.read_bytes() for path in paths}
    return found
