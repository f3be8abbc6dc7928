"""`vendor/all-keywords`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .v1 import v1 as _v1
else:

    def _v1():
        from .v1 import v1

        return v1


__all__ = ["AllKeywords"]


class AllKeywords(Namespace[ClientT]):
    """`vendor/all-keywords`: 1 model."""

    v1: Final = _Attached(_v1)
    """`vendor/all-keywords/v1`: Every keyword

    What each keyword becomes.

    Makes: image

    Price: $0.04 per output, a base rate and not a quote

    Inputs:
    - prompt: str, required, 1 to 500 characters, matches the pattern "\\\\S". What to show. On two lines, with "quotes" and a \\
    - count: int, required, 1 to 4. How many. Suggestion: 1
    - seed: int, 0 to 4294967295
    - scale: int | float, default 7.5, at most 20, more than 0, a multiple of 0.5
    - hd: bool, default False
    - size: Literal['1:1', '16:9'], default '1:1'
    - steps: Literal[4, 8], default 8
    - mix: int | float | str, default 'auto'
    - fixed: Literal['v1']
    - note: str | None, default None, at most 20 characters
    - image: ImageInput, file size less than 10 MB
    - masks: SequenceOf[ImageInput], at most 3 items
    - audio: AudioInput
    - video: VideoInput
    - tags: SequenceOf[str], default ['a'], no item twice, each: at most 10 characters
    - pair: SequenceOf[Any]
    - loras: SequenceOf[V1InputLorasItem | dict]
    - labels: MapOf[str]
    - any: Any
    - choice: str | int, string: at most 3 characters
    - tight: int | (int | float), number: at least 3
    - tree: V1InputTree | dict
    """
