"""The sample programs in a folder of their own, beside a package that holds just the models they use."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.cli import main

__all__ = ["DEPRECATED", "FAREWELL", "ROOT", "SAMPLE", "WRONG", "make_site"]

ROOT = Path(__file__).parent.parent.parent
SAMPLE = Path(__file__).parent / "sample.py"
WRONG = {
    number
    for number, line in enumerate(SAMPLE.read_text(encoding="utf-8").splitlines(), 1)
    if "# wrong:" in line
}
"""The lines with a mistake."""
FAREWELL = Path(__file__).parent / "farewell.py"
DEPRECATED = {
    number: line
    for number, line in enumerate(FAREWELL.read_text(encoding="utf-8").splitlines(), 1)
    if "# deprecated" in line
}
"""The lines of the other program with a model that is gone or to go."""
_SHIPPED = (
    "openai/gpt-image-2/edit",
    "blackforestlabs/flux-3/extend-video",
    "blackforestlabs/flux-3/extend-video/draft",
)


def make_site(folder: Path) -> Path:
    """Generate the package into `site` below a folder, with the samples beside it."""
    schemas = folder / "schemas"
    shutil.copytree(Path(__file__).parent / "schemas", schemas)
    for model_id in _SHIPPED:
        target = schemas / f"{model_id}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "schemas" / f"{model_id}.json", target)
    assert main(["generate", "--schemas", str(schemas), "--out", str(folder / "site")]) == 0
    for program in (SAMPLE, FAREWELL):
        (folder / program.name).write_text(program.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "site"
