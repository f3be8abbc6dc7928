"""`minimax/minimax-h3-open/image-to-video`: MiniMax H3 Open: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 5 to 15 seconds long, in 480p or 768p.
"""
# Made from schemas/minimax/minimax-h3-open/image-to-video.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import UNSET, Endpoint, ImageInput, InputModel, OutputModel

__all__ = ["ImageToVideoInput", "ImageToVideoOutput", "image_to_video"]


class ImageToVideoInput(InputModel):
    """The inputs of `minimax/minimax-h3-open/image-to-video`."""

    duration: Annotated[int, Field(ge=5, le=15)] = 5
    """Length of the video in seconds."""
    image: ImageInput
    """First frame of the video."""
    last_image: ImageInput = UNSET
    """Last frame of the video."""
    prompt: str
    """Describes what happens in the video: the motion and the camera."""
    resolution: Literal["480p", "768p"] = "480p"
    """Resolution of the video; a higher one takes longer and may cost more."""
    seed: int = -1
    """Seed for the random numbers; -1 picks one at random. The same inputs with the same seed give similar results."""


class ImageToVideoOutput(OutputModel):
    """What a result holds of `minimax/minimax-h3-open/image-to-video`."""

    video: str | None = None
    videos: list[str] | None = None
    image: str | None = None
    images: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_video: Final = Endpoint(
    "minimax/minimax-h3-open/image-to-video", ImageToVideoInput, ImageToVideoOutput
)
"""`minimax/minimax-h3-open/image-to-video`: MiniMax H3 Open: image to video

Animates an image, guided by a text prompt; a last frame can be given too. The video is 5 to 15 seconds long, in 480p or 768p.

Makes: video

Price: not known, which does not mean free

Its inputs are the fields of `ImageToVideoInput`.
"""
