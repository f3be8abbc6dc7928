"""`community/infinite-talk/fast`: InfiniteTalk: talking picture, fast

Makes a video of a person who talks, from a picture and the speech.
"""
# Made from schemas/community/infinite-talk/fast.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["FastInput", "FastOutput", "fast"]


class FastInput(InputModel):
    """The inputs of `community/infinite-talk/fast`."""

    audio: AudioInput
    """The speech to which the person moves the lips."""
    image: ImageInput
    """A picture of whoever is to talk."""
    prompt: str = UNSET
    """How the people are to look and move while they talk, in words."""
    seed: int = UNSET
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


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

Makes a video of a person who talks, from a picture and the speech.

Makes: video

Price: $0.015 per second, a base rate and not a quote

Inputs:
- audio: AudioInput, required. The speech to which the person moves the lips
- image: ImageInput, required. A picture of whoever is to talk
- prompt: str. How the people are to look and move while they talk, in words
- seed: int. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
