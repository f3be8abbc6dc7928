"""Where models are placed, whatever the ids are; reserved names are the ones that are used."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import runcomfy
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.commands import RUN_FLAGS
from generator.names.places import place_models
from generator.names.reserved import CLIENT_NAMES, ENDPOINT_NAMES

words = st.sampled_from(["x", "X", "image", "run", "x-y", "x_y", "4k", "is-async", "class", "日本", "same"])


@given(st.lists(st.lists(words, min_size=1, max_size=4).map("/".join), unique=True, max_size=30))
def test_no_place_hides_another(ids: list[str]) -> None:
    places = place_models(ids)
    assert {place.model_id for place in places.models.values()} == set(ids)
    files = [place.module_file.casefold() for place in places.root.below()]
    assert len(set(files)) == len(files)
    for place in [places.root, *places.root.below()]:
        if place.model_id is not None:
            # Its module holds the endpoint by this name, which the import of a module below would replace.
            assert place.name not in place.children
            assert places.models[place.model_id] is place


def test_no_generated_name_is_one_of_a_client_s_or_an_endpoint_s_own() -> None:
    def public(value: object) -> set[str]:
        return {name for name in dir(value) if not name.startswith("_")}

    vendors = {entry["module"].split(".")[0] for entry in _registry().values()}
    for client in (runcomfy.RunComfy(token="x"), runcomfy.AsyncRunComfy(token="x")):
        assert public(client) - vendors <= CLIENT_NAMES
        endpoint = client.openai.gpt_image_2.edit
        assert public(endpoint) <= ENDPOINT_NAMES


def _registry() -> dict[str, dict[str, str]]:
    packaged = Path(runcomfy.__file__).with_name("registry.json")
    found: dict[str, dict[str, str]] = json.loads(packaged.read_text(encoding="utf-8"))
    return found


def test_the_flags_of_run_are_the_command_line_s_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "runcomfy", "run", "--help"], capture_output=True, text=True, check=True
    )
    flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", done.stdout))
    assert "--input" in flags
    assert flags <= RUN_FLAGS | {"--version"}, flags - RUN_FLAGS


@pytest.mark.parametrize("model_id", ["v/image", "v/video", "v/audio"])
def test_a_model_is_called_the_same_with_and_without_models_below(model_id: str) -> None:
    alone = place_models([model_id]).models[model_id]
    nested = place_models([model_id, f"{model_id}/fast"]).models[model_id]
    assert alone.class_name == nested.class_name
    assert alone.class_name.endswith("Model")


@given(
    st.lists(st.lists(words, min_size=1, max_size=3).map("/".join), unique=True, min_size=2, max_size=12),
    st.data(),
)
def test_whoever_comes_later_keeps_everybody_s_name(ids: list[str], data: st.DataObject) -> None:
    first = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    held = {model_id: place.module for model_id, place in place_models(first).models.items()}
    places = place_models(ids, held)
    now = {model_id: place.module for model_id, place in places.models.items()}
    assert {model_id: now[model_id] for model_id in first} == held
    assert {model_id: place.module for model_id, place in place_models(ids, now).models.items()} == now


@pytest.mark.parametrize(
    ("ids", "held", "found"),
    [
        (["v/a", "v/A"], {}, {"v/a": "v.a", "v/A": "v.a_612e73"}),
        # Who has a place keeps it, unless two say that they have the same one, or the id leads elsewhere.
        (["v/a", "v/A"], {"v/A": "v.a"}, {"v/A": "v.a", "v/a": "v.a_5fa9f1"}),
        (["v/a", "v/A"], {"v/A": "v.a", "v/a": "v.a"}, {"v/a": "v.a", "v/A": "v.a_612e73"}),
        (["v/b"], {"v/b": "v.c"}, {"v/b": "v.b"}),
        (["v/b"], {"v/b": "v"}, {"v/b": "v.b"}),
        (["v/b"], {"v/b": "v.bX"}, {"v/b": "v.b"}),
        (["v/a/b"], {"v/a/b": "v_.a.b_"}, {"v/a/b": "v_.a.b_"}),
        # One that is called as the model above it would take that one's place in its module.
        (["v/a", "v/a/a", "v/a/a/a"], {}, {"v/a": "v.a", "v/a/a": "v.a.a_", "v/a/a/a": "v.a.a_.a"}),
        (["v/a", "v/a/a", "v/a/a-"], {}, {"v/a": "v.a", "v/a/a": "v.a.a_", "v/a/a-": "v.a.a_e67a91"}),
        (["v/a", "v/a/a"], {"v/a/a": "v.a.a"}, {"v/a": "v.a_5fa9f1", "v/a/a": "v.a.a"}),
        (["v", "v/v"], {"v/v": "v.v"}, {"v": "v_4c9448", "v/v": "v.v"}),
        (["a/b", "a/b/c", "a/b/c/c"], {"a/b/c/c": "a.b.c.c"}, {"a/b": "a.b", "a/b/c": "a.b.c_d76a7b", "a/b/c/c": "a.b.c.c"}),
        (["v/a", "v/a/a", "v/a/a_"], {"v/a/a_": "v.a.a_"}, {"v/a": "v.a", "v/a/a": "v.a.a__", "v/a/a_": "v.a.a_"}),
    ],
)  # fmt: skip
def test_where_models_are_placed(ids: list[str], held: dict[str, str], found: dict[str, str]) -> None:
    assert {model_id: place.module for model_id, place in place_models(ids, held).models.items()} == found


def test_each_place_knows_what_leads_to_it_and_what_stands_there() -> None:
    places = place_models(["v/a b/c", "v/a b", "w/x y/z"])
    assert {place.module: (place.wire, place.kind) for place in places.root.below()} == {
        "v": ("v", "namespace"),
        "v.a_b": ("v/a b", "nested"),
        "v.a_b.c": ("v/a b/c", "endpoint"),
        "w": ("w", "namespace"),
        "w.x_y": ("w/x y", "namespace"),
        "w.x_y.z": ("w/x y/z", "endpoint"),
    }
    assert (places.root.wire, places.root.count) == ("", 3)
    assert [place.module for place in places.namespaces()] == ["v", "w", "w.x_y"]
    assert places.models["v/a b"].bound_file("sync") == "models/v/a_b/_sync.py"
