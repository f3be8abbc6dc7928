"""Whole runs over a folder: what is written, what is taken over, what is refused, and what a kill leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.cli import main
from generator.current import Settings
from generator.names.identifiers import suffix
from generator.plain.faults import Report
from generator.tree import lock as lock_module
from generator.tree.disk import compare
from tests.generator.build_kit import document, run, three_models, tree
from tests.pace import seconds_here

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return three_models(tmp_path)


def test_generate_then_check_then_generate_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings, "generate") == 0
    first = tree(settings.out)
    assert run(settings, "check") == 0
    inode = settings.out.stat().st_ino
    assert run(settings, "generate") == 0
    assert "up to date" in capsys.readouterr().out
    assert tree(settings.out) == first
    assert settings.out.stat().st_ino == inode, "nothing was to be written"


def test_a_removed_tree_is_restored_exactly(settings: Settings) -> None:
    run(settings, "generate")
    before = tree(settings.out)
    shutil.rmtree(settings.out)
    run(settings, "generate")
    assert tree(settings.out) == before


def test_check_names_changed_missing_and_extra_files_and_their_schemas(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings, "generate")
    models = settings.out / "runcomfy/models/vendor"
    (models / "one.py").write_text("changed")
    (models / "two.py").unlink()
    (settings.out / "runcomfy/stray.txt").write_text("")
    capsys.readouterr()
    assert run(settings, "check") == 1
    told = capsys.readouterr().out
    assert f"changed: {models / 'one.py'} (from {settings.schemas.parent / 'schemas/one.json'})" in told
    assert f"missing: {models / 'two.py'} (from " in told
    assert f"extra: {settings.out / 'runcomfy/stray.txt'}\n" in told


def test_generate_mends_its_own_files_and_keeps_those_of_others(settings: Settings) -> None:
    run(settings, "generate")
    before = tree(settings.out)
    (settings.out / "runcomfy/models/vendor/one.py").write_text("changed")
    (settings.out / "runcomfy/models/vendor/two.py").unlink()
    (settings.out / "mine.txt").write_text("kept")
    assert run(settings, "generate") == 0
    assert tree(settings.out) == before | {"mine.txt": b"kept"}


def test_a_removed_schema_takes_its_files_along_and_nothing_else(settings: Settings) -> None:
    run(settings, "generate")
    (settings.out / "runcomfy/models/vendor/mine.py").write_text("kept")
    (settings.schemas / "two.json").unlink()
    assert run(settings, "generate") == 0
    files = tree(settings.out)
    assert "runcomfy/models/vendor/two.py" not in files
    assert "runcomfy/schemas/vendor/two.json" not in files
    assert "runcomfy/models/vendor/mine.py" in files
    assert "vendor/two" not in json.loads(files["runcomfy/registry.json"])


def test_nothing_is_written_where_anything_is_wrong(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings, "generate")
    before = tree(settings.out)
    (settings.schemas / "one.json").write_text(document("vendor/one", a={"enum": []}, b={"$ref": "x"}))
    (settings.schemas / "two.json").write_text("{")
    assert run(settings, "generate") == 2
    told = capsys.readouterr().err
    assert "/input_schema/properties/a/enum" in told
    assert "/input_schema/properties/b/$ref" in told
    assert "schemas/two.json" in told
    assert tree(settings.out) == before


def test_faults_as_json_are_the_only_thing_on_standard_output(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.schemas / "one.json").write_text(document("vendor/one", a={"enum": []}))
    assert run(settings, "generate", "--format", "json") == 2
    report = json.loads(capsys.readouterr().out)
    assert report["errors"] == 1
    assert report["faults"][0]["pointer"] == "/input_schema/properties/a/enum"
    assert report["faults"][0]["line"] == 1
    assert report["faults"][0]["file"] == "schemas/one.json"


def test_a_new_property_renames_nobody(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    text = {"type": "string"}
    (settings.schemas / "one.json").write_text(document("vendor/one", **{"foo-bar": text}))
    assert run(settings, "generate") == 0
    capsys.readouterr()
    # Whatever the newcomer is: the name that it would like, or says nothing of itself, or stands in an object inside.
    inside = {"type": "object", "properties": {"a-b": text}}
    both = {"foo-bar": text, "foo_bar": text}
    (settings.schemas / "one.json").write_text(document("vendor/one", **both, inside=inside))
    assert run(settings, "generate", "--verbose") == 0
    other = f"foo_bar_{suffix('foo_bar')}"
    told = capsys.readouterr().err
    assert f'the property "foo_bar" of OneInput is called {other}: "foo-bar" has had the name foo_bar' in told
    module = (settings.out / "runcomfy/models/vendor/one.py").read_text()
    assert f'{other}: Annotated[str, Field(alias="foo_bar")]' in module
    assert 'foo_bar: Annotated[str, Field(alias="foo-bar")]' in module
    page = (settings.out / "docs/models/vendor/one.md").read_text()
    assert f"In Python: `{other}`" in page
    assert run(settings, "check") == 0

    inside["properties"]["a_b"] = True
    (settings.schemas / "one.json").write_text(document("vendor/one", foo_bar=text, inside=inside))
    assert run(settings, "generate") == 0
    module = (settings.out / "runcomfy/models/vendor/one.py").read_text()
    assert f'{other}: Annotated[str, Field(alias="foo_bar")]' in module
    assert f"a_b_{suffix('a_b')}: Annotated[Any" in module
    assert run(settings, "check") == 0

    # Without what is remembered it is the same, and without the lock everybody has the name that is its own.
    shutil.rmtree(settings.out.parent / ".cache")
    assert run(settings, "check") == 0
    shutil.rmtree(settings.out)
    assert run(settings, "generate") == 0
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
        trees.append(tree(settings.out))
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
    run(settings, "generate")
    trees = {"old": tree(settings.out), "none": {}}
    (settings.schemas / "five.json").write_text(document("vendor/five"))
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
            assert tree(settings.out) == trees[left], moment
    assert run(settings, "generate") == 0
    assert tree(settings.out) == trees["new"]
    left_over = [path.name for path in settings.out.parent.iterdir() if path.name.startswith(".generated.")]
    assert left_over == []


def test_an_interrupted_run_leaves_the_old_tree_and_no_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings, "generate")
    old = tree(settings.out)
    (settings.schemas / "five.json").write_text(document("vendor/five"))
    monkeypatch.setattr("generator.tree.edit._put_in_place", lambda *_: signal.raise_signal(signal.SIGINT))
    capsys.readouterr()
    assert run(settings, "generate") == 130
    assert capsys.readouterr() == ("", "interrupted\n")
    assert tree(settings.out) == old
    assert [path.name for path in settings.out.parent.iterdir() if path.name.startswith(".")] == [".cache"]


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "a/../../b", "C:/x", "a\\..\\b"])
def test_a_lock_that_was_meddled_with_names_nothing_outside(settings: Settings, path: str) -> None:
    run(settings, "generate")
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
        run(settings, "generate", "--package", "no-name")
    assert stop.value.code == 2
    for path in settings.schemas.iterdir():
        path.unlink()
    assert run(settings, "generate") == 2


def test_list_names_every_model_and_its_module(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings, "list") == 0
    assert "vendor/one    runcomfy.models.vendor.one\n" in capsys.readouterr().out
    assert run(settings, "list", "--format", "json") == 0
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
    (settings.schemas / "large.json").write_text(document("vendor/large", **schema_of(count)))
    started = time.process_time()
    assert run(settings, "generate") == 0
    # A quadratic minute grows from half a second.
    assert time.process_time() - started < seconds_here(10 + count / 100)


def test_deep_nesting_is_right_or_refused(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for depth, code in ((49, 0), (60, 2), (5_000, 2)):
        text = '{"type": "object", "properties": {"x": ' * depth + '{"type": "string"}' + "}}" * depth
        document = '{"model_id": "vendor/deep", "input_schema": ' + text + "}"
        (settings.schemas / "deep.json").write_text(document)
        assert run(settings, "generate") == code
    assert "nested" in capsys.readouterr().err
