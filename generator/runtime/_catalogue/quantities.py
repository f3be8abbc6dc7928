"""How much of a unit a request asks for: read from whatever inputs a model has, and from its schema's defaults."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .._plain.money import EXACT, money, ratio, times

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Properties: TypeAlias = Mapping[str, Mapping[str, Any]]

__all__ = ["COUNTS", "FRAMES", "FRAME_RATES", "LENGTHS", "SIZES", "Amount", "Request", "slim"]

_ONE = Decimal(1)
# The inputs that say how many outputs are made, and how long one is: for the sandbox, too, which makes them.
COUNTS = (
    "n", "num_images", "num_outputs", "num_videos", "num_samples", "number_of_images", "number_of_outputs",
    "image_count", "n_images", "batch_size", "batch_count", "batch", "count", "max_images", "max_outputs",
)  # fmt: skip
LENGTHS = (
    "duration", "duration_seconds", "seconds", "video_duration", "video_length", "length_seconds",
    "audio_duration", "music_duration", "duration_ms", "music_length_ms", "length_ms",
)  # fmt: skip
FRAMES = ("num_frames", "frames", "number_of_frames")
FRAME_RATES = ("fps", "frame_rate", "frames_per_second")
SIZES = ("size", "image_size", "resolution", "dimensions")
_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(?:s|secs?|seconds?)?", re.ASCII | re.IGNORECASE)
_PIXELS = re.compile(r"(\d{1,6})\s*[x×*:]\s*(\d{1,6})(?:\s*\(.{0,20}\))?", re.ASCII)
_SMALLEST_SIDE = 17  # pixels: `16:9` is not a size
_KEPT = ("default", "enum", "minimum", "maximum", "type", "const")


class Amount(NamedTuple):
    """How many units: the least and the most, each None where it is not known, and in words."""

    low: Decimal | None
    high: Decimal | None
    words: str


class Request(NamedTuple):
    """One request's inputs, as they are sent, with its model's properties and what it makes."""

    properties: Properties
    inputs: Mapping[str, Any]
    kind: str | None = None

    def value(self, name: str) -> Any:
        """Return what was given, else the schema's default."""
        given = self.inputs.get(name)
        return self.properties.get(name, {}).get("default") if given is None else given

    def outputs(self) -> Amount:
        """Return how many outputs."""
        few, many = _ONE, cast("Decimal | None", _ONE)
        for name in COUNTS:
            value = self.value(name)
            if value is None:
                continue
            number = _quantity(value)
            if number is None or number < 1:
                many = None
                continue
            # "At most" is not a promise.
            few = few if name.startswith("max_") else times(few, number)
            many = None if many is None else times(many, number)
        if many is None:
            return Amount(few, None, "outputs of unknown number")
        if few != many:
            return Amount(few, many, f"{_plain(few)} to {_plain(many)} outputs")
        return Amount(few, many, f"{_plain(many)} output{'' if many == 1 else 's'}")

    def seconds(self) -> Amount:
        """Return how many seconds one output is long."""
        for name in LENGTHS:
            value = self.value(name)
            if value is None:
                continue
            places = -3 if name.endswith("_ms") else 0
            number = _quantity(value)
            if number is not None and number > 0:
                seconds = number.scaleb(places, EXACT)
                return Amount(seconds, seconds, f"{_plain(seconds)} second{'' if seconds == 1 else 's'}")
            # `auto`, -1 and the like: the model decides, but not below what it allows.
            least, _ = self._bounds(name)
            if least is None:
                break
            low = least.scaleb(places, EXACT)
            return Amount(low, None, f"at least {_plain(low)} seconds")
        frames, rate = self._number(FRAMES), self._number(FRAME_RATES)
        if frames is not None and rate is not None:
            low, high = ratio(frames, rate, up=False), ratio(frames, rate, up=True)
            return Amount(low, high, f"{_plain(frames)} frames at {_plain(rate)} a second")
        return Amount(None, None, "an unknown number of seconds")

    def megapixels(self) -> Amount:
        """Return how many millions of pixels one output has: of a video, in all its frames."""
        size = self._pixels()
        frames = self._frames()
        low = None if size.low is None or frames.low is None else times(size.low, frames.low)
        high = None if size.high is None or frames.high is None else times(size.high, frames.high)
        words = f"{size.words} pixels" + (f" in {frames.words}" if frames.words else "")
        return Amount(
            None if low is None else low.scaleb(-6, EXACT),
            None if high is None else high.scaleb(-6, EXACT),
            words,
        )

    def _pixels(self) -> Amount:
        width, height = self._number(("width",)), self._number(("height",))
        if width is None or height is None:
            for name in SIZES:
                value: object = self.value(name)
                text = str(value).strip()
                if isinstance(value, dict):
                    sides = cast("dict[str, object]", value)
                    across, down = _quantity(sides.get("width")), _quantity(sides.get("height"))
                    if across and down:
                        width, height = across, down
                        break
                found = _PIXELS.fullmatch(text)
                if found and min(map(int, found.groups()[:2])) >= _SMALLEST_SIDE:
                    width, height = Decimal(found[1]), Decimal(found[2])
                    break
        if width is not None and height is not None:
            return Amount(times(width, height), times(width, height), f"{_plain(width)} × {_plain(height)}")
        if {"width", "height"} <= self.properties.keys():
            (least, most), (lowest, highest) = self._side_length("width"), self._side_length("height")
            low = None if least is None or lowest is None else times(least, lowest)
            high = None if most is None or highest is None else times(most, highest)
            return Amount(low, high, "an unknown number of")
        return Amount(None, None, "an unknown number of")

    def _side_length(self, name: str) -> tuple[Decimal | None, Decimal | None]:
        given = self._number((name,))
        return self._bounds(name) if given is None else (given, given)

    def _frames(self) -> Amount:
        frames = self._number(FRAMES)
        if frames is not None:
            return Amount(frames, frames, f"{_plain(frames)} frame{'' if frames == 1 else 's'}")
        if self.kind != "video":
            return Amount(_ONE, _ONE, "")
        rate, length = self._number(FRAME_RATES), self.seconds()
        if rate is None or length.low is None or length.high is None:
            return Amount(_ONE, None, "an unknown number of frames")
        low, high = times(length.low, rate), times(length.high, rate)
        return Amount(low, high, f"{length.words} of {_plain(rate)} frames")

    def _number(self, names: tuple[str, ...]) -> Decimal | None:
        for name in names:
            value = self.value(name)
            number = None if value is None else _quantity(value)
            if number is not None and number > 0:
                return number
        return None

    def _bounds(self, name: str) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the most that the schema allows, of what is above 0."""
        schema = self.properties.get(name, {})
        members = schema.get("enum")
        if members:
            found = [_quantity(member) for member in cast("list[object]", members)]
            numbers = [number for number in found if number is not None and number > 0]
            return min(numbers, default=None), max(numbers, default=None)
        least, most = _quantity(schema.get("minimum")), _quantity(schema.get("maximum"))
        return least or None, most or None


def _quantity(value: object) -> Decimal | None:
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value.strip())
        return Decimal(match[1]) if match else None
    return money(value)


def _plain(number: Decimal) -> str:
    return format(EXACT.normalize(number), "f")


def slim(schema: object) -> dict[str, dict[str, Any]]:
    """Return what of a schema's properties a price may depend on."""
    found: object = cast("dict[str, Any]", schema).get("properties") if isinstance(schema, dict) else None
    properties: dict[str, Any] = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return {
        name: _slim(cast("dict[str, Any]", one)) for name, one in properties.items() if isinstance(one, dict)
    }


def _slim(schema: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: schema[key] for key in _KEPT if key in schema}
    if "const" in kept:
        kept.setdefault("enum", [kept.pop("const")])
    for word in ("anyOf", "oneOf"):
        branches: object = schema.get(word)
        for branch in cast("list[object]", branches) if isinstance(branches, list) else ():
            if not isinstance(branch, dict) or "type" not in branch or branch["type"] == "null":
                continue
            for key, value in _slim(cast("Mapping[str, Any]", branch)).items():
                kept.setdefault(key, value)
    return kept
