"""Reads a built site as a browser would follow it: every address of its own must lead to a page, and to a place on it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

__all__ = ["faults_of"]

# Attributes that make a browser fetch something at once, which must not come from elsewhere.
_FETCHED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.targets: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.places.add(value)
            elif name in ("href", "src"):
                self.targets.append((tag, name, value))


def faults_of(site: Path) -> list[str]:
    """Return a line for every address that leads nowhere, to raw Markdown, or that loads something from elsewhere."""
    site = site.resolve()
    pages: dict[Path, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = _Page()
        pages[path].feed(path.read_text(encoding="utf-8"))
    faults: list[str] = []
    for path, page in pages.items():
        for tag, name, target in page.targets:
            if urlsplit(target).scheme or urlsplit(target).netloc:
                elsewhere = (tag, name) in _FETCHED and not target.startswith("data:")
                fault = "is fetched from elsewhere" if elsewhere else None
            else:
                fault = _fault(site, path, target, pages)
            if fault:
                faults.append(f"{path.relative_to(site)}: {target}: {fault}")
    return faults


def _fault(site: Path, path: Path, target: str, pages: dict[Path, _Page]) -> str | None:
    address, place = urldefrag(target)
    found = (path.parent / unquote(urlsplit(address).path)).resolve() if address else path
    if found.is_dir():
        found /= "index.html"
    if not found.is_file():
        return "is not there"
    if not found.is_relative_to(site):
        return "lies outside of the site"
    if found.suffix == ".md":
        return "is raw Markdown"
    if place and found in pages and unquote(place) not in pages[found].places:
        return "has no such place"
    return None
