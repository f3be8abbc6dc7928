"""The addresses in an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .data_uris import is_data_uri
from .json_values import is_dict, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["addresses_in", "kind_of_url", "kinds_in", "urls_in"]

_URL = re.compile(r"https?://[^\s/?#][^\s]*|data:[^\s,]*,.*", re.IGNORECASE | re.DOTALL)
_DEPTH = 100
_KINDS = {
    "image": (
        "png", "jpg", "jpeg", "jfif", "gif", "webp", "bmp", "tif", "tiff", "avif", "heic", "heif", "svg", "jxl", "ico",
    ),
    "video": ("mp4", "m4v", "mov", "webm", "mkv", "avi", "mpg", "mpeg", "ogv", "flv", "ts"),
    "audio": ("wav", "mp3", "flac", "ogg", "oga", "opus", "aac", "m4a", "aif", "aiff", "weba", "amr"),
}  # fmt: skip
# Where the API puts its files.
_NAME = re.compile(r"(image|video|audio)s?(?:_ur[il]s?)?|(?:file_)?urls?", re.IGNORECASE)
# Elsewhere only what can hardly be anything else: it begins like an address and ends like a file's.
_ENDS = "|".join(extension for extensions in _KINDS.values() for extension in extensions)
_MEANT = re.compile(
    rf"\s*(?:https?:/[^\n]*|\.{{0,2}}/\S*)\.(?:{_ENDS})\s*(?:[?#].*)?|\s*data:\s*(?:image|video|audio)/.*",
    re.IGNORECASE,
)
_BY_EXTENSION = {extension: kind for kind, extensions in _KINDS.items() for extension in extensions}


def urls_in(value: object) -> Iterator[str]:
    """Yield every distinct address in a JSON value, in its order, however deep."""
    return (url for url, whole, _ in _strings(value) if whole)


def addresses_in(value: object) -> Iterator[str]:
    """Yield the same, and also what was meant for an address and is none: with white space in it, or relative."""
    return (url for url, _, _ in _strings(value))


def kinds_in(value: object) -> Iterator[tuple[str, str | None]]:
    """Yield the addresses, each with the kind of its file: by itself, else by the name of its place, else None."""
    return ((url, kind_of_url(url) or kind) for url, whole, kind in _strings(value) if whole)


def _strings(value: object) -> Iterator[tuple[str, bool, str | None]]:
    """Yield the distinct strings meant for addresses, whether they are some, and the kind their place names."""
    seen: set[str] = set()
    # The last is the name of the place: None where it says nothing.
    pending: list[tuple[object, int, str | None]] = [(value, 0, None)]
    while pending:
        item, depth, place = pending.pop()
        if isinstance(item, str):
            whole = _URL.fullmatch(item) is not None
            if item not in seen and (whole or (place is not None and item) or _MEANT.fullmatch(item)):
                seen.add(item)
                yield item, whole, place or None
        elif depth < _DEPTH and is_dict(item):
            pairs = [(one, depth + 1, _kind_of_place(name, place)) for name, one in item.items()]
            pending.extend(reversed(pairs))
        elif depth < _DEPTH and is_list(item):
            pending.extend((one, depth + 1, place) for one in reversed(item))


def _kind_of_place(name: str, outer: str | None) -> str | None:
    """Return what a property holds: a kind of file, files of an unsaid kind (""), or perhaps none (None)."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    kind: str | None = found[1]
    return kind.lower() if kind else outer or ""


def kind_of_url(url: str) -> str | None:
    """Return the kind ("image", "video" or "audio") by an address's extension or a data: URI's type, else None."""
    if is_data_uri(url):
        main = url[5:].partition("/")[0].lower()
        return main if main in _KINDS else None
    try:
        name = unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return None
    return _BY_EXTENSION.get(name.rpartition(".")[2].lower())
