"""Model ids: what is one, and where its document stands below `schemas/`."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from generator.plain.text import show
from generator.plain.unicode import casefold, is_known, nfkc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "MAX_LENGTH",
    "MAX_SEGMENTS",
    "MAX_SEGMENT_LENGTH",
    "check_model_id",
    "fold",
    "path_of",
    "root_prefix",
]

MAX_LENGTH = 512
"""Of an id, in characters: what the client sends, too."""
MAX_SEGMENTS = 12
MAX_SEGMENT_LENGTH = 300

_SEEN = re.compile(r"[A-Za-z0-9_-](?:[A-Za-z0-9._ ()-]*[A-Za-z0-9_)-])?\Z")
_MARKS = frozenset("._- ()")
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"})
# Letters by category that are drawn as nothing.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")

# Windows keeps these for devices, with any extension and in any case.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?\Z", re.IGNORECASE
)
# A file name of 255 bytes is the most that common file systems take; `.json` and a tag must fit too.
_MAX_NAME_BYTES = 200


def check_model_id(model_id: str) -> str | None:
    """Return what is wrong with a model id, or None for a good one.

    An id is at most 512 characters long and 1 to 12 segments joined by `/`, each 1 to 300 characters long: letters and
    digits of any script, dots, dashes, underscores, parentheses and, inside, spaces. All else, such as `..`, a URL, a
    percent escape or a bidirectional mark, is refused, so that an id can stand in a URL, a path and a page
    without meaning more than itself.
    """
    if not model_id:
        return "the model id is empty"
    if "://" in model_id:
        return f"{show(model_id)} is a URL, not a model id"
    if model_id.startswith("/") or model_id.endswith("/"):
        return f"the model id {show(model_id)} begins or ends with a slash"
    segments = model_id.split("/", MAX_SEGMENTS)
    if len(segments) > MAX_SEGMENTS:
        return f"the model id {show(model_id)} has more than {MAX_SEGMENTS} segments"
    if len(model_id) > MAX_LENGTH:
        return f"the model id {show(model_id)} is longer than {MAX_LENGTH} characters"
    for segment in segments:
        if problem := _check_segment(segment):
            return f"the model id {show(model_id)} {problem}"
    return None


def _check_segment(segment: str) -> str | None:
    if len(segment) > MAX_SEGMENT_LENGTH:
        return f"has a segment longer than {MAX_SEGMENT_LENGTH} characters"
    if _SEEN.match(segment):
        return None
    if not segment:
        return "has an empty segment"
    if not segment.strip("."):
        return f"has the segment {show(segment)}, which is a relative path"
    for character in segment:
        if not _is_allowed(character):
            return f"holds {show(character)} (U+{ord(character):04X}), which no model id may hold"
    if segment != segment.strip(" "):
        return f"has the segment {show(segment)}, which begins or ends with a space"
    return None


def _is_allowed(character: str) -> bool:
    if character in _MARKS:
        return True
    is_letter = is_known(character) and unicodedata.category(character) in _LETTERS
    return is_letter and character not in _INVISIBLE


def fold(text: str) -> str:
    """Return a key that is equal for names that meet on a case-insensitive or normalising file system."""
    return nfkc(casefold(nfkc(text)))


# Each new model of a catalogue is held against all others.
_folded = functools.lru_cache(maxsize=65_536)(fold)


def path_of(model_id: str, taken: Iterable[str] = ()) -> str:
    """Return the path of a model's canonical document below the schemas folder, with posix slashes.

    It is `<model_id>.json` wherever that is safe. A segment that Windows could not hold, that would be
    hidden, or that is longer than a file name may be is marked with `~`, which no id holds. `taken` are the
    paths of other models' documents: where the path meets one of them on a case-insensitive file system, a
    tag made from the id tells the two apart. The id inside a document wins over its path, so nothing has to
    read the id back from it.

    Raises ValueError if `model_id` is not an id, before any path is made.
    """
    if problem := check_model_id(model_id):
        raise ValueError(problem)
    *folders, name = (_safe_name(segment) for segment in model_id.split("/"))
    # A folder must not look like a document: `a/b.json/c` beside the document of `a/b`.
    folders = [folder + "~" if folder.casefold().endswith(".json") else folder for folder in folders]
    path = "/".join([*folders, name + ".json"])
    if _folded(path) in {_folded(other) for other in taken}:
        path = "/".join([*folders, f"{name}~{_hash_suffix(model_id)}.json"])
    return path


def _safe_name(segment: str) -> str:
    if len(segment.encode()) > _MAX_NAME_BYTES:
        cut = segment.encode()[: _MAX_NAME_BYTES - 20].decode(errors="ignore")
        segment = f"{cut}~{_hash_suffix(segment)}"
    if segment.startswith(".") or _RESERVED.match(segment):
        segment = "~" + segment
    return segment + "~" if segment.endswith(".") else segment


def _hash_suffix(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def root_prefix(root: Path) -> str:
    """Return what the names of files below a schemas folder begin with: its own name, wherever it is called from."""
    name = root.absolute().name if root.name != ".." else root.resolve().name
    return f"{name}/" if name else ""
