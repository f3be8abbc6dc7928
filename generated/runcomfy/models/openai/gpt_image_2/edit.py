"""`openai/gpt-image-2/edit`: GPT Image 2: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K, 2K or 4K, 10 aspect ratios and 3 quality levels.
"""
# Made from schemas/openai/gpt-image-2/edit.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from ...._base import Endpoint, ImageInput, InputModel, OutputModel, SequenceOf

__all__ = ["EditInput", "EditOutput", "edit"]


class EditInput(InputModel):
    """The inputs of `openai/gpt-image-2/edit`."""

    images: Annotated[SequenceOf[ImageInput], Field(min_length=1, max_length=10)]
    """The images to edit, or to refer to in the prompt, up to 10. (要编辑的参考图像,最多 10 张图像)

    The schema suggests: ["https://playgrounds-storage-public.runcomfy.net/tools/7341/media-files/promo.webp"]
    """
    prompt: str
    """Describes what to change in the input images.

    The schema suggests: "Turn the background into a bright, minimal white-to-soft-gray studio sweep with gentle floor shadow; add a large headline in-image that reads 'OPEN STUDIO' in…
    """
    aspect_ratio: Literal["1:1", "3:2", "2:3", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"] = "1:1"
    """Aspect ratio of the image, width to height. Left out, it is that of the input image. (编辑图像的长宽比。如果省略,则从输入图像中自动检测)"""
    resolution: Literal["1k", "2k", "4k"] = "1k"
    """Resolution of the image; a higher one takes longer and may cost more. (输出分辨率)"""
    quality: Literal["low", "medium", "high"] = "medium"
    """Quality of the image; a higher one takes longer and may cost more. (图像质量)"""
    output_format: Literal["png", "jpeg", "webp"] = "png"
    """File format of the image. (输出图像格式)"""


class EditOutput(OutputModel):
    """What a result holds of `openai/gpt-image-2/edit`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None


edit: Final = Endpoint("openai/gpt-image-2/edit", EditInput, EditOutput)
"""`openai/gpt-image-2/edit`: GPT Image 2: edit

Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K, 2K or 4K, 10 aspect ratios and 3 quality levels.

Makes: image

Price: not known, which does not mean free

Its inputs are the fields of `EditInput`.
"""
