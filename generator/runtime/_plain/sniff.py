"""What kind of file some bytes are the beginning of."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["HEAD_SIZE", "MEDIA_EXTENSIONS", "Sniffed", "extension", "kinds_of_type", "not_media", "sniff"]

HEAD_SIZE = 4096  # bytes; an SVG may begin with as much of comments


class Sniffed(NamedTuple):
    """A content type, and the kinds of input it can serve."""

    content_type: str
    kinds: frozenset[str]


_IMAGE, _VIDEO, _AUDIO, _OTHER = (frozenset({kind}) for kind in ("image", "video", "audio", "other"))
_EITHER = _VIDEO | _AUDIO
_PROGRAM = "application/x-executable"

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
    (b"8BPS\x00", "image/vnd.adobe.photoshop", _IMAGE),
    (b"v/1\x01", "image/x-exr", _IMAGE),
    (b"MThd\x00\x00\x00", "audio/midi", _AUDIO),
    (b"%PDF-", "application/pdf", _OTHER),
    (b"PK\x03\x04", "application/zip", _OTHER),
    (b"glTF", "model/gltf-binary", _OTHER),
    (b"\x1f\x8b", "application/gzip", _OTHER),
    (b"\x7fELF", _PROGRAM, _OTHER),
    (b"\xfe\xed\xfa\xce", _PROGRAM, _OTHER),
    (b"\xfe\xed\xfa\xcf", _PROGRAM, _OTHER),
    (b"\xce\xfa\xed\xfe", _PROGRAM, _OTHER),
    (b"\xcf\xfa\xed\xfe", _PROGRAM, _OTHER),
    (b"\xca\xfe\xba\xbe", _PROGRAM, _OTHER),
    (b"\x00asm", _PROGRAM, _OTHER),
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
# Only those of media: what Python, a shell or a desktop would act on is none of them. (`.ts` is TypeScript's, too.)
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
    "image/bmp": ".bmp", "image/tiff": ".tiff", "image/avif": ".avif", "image/heic": ".heic", "image/jxl": ".jxl",
    "image/x-icon": ".ico", "image/svg+xml": ".svg", "image/vnd.adobe.photoshop": ".psd", "image/x-exr": ".exr",
    "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm", "video/x-matroska": ".mkv",
    "video/x-msvideo": ".avi", "video/mpeg": ".mpg", "video/x-flv": ".flv", "video/ogg": ".ogv", "video/mp2t": ".mpg",
    "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mpeg": ".mp3", "audio/mp3": ".mp3", "audio/flac": ".flac",
    "audio/ogg": ".ogg", "audio/aac": ".aac", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/webm": ".weba",
    "audio/amr": ".amr", "audio/aiff": ".aiff", "audio/midi": ".mid", "model/gltf-binary": ".glb",
}  # fmt: skip
# Further ones that mean the same.
MEDIA_EXTENSIONS = frozenset(_EXTENSIONS.values()) | frozenset({
    ".jpeg", ".jpe", ".jfif", ".tif", ".heif", ".m4v", ".m4b", ".mpeg", ".oga", ".opus", ".aif", ".3gp", ".wmv", ".wma",
})  # fmt: skip


_WORDS = {
    "text/html": "a web page (HTML)",
    "application/pdf": "a PDF document",
    "application/gzip": "a gzip archive",
    _PROGRAM: "a program",
}
# What may stand before the root of an XML document; once taken, never tried another way.
_PROLOGUE = rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s+svg(?:[^>\[]|\[.*?\]\s*(?=>))*>)*+"
_SVG = re.compile(_PROLOGUE + rb"<svg\b", re.DOTALL)
_HTML = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|script|meta|title)\b", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def sniff(head: bytes, kind: str = "") -> Sniffed | None:
    """Return the type of what begins with `head`, or None. `kind` decides where a container may hold either."""
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
    # Both begin with a row of ones; an AAC frame has no layer, an MP3 frame has its third (or second).
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return Sniffed("audio/aac", _AUDIO)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 in {0x02, 0x04}:
        return Sniffed("audio/mpeg", _AUDIO)
    if len(head) > 188 and head[0] == head[188] == 0x47 and (len(head) <= 376 or head[376] == 0x47):
        return Sniffed("video/mp2t", _VIDEO)
    return _sniff_text(head)


def not_media(head: bytes, content_type: str = "") -> str | None:
    """Return what some bytes begin, in words, where that is certainly not a picture, video, sound or 3D model.

    What is unknown may be one, unless it is text or is declared to be. `content_type` is what a server says of it.
    """
    found = sniff(head)
    if found is not None and (
        found.kinds != _OTHER or found.content_type in {"model/gltf-binary", "application/zip"}
    ):
        return None
    if found is not None:
        return _WORDS[found.content_type]
    declared = content_type.partition(";")[0].strip().lower()
    if head.startswith((b"MZ", b"#!")):
        return _WORDS[_PROGRAM]
    if head.lstrip().startswith((b"{", b"[")) and _is_text(head):
        return "JSON"
    if (
        _is_text(head)
        or declared.startswith("text/")
        or re.search(r"\b(json|xml|javascript|html)\b", declared)
    ):
        return "text"
    return None


def kinds_of_type(content_type: str) -> frozenset[str]:
    """Return the kinds a content type names: `image/png` → image."""
    main = content_type.partition("/")[0].strip().lower()
    return frozenset({main}) if main in {"image", "video", "audio"} else _OTHER


def extension(content_type: str) -> str | None:
    """Return the file name extension of a content type, with its dot; parameters are ignored."""
    return _EXTENSIONS.get(content_type.partition(";")[0].strip().lower())


def _sniff_text(head: bytes) -> Sniffed | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lower()
    if _HTML.match(start):
        return Sniffed("text/html", _OTHER)
    return Sniffed("image/svg+xml", _IMAGE) if _SVG.match(start) else None


def _is_text(head: bytes) -> bool:
    """Return whether there is none of the control characters that all binary formats hold, in any encoding."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not _CONTROL.search(head)
