"""The few calls of Pillow whose types are open because numpy's are not there, closed in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PIL import Image

if TYPE_CHECKING:
    from PIL import ImageFont

__all__ = ["glyph", "resized"]


def resized(
    picture: Image.Image, size: tuple[int, int], how: Image.Resampling = Image.Resampling.BICUBIC
) -> Image.Image:
    """Return the picture at another size."""
    return cast("Image.Image", cast("Any", picture).resize(size, how))


def glyph(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    """Return the pixels of one letter."""
    return bytes(cast("Any", font.getmask(letter)))
