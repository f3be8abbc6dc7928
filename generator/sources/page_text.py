"""The text of a saved page, as a reader sees it, and the line of the file that each part of it comes from."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

from generator.sources.copied import without_marks
from generator.sources.page_file import HTML

__all__ = ["PageText"]

_IS_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# `html.parser` searches the rest of the text again for every tag that is never closed, which takes hours for a
# few hostile megabytes. This one pattern only goes forward: a quoted attribute may hold `>`, nothing is tried
# twice.
_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
    r"|<(?P<bare_close>/?)(?P<bare_name>[A-Za-z][A-Za-z0-9:-]*+)[^<>]*+>"
    r"|(?P<comment><!--)"
    r"|<[!?/][^<>]*+>"
)
_UNSEEN = frozenset({"script", "style", "template"})
_KEEP_SPACE = frozenset({"pre", "code", "textarea"})
_BLOCK = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "button", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("head", "header", "hr", "html", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead"),
        *("title", "tr", "ul"),
    }
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


class PageText:
    """What a page says: `text`. `exact` tells whether that is the file's own, character for character."""

    def __init__(self, raw: str, *, is_html: bool) -> None:
        raw = raw.removeprefix("\ufeff")
        self.exact = not is_html
        self._offsets = [0]
        self._lines = [1]
        self.text = self._read_html(raw) if is_html else without_marks(raw)

    @classmethod
    def of(cls, raw: str, file: str) -> PageText:
        """Read a page: HTML by its file's name or its beginning, otherwise text, where Markdown is text too."""
        named = file.casefold().endswith(HTML)
        return cls(raw, is_html=named or _IS_HTML.match(raw.removeprefix("\ufeff")) is not None)

    def line(self, at: int) -> int:
        """Return the line of the file, from 1, that the character at offset `at` of the text comes from."""
        index = bisect_right(self._offsets, at) - 1
        return self._lines[index] + self.text.count("\n", self._offsets[index], at)

    def _read_html(self, raw: str) -> str:
        pieces: list[str] = []
        length = at = keep = 0
        line = 1

        def put(text: str) -> None:
            nonlocal length
            pieces.append(text)
            length += len(text)

        while True:
            match = _MARKUP.search(raw, at)
            stop = match.start() if match else len(raw)
            if stop > at:
                self._offsets.append(length)
                self._lines.append(line)
                chunk = raw[at:stop] if keep else _SPACES.sub(_collapse, raw[at:stop])
                put(html.unescape(chunk))
                line += raw.count("\n", at, stop)
            if match is None:
                return "".join(pieces)
            at = _end(raw, match)
            line += raw.count("\n", stop, at)
            name = (match["name"] or match["bare_name"] or "").casefold()
            if name in _BLOCK:
                put("\n")
            if name in _KEEP_SPACE:
                closes = bool(match["close"] or match["bare_close"])
                keep = max(0, keep - 1) if closes else keep + 1


def _collapse(match: re.Match[str]) -> str:
    """Fold a run of white space that breaks the line, as a browser does; a style sheet may keep other runs."""
    run = match.group()
    return " " if "\n" in run or "\r" in run else run


def _end(raw: str, match: re.Match[str]) -> int:
    """Return where the markup that begins with `match` ends: behind a comment, or behind what nobody sees."""
    if match["comment"]:
        end = raw.find("-->", match.end())
        return len(raw) if end < 0 else end + 3
    name = (match["name"] or "").casefold()
    if name in _UNSEEN and not match["close"]:
        closing = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(raw, match.end())
        return closing.end() if closing else len(raw)
    return match.end()
