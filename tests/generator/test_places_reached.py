"""Every generated path is reachable from both clients, whatever the ids are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.names.places import Places, place_models
from generator.package.files import joining_modules
from generator.package.reach import Shown, shown_by, unreachable
from generator.package.render import render_bound, render_model
from tests.generator.kit import normal, spec_code
from tests.generator.test_places import words

HOSTILE = [
    # An endpoint called like an input type, with others below it, and without.
    *("acme/x/image", "acme/x/image/fast", "acme/y/image", "acme/video/video", "acme/video/video/audio"),
    *("acme/audio", "acme/audio/edit", "image/image", "video", "audio/audio/audio"),
    # Names that the clients, endpoints, namespaces and modules have.
    *("is-async/x", "model/run", "models/models", "submit/submit/submit", "job", "journal/x", "with-options/a/b"),
    *("acme/run", "acme/run/run", "acme/client/unbound", "client-t/x", "namespace/x/y", "nested/a", "nested/a/b"),
    *("type-checking/x", "annotations/annotations", "runcomfy/client", "acme/in", "acme/in/p", "acme/out-co/x"),
    # A model below one of its own name.
    *("acme/same", "acme/same/same", "acme/same/same/same", "twin", "twin/twin"),
    # The modules beside a model that is a namespace too.
    *("acme/pair", "acme/pair/_sync", "acme/pair/_async", "acme/pair/_async/x"),
    # Names that meet.
    *("v/foo-bar", "v/foo_bar", "v/Foo.Bar", "v/foo-bar/x", "v/foo_bar/x", "v/class", "v/class_/x", "v/4k", "v/4K/x"),
    *("日本/画像", "日本/画像/速い", "con/nul", "v/__init__", "v/__init__/__init__", "v/self", "v/self/self"),
]  # fmt: skip

WALK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import hostile
registry = json.load(open(sys.argv[1] + "/hostile/registry.json", encoding="utf-8"))
for turn in (1, 2):
    for client in (hostile.RunComfy(token="x"), hostile.AsyncRunComfy(token="x")):
        for model_id, entry in registry.items():
            here = client
            for name in entry["module"].split("."):
                assert name in dir(here), (model_id, name)
                here = getattr(here, name)
            assert here.model_id == model_id, (model_id, here.model_id)
            assert callable(here.run), model_id
            assert hostile.registry[model_id].endpoint.model_id == model_id
"""


@pytest.mark.ci
def test_every_endpoint_is_reached_from_both_clients(tmp_path: Path) -> None:
    schemas, out = tmp_path / "schemas", tmp_path / "out"
    schemas.mkdir()
    for number, model_id in enumerate(HOSTILE):
        document = {
            "model_id": model_id,
            "input_schema": {"type": "object", "properties": {"a": {"type": "string"}}},
        }
        (schemas / f"{number}.json").write_text(json.dumps(document))
    assert main(["generate", "--schemas", str(schemas), "--out", str(out), "--package", "hostile"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", WALK, str(out)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr


def modules_of(places: Places) -> dict[str, Shown]:
    """Return what all modules show of a package of small models, not laid out."""
    helps = dict.fromkeys(places.models, "A model.")
    modules = joining_modules(places, helps, ())
    for model_id, place in places.models.items():
        model, _ = normal({"type": "object", "properties": {"a": {}}}, model_id=model_id)
        module = render_model(model, spec_code(model, place), place, helps)
        bound = render_bound(place, helps, (), model.spec.file)
        modules[place.module_file] = "".join([module, *bound.values()])
    return {path: shown_by(text) for path, text in modules.items()}


def test_a_package_in_which_a_model_cannot_be_reached_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas, out = tmp_path / "schemas", tmp_path / "out"
    schemas.mkdir()
    for number, model_id in enumerate(("acme/x/image", "acme/x/image/fast", "acme/y")):
        document = {"model_id": model_id, "input_schema": {"type": "object", "properties": {"a": {}}}}
        (schemas / f"{number}.json").write_text(json.dumps(document))

    # As if a class were named in two places, and they did not agree.
    def doctored(*arguments: Any) -> dict[str, str]:
        return {
            path: text.replace("_ImageModel", "_PicModel")
            for path, text in joining_modules(*arguments).items()
        }

    monkeypatch.setattr("generator.package.files.joining_modules", doctored)
    assert main(["generate", "--schemas", str(schemas), "--out", str(out)]) == 2
    told = capsys.readouterr().err
    assert '"acme/x/image" could not be reached' in told
    assert '"acme/x/image/fast" could not be reached' in told
    assert '"acme/y"' not in told
    assert not out.exists()


@given(st.lists(st.lists(words, min_size=1, max_size=4).map("/".join), unique=True, min_size=1, max_size=12))
@pytest.mark.ci
def test_every_place_is_reached_in_the_modules(ids: list[str]) -> None:
    places = place_models(ids)
    assert (
        unreachable(modules_of(places), {model_id: place.module for model_id, place in places.models.items()})
        == {}
    )


@given(
    st.lists(st.lists(words, min_size=1, max_size=3).map("/".join), unique=True, min_size=2, max_size=12),
    st.data(),
)
@pytest.mark.ci
def test_whoever_comes_later_is_reached_beside_everybody(ids: list[str], data: st.DataObject) -> None:
    first = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    held = {model_id: place.module for model_id, place in place_models(first).models.items()}
    places = place_models(ids, held)
    now = {model_id: place.module for model_id, place in places.models.items()}
    assert unreachable(modules_of(places), now) == {}
