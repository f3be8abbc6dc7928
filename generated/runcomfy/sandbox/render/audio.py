"""Sounds: a few soft chords as a WAV file, from a seed."""

from __future__ import annotations

import array
import io
import math
import random
import sys
import wave

__all__ = ["LONGEST", "sound"]

LONGEST = 3.0
_CHORDS = ((0, 4, 7), (-3, 0, 4), (5, 9, 12), (7, 11, 14), (2, 5, 9))
_BEAT = 0.5


def sound(seed: str, seconds: float, rate: int) -> bytes:
    """Mono, 16 bits, `rate` samples a second, at most `LONGEST` seconds."""
    dice = random.Random(seed)  # noqa: S311 - the same numbers again are wanted, not secret ones
    root = 220.0 * 2 ** (dice.randrange(12) / 12)
    samples = array.array("h")
    total = round(min(max(seconds, 0.2), LONGEST) * rate)
    while len(samples) < total:
        notes = [root * 2 ** (step / 12) for step in dice.choice(_CHORDS)]
        samples.extend(_chord(notes, rate))
    del samples[total:]
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
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
