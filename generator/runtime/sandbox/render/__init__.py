"""What a finished job gives: real files, always the same ones for the same inputs and seed."""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

from .._sizes import (
    Size,
    complete,
    count,
    frame_rate,
    picture_format,
    picture_size,
    seconds,
    sound_format,
    video_size,
)
from .audio import mp3, samples, wav
from .image import Scene, draw, encode
from .video import length, movie

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RenderSpec", "RenderedFile", "file_names", "render_one"]

_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
}
_RATES = {"16khz": 16_000, "22khz": 22_050, "24khz": 24_000, "44khz": 44_100, "cd": 44_100}
_USUAL_RATE = 22_050


@dataclass(frozen=True)
class RenderSpec:
    """The model a file is made for."""

    model_id: str
    kind: str
    """image, video or audio."""
    input_schema: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Where the defaults of inputs that were not sent come from."""
    pictures: tuple[bytes, ...] = ()
    """Small PNG copies of the input pictures."""


@dataclass(frozen=True)
class RenderedFile:
    """One finished file."""

    name: str
    content_type: str
    content: bytes


def file_names(spec: RenderSpec, inputs: Mapping[str, object]) -> list[str]:
    """Return the names of a job's files, found without rendering."""
    full = complete(inputs, spec.input_schema, spec.model_id)
    if spec.kind == "video":
        return ["video-1.mp4"]
    if spec.kind == "audio":
        return [f"audio-1.{sound_format(full)}"]
    return [f"image-{number}.{picture_format(full)}" for number in range(1, count(full) + 1)]


def render_one(spec: RenderSpec, inputs: Mapping[str, object], seed: int, index: int) -> RenderedFile:
    """Return the file of this index. Takes up to a second: not for an event loop's thread.

    Raises:
        IndexError: The job has fewer files.
    """
    name = file_names(spec, inputs)[index]
    full = complete(inputs, spec.input_schema, spec.model_id)
    ending = name.rpartition(".")[2]
    drawn_from = _seed(spec, inputs, seed, index)
    if spec.kind == "audio":
        rate = _rate(full)
        sound = samples(drawn_from, seconds(full, spec.kind), rate)
        content = mp3(sound, rate, _bits(full)) if ending == "mp3" else wav(sound, rate)
    elif ending == "mp4":
        size = video_size(full, _input_size(spec))
        lasts = length(seconds(full, spec.kind))
        rate = frame_rate(full)
        content = movie(_scene(spec, full, size, f"{lasts:.1f} s mp4", drawn_from), lasts, rate)
    else:
        size = picture_size(full, _input_size(spec))
        content = encode(draw(_scene(spec, full, size, ending, drawn_from)), ending)
    return RenderedFile(name, _TYPES[ending], content)


def _scene(spec: RenderSpec, inputs: Mapping[str, object], size: Size, form: str, seed: str) -> Scene:
    facts = [f"{size.width} x {size.height}", form]
    if isinstance(given := inputs.get("seed"), int):
        facts.append(f"seed {given}")
    facts.append("drawn by the local sandbox, not by the model")
    return Scene(size, _prompt_of(inputs), spec.model_id, " \u00b7 ".join(facts), seed, spec.pictures)


def _prompt_of(inputs: Mapping[str, object]) -> str:
    """Return the prompt, or whatever text comes nearest to one."""
    for name in ("prompt", "promptText", "text", "tags", "lyrics"):
        if isinstance(text := inputs.get(name), str) and text.strip():
            return text
    texts = [value for name, value in inputs.items() if "prompt" in name and isinstance(value, str)]
    return next(iter(texts), "(no prompt)")


def _input_size(spec: RenderSpec) -> Size | None:
    if not spec.pictures:
        return None
    with Image.open(io.BytesIO(spec.pictures[0]), formats=("PNG",)) as picture:
        return Size(*picture.size)


def _rate(inputs: Mapping[str, object]) -> int:
    wanted = re.sub(r"[^a-z0-9]", "", str(inputs.get("output_format", "")).lower())
    return next((rate for word, rate in _RATES.items() if word in wanted), _USUAL_RATE)


def _bits(inputs: Mapping[str, object]) -> int:
    return 192_000 if "high" in str(inputs.get("output_format", "")).lower() else 128_000


def _seed(spec: RenderSpec, inputs: Mapping[str, object], seed: int, index: int) -> str:
    facts = [spec.model_id, dict(inputs), seed, index]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
