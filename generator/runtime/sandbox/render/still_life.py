"""A small drawn photo to hand to models that edit pictures: a plant on a table."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from ._pillow import resized

__all__ = ["still_life"]

_WIDTH, _HEIGHT = 640, 800
_LEAVES = ((-62, 250), (-38, 310), (-14, 345), (12, 340), (36, 300), (60, 240), (-80, 170), (79, 165))


def still_life() -> Image.Image:
    """Return the photo, 640 by 800 pixels, always the same."""
    # Twice as large and scaled down: smooth edges.
    picture = Image.new("RGB", (2 * _WIDTH, 2 * _HEIGHT), (236, 222, 203))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((700, 90, 1180, 570), fill=(245, 235, 219))
    pen.rectangle((0, 1240, 1280, 1600), fill=(191, 148, 112))
    pen.rectangle((0, 1240, 1280, 1256), fill=(207, 167, 131))
    pen.ellipse((330, 1390, 1030, 1490), fill=(158, 117, 84))
    for number, (angle, length) in enumerate(_LEAVES):
        color = (62 + 12 * (number % 3), 112 + 14 * (number % 4), 78 + 6 * (number % 2))
        pen.polygon(_leaf(640, 1010, math.radians(angle), 2.0 * length), fill=color)
    pen.polygon([(440, 1010), (840, 1010), (780, 1440), (500, 1440)], fill=(193, 99, 66))
    pen.polygon([(640, 1010), (840, 1010), (780, 1440), (660, 1440)], fill=(176, 86, 56))
    pen.rounded_rectangle((412, 960, 868, 1050), 22, fill=(208, 114, 79))
    return resized(picture, (_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)


def _leaf(x: float, y: float, angle: float, length: float) -> list[tuple[float, float]]:
    """Return two arcs from the stem to the tip; an angle of 0 points up."""
    along = (math.sin(angle), -math.cos(angle))
    side = (along[1], -along[0])
    shares = [step / 20 for step in range(21)]
    right = [(share, 0.13 * math.sin(math.pi * share**0.8)) for share in shares]
    outline = [*right, *((share, -bulge) for share, bulge in reversed(right))]
    return [
        (x + length * (share * along[0] + bulge * side[0]), y + length * (share * along[1] + bulge * side[1]))
        for share, bulge in outline
    ]
