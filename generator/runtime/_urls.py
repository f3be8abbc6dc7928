"""The addresses in an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ._json import is_dict, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["kind_of_url", "urls_in"]

_URL = re.compile(r"https?://[^\s/?#][^\s]*|data:[^\s,]*,.*", re.IGNORECASE | re.DOTALL)
_DEPTH = 100
_KINDS = {
    "image": (
        "png", "jpg", "jpeg", "jfif", "gif", "webp", "bmp", "tif", "tiff", "avif", "heic", "heif", "svg", "jxl", "ico",
    ),
    "video": ("mp4", "m4v", "mov", "webm", "mkv", "avi", "mpg", "mpeg", "ogv", "flv", "ts"),
    "audio": ("wav", "mp3", "flac", "ogg", "oga", "opus", "aac", "m4a", "aif", "aiff", "weba", "amr"),
}  # fmt: skip
_BY_EXTENSION = {extension: kind for kind, extensions in _KINDS.items() for extension in extensions}


def urls_in(value: object) -> Iterator[str]:
    """Every distinct address in a JSON value, in its order, however deep."""
    seen: set[str] = set()
    pending: list[tuple[object, int]] = [(value, 0)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, str):
            if item not in seen and _URL.fullmatch(item):
                seen.add(item)
                yield item
        elif depth < _DEPTH:
            inner: list[object] = list(item.values()) if is_dict(item) else item if is_list(item) else []
            pending.extend((one, depth + 1) for one in reversed(inner))


def kind_of_url(url: str) -> str | None:
    """The kind ("image", "video" or "audio") by the extension of an address or the type of a data: URI, else None."""
    if url[:5].lower() == "data:":
        main = url[5:].partition("/")[0].lower()
        return main if main in _KINDS else None
    try:
        name = unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return None
    return _BY_EXTENSION.get(name.rpartition(".")[2].lower())
