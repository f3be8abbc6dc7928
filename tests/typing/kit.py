"""The sample program in a folder of its own, beside a package that holds just the models it uses."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.cli import main

__all__ = ["ROOT", "SAMPLE", "WRONG", "make_site"]

ROOT = Path(__file__).parent.parent.parent
SAMPLE = Path(__file__).parent / "sample.py"
WRONG = {
    number
    for number, line in enumerate(SAMPLE.read_text(encoding="utf-8").splitlines(), 1)
    if "# wrong:" in line
}
"""The lines with a mistake."""
_SHIPPED = (
    "openai/gpt-image-2/edit",
    "blackforestlabs/flux-3/extend-video",
    "blackforestlabs/flux-3/extend-video/draft",
)


def make_site(folder: Path) -> Path:
    """Generate the package into `site` below a folder, with the sample beside it."""
    schemas = folder / "schemas"
    shutil.copytree(Path(__file__).parent / "schemas", schemas)
    for model_id in _SHIPPED:
        target = schemas / f"{model_id}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "schemas" / f"{model_id}.json", target)
    assert main(["generate", "--schemas", str(schemas), "--out", str(folder / "site")]) == 0
    (folder / "sample.py").write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "site"
