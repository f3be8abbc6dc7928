"""Whole runs over a folder with three models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.build import Build, build
from generator.cli import main
from generator.current import Settings, look
from generator.plain.faults import Report
from generator.tree import lock as lock_module
from generator.tree.cache import Cache


def document(model_id: str, **properties: Any) -> str:
    schema = {"type": "object", "properties": properties or {"prompt": {"type": "string"}}}
    return json.dumps({"model_id": model_id, "input_schema": schema})


def three_models(folder: Path) -> Settings:
    """Three models in a folder of their own."""
    schemas = folder / "schemas"
    schemas.mkdir()
    for name in ("one", "two", "three"):
        (schemas / f"{name}.json").write_text(document(f"vendor/{name}"))
    return Settings(schemas, folder / "generated")


def run(settings: Settings, command: str, *more: str) -> int:
    return main([command, "--schemas", str(settings.schemas), "--out", str(settings.out), *more])


def is_current(settings: Settings) -> bool:
    lock = lock_module.read_lock(settings.out)
    return look(settings, lock).is_current


def build_again(settings: Settings) -> Build:
    """Build with all that the last run left, and say that nobody can tell from what was made."""
    lock = lock_module.read_lock(settings.out)
    found = look(settings, lock)
    made = build(settings, Report(), lock=lock, cache=Cache.read(settings.out), found=found)
    everything = build(settings, Report(), lock=lock)
    assert made.lock == everything.lock
    assert made.files.items() <= everything.files.items()
    assert everything.lock.files.keys() - made.files.keys() <= found.standing.keys()
    return made


def tree(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
