"""`community/infinite-talk/multi`: InfiniteTalk: two people talking

Makes a video of two people who talk, from a picture of them and the speech of each.
"""
# Made from schemas/community/infinite-talk/multi.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Final, Literal

from ...._base import AudioInput, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["MultiInput", "MultiOutput", "multi"]


class MultiInput(InputModel):
    """The inputs of `community/infinite-talk/multi`."""

    left_audio: AudioInput
    """The speech of the person on the left."""
    right_audio: AudioInput
    """The speech of the person on the right."""
    image: ImageInput
    """A picture of the two people who are to talk."""
    order: Literal["meanwhile", "left_right", "right_left"] = "left_right"
    """Who talks when: both at once (`meanwhile`), or one after the other, the left (`left_right`) or the right one (`right_left`) first."""


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

Makes a video of two people who talk, from a picture of them and the speech of each.

Makes: video

Price: $0.015 per second, a base rate and not a quote

Inputs:
- left_audio: AudioInput, required. The speech of the person on the left
- right_audio: AudioInput, required. The speech of the person on the right
- image: ImageInput, required. A picture of the two people who are to talk
- order: Literal['meanwhile', 'left_right', 'right_left'], default 'left_right'. Who talks when: both at once (`meanwhile`), or one after the other, the left (`left_right`) or the right one (`right_left`) first
"""
