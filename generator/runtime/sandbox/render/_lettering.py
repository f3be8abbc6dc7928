"""Text in pictures: cleaned to what the font can draw, wrapped to the width, shrunk to the height."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple, cast

from PIL import ImageFont

from ._pillow import glyph

__all__ = ["Block", "drawable", "fit", "font_of"]

_LONGEST = 600
# The font is small: even the bullet and the dieresis are not in it.
_MISSING = "\u00b7"


class Block(NamedTuple):
    """Lines that fit, in the font they fit in."""

    lines: list[str]
    font: ImageFont.FreeTypeFont
    line_height: int


@lru_cache(maxsize=64)
def font_of(size: int) -> ImageFont.FreeTypeFont:
    """Return the font that Pillow brings along, so that every machine draws the same."""
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size))


def drawable(text: str) -> str:
    """Return the beginning of the text, each letter that the font lacks replaced by its base letter or a dot."""
    cut = text[:_LONGEST] + ("\u2026" if len(text) > _LONGEST else "")
    return " ".join("".join(map(_letter, cut)).split())


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter.isspace() or kind == "Cc":
        return " "
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if _has(letter):
        return letter
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if _has(base) else _MISSING


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    if "\ud800" <= letter <= "\udfff":
        return False
    font = font_of(24)
    return glyph(font, letter) != _no_glyph()


@lru_cache(maxsize=1)
def _no_glyph() -> bytes:
    """Return what the font draws for a letter that it cannot have."""
    return glyph(font_of(24), "\U0010fffd")


def fit(text: str, width: int, height: int, largest: int, smallest: int) -> Block:
    """Return the text as large as width and height (pixels) allow, cut with an ellipsis when nothing else helps."""
    size = largest
    while True:
        font = font_of(size)
        line_height = round(size * 1.32)
        lines = _wrap(text, font, width)
        room = max(1, height // line_height)
        if len(lines) <= room:
            return Block(lines, font, line_height)
        if size <= smallest:
            kept = lines[:room]
            kept[-1] = _shorten(kept[-1], font, width)
            return Block(kept, font, line_height)
        size = max(smallest, int(size * 0.88))


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while font.getlength(line) > width and len(line) > 1:
            # One word wider than the line, as scripts without spaces have: broken where it is full.
            full = max(1, int(len(line) * width / font.getlength(line)))
            lines.append(line[:full])
            line = line[full:]
    return [*lines, line] if line else lines


def _shorten(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and font.getlength(f"{line}\u2026") > width:
        line = line[:-1]
    return f"{line.rstrip()}\u2026"
