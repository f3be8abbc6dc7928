"""Files as inputs: what is taken, what is refused, and what is sent."""

from __future__ import annotations

import base64
import io
import json
import os
import stat
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image
from runcomfy.errors import InputError

from tests.inside import (
    UNSET,
    AudioInput,
    FileInput,
    ImageInput,
    InputModel,
    LocalFile,
    VideoInput,
    build_input,
    has_local_files,
    prepare_body,
    wire_body,
)


class Files(InputModel):
    image: ImageInput = UNSET
    images: list[ImageInput] = UNSET
    video: VideoInput = UNSET
    audio: AudioInput = UNSET
    file: FileInput = UNSET
    none: ImageInput | None = None
    text: str = UNSET


def picture(mode: str = "RGB", size: tuple[int, int] = (3, 2), kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, format=kind)
    return target.getvalue()


PNG = picture()
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(64)
WAV = b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(32)


def body(**inputs: object) -> dict[str, object]:
    return wire_body(build_input("a/b", Files, (), inputs))


def sent(**inputs: object) -> dict[str, str]:
    return json.loads(prepare_body(body(**inputs)))


def fault(name: str, value: object) -> str:
    with pytest.raises(InputError) as caught:
        body(**{name: value})
    [found] = caught.value.issues
    assert found.path == name
    return found.message


def uri(content: bytes, content_type: str) -> str:
    return f"data:{content_type};base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png?x=%3D&y=é",
        "HTTPS://EXAMPLE.COM/",
        "data:image/png;base64,AAAA",
        "data:video/mp4;base64,",
        "DATA:,x",
        "http://localhost:8000/a.png",
        "http://127.0.0.1/a",
        "http://127.1:8000/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://[::1]:9/a",
        "https://user:pw@example.com/ a\nb",
    ],
)
def test_addresses_pass_unchanged(url: str) -> None:
    assert sent(image=url, images=[url, url]) == {"image": url, "images": [url, url]}
    assert not has_local_files(body(image=url))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/a.png", "must be an https URL"),
        ("http://localhost.example.com/", "must be an https URL"),
        ("http://127.0.0.1.example.com/", "must be an https URL"),
        ("https:///a.png", "not a complete https URL"),
        ("https:a.png", "not a complete https URL"),
        ("file:///etc/passwd", "neither an https URL, a data: URI nor a path; give the path alone"),
        ("ftp://example.com/a.png", "neither"),
        ("javascript:alert(1)", "neither"),
        ("s3://bucket/a.png", "neither"),
        ("", "is empty"),
        ("no/such.png", "there is no file 'no/such.png'"),
        ("~/such.png", "only a shell knows what '~' stands for"),
        ("a\0b", "cannot be read as a file"),
        ("A" * 5000, "if it is base64"),
        ("x " * 5000, "cannot be read as a file"),
    ],
)
def test_addresses_and_paths_that_are_refused(url: str, reason: str) -> None:
    message = fault("image", url)
    assert reason in message
    assert len(message) < 250


def test_every_local_form_becomes_the_same_data_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wrong-name.txt"
    path.write_bytes(PNG)
    monkeypatch.chdir(tmp_path)
    expected = uri(PNG, "image/png")
    forms: list[object] = [
        str(path),
        path,
        "wrong-name.txt",
        PurePosixPath("wrong-name.txt"),
        PNG,
        bytearray(PNG),
    ]
    forms += [memoryview(PNG), io.BytesIO(PNG), os.fsencode(path) and path]
    with path.open("rb") as file:
        assert sent(images=[*forms, file]) == {"images": [expected] * (len(forms) + 1)}
        assert file.tell() == 0
    assert sent(none=None) == {"none": None}


def test_the_content_decides_the_type() -> None:
    assert sent(image=picture(kind="JPEG"))["image"].startswith("data:image/jpeg;base64,")
    assert sent(image=picture(kind="WEBP"))["image"].startswith("data:image/webp;base64,")
    assert sent(video=MP4, audio=WAV) == {"video": uri(MP4, "video/mp4"), "audio": uri(WAV, "audio/wav")}
    assert sent(file=b"anything") == {"file": uri(b"anything", "application/octet-stream")}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("image", MP4, "must be an image, and <76 bytes> is video/mp4"),
        ("video", PNG, "must be a video, and "),
        ("audio", MP4, "must be an audio file, and "),
        ("image", b"<!DOCTYPE html><html>", "is text/html"),
        (
            "image",
            b"hello there",
            "not an image of a known format; a URL or a data: URI is sent without a look",
        ),
        ("image", b"", "is empty"),
        ("file", b"", "is empty"),
        ("image", 5, "must be an image (https URL, data: URI, path, bytes, PIL image or binary file), not 5"),
        ("image", None, "not None"),
        ("image", True, "not True"),
        ("image", {"url": "x"}, "not {'url': 'x'}"),
        ("image", ["https://a/b"], "not ['https://a/b']"),
        ("video", Image.new("RGB", (1, 1)), "must be a video"),
        ("image", io.StringIO("x"), "open it with mode 'rb'"),
    ],
)
def test_what_is_no_such_file_is_named(name: str, content: object, reason: str) -> None:
    assert reason in fault(name, content)


def test_paths_that_are_no_readable_file(tmp_path: Path) -> None:
    assert "is a directory" in fault("image", tmp_path)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert "not a regular file" in fault("image", fifo)
    closed = io.BytesIO(PNG)
    closed.close()
    assert "closed file" in fault("image", closed)
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    secret.chmod(0)
    if not os.access(secret, os.R_OK):
        assert "Permission denied" in fault("image", secret)
    assert stat.S_IMODE(secret.stat().st_mode) == 0


@pytest.mark.parametrize(
    ("mode", "start"),
    [
        ("RGB", "png"),
        ("RGBA", "png"),
        ("P", "png"),
        ("1", "png"),
        ("CMYK", "jpeg"),
        ("HSV", "png"),
        ("F", "png"),
    ],
)
def test_pil_images_of_every_mode(mode: str, start: str) -> None:
    text = sent(image=Image.new(mode, (3, 2)))["image"]
    head, _, data = text.partition(",")
    assert head == f"data:image/{start};base64"
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (3, 2)


def test_file_objects_are_read_from_where_they_stood_and_may_be_sent_again() -> None:
    stream = io.BytesIO(b"head" + PNG)
    stream.seek(4)
    made = body(image=stream)
    first = prepare_body(made)
    assert stream.tell() == 4
    assert prepare_body(made) == first
    assert json.loads(first)["image"] == uri(PNG, "image/png")


def test_a_pipe_is_read_once_and_kept() -> None:
    content = picture(size=(400, 300), kind="BMP")
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as source, os.fdopen(writer, "wb") as target:
        target.write(content[:50_000])
        target.close()
        made = body(image=source)
        assert prepare_body(made) == prepare_body(made)
        assert json.loads(prepare_body(made))["image"] == uri(content[:50_000], "image/bmp")


def test_the_body_is_compact_utf8_with_values_untouched() -> None:
    assert prepare_body({"a": 1, "b": 1.5, "c": "é\n\u2028", "d": [None, True]}) == (
        '{"a":1,"b":1.5,"c":"é\\n\u2028","d":[null,true]}'.encode()
    )


@pytest.mark.parametrize("value", [float("nan"), "\ud800", {1, 2}, b"x"])
def test_a_body_that_is_not_json_names_the_field(value: object) -> None:
    with pytest.raises(InputError) as caught:
        prepare_body({"a": [0, value]}, model_id="a/b")
    assert caught.value.issues[0].path == "a[1]"
    assert str(caught.value).startswith("a/b: a[1]: ")


def test_refused_local_files_are_all_named() -> None:
    made = body(image=PNG, images=["https://a/b", PNG])
    with pytest.raises(InputError) as caught:
        prepare_body(made, local_files="refuse")
    assert [one.path for one in caught.value.issues] == ["image", "images[1]"]
    assert "public https URL" in str(caught.value)
    assert prepare_body(body(image="https://a/b"), local_files="refuse") == b'{"image":"https://a/b"}'


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.write(PNG)
        file.truncate(10 * 1000**3)  # ten sparse gigabytes: reading them would be noticed
    with pytest.raises(InputError) as caught:
        prepare_body(body(image=path, images=[PNG]))
    [one] = [one for one in caught.value.issues if one.path == "image"]
    assert "takes 13,333.3 MB of a body of at most 67.1 MB" in one.message
    assert "public https URL" in str(caught.value)


def test_the_cap_counts_everything() -> None:
    made = body(image=PNG, text="x" * 1000)
    size = len(prepare_body(made))
    assert len(prepare_body(made, max_body=size)) == size
    with pytest.raises(InputError, match="image: takes"):
        prepare_body(made, max_body=size - 1)
    with pytest.raises(InputError, match="the body is larger"):
        prepare_body({"text": "x" * 1000}, max_body=1000)
    with pytest.raises(InputError):
        prepare_body(body(image=Image.new("RGB", (100, 100))), max_body=100)


def test_a_file_that_has_gone_is_a_fault_of_the_field(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    made = body(images=[path])
    path.unlink()
    with pytest.raises(InputError, match=r"images\[0\]: there is no file"):
        prepare_body(made)


def test_dumping_as_json_reads_files() -> None:
    made = build_input("a/b", Files, (), {"image": PNG, "images": ["https://a/b"]})
    assert json.loads(made.model_dump_json()) == {"image": uri(PNG, "image/png"), "images": ["https://a/b"]}
    assert isinstance(made.model_dump()["image"], LocalFile)
    assert repr(made) == f"Files(image=<{len(PNG)} bytes>, images=['https://a/b'])"


def test_webm_may_hold_sound_alone() -> None:
    webm = b"\x1aE\xdf\xa3\x42\x82\x84webm"
    assert sent(audio=webm)["audio"].startswith("data:audio/webm")
    assert sent(video=webm)["video"].startswith("data:video/webm")
    assert "must be an image" in fault("image", webm)
