"""What is not the generator's stays: files, folders, damaged locks; and what Python would run is seen."""

from __future__ import annotations

import json
import marshal
import os
import py_compile
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.current import Settings
from generator.tree.lock import LOCK_NAME

HERE = sys.implementation.cache_tag


def _document(model_id: str, **properties: Any) -> str:
    schema = {"type": "object", "properties": properties or {"prompt": {"type": "string"}}}
    return json.dumps({"model_id": model_id, "input_schema": schema})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A tree of one model, made once."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "schemas").mkdir()
    (folder / "schemas" / "one.json").write_text(_document("v/foo-bar"))
    settings = Settings(folder / "schemas", folder / "out")
    assert _run(settings, "generate") == 0
    return settings


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    """A copy of it."""
    shutil.copytree(made.schemas, tmp_path / "schemas")
    shutil.copytree(made.out, tmp_path / "out")
    return Settings(tmp_path / "schemas", tmp_path / "out")


def _run(settings: Settings, command: str, *more: str) -> int:
    return main([command, "--schemas", str(settings.schemas), "--out", str(settings.out), *more])


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.ci
def test_a_project_s_own_files_are_named_and_stay(
    made: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Settings(made.schemas, tmp_path / "project")
    for name, text in (("myapp/__init__.py", "mine"), ("docs/index.md", "# Mine"), ("setup.py", "own")):
        (project.out / name).parent.mkdir(parents=True, exist_ok=True)
        (project.out / name).write_text(text)
    before = _tree(project.out)
    assert _run(project, "generate", "--package", "myapp") == 2
    told = capsys.readouterr().err
    assert "myapp/__init__.py" in told
    assert "docs/index.md" in told
    assert "setup.py" not in told
    assert _tree(project.out) == before
    assert _run(project, "generate", "--package", "myapp", "--force") == 0
    assert (project.out / "myapp/__init__.py").read_text() != "mine"
    assert (project.out / "setup.py").read_text() == "own"


def test_files_with_the_same_bytes_are_no_obstacle(settings: Settings) -> None:
    (settings.out / LOCK_NAME).unlink()
    assert _run(settings, "generate") == 0
    assert _run(settings, "check") == 0


@pytest.mark.parametrize("kind", ["folder in a file's place", "file in a folder's place", "link"])
def test_folders_files_and_links_in_the_way_stay(made: Settings, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "elsewhere").mkdir()
    if kind.startswith("folder"):
        (out / "docs" / "index.md").mkdir(parents=True)
        (out / "docs" / "index.md" / "mine").write_text("mine")
    elif kind.startswith("file"):
        (out / "runcomfy").write_text("mine")
    else:
        (out / "runcomfy").symlink_to(tmp_path / "elsewhere")
    before = sorted(out.rglob("*"))
    assert _run(Settings(made.schemas, out), "generate") == 2
    assert sorted(out.rglob("*")) == before
    assert not any((tmp_path / "elsewhere").iterdir())


def test_an_output_that_is_a_file_stays_one(made: Settings, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    for more in ([], ["--force"], ["--fresh-lock"]):
        assert _run(Settings(made.schemas, notes), "generate", *more) == 2
        assert notes.read_text() == "mine"


@pytest.mark.parametrize("out", ["schemas", "schemas/out", ".", "schemas/../schemas"])
def test_output_and_schemas_do_not_lie_in_each_other(settings: Settings, tmp_path: Path, out: str) -> None:
    for command in ("generate", "check"):
        assert _run(Settings(settings.schemas, tmp_path / out), command) == 2
    assert sorted(path.name for path in settings.schemas.iterdir()) == ["one.json"]


@pytest.mark.parametrize(
    "name", ["class", "json", "docs", "no-name", "ünï", "__main__", "pydantic", "a.b", "None", ""]
)
def test_a_package_has_a_name_that_can_be_imported(made: Settings, name: str) -> None:
    with pytest.raises(SystemExit) as stop:
        _run(made, "check", "--package", name)
    assert stop.value.code == 2


def _conflict(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(["<<<<<<< HEAD", *lines, "=======", *lines, ">>>>>>> other"])


DAMAGES: list[Any] = [
    _conflict, lambda _: "", lambda _: "{}", lambda _: "[]", lambda text: text.replace('"format": 2', '"format": 99'),
    lambda text: text[: len(text) // 2], lambda _: "\xff", lambda text: text.replace('"module"', '"modul"'),
    lambda text: text.replace('"sources": [', '"sources": [7, '), lambda _: "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.sample(3)
def test_a_damaged_lock_is_a_fault_and_a_fresh_one_the_way_out(
    settings: Settings, capsys: pytest.CaptureFixture[str], damage: Any
) -> None:
    lock = settings.out / LOCK_NAME
    whole = lock.read_text()
    lock.write_text(damage(whole), encoding="latin-1")
    before = _tree(settings.out)
    for command in ("generate", "check", "list"):
        assert _run(settings, command) == 2
        told = capsys.readouterr().err
        assert "the lock of the output is damaged" in told
        assert "--fresh-lock" in told
    assert _tree(settings.out) == before
    assert _run(settings, "generate", "--fresh-lock") == 0
    assert lock.read_text() == whole


def test_a_lock_that_gives_one_name_twice_is_damaged(settings: Settings) -> None:
    lock = settings.out / LOCK_NAME
    document = json.loads(lock.read_text())
    document["models"]["v/other"] = document["models"]["v/foo-bar"]
    lock.write_text(json.dumps(document))
    assert _run(settings, "generate") == 2


def test_a_fresh_lock_takes_along_what_the_damaged_one_still_names(settings: Settings) -> None:
    lock = settings.out / LOCK_NAME
    (settings.schemas / "one.json").write_text(_document("v/another"))
    (settings.out / "mine.txt").write_text("mine")
    lock.write_text(_conflict(lock.read_text()))
    assert _run(settings, "generate", "--fresh-lock") == 0
    assert not (settings.out / "runcomfy/models/v/foo_bar.py").exists()
    assert (settings.out / "runcomfy/models/v/another.py").exists()
    assert (settings.out / "mine.txt").exists()


def test_a_newcomer_whose_name_is_taken_takes_a_suffix_and_stays_with_it(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.schemas / "two.json").write_text(_document("v/foo_bar"))
    assert _run(settings, "generate", "--verbose") == 0
    assert "has had the name v.foo_bar" in capsys.readouterr().err
    registry = json.loads((settings.out / "runcomfy/registry.json").read_text())
    assert registry["v/foo-bar"]["module"] == "v.foo_bar"
    suffixed = registry["v/foo_bar"]["module"]
    assert suffixed.startswith("v.foo_bar_")
    assert _run(settings, "check") == 0
    # Whoever was first is gone: nobody is called by that name, and the other one keeps its own.
    (settings.schemas / "one.json").unlink()
    assert _run(settings, "generate") == 0
    assert (
        json.loads((settings.out / "runcomfy/registry.json").read_text())["v/foo_bar"]["module"] == suffixed
    )
    assert _run(settings, "generate", "--fresh-lock") == 0
    assert (
        json.loads((settings.out / "runcomfy/registry.json").read_text())["v/foo_bar"]["module"]
        == "v.foo_bar"
    )


def test_a_newcomer_that_would_push_a_model_aside_takes_a_suffix(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "schemas", tmp_path / "out")
    settings.schemas.mkdir()
    (settings.schemas / "one.json").write_text(_document("v/same/same"))
    assert _run(settings, "generate") == 0
    (settings.schemas / "two.json").write_text(_document("v/same"))
    assert _run(settings, "generate") == 0
    registry = json.loads((settings.out / "runcomfy/registry.json").read_text())
    assert registry["v/same/same"]["module"] == "v.same.same"
    assert registry["v/same"]["module"].startswith("v.same_")
    assert _run(settings, "check") == 0


@pytest.mark.ci
def test_caches_of_python_itself_are_passed_over(settings: Settings) -> None:
    for path in sorted(settings.out.rglob("*.py"))[
        ::20
    ]:  # each of them is compiled three times more by `check`
        py_compile.compile(str(path))
        py_compile.compile(str(path), optimize=2)
        py_compile.compile(
            str(path), optimize=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH
        )
    other = settings.out / "runcomfy/__pycache__/errors.cpython-399.pyc"
    other.write_bytes(b"another Python's")
    # What pytest makes of a plugin, whose assertions it rewrites.
    (settings.out / f"runcomfy/__pycache__/errors.{HERE}-pytest-9.2.0.pyc").write_bytes(b"pytest's")
    assert _run(settings, "check") == 0


def _planted(source: Path, *, unchecked: bool = False) -> bytes:
    state = source.stat()
    head = int(state.st_mtime).to_bytes(4, "little") + state.st_size.to_bytes(4, "little")
    flags = (1 if unchecked else 0).to_bytes(4, "little")
    code = compile("print('planted')", str(source), "exec")
    from importlib.util import MAGIC_NUMBER

    return MAGIC_NUMBER + flags + (b"\0" * 8 if unchecked else head) + marshal.dumps(code)


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (f"runcomfy/__pycache__/errors.{HERE}.pyc", _planted),
        (f"runcomfy/__pycache__/errors.{HERE}.pyc", lambda source: _planted(source, unchecked=True)),
        (f"runcomfy/__pycache__/errors.{HERE}.pyc", lambda source: _planted(source)[:16] + b"\xff\xff"),
        (f"runcomfy/__pycache__/errors.{HERE}.pyc", lambda _: b"planted"),
        (f"runcomfy/__pycache__/evil.{HERE}.pyc", _planted),
        ("runcomfy/__pycache__/evil.py", lambda _: b"print('planted')"),
        ("runcomfy/__pycache__/deep/__init__.py", lambda _: b""),
        ("runcomfy/errors.pyc", _planted),
        ("runcomfy/errors.cpython-311-x86_64-linux-gnu.so", lambda _: b""),
        ("docs/__pycache__/x.py", lambda _: b""),
    ],
)
@pytest.mark.sample(4)
def test_what_is_planted_for_python_to_run_is_seen(
    settings: Settings, capsys: pytest.CaptureFixture[str], place: str, content: Any
) -> None:
    path = settings.out / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(settings.out / "runcomfy/errors.py"))
    assert _run(settings, "check") == 1
    assert place in capsys.readouterr().out


def test_generate_sweeps_caches_that_belong_to_nothing(settings: Settings) -> None:
    stale = settings.out / f"runcomfy/__pycache__/gone.{HERE}.pyc"
    stale.parent.mkdir(exist_ok=True)
    stale.write_bytes(b"x")
    (settings.out / LOCK_NAME).touch()
    assert _run(settings, "generate") == 0
    assert _run(settings, "generate") == 0
    assert not stale.exists()


def test_another_version_of_a_library_is_named(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = settings.out / LOCK_NAME
    document = json.loads(lock.read_text())
    document["writers"]["jsonschema"] = "4.0.0"
    lock.write_text(json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    assert _run(settings, "check") == 1
    assert "made with jsonschema 4.0.0" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf8_is_a_fault(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    Path(os.fsdecode(os.fsencode(settings.schemas) + b"/caf\xe9.json")).write_text(_document("v/cafe"))
    for command in ("generate", "check", "list"):
        assert _run(settings, command) == 2
        assert "not UTF-8" in capsys.readouterr().err
    Path(os.fsdecode(os.fsencode(settings.out) + b"/caf\xe9.txt")).write_text("")
