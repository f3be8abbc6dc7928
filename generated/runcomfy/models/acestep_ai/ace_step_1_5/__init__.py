"""`acestep-ai/ace-step-1.5`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .text_to_audio import text_to_audio as _text_to_audio
else:

    def _text_to_audio():
        from .text_to_audio import text_to_audio

        return text_to_audio


__all__ = ["AceStep15"]


class AceStep15(Namespace[ClientT]):
    """`acestep-ai/ace-step-1.5`: 1 model."""

    text_to_audio: Final = _Attached(_text_to_audio)
    """`acestep-ai/ace-step-1.5/text-to-audio`: ACE-Step 1.5: text to music

    Generates music from style tags, sung if lyrics are given; 5 to 240 seconds long.

    Makes: audio

    Price: $0.0003 per second, a base rate and not a quote

    Inputs:
    - tags: str, required. Style, mood and instruments of the music, separated by commas
    - duration: int, default 60, 5 to 240. Length of the music in seconds
    - lyrics: str. Lyrics to sing, with section marks such as [verse] and [chorus]
    - seed: int, default -1, -1 to 2147483647. Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results
    """
