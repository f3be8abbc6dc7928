"""`python -m generator sync`: the folder changes whole or not at all, and nobody else's file is touched.

A `sync` that is killed is in `test_kills.py`.
"""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from generator.tree import edit as tree
from tests.generator.catalogue import Server, files, put, read, sync


def test_a_disk_that_refuses_changes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    sync()
    before = files()
    server.entries[0]["display_name"] = "New"

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "schemas")

    monkeypatch.setattr(tree, "_put_in_place", refuse)
    assert sync() == 2
    assert files() == before
    assert sorted(path.name for path in Path().iterdir()) == ["schemas"]


def test_a_folder_that_changes_meanwhile_is_left_alone(server: Server) -> None:
    sync()
    server.entries[0]["display_name"] = "New"

    def hook(request: httpx.Request) -> None:
        Path("schemas/v/two.json").write_text("{}")

    server.hook = hook
    assert sync() == 2
    assert read("schemas/v/two.json") == {}
    assert read("schemas/v/one.json")["title"] == "The v/one"


def test_a_folder_with_a_document_that_cannot_be_read_is_left_alone(server: Server) -> None:
    put("schemas/v/one.json", model_id="v/one")
    before = files()
    assert sync() == 2
    assert files() == before
    assert not server.asked


def test_everything_else_in_the_folder_stays(server: Server) -> None:
    put("schemas/.notes/x.json", a=1)
    Path("schemas/empty").mkdir()
    Path("real").mkdir()
    Path("schemas").rename("real/schemas")
    Path("schemas").symlink_to("real/schemas")
    assert sync() == 0
    assert Path("schemas").is_symlink()
    assert Path("schemas/empty").is_dir()
    assert read("schemas/.notes/x.json") == {"a": 1}
