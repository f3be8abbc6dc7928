"""How large, how many, how long, in which format: read from whatever inputs a model happens to have."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from .._catalogue.quantities import COUNTS, FRAME_RATES, FRAMES, LENGTHS, SIZES

__all__ = [
    "Size",
    "complete",
    "count",
    "frame_rate",
    "picture_format",
    "picture_size",
    "seconds",
    "sound_format",
    "video_size",
]

Inputs = Mapping[str, object]

LARGEST = 4096
SMALLEST = 64
_MOST_PICTURES = 10
_USUAL_SECONDS = {"video": 5.0, "audio": 30.0}
_RATIO_FIELDS = ("aspect_ratio", "ratio", "aspectRatio", "image_size", "size")
_SHAPES = {
    "square": (1, 1),
    "portrait": (3, 4),
    "landscape": (4, 3),
    "vertical": (9, 16),
    "horizontal": (16, 9),
}
_PIXELS = re.compile(r"(\d{2,5})\s*[x×*:]\s*(\d{2,5})")
# Some models are one resolution of another and say so in their id alone: `…/first-last-frame/720p`, `…/4K/…`.
_NAMED_RESOLUTION = re.compile(r"(?<![^/_-])(\d{3,4}p|[1248]k)(?![^/_-])", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*[:/x_]\s*(\d{1,3}(?:\.\d{1,3})?)")


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


def complete(inputs: Inputs, schema: Mapping[str, Any], model_id: str = "") -> dict[str, object]:
    """Return the inputs with all that was left to the model: its schema's defaults, and its id's resolution."""
    properties = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
    # A null for a default is how some schemas say that there is none.
    full = {name: default for name, one in properties.items() if (default := one.get("default")) is not None}
    if named := _NAMED_RESOLUTION.search(model_id):
        full.setdefault("resolution", named[1])
    return {**full, **inputs}


def picture_size(inputs: Inputs, like: Size | None = None) -> Size:
    """Return the size of a picture. `like` is the size of an input picture, for ratios such as `auto`."""
    return _size(inputs, like, (1, 1), 1024)


def video_size(inputs: Inputs, like: Size | None = None, largest: int = 1920) -> Size:
    """Return the size of a video: its ratio is honoured, its resolution only up to `largest`; both sides are even."""
    size = _size(inputs, like, (16, 9), 854)
    # 480p stays smaller than 720p, and so on, but nobody waits for a real 2160p.
    scale = min(1.0, largest / max(size))
    return Size(*(max(SMALLEST, 2 * int(side * scale / 2 + 0.5)) for side in size))


def _size(inputs: Inputs, like: Size | None, usual: tuple[float, float], long_side: int) -> Size:
    width, height = _number(inputs.get("width")), _number(inputs.get("height"))
    if width and height:
        return _bounded(width, height)
    for name in SIZES:
        given = inputs.get(name)
        if isinstance(given, Mapping):
            sides = cast("Mapping[str, object]", given)
            width, height = _number(sides.get("width")), _number(sides.get("height"))
            if width and height:
                return _bounded(width, height)
        found = _PIXELS.search(str(inputs.get(name, "")))
        if found and min(map(int, found.groups())) >= SMALLEST:
            return _bounded(int(found[1]), int(found[2]))
    across, down = _ratio(inputs) or like or usual
    resolution = str(inputs.get("resolution") or inputs.get("image_size") or inputs.get("size") or "").lower()
    if found := re.search(r"(\d{3,4})p", resolution):
        short = int(found[1])
        return _bounded(short * max(1.0, across / down), short * max(1.0, down / across))
    if found := re.search(r"(\d{1,2}(?:\.\d)?)k", resolution):
        long_side = round(float(found[1]) * 1024)
    elif resolution == "square":
        long_side = 512
    scale = long_side / max(across, down)
    return _bounded(across * scale, down * scale)


def _ratio(inputs: Inputs) -> tuple[float, float] | None:
    for name in _RATIO_FIELDS:
        text = str(inputs.get(name, "")).lower()
        if not text:
            continue
        word = next((word for word in _SHAPES if text.startswith(word)), None)
        found = _RATIO.search(text)
        if found and float(found[1]) > 0 and float(found[2]) > 0:
            sides = (float(found[1]), float(found[2]))
            # "portrait_4_3" means 3:4, "portrait_16_9" means 9:16.
            return (min(sides), max(sides)) if word == "portrait" else sides
        if word:
            return _SHAPES[word]
    return None


def _bounded(width: float, height: float) -> Size:
    scale = min(1.0, LARGEST / max(width, height))
    return Size(*(min(LARGEST, max(SMALLEST, round(side * scale))) for side in (width, height)))


def _number(value: object) -> float:
    """Return the number, or 0 for what is none. Numbers as text count, as some schemas have them."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return float(max(0, min(value, 1_000_000)))


def count(inputs: Inputs) -> int:
    """Return how many outputs are asked for; as many as there may be where only that is said."""
    asked = {name: int(number) for name in COUNTS if (number := _number(inputs.get(name))) >= 1}
    certain = [number for name, number in asked.items() if not name.startswith("max_")]
    return min(_MOST_PICTURES, math.prod(certain or asked.values()))


def seconds(inputs: Inputs, kind: str) -> float:
    """Return the length that is asked for, or what is usual for this kind of output."""
    for name in LENGTHS:
        # `5s` and `5 seconds` are lengths, too.
        if length := _number(re.sub(r"\s*s(?:ec(?:ond)?s?)?$", "", str(inputs.get(name, "")))):
            return length / 1000 if name.endswith("_ms") else length
    frames = next((number for name in FRAMES if (number := _number(inputs.get(name)))), 0)
    return frames / frame_rate(inputs) if frames else _USUAL_SECONDS.get(kind, 30.0)


def frame_rate(inputs: Inputs) -> int:
    """Return the frames a second of a video."""
    asked = next((rate for name in FRAME_RATES if (rate := _number(inputs.get(name)))), 24)
    return max(1, min(60, round(asked)))


def picture_format(inputs: Inputs) -> str:
    """Return `png`, `jpeg` or `webp`."""
    wanted = str(inputs.get("output_format") or inputs.get("format") or "").lower()
    if "webp" in wanted:
        return "webp"
    return "jpeg" if "jpeg" in wanted or "jpg" in wanted else "png"


def sound_format(inputs: Inputs) -> str:
    """Return `wav` or `mp3`."""
    wanted = inputs.get("output_format") or inputs.get("audio_format") or inputs.get("format")
    return "mp3" if "mp3" in str(wanted or "").lower() else "wav"
