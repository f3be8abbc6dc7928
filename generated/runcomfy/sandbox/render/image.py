"""Pictures: a landscape, the input picture in a frame where there is one, and the prompt on a card."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from .._sizes import Size
from ._lettering import drawable, fit, font_of
from ._pillow import resized
from ._scenery import draw_scenery

__all__ = ["Scene", "draw", "encode"]

_INK = (255, 255, 255)
_FAINT = (222, 226, 236)
_NIGHT = (13, 16, 30)
_PANEL_OPACITY = 168


@dataclass(frozen=True)
class Scene:
    """What is to be seen."""

    size: Size
    prompt: str
    title: str
    """A line above the prompt: the model."""
    facts: str
    """A line below it: size, format, seed."""
    seed: str
    pictures: tuple[bytes, ...] = ()
    """Small copies of the input pictures."""


def draw(scene: Scene, phase: float = 0.0) -> Image.Image:
    """Return the picture of the scene. `phase` (0 to 1) is the moment, for videos."""
    picture = draw_scenery(scene.size, scene.seed, phase)
    short = min(scene.size)
    margin = max(4, round(short * 0.05))
    top = scene.size.height - margin
    # Below this, letters would be too small to read.
    if short >= 120:
        top = _card(picture, scene, margin)
    _frames(picture, scene, (margin, margin, scene.size.width - margin, top - margin))
    return picture


def encode(picture: Image.Image, form: str) -> bytes:
    """Return the picture as `png`, `jpeg` or `webp`, made fast rather than smallest."""
    out = io.BytesIO()
    if form == "webp":
        picture.save(out, "WEBP", quality=82, method=1)
    elif form == "jpeg":
        picture.save(out, "JPEG", quality=90)
    else:
        picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _card(picture: Image.Image, scene: Scene, margin: int) -> int:
    """Lay the card with the words along the lower edge, and return where it begins."""
    width, height = scene.size
    short = min(width, height)
    small = max(9, round(short * 0.021))
    padding = round(margin * 0.8)
    inner = width - 2 * margin - 2 * padding
    rows = round(small * 1.9)
    share = 0.30 if scene.pictures else 0.44
    room = round(height * share) - 2 * rows - 2 * padding
    block = fit(
        drawable(scene.prompt), inner, max(room, small), round(short * 0.054), max(10, round(short * 0.024))
    )
    text_height = len(block.lines) * block.line_height
    top = height - margin - (2 * padding + 2 * rows + text_height)
    box = (margin, top, width - margin, height - margin)
    _panel(picture, box, round(margin * 0.55))
    pen = ImageDraw.Draw(picture)
    font = font_of(small)
    left = margin + padding
    pen.text((left, top + padding), _cut(scene.title, small, inner), font=font, fill=_FAINT)
    for number, line in enumerate(block.lines):
        y = top + padding + rows + number * block.line_height
        pen.text((left, y), line, font=block.font, fill=_INK)
    foot = height - margin - padding - small
    pen.text((left, foot), _cut(scene.facts, small, inner), font=font, fill=_FAINT)
    return top


def _cut(text: str, size: int, width: int) -> str:
    lines = fit(drawable(text), width, size, size, size).lines
    return lines[0] if lines else ""


def _panel(picture: Image.Image, box: tuple[int, int, int, int], radius: int) -> None:
    picture.paste(_NIGHT, box, _rounded((box[2] - box[0], box[3] - box[1]), radius, _PANEL_OPACITY))


def _rounded(size: tuple[int, int], radius: int, fill: int) -> Image.Image:
    # Twice as large and scaled down, the corners are smooth; at great sizes they are so anyway.
    scale = 2 if size[0] * size[1] < 3_000_000 else 1
    mask = Image.new("L", (size[0] * scale, size[1] * scale))
    edge = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(edge, radius * scale, fill=fill)
    return resized(mask, size, Image.Resampling.BOX) if scale > 1 else mask


def _frames(picture: Image.Image, scene: Scene, box: tuple[int, int, int, int]) -> None:
    """Hang the input pictures side by side into the box."""
    width, height = box[2] - box[0], box[3] - box[1]
    if not scene.pictures or min(width, height) < 40:
        return
    gap = round(min(scene.size) * 0.03)
    each = (width - gap * (len(scene.pictures) - 1)) // len(scene.pictures)
    border = max(2, round(min(each, height) * 0.02))
    framed = [_framed(data, Size(each, height), border) for data in scene.pictures]
    left = box[0] + (width - sum(one.width for one in framed) - gap * (len(framed) - 1)) // 2
    for one in framed:
        place = (left, box[1] + (height - one.height) // 2)
        _shadow(picture, (*place, place[0] + one.width, place[1] + one.height), border * 2)
        picture.paste(one, place)
        left += one.width + gap


def _framed(data: bytes, room: Size, border: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        photo = Image.new("RGB", opened.size, (236, 237, 242))
        photo.paste(opened, mask=opened.getchannel("A") if opened.mode == "RGBA" else None)
    inside = (max(8, room.width - 2 * border), max(8, room.height - 2 * border))
    fitted = ImageOps.contain(photo, inside, Image.Resampling.LANCZOS)
    return ImageOps.expand(fitted, border, (250, 250, 252))


def _shadow(picture: Image.Image, box: tuple[int, int, int, int], reach: int) -> None:
    # Blurred at an eighth of the size: a shadow has no detail to lose.
    area = (box[0] - 2 * reach, box[1] - reach, box[2] + 2 * reach, box[3] + 3 * reach)
    small = (max(4, (area[2] - area[0]) // 8), max(4, (area[3] - area[1]) // 8))
    mask = Image.new("L", small)
    inset = max(1, reach // 8)
    ImageDraw.Draw(mask).rectangle(
        (2 * inset, 2 * inset, small[0] - 2 * inset - 1, small[1] - 2 * inset - 1), fill=150
    )
    mask = mask.filter(ImageFilter.GaussianBlur(max(1, inset)))
    mask = resized(mask, (area[2] - area[0], area[3] - area[1]))
    picture.paste((0, 0, 0), (area[0], area[1]), mask)
