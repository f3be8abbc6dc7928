"""Whole runs over a folder: what is written, what is taken over, what is refused, and what a kill leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from generator import current
from generator.build import Build, build
from generator.cli import main
from generator.current import Settings, look
from generator.names.identifiers import suffix
from generator.names.places import Place
from generator.package.render import render_namespace
from generator.plain.faults import Report
from generator.tree import cache as cache_module
from generator.tree import lock as lock_module
from generator.tree.cache import Cache
from generator.tree.disk import compare
from generator.tree.seen import look_at

ROOT = Path(__file__).parent.parent.parent


def _document(model_id: str, **properties: Any) -> str:
    schema = {"type": "object", "properties": properties or {"prompt": {"type": "string"}}}
    return json.dumps({"model_id": model_id, "input_schema": schema})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Three models in a folder of their own."""
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    for name in ("one", "two", "three"):
        (schemas / f"{name}.json").write_text(_document(f"vendor/{name}"))
    return Settings(schemas, tmp_path / "generated")


def _run(settings: Settings, command: str, *more: str) -> int:
    return main([command, "--schemas", str(settings.schemas), "--out", str(settings.out), *more])


def _is_current(settings: Settings) -> bool:
    lock = lock_module.read_lock(settings.out)
    return look(settings, lock).is_current


def _build_again(settings: Settings) -> Build:
    """Build with all that the last run left, and say that nobody can tell from what was made."""
    lock = lock_module.read_lock(settings.out)
    found = look(settings, lock)
    made = build(settings, Report(), lock=lock, cache=Cache.read(settings.out), found=found)
    everything = build(settings, Report(), lock=lock)
    assert made.lock == everything.lock
    assert made.files.items() <= everything.files.items()
    assert everything.lock.files.keys() - made.files.keys() <= found.standing.keys()
    return made


def _tree(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_generate_then_check_then_generate_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(settings, "generate") == 0
    first = _tree(settings.out)
    assert _run(settings, "check") == 0
    inode = settings.out.stat().st_ino
    assert _run(settings, "generate") == 0
    assert "up to date" in capsys.readouterr().out
    assert _tree(settings.out) == first
    assert settings.out.stat().st_ino == inode, "nothing was to be written"


def test_a_removed_tree_is_restored_exactly(settings: Settings) -> None:
    _run(settings, "generate")
    before = _tree(settings.out)
    shutil.rmtree(settings.out)
    _run(settings, "generate")
    assert _tree(settings.out) == before


def test_check_names_changed_missing_and_extra_files_and_their_schemas(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(settings, "generate")
    models = settings.out / "runcomfy/models/vendor"
    (models / "one.py").write_text("changed")
    (models / "two.py").unlink()
    (settings.out / "runcomfy/stray.txt").write_text("")
    capsys.readouterr()
    assert _run(settings, "check") == 1
    told = capsys.readouterr().out
    assert f"changed: {models / 'one.py'} (from {settings.schemas.parent / 'schemas/one.json'})" in told
    assert f"missing: {models / 'two.py'} (from " in told
    assert f"extra: {settings.out / 'runcomfy/stray.txt'}\n" in told


def test_generate_mends_its_own_files_and_keeps_those_of_others(settings: Settings) -> None:
    _run(settings, "generate")
    before = _tree(settings.out)
    (settings.out / "runcomfy/models/vendor/one.py").write_text("changed")
    (settings.out / "runcomfy/models/vendor/two.py").unlink()
    (settings.out / "mine.txt").write_text("kept")
    assert _run(settings, "generate") == 0
    assert _tree(settings.out) == before | {"mine.txt": b"kept"}


def test_a_removed_schema_takes_its_files_along_and_nothing_else(settings: Settings) -> None:
    _run(settings, "generate")
    (settings.out / "runcomfy/models/vendor/mine.py").write_text("kept")
    (settings.schemas / "two.json").unlink()
    assert _run(settings, "generate") == 0
    files = _tree(settings.out)
    assert "runcomfy/models/vendor/two.py" not in files
    assert "runcomfy/schemas/vendor/two.json" not in files
    assert "runcomfy/models/vendor/mine.py" in files
    assert "vendor/two" not in json.loads(files["runcomfy/registry.json"])


def test_only_what_changed_is_made_anew_and_it_makes_the_same_tree(settings: Settings) -> None:
    _run(settings, "generate")
    (settings.schemas / "two.json").write_text(_document("vendor/two", seed={"type": "integer"}))
    (settings.schemas / "four.json").write_text(_document("vendor/two/below"))
    made = _build_again(settings)
    assert made.rendered == ("vendor/two", "vendor/two/below")
    assert "runcomfy/models/vendor/one.py" not in made.files


def test_only_the_modules_that_show_a_changed_model_are_joined_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.schemas / "four.json").write_text(_document("other/four"))
    _run(settings, "generate")
    changed = json.loads(_document("vendor/two"))
    (settings.schemas / "two.json").write_text(json.dumps({**changed, "description": "Draws."}))
    rendered: list[str] = []

    def render(place: Place, *more: Any) -> str:
        rendered.append(place.wire)
        return render_namespace(place, *more)

    monkeypatch.setattr("generator.package.files.render_namespace", render)
    lock = lock_module.read_lock(settings.out)
    cache = Cache.read(settings.out)
    made = build(settings, Report(), lock=lock, cache=cache, found=look(settings, lock))
    assert rendered == ["vendor"]
    assert b"Draws." in made.files["runcomfy/models/vendor/__init__.py"]
    assert "runcomfy/models/other/__init__.py" not in made.files
    _build_again(settings)


@pytest.mark.parametrize("name", ["types", "models", "state"])
@pytest.mark.ci
def test_a_cache_that_cannot_be_read_is_none(settings: Settings, name: str) -> None:
    _run(settings, "generate")
    before = _tree(settings.out)
    cache = settings.out.parent / f".cache/generator/generated/{name}.json"
    for text in ("", "[]", "{}", '{"program": 1}', '{"writers": {}, "types": 5}', "\xff"):
        cache.write_text(text, encoding="latin-1")
        (settings.out / "docs/index.md").unlink()
        assert _run(settings, "generate") == 0, text
        assert _tree(settings.out) == before, text


def test_a_cache_of_another_program_or_of_other_libraries_is_not_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(settings, "generate")
    assert Cache.read(settings.out).models
    assert Cache.read(settings.out).types
    monkeypatch.setattr(cache_module, "program_hash", lambda: "another")
    monkeypatch.setattr(current, "program_hash", lambda: "another")
    monkeypatch.setattr(current, "program_look", lambda: look_at(ROOT, ["pyproject.toml"]))
    assert not Cache.read(settings.out).models
    assert Cache.read(settings.out).types
    assert not _is_current(settings)
    monkeypatch.setattr(cache_module, "writers", lambda: {"ruff": "another"})
    assert not Cache.read(settings.out).types


def test_a_tree_that_another_program_wrote_is_not_current(settings: Settings) -> None:
    _run(settings, "generate")
    assert _is_current(settings)
    lock = settings.out / lock_module.LOCK_NAME
    lock.write_text(lock.read_text().replace('"jinja2": "', '"jinja2": "0.'))
    assert not _is_current(settings)


def test_the_lock_names_every_library_that_writes_and_nothing_of_this_program(settings: Settings) -> None:
    _run(settings, "generate")
    document = json.loads((settings.out / lock_module.LOCK_NAME).read_text())
    assert document["writers"] == {
        name: version(name)
        for name in ("datamodel-code-generator", "jinja2", "jsonschema", "pydantic", "ruff")
    }
    assert set(document) == {"format", "package", "writers", "schemas", "models", "files"}


@pytest.mark.ci
def test_models_of_known_types_need_no_code_generator(settings: Settings) -> None:
    _run(settings, "generate")
    (settings.schemas / "two.json").write_text(
        _document("vendor/two", prompt={"type": "string", "minLength": 2})
    )
    program = (
        "import sys; from generator.cli import main; code = main(['generate', *sys.argv[1:]]);"
        "assert code == 0; assert 'datamodel_code_generator' not in sys.modules"
    )
    arguments = ["--schemas", str(settings.schemas), "--out", str(settings.out)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "(1 made anew)" in done.stdout


def test_an_unchanged_tree_is_known_without_the_code_generator(settings: Settings) -> None:
    _run(settings, "generate")
    arguments = ["--schemas", str(settings.schemas), "--out", str(settings.out)]
    program = (
        "import sys; from generator.cli import main; code = main(['generate', *sys.argv[1:]]);"
        "assert code == 0; loaded = {'datamodel_code_generator', 'jinja2', 'pydantic', 'jsonschema'} & set(sys.modules);"
        "assert not loaded, loaded"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout


def test_nothing_is_written_where_anything_is_wrong(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(settings, "generate")
    before = _tree(settings.out)
    (settings.schemas / "one.json").write_text(_document("vendor/one", a={"enum": []}, b={"$ref": "x"}))
    (settings.schemas / "two.json").write_text("{")
    assert _run(settings, "generate") == 2
    told = capsys.readouterr().err
    assert "/input_schema/properties/a/enum" in told
    assert "/input_schema/properties/b/$ref" in told
    assert "schemas/two.json" in told
    assert _tree(settings.out) == before


def test_faults_as_json_are_the_only_thing_on_standard_output(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.schemas / "one.json").write_text(_document("vendor/one", a={"enum": []}))
    assert _run(settings, "generate", "--format", "json") == 2
    report = json.loads(capsys.readouterr().out)
    assert report["errors"] == 1
    assert report["faults"][0]["pointer"] == "/input_schema/properties/a/enum"
    assert report["faults"][0]["line"] == 1
    assert report["faults"][0]["file"] == "schemas/one.json"


def test_a_new_property_renames_nobody(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    text = {"type": "string"}
    (settings.schemas / "one.json").write_text(_document("vendor/one", **{"foo-bar": text}))
    assert _run(settings, "generate") == 0
    capsys.readouterr()
    # Whatever the newcomer is: the name that it would like, or says nothing of itself, or stands in an object inside.
    inside = {"type": "object", "properties": {"a-b": text}}
    both = {"foo-bar": text, "foo_bar": text}
    (settings.schemas / "one.json").write_text(_document("vendor/one", **both, inside=inside))
    assert _run(settings, "generate", "--verbose") == 0
    other = f"foo_bar_{suffix('foo_bar')}"
    told = capsys.readouterr().err
    assert f'the property "foo_bar" of OneInput is called {other}: "foo-bar" has had the name foo_bar' in told
    module = (settings.out / "runcomfy/models/vendor/one.py").read_text()
    assert f'{other}: Annotated[str, Field(alias="foo_bar")]' in module
    assert 'foo_bar: Annotated[str, Field(alias="foo-bar")]' in module
    page = (settings.out / "docs/models/vendor/one.md").read_text()
    assert f"In Python: `{other}`" in page
    assert _run(settings, "check") == 0

    inside["properties"]["a_b"] = True
    (settings.schemas / "one.json").write_text(_document("vendor/one", foo_bar=text, inside=inside))
    assert _run(settings, "generate") == 0
    module = (settings.out / "runcomfy/models/vendor/one.py").read_text()
    assert f'{other}: Annotated[str, Field(alias="foo_bar")]' in module
    assert f"a_b_{suffix('a_b')}: Annotated[Any" in module
    assert _run(settings, "check") == 0

    # Without what is remembered it is the same, and without the lock everybody has the name that is its own.
    shutil.rmtree(settings.out.parent / ".cache")
    assert _run(settings, "check") == 0
    shutil.rmtree(settings.out)
    assert _run(settings, "generate") == 0
    assert other not in (settings.out / "runcomfy/models/vendor/one.py").read_text()


@pytest.mark.ci
def test_the_tree_is_the_same_for_any_hash_seed_locale_and_working_directory(settings: Settings) -> None:
    trees = []
    for seed, place, locale in (("0", ROOT, "C"), ("1234", settings.schemas.parent, "C.UTF-8")):
        shutil.rmtree(settings.out, ignore_errors=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        schemas = os.path.relpath(settings.schemas, place)
        arguments = ["generate", "--schemas", schemas, "--out", str(settings.out)]
        subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=place,
            env=environment,
            check=True,
            capture_output=True,
        )
        trees.append(_tree(settings.out))
    assert trees[0] == trees[1]


# Generates in a child of its own for every line that it reads, and kills it at the step that the line names.
_KILLED = """
import ctypes, os, signal, sys
from generator.cli import main

def refuse(*_, **__):
    raise OSError("no such library")

main(["check", *sys.argv[1:]])  # what it imports, and works out once, is there for all children
print("ready", flush=True)
for line in sys.stdin:
    event, count, swap = line.split()
    child = os.fork()
    if not child:
        mark, left = "renameat2" if event == "ctypes.dlsym" else f".{os.getpid()}.", int(count)
        def hook(name, values):
            global left
            if name == event and any(mark in str(value) for value in values):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        if swap == "two-steps":
            ctypes.CDLL = refuse
        os._exit(main(["generate", *sys.argv[1:]]))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
# The step at which it is killed, and what is there then: the old tree, the new one, or none where that takes two steps.
_MOMENTS = {
    "one-step": [
        ("os.mkdir 1", "old"), ("os.mkdir 9", "old"), ("os.link 1", "old"), ("os.link 90", "old"),
        ("ctypes.dlsym 1", "old"), ("shutil.rmtree 1", "new"),
    ],
    "two-steps": [
        ("os.mkdir 1", "old"), ("os.rename 1", "old"), ("os.rename 2", "none"), ("shutil.rmtree 1", "new"),
    ],
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux swaps two folders in one step")
@pytest.mark.parametrize("swap", _MOMENTS)
@pytest.mark.sample(1)
def test_a_killed_run_leaves_the_old_tree_or_the_new_one(settings: Settings, swap: str) -> None:
    _run(settings, "generate")
    trees = {"old": _tree(settings.out), "none": {}}
    (settings.schemas / "five.json").write_text(_document("vendor/five"))
    trees["new"] = build(settings, Report()).files
    command = [
        *(sys.executable, "-c", _KILLED),
        *("--schemas", str(settings.schemas), "--out", str(settings.out)),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while process.stdout.readline() != "ready\n":  # what `check` tells
            assert process.poll() is None
        for moment, left in _MOMENTS[swap]:
            process.stdin.write(f"{moment} {swap}\n")
            process.stdin.flush()
            assert int(process.stdout.readline().split()[-1]) == -signal.SIGKILL, f"nothing was at {moment}"
            assert _tree(settings.out) == trees[left], moment
    assert _run(settings, "generate") == 0
    assert _tree(settings.out) == trees["new"]
    left_over = [path.name for path in settings.out.parent.iterdir() if path.name.startswith(".generated.")]
    assert left_over == []


def test_an_interrupted_run_leaves_the_old_tree_and_no_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(settings, "generate")
    old = _tree(settings.out)
    (settings.schemas / "five.json").write_text(_document("vendor/five"))
    monkeypatch.setattr("generator.tree.edit._put", lambda *_: signal.raise_signal(signal.SIGINT))
    capsys.readouterr()
    assert _run(settings, "generate") == 130
    assert capsys.readouterr() == ("", "interrupted\n")
    assert _tree(settings.out) == old
    assert [path.name for path in settings.out.parent.iterdir() if path.name.startswith(".")] == [".cache"]


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "a/../../b", "C:/x", "a\\..\\b"])
def test_a_lock_that_was_meddled_with_names_nothing_outside(settings: Settings, path: str) -> None:
    _run(settings, "generate")
    name = settings.out / lock_module.LOCK_NAME
    document = json.loads(name.read_text())
    document["files"][path] = "0"
    name.write_text(json.dumps(document))
    lock = lock_module.read_lock(settings.out)
    assert lock is not None
    assert path not in lock.files


def test_arguments_that_are_wrong(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--schemas", "nowhere", "--out", str(settings.out)]) == 2
    assert "no such folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        _run(settings, "generate", "--package", "no-name")
    assert stop.value.code == 2
    for path in settings.schemas.iterdir():
        path.unlink()
    assert _run(settings, "generate") == 2


def test_list_names_every_model_and_its_module(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(settings, "list") == 0
    assert "vendor/one    runcomfy.models.vendor.one\n" in capsys.readouterr().out
    assert _run(settings, "list", "--format", "json") == 0
    assert [row["model_id"] for row in json.loads(capsys.readouterr().out)["models"]] == [
        "vendor/one",
        "vendor/three",
        "vendor/two",
    ]


def test_the_project_s_own_tree_matches_its_schemas() -> None:
    settings = Settings(ROOT / "schemas", ROOT / "generated")
    difference = compare(settings.out, build(settings, Report()).files)
    assert not difference


@pytest.mark.parametrize("count", [500, pytest.param(5_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    "schema_of",
    [
        lambda count: {f"p{i}": {"type": "string"} for i in range(count)},
        lambda count: {"x": {"enum": [f"value {i}" for i in range(count)]}},
    ],
    ids=["properties", "members"],
)
def test_large_schemas(settings: Settings, schema_of: Any, count: int) -> None:
    for path in settings.schemas.iterdir():
        path.unlink()
    (settings.schemas / "large.json").write_text(_document("vendor/large", **schema_of(count)))
    started = time.process_time()
    assert _run(settings, "generate") == 0
    # A quadratic minute grows from half a second.
    assert time.process_time() - started < 10 + count / 100


def test_deep_nesting_is_right_or_refused(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for depth, code in ((49, 0), (60, 2), (5_000, 2)):
        text = '{"type": "object", "properties": {"x": ' * depth + '{"type": "string"}' + "}}" * depth
        document = '{"model_id": "vendor/deep", "input_schema": ' + text + "}"
        (settings.schemas / "deep.json").write_text(document)
        assert _run(settings, "generate") == code
    assert "nested" in capsys.readouterr().err
