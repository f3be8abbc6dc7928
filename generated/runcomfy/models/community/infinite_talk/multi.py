"""`community/infinite-talk/multi`: InfiniteTalk: two people talking

Animates an image of two people so that each speaks a recording of their own, at once or in turn.
"""
# Made from schemas/community/infinite-talk/multi.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["MultiInput", "MultiOutput", "multi"]


class MultiInput(InputModel):
    """The inputs of `community/infinite-talk/multi`."""

    left_audio: AudioInput
    """Speech of the person on the left."""
    right_audio: AudioInput
    """Speech of the person on the right."""
    image: ImageInput
    """Image of the two people who talk."""
    order: Literal["meanwhile", "left_right", "right_left"] = "left_right"
    """Who talks when: "meanwhile" is both at once, "left_right" the left person first, "right_left" the right person first."""


class MultiOutput(OutputModel):
    """What a result holds of `community/infinite-talk/multi`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


multi: Final = Endpoint("community/infinite-talk/multi", MultiInput, MultiOutput)
"""`community/infinite-talk/multi`: InfiniteTalk: two people talking

Animates an image of two people so that each speaks a recording of their own, at once or in turn.

Makes: video

Price: $0.015 per second, a base rate and not a quote

Its inputs are the fields of `MultiInput`.
"""
