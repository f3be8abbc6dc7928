"""What is known of one file of a result, before anything of it has come."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .._files.names import name_of
from .._files.policy import without_query
from .._plain.names import DISTRIBUTION
from .._plain.sniff import MEDIA_EXTENSIONS
from .._protocol.options import check_path
from ..errors import ConfigError, DownloadError
from .result_html import file_html

if TYPE_CHECKING:
    from PIL.Image import Image

    from .._files.policy import DownloadPolicy

__all__ = ["BaseFile", "shown_from", "single_file", "target_of"]


FileT = TypeVar("FileT", bound="BaseFile")


def single_file(path: str | os.PathLike[str]) -> tuple[Path, str] | None:
    """Return the directory and the name, where a path names one file of media and no directory."""
    target = Path(path)
    if _is_directory(path) or target.suffix.lower() not in MEDIA_EXTENSIONS | {".bin"}:
        return None
    return target.parent, target.name


def _is_directory(path: str | os.PathLike[str]) -> bool:
    return os.fspath(path).endswith((os.sep, "/")) or Path(path).is_dir()


def target_of(
    path: str | os.PathLike[str], directory: str | os.PathLike[str] | None
) -> tuple[Path, str | None]:
    """Return the directory, and the name where one was given."""
    check_path("path", path)
    if directory is not None:
        check_path("directory", directory)
        target = Path(directory, path)
        return (target, None) if os.fspath(path) in {"", "."} else (target.parent, target.name)
    return (Path(path), None) if _is_directory(path) else (Path(path).parent, Path(path).name)


@dataclass(frozen=True)
class BaseFile:
    """What both kinds of file have."""

    kind: str | None
    """`image`, `video` or `audio`, or None where neither the address nor its place in the output says so."""
    url: str = field(repr=False)
    """The address. It may be signed, and expires."""

    @property
    def name(self) -> str:
        """A safe name, made from the address. Saved, the file gets the extension of its content."""
        return name_of(self.url)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.kind or 'file'} {self.name}>"

    @cached_property
    def _places(self) -> dict[str, Path]:
        """Where files of the same result were saved, by their addresses."""
        return {}

    def _html(self, policy: DownloadPolicy) -> str:
        return file_html(self.url, policy, self._places.get(self.url), self.kind)

    def _image(self, content: bytes) -> Image:
        try:
            from PIL import Image as pillow  # noqa: N813 (a module)
        except ImportError:
            raise ConfigError(
                "image() needs Pillow.", hint=f"Install {DISTRIBUTION}[images], or use read()."
            ) from None
        try:
            picture = pillow.open(io.BytesIO(content))
            picture.load()
        except Exception as error:  # noqa: BLE001 (Pillow raises nearly anything)
            raise DownloadError(
                f"{without_query(self.url)} is not a picture that Pillow can read: {type(error).__name__}",
                url=self.url,
            ) from None
        return picture


def shown_from(file: FileT, places: dict[str, Path]) -> FileT:
    """Return a file with the places that its result knows."""
    file.__dict__["_places"] = places
    return file
