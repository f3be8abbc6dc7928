"""The examples of the pages, as a type checker sees them: what a page shows is what the types take."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.typing.kit import ROOT, make_site

PYREFLY = str(Path(sysconfig.get_path("scripts")) / "pyrefly")
BLOCK = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def complaints(folder: Path, site: Path, pages: list[Path]) -> list[str]:
    """What is said of the examples of some pages, each in a file of its own."""
    place = folder / "examples"
    place.mkdir()
    count = 0
    for page in pages:
        sources = BLOCK.findall(page.read_text(encoding="utf-8"))
        if page.stem == "web":
            # The name by which its test imports it.
            (place / "web_application.py").write_text(sources[0] + "\n", encoding="utf-8")
        for source in sources:
            count += 1
            name = re.sub(r"\W+", "_", str(page.relative_to(page.parents[2])))
            (place / f"{name}_{count}.py").write_text(source + "\n", encoding="utf-8")
    assert count >= len(pages)
    done = subprocess.run(
        [
            *(PYREFLY, "check", "--python-interpreter-path", sys.executable, "--search-path", str(site)),
            *("--search-path", str(place)),
            *("--output-format", "json", *map(str, sorted(place.glob("*.py")))),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    errors = json.loads(done.stdout)["errors"]
    return [f"{Path(each['path']).name}:{each['line']}: {each['description']}" for each in errors]


@pytest.mark.ci
def test_those_of_all_models(tmp_path: Path) -> None:
    pages = sorted((ROOT / "generated/docs/models").rglob("*.md"))
    assert complaints(tmp_path, ROOT / "generated", pages) == []


@pytest.mark.parametrize("sources", ["guides"])
@pytest.mark.ci
def test_those_of_the_guides_and_of_the_readme(tmp_path: Path, sources: str) -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "generated/docs" / sources).glob("*.md"))]
    pages = [page for page in pages if BLOCK.search(page.read_text(encoding="utf-8"))]
    assert complaints(tmp_path, ROOT / "generated", pages) == []


@pytest.mark.ci
def test_those_of_models_with_objects_in_their_inputs(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    page = site / "docs/models/acme/scene/compose.md"
    assert complaints(tmp_path, site, [page]) == []
    shown = page.read_text(encoding="utf-8")
    assert "Takes: `SequenceOf[ComposeInputLorasItem | dict]`" in shown
    assert "a plain dict with these keys, or the class, from `runcomfy.models.acme.scene.compose`" in shown
