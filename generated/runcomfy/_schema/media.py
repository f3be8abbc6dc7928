"""Files as inputs: `ImageInput`, `VideoInput`, `AudioInput`, `FileInput`.

Each takes an `https://` URL or a `data:` URI, which are sent as they are, or something local, which is sent as a data
URI because the API has no upload route: a path (any other string, or a path object), bytes, a binary file, a PIL
image. The client's `local_files="refuse"` forbids that; use it where strings come from strangers, because a string may
name a file of this machine.

What is local is looked at while the input is checked: that it is there, can be read, and begins like a file of the
right kind, whatever its name. It is read whole only when the body is made. A file object is read from the position
it had when it was given; where that is not possible (a pipe), once.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Annotated, Any, Protocol, TypeAlias

from pydantic_core import core_schema

from .._plain.json_values import show
from .local_file import HINT, LocalFile, NotAFile, is_picture, open_local
from .rules import fault

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["AudioInput", "FileInput", "ImageInput", "LocalFile", "MediaRule", "PILImage", "VideoInput"]

_URL = re.compile(r"(?i)https://[^/?#]")
_LOOPBACK_URL = re.compile(r"(?i)http://(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?([/?#]|$)")
# One letter before the colon is a Windows drive.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")

ARTICLES = {"image": "an image", "video": "a video", "audio": "an audio file", "file": "a file"}


class PILImage(Protocol):
    """What this package uses of a Pillow image."""

    @property
    def mode(self) -> str: ...

    @property
    def size(self) -> tuple[int, int]: ...

    def save(self, fp: Any, format: str | None = None, **params: Any) -> None: ...  # noqa: A002


@dataclass(frozen=True, slots=True)
class MediaRule:
    """The input is a file of this kind: "image", "video", "audio", or "file" for any."""

    kind: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _as_text, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": f"{self.kind}_uri"}

    def text(self) -> str:
        """What is allowed, in words."""
        image = ", PIL image" if self.kind == "image" else ""
        return f"{ARTICLES[self.kind]} (https URL, data: URI, path, bytes{image} or binary file)"

    def validate(self, value: object) -> str | LocalFile:
        """The string to send as it is, or the local file. Raises the fault."""
        if isinstance(value, str) and is_address(value):
            return value
        if isinstance(value, LocalFile):
            return self._checked(value)
        if not self._takes(value):
            raise fault(f"must be {self.text()}, not {show(value)}")
        try:
            file = open_local(value, self.kind)
        except NotAFile as error:
            raise fault(str(error)) from None
        return self._checked(file)

    def _takes(self, value: object) -> bool:
        if is_picture(value):
            return self.kind in {"image", "file"}
        return isinstance(value, (str, os.PathLike, bytes, bytearray, memoryview)) or hasattr(value, "read")

    def _checked(self, file: LocalFile) -> LocalFile:
        if self.kind == "file":
            return file
        if file.kinds is None:
            raise fault(f"the content of {file!r} is not {ARTICLES[self.kind]} of a known format; {HINT}")
        if self.kind not in file.kinds:
            raise fault(f"must be {ARTICLES[self.kind]}, and {file!r} is {file.content_type}")
        return file


def is_address(text: str) -> bool:
    """Whether a string is sent as it is. Raises the fault for an address that is not allowed."""
    if _URL.match(text) or text[:5].lower() == "data:" or _LOOPBACK_URL.match(text):
        return True
    if text[:5].lower() == "http:":
        raise fault(f"must be an https URL, not {show(text)}")
    if text[:6].lower() == "https:":
        raise fault(f"{show(text)} is no complete https URL")
    if _SCHEME.match(text):
        raise fault(f"{show(text)} is neither an https URL, a data: URI nor a path; {HINT}")
    return False


def _as_text(value: object) -> str:
    return value.data_uri() if isinstance(value, LocalFile) else str(value)


_Local: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | LocalFile

ImageInput: TypeAlias = Annotated[_Local | PILImage, MediaRule("image")]
"""An image: an https URL, a data: URI, a path, bytes, a binary file or a PIL image."""
VideoInput: TypeAlias = Annotated[_Local, MediaRule("video")]
"""A video: an https URL, a data: URI, a path, bytes or a binary file."""
AudioInput: TypeAlias = Annotated[_Local, MediaRule("audio")]
"""An audio file: an https URL, a data: URI, a path, bytes or a binary file."""
FileInput: TypeAlias = Annotated[_Local, MediaRule("file")]
"""A file of any kind: an https URL, a data: URI, a path, bytes or a binary file."""
