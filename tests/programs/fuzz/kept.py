"""The cases that are kept: one JSON file each, named after its content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"


def keep(target: str, case: Any, folder: Path = FOLDER) -> Path:
    """Write a case down, and return its file. JSON's escapes hold what no file could: lone surrogates."""
    text = json.dumps(case, indent=2) + "\n"
    path = folder / target / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    return path


def kept(folder: Path = FOLDER) -> list[tuple[str, Path]]:
    """Return the target and the file of every case that is kept."""
    return [(path.parent.name, path) for path in sorted(folder.glob("*/*.json"))]
