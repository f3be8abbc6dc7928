"""`minimax/minimax-h3-max/reference-to-video`: MiniMax H3 Max: reference to video

Makes a video from a text that refers to given pictures, videos and sounds.
"""
# Made from schemas/minimax/minimax-h3-max/reference-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, AudioInput, Endpoint, ImageInput, InputModel, OutputModel, SequenceOf, VideoInput

__all__ = ["ReferenceToVideoInput", "ReferenceToVideoOutput", "reference_to_video"]


class ReferenceToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-max/reference-to-video`."""

    aspect_ratio: Literal["adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"] = "adaptive"
    """Shape of the video, as width to height; `adaptive` leaves it to the model."""
    duration: Annotated[int, Field(ge=5, le=15)] = 5
    """Length of the video in seconds."""
    enable_safety_checker: bool = True
    """Whether to check inputs and result for unsafe content."""
    prompt: str
    """What the video is to show, in words; it may refer to the given files."""
    prompt_expansion_mode: Literal["balanced", "quality"]
    """How the prompt is filled out: `balanced` is quicker, `quality` more thorough.

    The schema suggests: "balanced"
    """
    reference_audios: Annotated[SequenceOf[AudioInput], Field(max_length=12)] = UNSET
    """Sounds to take a voice or music from."""
    reference_images: Annotated[SequenceOf[ImageInput], Field(max_length=12)]
    """Pictures of the people, things or places that the video is to show."""
    reference_videos: Annotated[SequenceOf[VideoInput], Field(max_length=12)] = UNSET
    """Videos to take motion, camera or style from."""
    resolution: Literal["480p", "768p"] = "768p"
    """Size of the result in the model's named steps; a larger one takes longer and may cost more."""
    seed: int = -1
    """Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation."""


class ReferenceToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-max/reference-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


reference_to_video: Final = Endpoint(
    "minimax/minimax-h3-max/reference-to-video", ReferenceToVideoInput, ReferenceToVideoOutput
)
"""`minimax/minimax-h3-max/reference-to-video`: MiniMax H3 Max: reference to video

Makes a video from a text that refers to given pictures, videos and sounds.

Makes: video

Price: not known, which does not mean free

Inputs:
- prompt: str, required. What the video is to show, in words; it may refer to the given files
- prompt_expansion_mode: Literal['balanced', 'quality'], required. How the prompt is filled out: `balanced` is quicker, `quality` more thorough. Suggestion: "balanced"
- reference_images: SequenceOf[ImageInput], required, at most 12 items. Pictures of the people, things or places that the video is to show
- aspect_ratio: Literal['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], default 'adaptive'. Shape of the video, as width to height; `adaptive` leaves it to the model
- duration: int, default 5, 5 to 15. Length of the video in seconds
- enable_safety_checker: bool, default True. Whether to check inputs and result for unsafe content
- reference_audios: SequenceOf[AudioInput], at most 12 items. Sounds to take a voice or music from
- reference_videos: SequenceOf[VideoInput], at most 12 items. Videos to take motion, camera or style from
- resolution: Literal['480p', '768p'], default '768p'. Size of the result in the model's named steps; a larger one takes longer and may cost more
- seed: int, default -1. Where the randomness starts. The same inputs with the same seed come out alike; change it for another variation
"""
