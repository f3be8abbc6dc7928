"""`openai/gpt-image-2`: 1 model."""
# Made by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...._client.endpoint import Attached as _Attached
from ...._client.namespace import ClientT, Namespace

if TYPE_CHECKING:
    from .edit import edit as _edit
else:

    def _edit():
        from .edit import edit

        return edit


__all__ = ["GptImage2"]


class GptImage2(Namespace[ClientT]):
    """`openai/gpt-image-2`: 1 model."""

    edit: Final = _Attached(_edit)
    """`openai/gpt-image-2/edit`: GPT Image 2: edit

    Edits or combines up to 10 images, guided by a text prompt. The result comes in 1K, 2K or 4K, 10 aspect ratios and 3 quality levels.

    Makes: image

    Price: not known, which does not mean free

    Inputs:
    - images: SequenceOf[ImageInput], required, 1 to 10 items. The images to edit, or to refer to in the prompt, up to 10. (要编辑的参考图像,最多 10 张图像). Suggestion: ["https://playgrounds-storage-public.runcomfy.net/tools/7341/media-files/promo.…
    - prompt: str, required. Describes what to change in the input images. Suggestion: "Turn the background into a bright, minimal white-to-soft-gray studio sweep wit…
    - aspect_ratio: Literal['1:1', '3:2', '2:3', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'], default '1:1'. Aspect ratio of the image, width to height. Left out, it is that of the input image. (编辑图像的长宽比。如果省略,则从输入图像中自动检测)
    - resolution: Literal['1k', '2k', '4k'], default '1k'. Resolution of the image; a higher one takes longer and may cost more. (输出分辨率)
    - quality: Literal['low', 'medium', 'high'], default 'medium'. Quality of the image; a higher one takes longer and may cost more. (图像质量)
    - output_format: Literal['png', 'jpeg', 'webp'], default 'png'. File format of the image. (输出图像格式)
    """
