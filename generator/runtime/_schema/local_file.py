"""`LocalFile`: a local file on its way into a request body, where it becomes a data URI."""

from __future__ import annotations

import base64
import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal, TypeAlias

from .._plain.json_values import TextStandIn, size_text

if TYPE_CHECKING:
    from typing import Self

__all__ = ["HINT", "LocalFile", "LocalFiles", "NotAFile", "Source", "check_path", "is_picture"]

LocalFiles: TypeAlias = Literal["inline", "refuse"]
"""What a client does with local files: see `ClientOptions.local_files`."""

HINT = "a URL or a data: URI is sent without a look at the content"
_NO_LIMIT = 1 << 62


class NotAFile(ValueError):  # noqa: N818 (never leaves the package: it becomes an InputIssue)
    """What was given cannot be read as a file; the text is for the user."""


class Source(ABC):
    """Bytes that can be looked at and read, more than once. Every method raises NotAFile."""

    __slots__ = ()

    @abstractmethod
    def size(self) -> int | None:
        """Return how many bytes there are, or None if that is not known before reading."""

    @abstractmethod
    def head(self) -> bytes:
        """Return the first bytes."""

    @abstractmethod
    def read(self, limit: int) -> bytes:
        """Return all bytes; refused if there are more than `limit`."""

    @abstractmethod
    def text(self) -> str:
        """Return what it is, briefly, for messages."""

    def dimensions(self) -> tuple[int, int] | None:
        """Return the width and height of an image in pixels, or None if they cannot be told."""
        return None


class LocalFile(TextStandIn):
    """A local file given as an input. Made by the media inputs, not by hand; equal if its source is equal.

    `content_type` is told from the content; `kinds` are the kinds of input it can serve, None if it is not known.
    """

    # No dataclass: pydantic would dump it as a dict.
    __slots__ = ("content_type", "kinds", "source")

    def __init__(self, source: Source, content_type: str, kinds: frozenset[str] | None) -> None:
        self.source: Source = source
        self.content_type: str = content_type
        self.kinds: frozenset[str] | None = kinds

    @property
    def size(self) -> int | None:
        """Bytes, or None if not known before reading. Raises NotAFile."""
        return self.source.size()

    @property
    def text_start(self) -> str:
        """How the data URI begins."""
        return f"data:{self.content_type};base64,"

    @property
    def text_length(self) -> int | None:
        """The length of the data URI, or None if not known before reading. Raises NotAFile."""
        size = self.size
        return None if size is None else len(self.text_start) + (size + 2) // 3 * 4

    def encoded(self, limit: int = _NO_LIMIT) -> bytes:
        """Return the data URI as ASCII, read now. Raises NotAFile, also if the file has more than `limit` bytes."""
        return self.text_start.encode() + base64.b64encode(self.source.read(limit))

    def data_uri(self) -> str:
        """Return the data URI as text, read now. Raises NotAFile."""
        return self.encoded().decode()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LocalFile) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"<{self.source.text()}>"

    # A copy of an input shares the file: it cannot be changed through it.
    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


def is_picture(value: object) -> bool:
    """Return whether something has what this package uses of a PIL image."""
    return hasattr(value, "save") and hasattr(value, "mode") and hasattr(value, "size")


def check_path(value: str | os.PathLike[str]) -> str:
    """Return the path as a text, if it can be one; nobody looks whether there is such a file. Raises NotAFile."""
    path = os.fsdecode(value)
    if not path:
        raise NotAFile("is empty")
    if len(path) > 255 and not set(path[:256]) & set(" .\\:"):
        raise NotAFile(
            f"a string of {size_text(len(path))} is not a path; if it is base64, put 'data:<type>;base64,' before it"
        )
    return path
