"""The picture of a run is true: the demo still prints what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("av")

from PIL import Image

from tests.programs.picture.run import demo, kinds

FILE = Path(__file__).parent / "run.png"


@pytest.mark.ci
def test_the_demo_prints_what_the_picture_shows(tmp_path: Path) -> None:
    with Image.open(FILE) as picture:
        shown = str(picture.info["Description"]).splitlines()
    assert kinds(demo(tmp_path, quick=True)) == kinds(shown)


def test_it_is_small() -> None:
    assert FILE.stat().st_size < 150_000
