"""Names of saved files: safe on every system, and distinct."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inside import MEDIA_EXTENSIONS, Names, name_of, not_media, sniff, with_extension
from tests.pace import seconds_here
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
        ("https://h/%24(touch%20x)%60y%60;z%26.png", "_(touch x)_y__z_.png"),
        ("https://h/=cmd.png", "cmd.png"),
        ("https://h/~root.png", "_root.png"),
        ("https://h/PROGRA~1.png", "PROGRA_1.png"),
        ("https://h/it%27s%21.png", "it_s_.png"),
        ("https://h/CLOCK%24", "CLOCK_"),
        ("data:image/png;base64,AA", "image"),
        ("data:application/json,{}", "file"),
    ],
)
def test_names_are_safe_everywhere(url: str, name: str) -> None:
    assert name_of(url) == name


ACTED_ON = """
    py pyc pyw pyd pyi pth pyz so dll dylib egg whl zip exe com bat cmd ps1 vbs js mjs ts mts jse wsf hta msi scr lnk url cpl reg
    desktop directory service app command sh bash zsh fish csh html htm xhtml xml json toml cfg ini yaml yml inf plist jar class docm
    xlsm rb pl php lua env part
""".split()


@settings(max_examples=examples(3))
@given(
    st.sampled_from(ACTED_ON),
    st.sampled_from(["", "image/png", "text/x-python", "text/html", "application/octet-stream", "x"]),
    st.sampled_from(
        [b"", b"\0", b"GIF89a", b"PK\x03\x04", b"%PDF-", b"import os", b"<html>", b"G" + bytes(187) + b"G"]
    ),
)
def test_only_extensions_of_media_are_ever_written(given_: str, content_type: str, head: bytes) -> None:
    for url in (
        f"https://h/conftest.{given_}",
        f"https://h/x.{given_}?a.png",
        f"https://h/.{given_}",
        f"https://h/a.png.{given_}",
    ):
        name = with_extension(name_of(url), content_type, head)
        assert "." + name.rpartition(".")[2].lower() in MEDIA_EXTENSIONS | {".bin"}
        assert f".{given_}." not in f"{name}."
        assert not name.startswith(".")


@settings(max_examples=examples(3))
@given(st.text(max_size=300))
def test_any_name_is_safe(text: str) -> None:
    name = with_extension(name_of("https://h/" + text.replace("/", "%2F")), "image/png", b"")
    assert name not in {"", ".", ".."}
    assert not set(name) & set("""<>:"/\\|?*\0\n`$;&!'#~""")
    assert not name.startswith((".", "-", " ", "=", "+", "@"))
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
        ("a.safetensors", "application/octet-stream", b"?", "a.bin"),
        ("a.png", "", b"?", "a.png"),
        ("a.zip", "application/zip", b"PK\x03\x04", "a.bin"),
        ("a.png", "application/zip", b"PK\x03\x04", "a.bin"),
        ("a.ts", "video/mp2t", b"G" + bytes(187) + b"G", "a.mpg"),
        ("httpx.py", "text/x-python", b"\x89PNG\r\n\x1a\n", "httpx.png"),
        ("conftest.py", "", b"\0", "conftest.bin"),
        ("x.pth", "text/plain", b"\0", "x.bin"),
        ("sitecustomize.pyc", "", b"\0", "sitecustomize.bin"),
        ("run.bat", "application/x-bat", b"GIF89a", "run.gif"),
        ("app.desktop", "application/x-desktop", b"\0", "app.bin"),
        ("lib.so", "application/x-sharedlib", b"\0", "lib.bin"),
        ("lib.so.1", "", b"\0", "lib.so.1.bin"),
        ("a.html", "text/html", b"\0", "a.bin"),
        ("a.js", "", b"<svg>", "a.svg"),
        ("a", "application/pdf", b"\0", "a.bin"),
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


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("head", "content_type", "what"),
    [
        (b"<!doctype html><p>", "image/png", "a web page (HTML)"),
        (b"\xef\xbb\xbf \n<HTML>", "", "a web page (HTML)"),
        (b"<!-- a --><!-- b --><html><svg>", "", "a web page (HTML)"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><svg>", "", "a web page (HTML)"),
        (b"<script>location='/login'</script>", "", "a web page (HTML)"),
        (b"<div>no</div>", "image/png", "text"),
        (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "image/png", "text"),
        (b"<?xml version='1.0'?><a><svg/></a>", "image/svg+xml", "text"),
        (b'{"error": "expired"}', "", "JSON"),
        (b" \r\n[1]", "", "JSON"),
        (b"Not Found", "image/png", "text"),
        ("Не найдено".encode("cp1251"), "image/png", "text"),
        (b"\xff\xfeN\0o\0", "image/png", "text"),
        (b"\0\1\2", "text/html; charset=utf-16", "text"),
        (b"\0\1\2", "application/problem+json", "text"),
        (b"#!/bin/sh\n", "", "a program"),
        (b"MZ\x90\0", "video/mp4", "a program"),
        (b"\x7fELF\2\1", "", "a program"),
        (b"%PDF-1.7", "image/png", "a PDF document"),
        (b"\x1f\x8b\x08", "image/png", "a gzip archive"),
    ],
)
def test_what_is_certainly_no_media(head: bytes, content_type: str, what: str) -> None:
    assert not_media(head, content_type) == what


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (SVG, ""),
        (b"<?xml version='1.0'?>\n<!-- made\nby hand -->\n" + SVG, "text/xml"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C" "x" [ <!ENTITY a "b"> ]>\n' + SVG, "text/plain"),
        (b"<!--" + b" " * 2000 + b"-->" + SVG, ""),
        (b"\x89PNG\r\n\x1a\n", "text/html"),
        (b"GIF89a", "text/plain"),
        (b"\0\0\0\x20ftypnew!", ""),
        (b"\xff\xfb\x90\x64", ""),
        (b"\xff\xf1\x50\x80", ""),
        (b"glTF\2\0\0\0", ""),
        (b"PK\x03\x04", ""),
        (b"\0\1 something new", ""),
        (b"\0\1 something new", "application/octet-stream"),
        (b"8BPS\0\1", ""),
    ],
)
def test_what_is_media_or_may_be(head: bytes, content_type: str) -> None:
    assert not_media(head, content_type) is None


def test_a_hostile_beginning_is_read_at_once() -> None:
    for head in (
        b"<!---->" * 600,
        b"<!doctype svg [" + b"]" * 4000,
        b"<?" * 2000,
        b" " * 4096,
        b"<!doctype svg" * 300,
    ):
        begun = time.process_time()
        assert sniff(head) is None
        assert time.process_time() - begun < seconds_here(20)
