"""Local files are measured before a request, and known by their first bytes."""

from __future__ import annotations

import io
import logging
import sys
from typing import Annotated

import pytest
from PIL import Image
from runcomfy.errors import InputError

from tests.inside import UNSET, ImageInput, InputModel, MediaConstraint, build_input, sniff


def picture(size: tuple[int, int]) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size).save(target, format="PNG")
    return target.getvalue()


class Checked(InputModel):
    image: Annotated[
        ImageInput,
        MediaConstraint("file_size_mb<", 0.001, "File size must be less."),
        MediaConstraint("width/height<", 16),
        MediaConstraint("width/height>", 0.0625),
        MediaConstraint("width_pixels>", 14, "Too small."),
        MediaConstraint("height_pixels>", 14),
        MediaConstraint("colour", 1),
    ]
    images: Annotated[
        list[Annotated[ImageInput, MediaConstraint("width_pixels>", 14)]],
        MediaConstraint("height_pixels>", 14),
    ] = UNSET


def check(image: object, **more: object) -> list[str]:
    try:
        build_input("a/b", Checked, (), {"image": image, **more})
    except InputError as error:
        return [f"{one.path} {one.message}" for one in error.issues]
    return []


def test_validations_are_checked_for_local_files() -> None:
    good = picture(size=(20, 15))
    assert check(good) == []
    assert check(Image.new("RGB", (20, 15))) == []
    narrow = picture(size=(14, 15))
    message = f"Too small. The width must be more than 14 pixels; <{len(narrow)} bytes> has 14"
    assert check(narrow) == [f"image {message}"]
    assert "width divided by height must be less than 16; " in check(picture(size=(320, 20)))[0]
    large = picture(size=(20, 15)) + bytes(1000)
    assert "File size must be less. The file size must be less than 0.001 MB" in check(large)[0]
    assert check(good, images=[good, picture(size=(3, 20))])[0].startswith("images[1] The width must be")


def test_what_cannot_be_checked_is_passed_over_with_a_note(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, "runcomfy")
    assert check("https://example.com/a.png") == []
    assert "not a local file" in caplog.text
    caplog.clear()
    tiny = picture(size=(2, 2))
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert check(tiny) == []
    assert "cannot be measured here: width_pixels> 14" in caplog.text
    assert "File size" in check(tiny + bytes(1000))[0]


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
        (b"\x00\x00\x00\x20ftypheic", "image/heic"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x20ftypqt  ", "video/quicktime"),
        (b"\x1aE\xdf\xa3" + b"\x42\x82\x84webm", "video/webm"),
        (b"\x1aE\xdf\xa3" + b"\x42\x82\x88matroska", "video/x-matroska"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"fLaC", "audio/flac"),
        (b"FORM\x00\x00\x10\x00AIFFCOMM", "audio/aiff"),
        (b"FORM\x00\x00\x10\x00ILBM", None),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x00mdat", "video/quicktime"),
        (b"\x00\x00\x10\x00moov", "video/quicktime"),
        ((b"G" + bytes(187)) * 2, "video/mp2t"),
        (b"G" + bytes(187) + b"H", None),
        (b"Good morning", None),
        (b"OggS" + bytes(24) + b"\x01vorbis", "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "video/x-msvideo"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "image/svg+xml"),
        (b"  <HTML>", "text/html"),
        (b"BM hello this is not a bitmap", None),
        (b"", None),
    ],
)
def test_content_types_are_told_from_the_first_bytes(head: bytes, content_type: str | None) -> None:
    found = sniff(head)
    assert (found.content_type if found else None) == content_type
