"""What kind of file some bytes are the beginning of."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["HEAD_SIZE", "Sniffed", "extension", "kinds_of_type", "sniff"]

HEAD_SIZE = 1024


class Sniffed(NamedTuple):
    """A content type, and the kinds of input it can serve."""

    content_type: str
    kinds: frozenset[str]


_IMAGE, _VIDEO, _AUDIO, _OTHER = (frozenset({kind}) for kind in ("image", "video", "audio", "other"))
_EITHER = _VIDEO | _AUDIO

_STARTS: tuple[tuple[bytes, str, frozenset[str]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", _IMAGE),
    (b"\xff\xd8\xff", "image/jpeg", _IMAGE),
    (b"GIF87a", "image/gif", _IMAGE),
    (b"GIF89a", "image/gif", _IMAGE),
    (b"II*\x00", "image/tiff", _IMAGE),
    (b"MM\x00*", "image/tiff", _IMAGE),
    (b"\x00\x00\x01\x00", "image/x-icon", _IMAGE),
    (b"\xff\x0a", "image/jxl", _IMAGE),
    (b"\x00\x00\x00\x0cJXL ", "image/jxl", _IMAGE),
    (b"fLaC", "audio/flac", _AUDIO),
    (b"ID3", "audio/mpeg", _AUDIO),
    (b"#!AMR", "audio/amr", _AUDIO),
    (b"FLV\x01", "video/x-flv", _VIDEO),
    (b"\x00\x00\x01\xba", "video/mpeg", _VIDEO),
    (b"\x00\x00\x01\xb3", "video/mpeg", _VIDEO),
    (b"%PDF-", "application/pdf", _OTHER),
    (b"PK\x03\x04", "application/zip", _OTHER),
    (b"glTF", "model/gltf-binary", _OTHER),
    (b"\x1f\x8b", "application/gzip", _OTHER),
)
_RIFF = {
    b"WEBP": ("image/webp", _IMAGE),
    b"WAVE": ("audio/wav", _AUDIO),
    b"AVI ": ("video/x-msvideo", _VIDEO),
}
# Brands of the ISO base media file format; every other one is a video.
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), ("image/avif", _IMAGE)),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"), ("image/heic", _IMAGE)),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), ("audio/mp4", _AUDIO)),
    b"qt  ": ("video/quicktime", _VIDEO),
}
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/bmp": ".bmp",
    "image/tiff": ".tiff", "image/avif": ".avif", "image/heic": ".heic", "image/jxl": ".jxl", "image/x-icon": ".ico",
    "image/svg+xml": ".svg", "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm",
    "video/x-matroska": ".mkv", "video/x-msvideo": ".avi", "video/mpeg": ".mpg", "video/x-flv": ".flv",
    "video/ogg": ".ogv", "video/mp2t": ".ts", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3", "audio/flac": ".flac", "audio/ogg": ".ogg", "audio/aac": ".aac", "audio/mp4": ".m4a",
    "audio/x-m4a": ".m4a", "audio/webm": ".weba", "audio/amr": ".amr", "audio/aiff": ".aiff", "text/html": ".html",
    "text/plain": ".txt", "application/json": ".json", "application/pdf": ".pdf", "application/zip": ".zip",
    "application/gzip": ".gz", "model/gltf-binary": ".glb", "model/gltf+json": ".gltf", "image/jpg": ".jpg",
}  # fmt: skip


def sniff(head: bytes, kind: str = "") -> Sniffed | None:
    """The type of what begins with `head`, or None. `kind` decides where a container may hold video or audio alone."""
    for start, content_type, kinds in _STARTS:
        if head.startswith(start):
            return Sniffed(content_type, kinds)
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return Sniffed(*_RIFF[head[8:12]])
    if head.startswith(b"BM") and len(head) >= 14 and head[6:10] == b"\x00\x00\x00\x00":
        return Sniffed("image/bmp", _IMAGE)
    if head.startswith(b"FORM") and head[8:12] in {b"AIFF", b"AIFC"}:
        return Sniffed("audio/aiff", _AUDIO)
    if head[4:8] == b"ftyp":
        return Sniffed(*_BRANDS.get(head[8:12], ("video/mp4", _VIDEO)))
    if head[4:8] in {b"moov", b"mdat", b"wide"}:
        return Sniffed("video/quicktime", _VIDEO)
    main = "audio" if kind == "audio" else "video"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return Sniffed("video/x-matroska" if b"matroska" in head[:64] else f"{main}/webm", _EITHER)
    if head.startswith(b"OggS"):
        return Sniffed("video/ogg" if b"theora" in head[:64] else "audio/ogg", _EITHER)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        # Both begin with a row of ones; an AAC frame has no layer, an MP3 frame has one.
        return Sniffed("audio/aac" if head[1] & 0x06 == 0 else "audio/mpeg", _AUDIO)
    if len(head) > 188 and head[0] == head[188] == 0x47:
        return Sniffed("video/mp2t", _VIDEO)
    return _sniff_text(head)


def kinds_of_type(content_type: str) -> frozenset[str]:
    """The kinds a content type names: `image/png` → image."""
    main = content_type.partition("/")[0].strip().lower()
    return frozenset({main}) if main in {"image", "video", "audio"} else _OTHER


def extension(content_type: str) -> str | None:
    """The file name extension of a content type, with its dot; parameters are ignored."""
    return _EXTENSIONS.get(content_type.partition(";")[0].strip().lower())


def _sniff_text(head: bytes) -> Sniffed | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if re.match(rb"<!doctype html|<html|<head|<body", start):
        return Sniffed("text/html", _OTHER)
    if re.match(rb"<svg\b|(<\?xml|<!--|<!doctype svg)[\s\S]*?<svg\b", start):
        return Sniffed("image/svg+xml", _IMAGE)
    return None
