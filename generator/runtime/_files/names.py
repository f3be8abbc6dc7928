"""Names for files that are safe on every system, and distinct on every file system."""

from __future__ import annotations

import itertools
import re
import threading
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .._plain.data_uris import is_data_uri
from .._plain.sniff import MEDIA_EXTENSIONS, extension, kinds_of_type, sniff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Names", "name_of", "with_extension"]

_LONGEST = 120  # bytes of UTF-8; most file systems take 255
# What separates the parts of paths, and what shells read as more than a letter.
_FORBIDDEN = re.compile(r"""[<>:"/\\|?*%`$;&!'#^~]""")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,12}$")
# Extensions of one content type.
_SAME = (
    {".jpg", ".jpeg", ".jpe", ".jfif"}, {".tif", ".tiff"}, {".mp4", ".m4v", ".mov", ".3gp"}, {".m4a", ".mp4", ".m4b"},
    {".ogg", ".oga", ".opus", ".ogv"}, {".mpg", ".mpeg"}, {".webm", ".weba", ".mkv"}, {".heic", ".heif"},
    {".aif", ".aiff"},
)  # fmt: skip


def name_of(url: str) -> str:
    """Return a safe file name from the last part of an address, or from the kind of a data: URI."""
    if is_data_uri(url):
        kind = next(iter(kinds_of_type(url[5:40])))
        return kind if kind != "other" else "file"
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    # The API escapes names twice at times; the address itself is left as it is.
    return _safe(unquote(unquote(path.rstrip("/").rpartition("/")[2])))


def with_extension(name: str, content_type: str, head: bytes) -> str:
    """Return `name` with the content's extension: by its first bytes, else the name's own, else by its type.

    It is one of media, or `.bin`: under any other, what came over the network might be run, imported or opened.
    """
    found = sniff(head)
    own = _EXTENSION.search(name)
    given = own.group().lower() if own else ""
    media = given in MEDIA_EXTENSIONS
    right = extension(found.content_type) if found else None
    if right is None:
        if media and found is None:
            return name
        right = ".bin" if found else extension(content_type) or ".bin"
    if given == right or any({given, right} <= same for same in _SAME):
        return name
    # A number is not an extension: `v1.5`.
    return (name[: own.start()] if own and not given[1:].isdigit() else name) + right


class Names:
    """Hands out names that differ from each other and from those taken, also where capitals make no difference."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_key(name) for name in taken}
        self._lock = threading.Lock()

    def candidates(self, wanted: str) -> Iterator[str]:
        """Yield `name.png`, `name-1.png`, …: each is reserved for the caller when it comes."""
        own = _EXTENSION.search(wanted)
        stem, end = (wanted[: own.start()], own.group()) if own else (wanted, "")
        for number in itertools.count():
            name = f"{stem}-{number}{end}" if number else wanted
            with self._lock:
                if _key(name) in self._taken:
                    continue
                self._taken.add(_key(name))
            yield name


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    # Control characters, those that turn the direction of writing, and what is not a character at all.
    name = "".join("_" if unicodedata.category(char)[0] in "CZ" and char != " " else char for char in name)
    name = _FORBIDDEN.sub("_", name).lstrip(" .-=+@").rstrip(" .-")
    own = _EXTENSION.search(name)
    stem, end = (name[: own.start()], own.group()) if own else (name, "")
    stem = stem.encode()[: _LONGEST - len(end)].decode(errors="ignore").rstrip(" .")
    name = (stem or "file") + end
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
