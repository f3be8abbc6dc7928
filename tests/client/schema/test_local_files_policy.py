"""Who may look at a disk: an input class never, a client as its `local_files` says."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from PIL import Image
from pydantic import TypeAdapter
from runcomfy import InputError
from runcomfy.cli.app import main
from runcomfy.models.openai.gpt_image_2.edit import EditInput, edit

from tests.client.conftest import TOKEN, script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import respx

    from tests.client.conftest import Kit, VirtualClock

EDIT = "openai/gpt-image-2/edit"
GIVEN = {"prompt": "A fox"}

_watching: list[str] | None = None


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching is not None and event in {"open", "os.listdir", "os.scandir"}:
        _watching.append(str(args[0]))


sys.addaudithook(_hook)


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every path that is opened, listed or asked about."""
    global _watching  # noqa: PLW0603
    seen: list[str] = []

    def watched(name: str) -> Callable[..., Any]:
        original = getattr(os, name)

        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(str(path))
            return original(path, *args, **kwargs)

        return call

    for name in ("stat", "lstat", "access", "readlink"):
        monkeypatch.setattr(os, name, watched(name))
    _watching = seen
    yield seen
    _watching = None


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Strings that are not URLs: what is there, what is not, and what cannot be."""
    Image.new("RGB", (8, 8)).save(tmp_path / "photo.png")
    (tmp_path / "notes.txt").write_text("secret")
    there = [tmp_path, tmp_path / "photo.png", tmp_path / "notes.txt", tmp_path / "nothing.png"]
    return [*map(str, there), "/etc/passwd", "/dev/zero", "~", "", "a\0b", "x" * 5000, "file:///etc/passwd",
            "http://example.com/a.png", "C:\\photo.png"]  # fmt: skip


def test_a_class_takes_a_path_as_text_and_touches_nothing(names: list[str], touched: list[str]) -> None:
    path = Path(names[1])
    paths = [name for name in names if "//" not in name and 0 < len(name) < 5000]
    checks: list[Callable[[Any], Any]] = [
        lambda images: EditInput(prompt="a", images=images),
        lambda images: edit.validate(prompt="a", images=images),
        lambda images: edit.request(prompt="a", images=images).input,
        lambda images: TypeAdapter(EditInput).validate_python({"prompt": "a", "images": images}),
    ]
    for check in checks:
        for name in paths:
            made = check([name])
            assert made.images == [name]
            assert json.loads(made.model_dump_json())["images"] == [name]
        made = check([path])
        assert made.images == [str(path)]
        assert json.loads(made.model_dump_json())["images"] == [str(path)]
        edit.estimate(prompt="a", images=[path])
        made.images = paths[:3]
    assert not set(touched) & {*names, str(path)}


def test_what_can_be_no_path_is_refused_by_the_class_as_well() -> None:
    for wrong, told in (
        ("", "is empty"),
        ("http://e.com/a", "https"),
        ("x" * 5000, "base64"),
        (5, "must be"),
    ):
        with pytest.raises(InputError, match=told):
            EditInput(prompt="a", images=[wrong])  # type: ignore[list-item]


def test_a_client_that_refuses_touches_nothing_and_tells_nothing(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, names: list[str], touched: list[str]
) -> None:
    client = kit.client(local_files="refuse")
    typed, untyped = client.openai.gpt_image_2.edit, client.model(EDIT)
    calls: list[Callable[[Any], Any]] = [
        lambda images: kit.call(typed.run(**GIVEN, images=images)),
        lambda images: kit.call(typed.submit(**GIVEN, images=images)),
        lambda images: typed.validate(**GIVEN, images=images),
        lambda images: typed.request(**GIVEN, images=images),
        lambda images: typed.estimate(**GIVEN, images=images),
        lambda images: kit.call(untyped.run({**GIVEN, "images": images})),
        lambda images: kit.call(client.run(edit.request(**GIVEN, images=images))),
        lambda images: kit.call(client.submit(runcomfy.ModelRequest(edit, EditInput.model_construct(**GIVEN, images=images)))),
    ]  # fmt: skip
    told = set()
    for call in calls:
        for name in names:
            with pytest.raises(InputError) as caught:
                call([name])
            [issue] = caught.value.issues
            if call is not calls[-2]:
                told.add((issue.path, issue.message))
    assert told == {
        ("images[0]", "must be an https URL or a data: URI of an image: local files are refused here")
    }
    for other in (
        Path(names[1]),
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        io.BytesIO(b"GIF89a"),
        Image.new("L", (2, 2)),
    ):
        with pytest.raises(InputError, match="local files are refused here"):
            calls[0]([other])
    for name in names:
        with pytest.raises(InputError, match=r"images\[0\]"):
            kit.items(client.batch([(EDIT, {**GIVEN, "images": [name]})], journal=False, progress=False))
    assert not set(touched) & set(names)
    assert [call.request.method for call in api.calls] == []


def test_a_request_that_one_client_has_checked_another_refuses(
    kit: Kit, api: respx.MockRouter, names: list[str], touched: list[str]
) -> None:
    request = kit.client().openai.gpt_image_2.edit.request(**GIVEN, images=[names[1]])
    touched.clear()
    with pytest.raises(InputError, match="local files are refused here"):
        kit.call(kit.client(local_files="refuse").submit(request))
    assert names[1] not in touched


def test_addresses_pass_where_files_are_refused(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api)
    api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    client = kit.client(local_files="refuse")
    images = ["https://example.com/a.png", "data:image/png;base64,AA==", "http://127.0.0.1:9/a.png"]
    assert kit.call(client.openai.gpt_image_2.edit.run(**GIVEN, images=images)).request_id == "r1"


def test_a_client_looks_where_it_may(kit: Kit, names: list[str]) -> None:
    validate = kit.client().openai.gpt_image_2.edit.validate
    validate(**GIVEN, images=[names[1]])
    for name, told in (
        (names[0], "is a directory"),
        (names[3], "there is no file"),
        (names[2], "not an image"),
    ):
        with pytest.raises(InputError, match=told):
            validate(**GIVEN, images=[name])


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.usefixtures("api", "shell")
@pytest.mark.parametrize("command", ["run", "submit", "estimate", "batch"])
def test_the_command_line_refuses_too(
    command: str, names: list[str], touched: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = set()
    for name in (names[0], names[1], names[3]):
        if command == "batch":
            lines = tmp_path / "requests.jsonl"
            lines.write_text(json.dumps({"model": EDIT, "inputs": {**GIVEN, "images": [name]}}))
            words = ["batch", str(lines)]
        else:
            words = ["run" if command == "estimate" else command, EDIT, "--prompt", "A fox", "--images", name]
            words += ["--estimate"] if command == "estimate" else []
        touched.clear()
        assert main([*words, "--local-files", "refuse"]) == 65
        assert name not in touched
        told.add(capsys.readouterr().err)
    assert len(told) == 1
    assert "local files are refused here" in told.pop()
