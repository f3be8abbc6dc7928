"""`community/infinite-talk/fast`: InfiniteTalk: talking picture, fast

Animates an image of a person so that they speak a given recording.
"""
# Made from schemas/community/infinite-talk/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `community/infinite-talk/fast`."""

    audio: AudioInput
    """The speech, which the lips follow."""
    image: ImageInput
    """Image of the person who talks."""
    prompt: str = UNSET
    """Describes how the people look and move while they talk."""
    seed: int = UNSET
    """Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation."""


class FastOutput(OutputModel):
    """What a result holds of `community/infinite-talk/fast`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


fast: Final = Endpoint("community/infinite-talk/fast", FastInput, FastOutput)
"""`community/infinite-talk/fast`: InfiniteTalk: talking picture, fast

Animates an image of a person so that they speak a given recording.

Makes: video

Price: $0.015 per second, a base rate and not a quote

Its inputs are the fields of `FastInput`.
"""
