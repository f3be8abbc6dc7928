"""What a run takes over from the one before, and what it must not believe of it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from generator import current
from generator.build import Build, build
from generator.current import Settings, look
from generator.names.places import Place
from generator.package.render import render_namespace
from generator.plain.faults import Report
from generator.tree import cache as cache_module
from generator.tree import lock as lock_module
from generator.tree.cache import Cache
from generator.tree.files import hash_bytes
from generator.tree.seen import look_at
from tests.generator.build_kit import build_again, document, is_current, run, three_models, tree

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return three_models(tmp_path)


def test_only_what_changed_is_made_anew_and_it_makes_the_same_tree(settings: Settings) -> None:
    run(settings, "generate")
    (settings.schemas / "two.json").write_text(document("vendor/two", seed={"type": "integer"}))
    (settings.schemas / "four.json").write_text(document("vendor/two/below"))
    made = build_again(settings)
    assert made.rendered == ("vendor/two", "vendor/two/below")
    assert "runcomfy/models/vendor/one.py" not in made.files


def test_only_the_modules_that_show_a_changed_model_are_joined_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.schemas / "four.json").write_text(document("other/four"))
    run(settings, "generate")
    changed = json.loads(document("vendor/two"))
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
    build_again(settings)


@pytest.mark.parametrize("name", ["types", "models", "state"])
@pytest.mark.ci
def test_a_cache_that_cannot_be_read_is_none(settings: Settings, name: str) -> None:
    run(settings, "generate")
    before = tree(settings.out)
    cache = settings.out.parent / f".cache/generator/generated/{name}.json"
    for text in ("", "[]", "{}", '{"program": 1}', '{"writers": {}, "types": 5}', "\xff"):
        cache.write_text(text, encoding="latin-1")
        (settings.out / "docs/index.md").unlink()
        assert run(settings, "generate") == 0, text
        assert tree(settings.out) == before, text


def test_a_cache_of_another_program_or_of_other_libraries_is_not_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings, "generate")
    assert Cache.read(settings.out).models
    assert Cache.read(settings.out).types
    monkeypatch.setattr(cache_module, "program_hash", lambda: "another")
    monkeypatch.setattr(current, "program_hash", lambda: "another")
    monkeypatch.setattr(current, "program_look", lambda: look_at(ROOT, ["pyproject.toml"]))
    assert not Cache.read(settings.out).models
    assert Cache.read(settings.out).types
    assert not is_current(settings)
    monkeypatch.setattr(cache_module, "writers", lambda: {"ruff": "another"})
    assert not Cache.read(settings.out).types


def test_a_tree_that_another_program_wrote_is_not_current(settings: Settings) -> None:
    run(settings, "generate")
    assert is_current(settings)
    lock = settings.out / lock_module.LOCK_NAME
    lock.write_text(lock.read_text().replace('"jinja2": "', '"jinja2": "0.'))
    assert not is_current(settings)


def test_the_lock_names_every_library_that_writes_and_nothing_of_this_program(settings: Settings) -> None:
    run(settings, "generate")
    document = json.loads((settings.out / lock_module.LOCK_NAME).read_text())
    assert document["writers"] == {
        name: version(name)
        for name in ("datamodel-code-generator", "jinja2", "jsonschema", "pydantic", "ruff")
    }
    assert set(document) == {"format", "package", "writers", "schemas", "models", "files"}


@pytest.mark.ci
def test_models_of_known_types_need_no_code_generator(settings: Settings) -> None:
    run(settings, "generate")
    (settings.schemas / "two.json").write_text(
        document("vendor/two", prompt={"type": "string", "minLength": 2})
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
    run(settings, "generate")
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


def test_two_runs_at_a_time_write_the_same_and_neither_takes_the_other_for_a_stranger(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings, "generate")
    (settings.schemas / "four.json").write_text(document("vendor/four"))

    others: list[int] = []

    def overtaken(*given: Any, **more: Any) -> Build:
        made = build(*given, **more)
        monkeypatch.undo()
        others.append(run(settings, "generate"))
        return made

    monkeypatch.setattr("generator.build.build", overtaken)
    assert run(settings, "generate") == 0
    assert others == [0]
    assert run(settings, "check") == 0


@pytest.mark.parametrize("wrong", [{}, [], [1, 2], 3, "x", {"a": 1}, [[], {}]])
def test_a_state_of_another_shape_is_none(settings: Settings, wrong: Any) -> None:
    run(settings, "generate")
    place = settings.out.parent / ".cache" / "generator" / settings.out.name / "state.json"
    kept = json.loads(place.read_bytes().rpartition(b"\n")[0])
    content = json.dumps({**kept, "own": wrong, "schemas": wrong, "tree": wrong}).encode()
    place.write_bytes(content + b"\n" + hash_bytes(content).encode())
    assert run(settings, "generate") == 0
    assert is_current(settings)
