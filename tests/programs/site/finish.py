"""The last hand on the built pages: what the theme leaves out for people who use a keyboard or hear the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["finish"]

_CHANGES = (
    (r'<p class="caption" role="heading">', r'<p class="caption" role="heading" aria-level="2">'),
    (r'<aside class="sidebar-drawer">', r'<aside class="sidebar-drawer" aria-label="All pages">'),
    (r'<aside class="toc-drawer([^"]*)">', r'<aside class="toc-drawer\1" aria-label="This page">'),
    # What scrolls by itself can be reached and scrolled with keys.
    (r'<div class="table-wrapper ', r'<div tabindex="0" class="table-wrapper '),
    (r'(<div class="highlight">)<pre>', r'\1<pre tabindex="0">'),
    (r'<th class="head">(?:<p></p>)?</th>', r'<td class="head"></td>'),
)

# A signature over several lines is marked up as a list of definitions without anything that is defined.
_PARAMETERS = re.compile(r"<dl>\n((?:<dd>(?:(?!</dd>).)*</dd>\n)+)</dl>", re.DOTALL)


def finish(site: Path) -> None:
    """Change every page of a built site in place."""
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for pattern, better in _CHANGES:
            text = re.sub(pattern, better, text)
        if path.name == "search.html":
            text = text.replace('<div id="search-results">', '<h1>Search</h1>\n<div id="search-results">')
        text = _PARAMETERS.sub(lambda found: _lines(found[1]), text)
        path.write_text(text, encoding="utf-8")


def _lines(parameters: str) -> str:
    parameters = parameters.replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
    return f'<span class="sig-lines">{parameters}</span>'
