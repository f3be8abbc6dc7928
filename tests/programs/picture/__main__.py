"""Runs the demo against the sandbox, and draws `run.png`: the terminal, the photo that went in, the picture that came out.

The lines of the terminal stand in the file too, so that a test can see whether the demo still prints them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin
from runcomfy.sandbox.render.still_life import still_life

from tests.programs.picture.run import COMMAND, demo

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = Path(__file__).parent / "run.png"
_SIZE, _MARGIN, _BAR = (1266, 500), 28, 44
_SIDE = 254  # the width of the two pictures
_PAPER, _WINDOW, _TOP = "#e9e6df", "#1c1c1a", "#2c2b28"
_INK, _SOFT, _GOOD = "#eceae4", "#a8a59c", "#8fd19e"
_FONT = "DejaVuSansMono.ttf"  # Debian's fonts-dejavu-core


def main() -> None:
    """Draw it anew."""
    with tempfile.TemporaryDirectory() as name:
        lines = demo(Path(name))
        made = Image.open(next((Path(name) / "out").iterdir())).convert("RGB")
    picture = draw([f"$ {COMMAND}", *lines], still_life().convert("RGB"), made)
    told = PngImagePlugin.PngInfo()
    told.add_text("Description", "\n".join(lines))
    picture.quantize(256).save(FILE, optimize=True, pnginfo=told)
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")


def draw(lines: Sequence[str], given: Image.Image, made: Image.Image) -> Image.Image:
    """Return the picture."""
    sheet = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(sheet)
    right = _SIZE[0] - _MARGIN - _SIDE
    window = (_MARGIN, _MARGIN, right - _MARGIN, _SIZE[1] - _MARGIN)
    pen.rounded_rectangle(window, 12, _WINDOW)
    pen.rounded_rectangle((*window[:3], _MARGIN + _BAR), 12, _TOP, corners=(True, True, False, False))
    for number, colour in enumerate(("#e0665c", "#e0b04f", "#6dbb6a")):
        pen.circle((_MARGIN + 26 + 24 * number, _MARGIN + _BAR // 2), 7, colour)
    # As large as the longest line allows.
    width = window[2] - window[0] - 48
    size = next(
        size for size in range(22, 8, -1)
        if max(ImageFont.truetype(_FONT, size).getlength(line) for line in lines) <= width
    )  # fmt: skip
    font, step = ImageFont.truetype(_FONT, size), min(34, (window[3] - window[1] - _BAR - 32) / len(lines))
    for number, line in enumerate(lines):
        colour = _INK if line.startswith("$") else _GOOD if line.startswith(("Saved", "Cost")) else _SOFT
        pen.text((_MARGIN + 24, _MARGIN + _BAR + 20 + step * number), line, colour, font)
    small = ImageFont.truetype(_FONT, 15)
    height = (_SIZE[1] - 2 * _MARGIN - 2 * 26 - 12) // 2
    for number, (image, words) in enumerate(((given, "the photo"), (made, "what the sandbox made"))):
        top = _MARGIN + number * (height + 26 + 12)
        pen.text((right, top), words, "#4d4b46", small)
        shown = _covering(image, (_SIDE, height))
        mask = Image.new("L", shown.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, shown.width - 1, shown.height - 1), 10, 255)
        sheet.paste(shown, (right, top + 26), mask)
    return sheet


def _covering(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    scale = max(size[0] / image.width, size[1] / image.height)
    large = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    left, top = (large.width - size[0]) // 2, (large.height - size[1]) // 2
    return large.crop((left, top, left + size[0], top + size[1]))


if __name__ == "__main__":
    main()
