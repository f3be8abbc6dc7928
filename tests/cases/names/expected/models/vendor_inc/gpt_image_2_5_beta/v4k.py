"""`Vendor Inc./GPT-Image 2.5 (beta)/4K`"""
# Made from schemas/names.json by `python -m generator generate`; not to be edited.

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from ...._base import UNSET, Endpoint, InputModel, OutputModel, SequenceOf

__all__ = ["V4kInput", "V4kOutput", "v4k"]


class V4kInput(InputModel):
    """The inputs of `Vendor Inc./GPT-Image 2.5 (beta)/4K`."""

    promptText: str = UNSET
    v6_text: Annotated[str, Field(alias="6_text")]
    v241_positive_prompt: Annotated[str, Field(alias="241_positive_prompt")] = UNSET
    class_088911: Annotated[str, Field(alias="class")] = UNSET
    class_: str = UNSET
    copy_: Annotated[str, Field(alias="copy")] = UNSET
    model_config_: Annotated[str, Field(alias="model_config")] = UNSET
    model_id: str = UNSET
    foo_bar_7d89c4: Annotated[str, Field(alias="foo-bar")] = UNSET
    foo_bar: str = UNSET
    foo_bar_fbc1a9: Annotated[str, Field(alias="foo bar")] = UNSET
    foo_bar_2595d0: Annotated[str, Field(alias="foo.bar")] = UNSET
    str_: Annotated[str, Field(alias="str")] = UNSET
    list_: Annotated[SequenceOf[str], Field(alias="list")] = UNSET
    Field_: Annotated[str, Field(alias="Field")] = UNSET
    private: Annotated[str, Field(alias="_private")] = UNSET
    init: Annotated[str, Field(alias="__init__")] = UNSET
    v_e3b0c4: Annotated[str, Field(alias="")] = UNSET
    日本語: str = UNSET
    file_e187bb: Annotated[str, Field(alias="ﬁle")] = UNSET
    file: str = UNSET
    width: Annotated[str, Field(alias="ｗｉｄｔｈ")] = UNSET
    a_b_c_d: Annotated[str, Field(alias='a"b\\c\nd')] = UNSET
    type: str = UNSET
    self_: Annotated[str, Field(alias="self")] = UNSET


class V4kOutput(OutputModel):
    """What a result holds of `Vendor Inc./GPT-Image 2.5 (beta)/4K`."""

    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None
    audio: str | None = None
    audios: list[str] | None = None


v4k: Final = Endpoint("Vendor Inc./GPT-Image 2.5 (beta)/4K", V4kInput, V4kOutput)
"""`Vendor Inc./GPT-Image 2.5 (beta)/4K`

Price: not known, which does not mean free

Its inputs are the fields of `V4kInput`.
"""
