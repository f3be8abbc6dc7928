"""`bytedance/seedream-5.0-pro/image-to-image`: Seedream 5.0 Pro: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K or 2K and 8 aspect ratios.
"""
# Made from schemas/bytedance/seedream-5.0-pro/image-to-image.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, MediaConstraint, OutputModel, SequenceOf

__all__ = ["ImageToImageInput", "ImageToImageOutput", "image_to_image"]


class ImageToImageInput(InputModel):
    """The inputs of `bytedance/seedream-5.0-pro/image-to-image`."""

    prompt: str
    """Describes what to change in the input images."""
    aspect_ratio: Literal["auto", "1:1", "4:3", "3:4", "16:9", "9:16", "2:3", "3:2", "21:9"] = "1:1"
    """Aspect ratio of the image, width to height; with "auto" the model chooses."""
    resolution: Literal["1K", "2K"] = "2K"
    """Resolution of the image; a higher one takes longer and may cost more."""
    output_format: Literal["png", "jpeg"] = "png"
    """File format of the image."""
    image: Annotated[
        SequenceOf[ImageInput],
        Field(min_length=1, max_length=10),
        MediaConstraint("file_size_mb<", 30, "File size must be less than 30 MB."),
        MediaConstraint("width/height>", 0.0625, "The aspect ratio range should be 1:16 to 16:1."),
        MediaConstraint("width/height<", 16, "The aspect ratio range should be 1:16 to 16:1."),
        MediaConstraint("width_pixels>", 14, "The uploaded image width and height must exceed 14 pixels."),
        MediaConstraint("height_pixels>", 14, "The uploaded image width and height must exceed 14 pixels."),
    ]
    """The images to edit, or to refer to in the prompt."""


class ImageToImageOutput(OutputModel):
    """What a result holds of `bytedance/seedream-5.0-pro/image-to-image`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


image_to_image: Final = Endpoint(
    "bytedance/seedream-5.0-pro/image-to-image", ImageToImageInput, ImageToImageOutput
)
"""`bytedance/seedream-5.0-pro/image-to-image`: Seedream 5.0 Pro: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K or 2K and 8 aspect ratios.

Makes: image

Price: $0.05 per image, a base rate and not a quote

Its inputs are the fields of `ImageToImageInput`.
"""
