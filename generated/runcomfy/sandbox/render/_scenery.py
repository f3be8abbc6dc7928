"""A quiet landscape for the background: sky, sun and hills, drawn from a seed."""

from __future__ import annotations

import colorsys
import math
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

from ._pillow import resized

if TYPE_CHECKING:
    from .._sizes import Size

__all__ = ["draw_scenery"]

Color = tuple[int, int, int]

_LAYERS = 5
# Hue of the sky's top, of its foot, and of the hills; in turns of the colour wheel.
_PALETTES = (
    (0.62, 0.06, 0.66),
    (0.56, 0.11, 0.52),
    (0.73, 0.95, 0.72),
    (0.52, 0.47, 0.55),
    (0.95, 0.09, 0.88),
    (0.60, 0.14, 0.40),
)


def draw_scenery(size: Size, seed: str, phase: float = 0.0) -> Image.Image:
    """Return the landscape. `phase` (0 to 1) moves the sun and the hills a little, for videos."""
    dice = random.Random(seed)  # noqa: S311 - the same numbers again are wanted, not secret ones
    top, foot, hills = (hue + dice.uniform(-0.03, 0.03) for hue in dice.choice(_PALETTES))
    # Drawn larger than shown (so that edges come out smooth), but never so large that it takes long.
    scale = min(2.0, 2048 / max(size))
    width, height = (max(16, round(side * scale)) for side in size)
    picture = _sky(width, height, _color(top, 0.62, 0.66), _color(foot, 0.42, 0.99))
    _sun(picture, dice, phase)
    draw = ImageDraw.Draw(picture)
    for layer in range(_LAYERS):
        nearness = (layer + 1) / _LAYERS
        color = _color(hills, 0.26 + 0.42 * nearness, 0.80 - 0.64 * nearness)
        ridge = _ridge(width, height, dice, nearness, phase)
        draw.polygon([(0, height), *ridge, (width, height)], fill=color)
    return resized(picture, size)


def _color(hue: float, saturation: float, value: float) -> Color:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _sky(width: int, height: int, top: Color, foot: Color) -> Image.Image:
    strip = Image.new("RGB", (1, 64))
    for row in range(64):
        share = min(1.0, row / 44)
        mixed = [round(high + (low - high) * share) for high, low in zip(top, foot, strict=True)]
        strip.putpixel((0, row), (mixed[0], mixed[1], mixed[2]))
    return resized(strip, (width, height))


def _sun(picture: Image.Image, dice: random.Random, phase: float) -> None:
    width, height = picture.size
    radius = min(width, height) * dice.uniform(0.09, 0.13)
    x = width * (dice.uniform(0.2, 0.7) + 0.1 * phase)
    y = height * (dice.uniform(0.24, 0.36) - 0.06 * phase)
    # The glow is soft anyway: blurred small, laid on large.
    small = (max(1, width // 16), max(1, height // 16))
    glow = Image.new("L", small)
    reach = radius * 1.5 / 16
    box = (x / 16 - reach, y / 16 - reach, x / 16 + reach, y / 16 + reach)
    ImageDraw.Draw(glow).ellipse(box, fill=170)
    glow = glow.filter(ImageFilter.GaussianBlur(max(1.0, reach * 0.7)))
    mask = resized(glow, picture.size)
    picture.paste((255, 244, 214), (0, 0, width, height), mask)
    disc = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(picture).ellipse(disc, fill=(255, 250, 235))


def _ridge(
    width: int, height: int, dice: random.Random, nearness: float, phase: float
) -> list[tuple[float, float]]:
    """Return the outline of one row of hills, from left to right."""
    level = height * (0.42 + 0.46 * nearness)
    waves = [
        (dice.uniform(0.7, 1.3) * turns, dice.uniform(0, math.tau), strength)
        for turns, strength in ((1.4, 0.060), (3.1, 0.028), (7.3, 0.010))
    ]
    shift = phase * 0.5 * nearness
    steps = 160
    return [
        (
            width * step / steps,
            level
            + height
            * sum(
                strength * math.sin(offset + math.tau * turns * (step / steps + shift) * 0.6)
                for turns, offset, strength in waves
            ),
        )
        for step in range(steps + 1)
    ]
