"""`community/infinite-talk`: 2 models."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .fast import fast as _fast
    from .multi import multi as _multi
else:

    def _fast():
        from .fast import fast

        return fast

    def _multi():
        from .multi import multi

        return multi


__all__ = ["InfiniteTalk"]


class InfiniteTalk(Namespace[ClientT]):
    """`community/infinite-talk`: 2 models."""

    fast: Final = _Attached(_fast)
    """`community/infinite-talk/fast`: InfiniteTalk: talking picture, fast

    Animates an image of a person so that they speak a given recording.

    Makes: video

    Price: $0.015 per second, a base rate and not a quote

    Inputs:
    - audio: AudioInput, required. The speech, which the lips follow
    - image: ImageInput, required. Image of the person who talks
    - prompt: str. Describes how the people look and move while they talk
    - seed: int. Seed for the random numbers. The same inputs with the same seed give similar results; another seed gives a variation
    """
    multi: Final = _Attached(_multi)
    """`community/infinite-talk/multi`: InfiniteTalk: two people talking

    Animates an image of two people so that each speaks a recording of their own, at once or in turn.

    Makes: video

    Price: $0.015 per second, a base rate and not a quote

    Inputs:
    - left_audio: AudioInput, required. Speech of the person on the left
    - right_audio: AudioInput, required. Speech of the person on the right
    - image: ImageInput, required. Image of the two people who talk
    - order: Literal['meanwhile', 'left_right', 'right_left'], default 'left_right'. Who talks when: "meanwhile" is both at once, "left_right" the left person first, "right_left" the right person first
    """
