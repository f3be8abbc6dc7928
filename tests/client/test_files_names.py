"""Names of saved files: safe on every system, and distinct."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inside import Names, name_of, with_extension
from tests.shares import examples


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://h/out/a.png", "a.png"),
        ("https://h/out/a%3Db.png?x=/y.jpg", "a=b.png"),
        ("https://h/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "_.._etc_passwd"),
        ("https://h/..%5C..%5Cwin.ini", "_.._win.ini"),
        ("https://h/a/..", "file"),
        ("https://h/", "file"),
        ("https://h", "file"),
        ("https://h/.bashrc", "bashrc"),
        ("https://h/-rf", "rf"),
        ("https://h/CON", "_CON"),
        ("https://h/con.png", "_con.png"),
        ("https://h/LPT1.tar.gz", "_LPT1.tar.gz"),
        ("https://h/console.png", "console.png"),
        ("https://h/a:b*c?.png", "a_b_c"),
        ("https://h/a%00b%0Ac%1b.png", "a_b_c_.png"),
        ("https://h/trailing.%20.", "trailing"),
        ("https://h/x%E2%80%AEgnp.exe", "x_gnp.exe"),
        ("https://h/e%CC%81.png", "é.png"),
        ("https://h/%FF.png", "�.png"),
        ("data:image/png;base64,AA", "image"),
        ("data:application/json,{}", "file"),
    ],
)
def test_names_are_safe_everywhere(url: str, name: str) -> None:
    assert name_of(url) == name


@settings(max_examples=examples(3))
@given(st.text(max_size=300))
def test_any_name_is_safe(text: str) -> None:
    name = with_extension(name_of("https://h/" + text.replace("/", "%2F")), "image/png", b"")
    assert name not in {"", ".", ".."}
    assert not set(name) & set('<>:"/\\|?*\0')
    assert not name.startswith((".", "-", " "))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= 130
    assert unicodedata.normalize("NFC", name) == name
    assert name.partition(".")[0].strip().casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("name", "content_type", "head", "expected"),
    [
        ("a.png", "image/png", b"\x89PNG\r\n\x1a\n", "a.png"),
        ("a.PNG", "", b"\x89PNG\r\n\x1a\n", "a.PNG"),
        ("a.jpeg", "", b"\xff\xd8\xff", "a.jpeg"),
        ("a.png", "image/png", b"\xff\xd8\xff", "a.jpg"),
        ("a", "image/webp", b"", "a.webp"),
        ("a", "application/octet-stream", b"GIF89a", "a.gif"),
        ("a", "", b"?", "a.bin"),
        ("v1.5", "", b"\x89PNG\r\n\x1a\n", "v1.5.png"),
        ("a.glb", "model/gltf-binary", b"glTF", "a.glb"),
        ("a.safetensors", "application/octet-stream", b"?", "a.safetensors"),
        ("a.png", "text/html", b"<!doctype html>", "a.html"),
    ],
)
def test_the_extension_is_that_of_the_content(
    name: str, content_type: str, head: bytes, expected: str
) -> None:
    assert with_extension(name, content_type, head) == expected


def test_names_differ_also_where_capitals_make_no_difference() -> None:
    names = Names(["A.png", "straße.png"])
    assert next(names.candidates("a.png")) == "a-1.png"
    assert next(names.candidates("A.PNG")) == "A-2.PNG"
    assert next(names.candidates("STRASSE.png")) == "STRASSE-1.png"
    assert next(names.candidates("b")) == "b"
    assert next(names.candidates("b")) == "b-1"
