"""Media inputs: which strings are allowed, and small copies of the pictures that came in the body."""

from __future__ import annotations

import binascii
import hashlib
import io
import re
from functools import lru_cache, partial
from typing import cast
from urllib.parse import urlsplit

from jsonschema import FormatChecker
from PIL import Image

from .._plain.data_uris import is_data_uri
from .._plain.hosts import is_loopback
from ._dialect import KINDS

__all__ = ["Inputs", "media_formats", "take_media"]

_DATA = re.compile(r"data:([\w.+-]{1,40}/[\w.+-]{1,80})?((?:;[\w.+-]{1,40}=[^;,]{0,80}){0,8});base64,")
# Pillow's readers for formats a browser shows too; the rarer ones are not worth their risk.
_READABLE = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_COPY = 768
_MOST_PIXELS = 80_000_000
_MOST_COPIES = 4
# What is kept of one text: thousands of requests are remembered, and each may be as large as a body.
_LONGEST_TEXT = 20_000

Inputs = dict[str, object]


@lru_cache(maxsize=1)
def media_formats() -> FormatChecker:
    """Return a checker of `image_uri` and its like: https, loopback http, or a `data:` URI in base64."""
    checker = FormatChecker(formats=())
    for kind in KINDS:
        checker.checks(f"{kind}_uri")(partial(_is_media, kind))
    return checker


def _is_media(kind: str, value: object) -> bool:
    if not isinstance(value, str):
        return True
    if is_data_uri(value):
        found = _DATA.match(value)
        if not found:
            return False
        family = (found.group(1) or "application/octet-stream").partition("/")[0]
        return family in (kind, "application") and _decode(value, found.end()) is not None
    try:
        url = urlsplit(value)
        host = url.hostname or ""
    except ValueError:
        return False
    if not host or any(ord(letter) <= 32 for letter in value):
        return False
    return url.scheme == "https" or (url.scheme == "http" and is_loopback(host))


def _decode(value: str, start: int) -> bytes | None:
    try:
        return binascii.a2b_base64(value[start:].encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        return None


def take_media(body: Inputs) -> tuple[Inputs, tuple[bytes, ...]]:
    """Return the inputs with `data:` URIs as short notes and long texts cut, and copies of the first pictures in them.

    What is kept is small, whatever came in; equal files leave equal notes.
    """
    pictures: list[bytes] = []

    def visit(value: object) -> object:
        if isinstance(value, dict):
            return {key: visit(one) for key, one in cast("dict[str, object]", value).items()}
        if isinstance(value, list):
            return [visit(one) for one in cast("list[object]", value)]
        if isinstance(value, str) and is_data_uri(value):
            return _short_note(value, pictures)
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            return f"{value[:_LONGEST_TEXT]}... sha256={digest};letters={len(value)}"
        return value

    return {key: visit(one) for key, one in body.items()}, tuple(pictures)


def _short_note(value: str, pictures: list[bytes]) -> str:
    found = _DATA.match(value)
    data = _decode(value, found.end()) if found else None
    if found is None or data is None:
        return value if len(value) <= 1000 else value[:1000]
    if len(pictures) < _MOST_COPIES and (copy := _copy(data)):
        pictures.append(copy)
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"data:{found.group(1) or ''};sha256={digest};bytes={len(data)}"


def _copy(data: bytes) -> bytes | None:
    """Return a small PNG of the picture, or None when it is none, or not a sane one."""
    try:
        with Image.open(io.BytesIO(data), formats=_READABLE) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.draft("RGB", (_COPY, _COPY))
            picture.thumbnail((_COPY, _COPY))
            small = picture.convert(
                "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
            )
        out = io.BytesIO()
        small.save(out, "PNG", compress_level=3)
    except Exception:  # noqa: BLE001 - hostile bytes make Pillow raise almost anything; then there is no copy
        return None
    return out.getvalue()
