"""Names of saved files: whatever the addresses, safe on every system, bounded, and each another one."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hypothesis import strategies as st
from runcomfy._files.names import Names, name_of, with_extension

from tests.programs.fuzz.running import Target

# `CON`, `nul.txt`, `com1 .tar.gz`: with any extension, in any case, with spaces before it.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
_PIECES = [
    *(
        "con",
        "NUL",
        "com1",
        "LPT¹",
        "conin$",
        "aux.",
        ".png",
        ".jpg",
        ".tar.gz",
        ".PNG",
        ".",
        "..",
        " ",
        "-",
        "~",
    ),
    *(
        "%2f",
        "%2e",
        "%00",
        "%25",
        "%252e",
        "%5C",
        "%E2%80%AE",
        "%FF",
        "%",
        "/",
        "\\",
        ":",
        "*",
        "?",
        "#",
        ";",
        "|",
    ),
    *(
        "a",
        "A",
        "ß",
        "SS",
        "ﬁ",
        "İ",
        "ı",
        "é",
        "e\u0301",
        "\u202e",
        "\u200b",
        "\ud800",
        "\U0001f600",
        "a" * 200,
        "é" * 90,
    ),
    *("\n", "\x7f", "\x85", "\u2028", "[", "]", "@", "1", "-1", "v1.5"),
]
_tails = st.text(max_size=60) | st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)
_urls = (
    _tails
    | _tails.map("https://h.example/".__add__)
    | st.tuples(_tails, _tails).map("https://h.example/a/{0[0]}?x={0[1]}".format)
    | _tails.map("data:".__add__)
)
_types = st.sampled_from(
    ["image/png", "image/jpeg; q=1", "video/mp4", "text/html", "", "x", "model/gltf-binary"]
) | st.text(max_size=12)
_heads = st.sampled_from(
    ["", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF89a", "<html>", "glTF", "?", "RIFF0000WEBP"]
) | st.text(st.characters(max_codepoint=255), max_size=16)


def holds(case: list[Any]) -> None:
    """Some addresses whose contents have one type and one beginning, saved into one directory."""
    urls, content_type, head = case
    first, final = Names(), Names(["A.png", "a-1.png"])
    saved = ["A.png", "a-1.png"]
    for url in urls:
        name = next(first.candidates(name_of(url)))
        _is_safe(name)
        own = with_extension(name, content_type, head.encode("latin-1"))
        name = next(final.candidates(own))
        _is_safe(name)
        assert "." in name
        saved.append(name)
    assert len({_key(name) for name in saved}) == len(saved)


def _is_safe(name: str) -> None:
    assert name not in {"", ".", ".."}
    assert not set(name) & set('<>:"/\\|?*%')
    assert not name.startswith((".", "-", "~", " "))
    assert not name.endswith((".", " "))
    assert not any(unicodedata.category(one)[0] == "C" for one in name)
    assert not any(unicodedata.category(one)[0] == "Z" for one in name if one != " ")
    assert len(name.encode()) <= 160
    assert unicodedata.is_normalized("NFC", name)
    assert not _DEVICE.fullmatch(name)


def _key(name: str) -> str:
    """What a file system that folds case, and normalises, takes for one name."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


TARGET = Target(
    "file-names", st.tuples(st.lists(_urls, min_size=1, max_size=4), _types, _heads).map(list), holds
)
