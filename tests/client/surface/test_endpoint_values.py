"""Endpoints, the registry and the tree of models as values: compared, hashed, pickled, called by hand."""

from __future__ import annotations

import inspect
import pickle
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import Endpoint, registry

from tests.client.conftest import TOKEN, log_of, script
from tests.inside import Namespace, Nested

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock

EDIT = "openai/gpt-image-2/edit"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://e.com/a.png"]}


def test_endpoints_are_the_same_when_they_say_the_same() -> None:
    edit = registry[EDIT].endpoint
    twin = Endpoint(EDIT, edit.input_type, edit.output_type)
    assert edit == twin
    assert len({edit, twin, Endpoint(EDIT, dict, dict)}) == 2
    assert edit != Endpoint(EDIT, dict, dict)
    assert edit != EDIT
    assert pickle.loads(pickle.dumps(edit)) is edit
    other = Endpoint("new/model", dict, dict)
    assert pickle.loads(pickle.dumps(other)) == other


def test_a_bound_endpoint_tells_what_its_model_takes_and_gives(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    info = registry[EDIT]
    assert (edit.model_id, edit.input_type, edit.output_type) == (EDIT, info.input_type, info.output_type)
    assert edit.validate(**INPUTS).prompt == "a fox"
    assert edit.request(**INPUTS).input == edit.validate(**INPUTS)
    with pytest.raises(runcomfy.InputError, match="resolution"):
        edit.validate(**INPUTS, resolution="16k")


def test_the_methods_of_an_endpoint_are_ordinary_ones(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api)
    api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    edit = kit.client().openai.gpt_image_2.edit
    assert kit.call(type(edit).submit(edit, **INPUTS)).request_id == "r1"
    assert log_of(api) == [("POST", f"/models/{EDIT}")]
    assert next(iter(inspect.signature(type(edit).submit).parameters)) == "self"
    run = edit.run
    assert run.__self__ is edit
    assert {run: 1}[edit.run] == 1
    assert run != "run"
    assert not hasattr(run, "no_such_attribute")


def test_a_level_of_the_tree_goes_to_another_process_with_its_client(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = kit.client()
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    text = pickle.dumps(client.openai.gpt_image_2)
    assert TOKEN.encode() not in text
    loaded = pickle.loads(text)
    assert repr(loaded) == "<models openai.gpt_image_2>"
    assert loaded.edit.unbound is registry[EDIT].endpoint
    with pytest.raises(AttributeError, match="did you mean edit"):
        _ = loaded.edti


def test_an_endpoint_that_is_a_namespace_can_be_looked_at_on_its_class() -> None:
    nested = Nested(Endpoint("v/m", dict, dict), lambda *_: None, lambda *_: None)

    class Vendor(Namespace[Any]):
        both = nested

    assert Vendor.both is nested


def test_the_registry_is_one_value() -> None:
    assert pickle.loads(pickle.dumps(registry)) is registry
    assert repr(registry) == f"<registry of {len(registry)} models>"
    assert registry.get("no/model") is None
