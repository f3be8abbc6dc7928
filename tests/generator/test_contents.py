"""What is to be written waits in one file: it comes back as it went in, in any order, and a run holds no text of it."""

from __future__ import annotations

import gc
import warnings
from tempfile import gettempdir

import pytest

from generator.plain import temporary
from generator.plain.temporary import Contents


def test_contents_come_back_as_they_went_in() -> None:
    contents = Contents()
    given = {"a": b"one", "b": b"", "c/d": bytes(range(256)) * 1000}
    for path, content in given.items():
        contents.add(path, content)
        assert contents[path] == content, "also between two that go in"
    assert contents == given
    contents.add("a", b"another")
    assert dict(contents) == given | {"a": b"another"}
    contents.keep({"a", "c/d", "gone"})
    assert list(contents) == ["a", "c/d"]
    with pytest.raises(KeyError):
        contents["b"]


def test_nobody_has_to_close_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Contents().add("a", b"one")
        gc.collect()


def test_a_disk_that_is_full_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(temporary.tempfile, "TemporaryFile", full)
    with pytest.raises(OSError, match="No space left") as told:
        Contents()
    assert told.value.filename == gettempdir()
