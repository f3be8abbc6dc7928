"""Where the bytes of a file come from, when something is wrong with it: before the request, or only while it is sent."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from PIL import Image
from runcomfy.errors import InputError

from tests.client.schema.test_media_input import PNG, body, fault, picture
from tests.inside import (
    UNSET,
    FileInput,
    ImageInput,
    InputModel,
    MediaConstraint,
    UniqueItems,
    build_input,
    prepare_body,
    wire_body,
)

if TYPE_CHECKING:
    from pathlib import Path


class Measured(InputModel):
    image: Annotated[
        ImageInput | None,
        MediaConstraint("file_size_mb<", 1),
        MediaConstraint("width_pixels>", 3),
        MediaConstraint("fps<", 9),
    ] = UNSET
    different: Annotated[list[FileInput], UniqueItems()] = UNSET


def measured(**inputs: object) -> list[str]:
    try:
        build_input("a/b", Measured, (), inputs)
    except InputError as error:
        return [f"{one.path} {one.message}" for one in error.issues]
    return []


def test_a_file_object_that_was_closed_before_the_request_is_named() -> None:
    stream = io.BytesIO(PNG)
    made = body(images=["https://a/b", stream])
    stream.close()
    with pytest.raises(InputError, match=r"images\[1\]: cannot be read: I/O operation on closed file"):
        prepare_body(made)


class Breaks(io.BytesIO):
    """Its first bytes can be read, and then no more."""

    def __init__(self, can_go_back: bool) -> None:
        super().__init__(picture(size=(400, 300), kind="BMP"))
        self.can_go_back = can_go_back
        self.reads = 0

    def seekable(self) -> bool:
        return self.can_go_back

    def read(self, size: int | None = -1, /) -> bytes:
        if size:
            self.reads += 1
        if self.reads > 1:
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("can_go_back", [True, False])
def test_a_file_object_that_breaks_off_is_named(can_go_back: bool) -> None:
    made = body(image=Breaks(can_go_back))
    with pytest.raises(InputError, match=r"image: cannot be read: .*Input/output error"):
        prepare_body(made)


@pytest.mark.parametrize("beyond", [0, 9])
def test_a_file_object_at_its_end_is_not_called_empty(beyond: int) -> None:
    """As it is where a picture has just been written into it."""
    stream = io.BytesIO(PNG)
    stream.seek(len(PNG) + beyond)
    assert fault("image", stream) == "a file object stands at its end; go back to its beginning with seek(0)"
    assert fault("image", io.BytesIO()) == "a file object is empty"


def test_something_that_can_only_be_read_is_no_file() -> None:
    class Reader:
        def read(self, size: int) -> bytes:
            return b""

    told = "<Reader object> cannot be read as a binary file; give its bytes, or the address that it has"
    assert fault("file", Reader()) == told


def test_a_file_object_is_named_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    with path.open("rb") as stream:
        assert fault("video", stream) == f"must be a video, and <'{path}'> is image/png"
    assert fault("video", io.BytesIO(PNG)) == "must be a video, and <a file object> is image/png"


def test_a_picture_that_cannot_be_decoded_is_named() -> None:
    """Pillow reads a file's pixels when they are needed, and not before."""
    broken = picture(size=(64, 64))[:-30]
    assert measured(image=Image.open(io.BytesIO(broken)))[0].startswith("image the image cannot be encoded: ")
    with pytest.raises(InputError, match="image: the image cannot be encoded"):
        prepare_body(body(image=Image.open(io.BytesIO(broken))))


def test_files_are_measured_wherever_they_come_from(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    too_narrow = "image The width must be more than 3 pixels; "
    for form in (path, PNG, Image.open(path)):
        [message] = measured(image=form)
        assert message.startswith(too_narrow)
        assert message.endswith("has 3")
    # Of a file object only the first bytes were read.
    caplog.set_level(logging.DEBUG, "runcomfy")
    assert measured(image=io.BytesIO(PNG)) == measured(image=None) == []
    assert "not checked, cannot be measured here: width_pixels> 3" in caplog.text
    assert "not checked, cannot be measured here: fps< 9" in caplog.text


def test_the_same_file_twice_is_the_same_item(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    other = picture(size=(5, 5))
    assert measured(different=[path, other]) == []
    for twice in ([path, str(path)], [other, bytearray(other)], [path, other, path]):
        assert measured(different=twice) == ["different must not hold the same item twice"]


def test_a_picture_is_sent_as_it_was_when_its_size_was_taken() -> None:
    image: Any = Image.new("RGB", (5, 5), "red")
    made = wire_body(build_input("a/b", Measured, (), {"image": image}))
    first = prepare_body(made)
    image.paste("blue", (0, 0, 5, 5))
    assert prepare_body(made) == first
