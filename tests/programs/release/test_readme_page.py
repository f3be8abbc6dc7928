"""How an index of packages shows the README: as a page, and with no link that leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs.release.metadata import links_made_absolute

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("repository", ["", "https://example.org/me/it"])
def test_it_renders(repository: str) -> None:
    markdown = pytest.importorskip("readme_renderer.markdown")
    text = links_made_absolute((ROOT / "README.md").read_text(encoding="utf-8"), repository)
    page = markdown.render(text)
    assert page is not None
    assert "<table>" in page
    addresses = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert all(url.startswith(("https://", "#")) for url in addresses)
    assert bool(repository) == ("run.png" in page)
