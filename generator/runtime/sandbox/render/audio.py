"""Sounds: a few soft chords as a WAV or MP3 file, from a seed."""

from __future__ import annotations

import array
import io
import math
import random
import sys
import wave
from typing import Any

import av

__all__ = ["LONGEST", "mp3", "samples", "wav"]

LONGEST = 300.0
_CHORDS = ((0, 4, 7), (-3, 0, 4), (5, 9, 12), (7, 11, 14), (2, 5, 9))
_BEAT = 0.5
# What one frame of an MP3 file holds.
_FRAME = 1152


def samples(seed: str, seconds: float, rate: int) -> bytes:
    """Return mono sound: 16 bits, little-endian, `rate` samples a second, at most `LONGEST` seconds."""
    dice = random.Random(seed)  # noqa: S311 - the same numbers again are wanted, not secret ones
    root = 220.0 * 2 ** (dice.randrange(12) / 12)
    found = array.array("h")
    total = round(min(max(seconds, 0.2), LONGEST) * rate)
    # Each chord is worked out once, however often it comes.
    chords: dict[tuple[int, ...], array.array[int]] = {}
    while len(found) < total:
        steps = dice.choice(_CHORDS)
        if steps not in chords:
            chords[steps] = array.array("h", _chord([root * 2 ** (step / 12) for step in steps], rate))
        found.extend(chords[steps])
    del found[total:]
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def wav(sound: bytes, rate: int) -> bytes:
    """Return the samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound)
    return out.getvalue()


def mp3(sound: bytes, rate: int, bits: int) -> bytes:
    """Return the samples as an MP3 file of so many bits a second."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as file:
        # PyAV's own types are half open.
        container: Any = file
        frame_type: Any = av.AudioFrame
        stream = container.add_stream("libmp3lame", rate=rate)
        stream.codec_context.layout = "mono"
        stream.codec_context.format = "s16p"
        stream.codec_context.bit_rate = bits
        for start in range(0, len(sound), 2 * _FRAME):
            piece = sound[start : start + 2 * _FRAME]
            frame = frame_type(format="s16p", layout="mono", samples=len(piece) // 2)
            frame.planes[0].update(piece)
            frame.sample_rate = rate
            frame.pts = start // 2
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def _chord(notes: list[float], rate: int) -> list[int]:
    length = round(_BEAT * rate)
    steps = [math.tau * note / rate for note in notes]
    loudness = 6000 / len(notes)
    return [
        round(
            loudness
            * min(1.0, index / (0.02 * rate))
            * math.exp(-2.5 * index / length)
            * (1 - index / length)
            * sum(math.sin(step * index) + 0.3 * math.sin(2 * step * index) for step in steps)
        )
        for index in range(length)
    ]
