"""Files as inputs: `ImageInput`, `VideoInput`, `AudioInput`, `FileInput`.

Each takes an `https://` URL or a `data:` URI, which are sent as they are, or something local, which is sent as a data
URI because the API has no upload route: a path (any other string, or a path object), bytes, a binary file, a PIL
image.

An input class never looks at a disk: to it a path is a string. Whether there is such a file is a client's business,
when it checks or sends the input, and its option `local_files` says whether it may: with `inline` it makes sure that
the file is there, can be read, and begins like a file of the right kind, whatever its name; with `refuse` it neither
opens nor looks, and every string that is not a URL gets the same answer. Use that where strings come from strangers: a
string may name a file of this machine. A file is read whole only when the body is made. A file object is read from the
position it had when it was given; where that is not possible (a pipe), once.
"""

from __future__ import annotations

import os
import re
from typing import IO, TYPE_CHECKING, Annotated, Any, Protocol, TypeAlias, cast, runtime_checkable

from pydantic_core import core_schema

from .._plain.data_uris import is_data_uri
from .._plain.hosts import is_loopback
from .._plain.json_values import show
from .local_file import HINT, LocalFile, NotAFile, check_path, is_picture
from .rules import Rule, fault

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .local_file import LocalFiles

__all__ = [
    "AudioInput", "FileInput", "ImageInput", "LocalFile", "MediaRule", "PILImage", "VideoInput", "files_context",
]  # fmt: skip

_URL = r"(?i)https://[^/?#]"
_HTTP_URL = r"(?i)http://(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d+)?([/?#]|$)"
# One letter before the colon is a Windows drive.
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]+:"

_CONTEXT = "runcomfy_local_files"  # of a validation

ARTICLES = {"image": "an image", "video": "a video", "audio": "an audio file", "file": "a file"}


@runtime_checkable  # beartype and the like refuse any other
class PILImage(Protocol):
    """What this package uses of a Pillow image."""

    @property
    def mode(self) -> str: ...

    @property
    def size(self) -> tuple[int, int]: ...

    def save(self, fp: Any, format: str | None = None, **params: Any) -> None: ...  # noqa: A002


class MediaRule(Rule):
    """The input is a file of this kind: "image", "video", "audio", or "file" for any."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    @property
    def branch_name(self) -> str:
        """What an error calls it where it is one of several types."""
        return self.kind

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            self._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _as_text, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": f"{self.kind}_uri", "minLength": 1}

    def text(self) -> str:
        """Return what is allowed, in words."""
        image = ", PIL image" if self.kind == "image" else ""
        return f"{ARTICLES[self.kind]} (https URL, data: URI, path, bytes{image} or binary file)"

    def _validated(self, value: object, info: core_schema.ValidationInfo) -> object:
        return self.validate(value, local_files_of(info.context))

    def validate(self, value: object, local_files: LocalFiles | None) -> str | LocalFile:
        """Return the string to send, or the local file; without a policy also a path, unseen. Raises the fault."""
        if local_files == "refuse":
            return self._address(value)
        if isinstance(value, str) and is_address(value):
            return value
        if isinstance(value, LocalFile):
            return self._of_kind(value)
        if not self._takes(value):
            raise fault(f"must be {self.text()}, not {show(value)}")
        try:
            if local_files is None and isinstance(value, str | os.PathLike):
                return check_path(cast("str | os.PathLike[str]", value))
            from .sources import open_local

            file = open_local(value, self.kind)
        except NotAFile as error:
            raise fault(str(error)) from None
        return self._of_kind(file)

    def _address(self, value: object) -> str:
        """Return the value where it is an address; raise the same fault for everything else of the right type."""
        if isinstance(value, str) and _is_address(value):
            return value
        if isinstance(value, LocalFile) or self._takes(value):
            raise fault(
                f"must be an https URL or a data: URI of {ARTICLES[self.kind]}: local files are refused here"
            )
        raise fault(f"must be {self.text()}, not {show(value)}")

    def _takes(self, value: object) -> bool:
        if is_picture(value):
            return self.kind in {"image", "file"}
        return isinstance(value, (str, os.PathLike, bytes, bytearray, memoryview)) or hasattr(value, "read")

    def _of_kind(self, file: LocalFile) -> LocalFile:
        if self.kind == "file":
            return file
        if file.kinds is None:
            raise fault(f"the content of {file!r} is not {ARTICLES[self.kind]} of a known format; {HINT}")
        if self.kind not in file.kinds:
            raise fault(f"must be {ARTICLES[self.kind]}, and {file!r} is {file.content_type}")
        return file


def files_context(local_files: LocalFiles | None) -> dict[str, object] | None:
    """Return the context of a validation that may look at local files, or refuses them; None where it must not look."""
    return None if local_files is None else {_CONTEXT: local_files}


def local_files_of(context: object) -> LocalFiles | None:
    """Return the policy of a validation, None where there is no client."""
    return cast("dict[str, Any]", context).get(_CONTEXT) if isinstance(context, dict) else None


def _is_address(text: str) -> bool:
    if re.match(_URL, text) or is_data_uri(text):
        return True
    http = re.match(_HTTP_URL, text)
    return http is not None and is_loopback(http[1])


def is_address(text: str) -> bool:
    """Return whether a string is sent as it is. Raises the fault for an address that is not allowed."""
    if _is_address(text):
        return True
    if text[:5].lower() == "http:":
        raise fault(f"must be an https URL, not {show(text)}")
    if text[:6].lower() == "https:":
        raise fault(f"{show(text)} is not a complete https URL")
    if re.match(_SCHEME, text):
        path = "; give the path alone" if text[:5].lower() == "file:" else ""
        raise fault(f"{show(text)} is neither an https URL, a data: URI nor a path{path}")
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
