"""Endpoints, the registry and the tree of models as values: compared, hashed, pickled, called by hand."""

from __future__ import annotations

import copy
import inspect
import pickle
import traceback
import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
import runcomfy
from pydantic import BaseModel, Field, create_model
from runcomfy import AsyncEndpoint, Endpoint, InputModel, OutputModel, SyncEndpoint, registry
from typing_extensions import TypedDict

from tests.client.conftest import TOKEN, log_of, script
from tests.inside import Namespace, Nested

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock

EDIT = "openai/gpt-image-2/edit"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://e.com/a.png"]}


class Own(InputModel):
    """Inputs of a model that was not generated."""

    prompt: str
    seed: Annotated[int, Field(ge=0)] = 1


class Plain(BaseModel):
    prompt: str


class Keys(TypedDict):
    prompt: str


@dataclass
class Record:
    prompt: str


def make(prompt: str) -> dict[str, str]:
    return {"prompt": prompt}


@pytest.mark.parametrize(
    "given", [dict, dict[str, Any], Keys, Record, Plain, BaseModel, make, None, "Own", int, Own(prompt="x")],
    ids=lambda given: getattr(given, "__name__", "value"),
)  # fmt: skip
def test_inputs_of_another_kind_are_refused_when_the_endpoint_is_made(given: Any) -> None:
    with pytest.raises(
        runcomfy.ConfigError, match="v/m: input_type must be a subclass of InputModel"
    ) as caught:
        Endpoint("v/m", given, dict)
    way = (
        "Derive the class from InputModel"
        if isinstance(given, type) and hasattr(given, "model_fields")
        else r"client.model('v/m') takes"
    )
    assert way in str(caught.value)


@pytest.mark.parametrize(
    "given", [None, "Own", 5, [str], Own(prompt="x")], ids=lambda given: getattr(given, "__name__", "value")
)
def test_an_output_that_is_no_type_is_refused(given: Any) -> None:
    with pytest.raises(runcomfy.ConfigError, match="v/m: output_type must be a type, not"):
        Endpoint("v/m", Own, given)


@pytest.mark.parametrize(
    "given", [dict, Any, object, str | None, list[str], Literal["a"], Record, Keys, OutputModel]
)
def test_an_output_may_be_any_type(given: Any) -> None:
    assert Endpoint("v/m", Own, given).output_type == given


SEED = Annotated[int, Field(ge=0)]
WITH_TYPES = create_model("WithTypes", __base__=InputModel, prompt=(str, ...), seed=(SEED, 1))


@pytest.mark.parametrize("own", [Own, WITH_TYPES])
def test_an_endpoint_of_the_user_s_own_shows_the_types_of_its_inputs(kit: Kit, own: Any) -> None:
    bound: Any = (SyncEndpoint if kit.kind == "sync" else AsyncEndpoint)(
        Endpoint("v/m", own, dict), kit.client()
    )
    assert str(inspect.signature(bound.run)).startswith("(*, prompt: str, seed: int = 1)")
    assert typing.get_type_hints(bound.run)["prompt"] is str
    assert bound.request(prompt="x").input == own(prompt="x")
    with pytest.raises(runcomfy.InputError, match="seed must be an integer of at least 0, not 'x'"):
        bound.request(prompt="x", seed="x")


def test_endpoints_are_the_same_when_they_say_the_same() -> None:
    edit = registry[EDIT].endpoint
    twin = Endpoint(EDIT, edit.input_type, edit.output_type)
    assert edit == twin
    assert len({edit, twin, Endpoint(EDIT, Own, dict)}) == 2
    assert edit != Endpoint(EDIT, Own, dict)
    assert edit != EDIT
    assert pickle.loads(pickle.dumps(edit)) is edit
    other = Endpoint("new/model", Own, dict)
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
    nested = Nested(Endpoint("v/m", Own, dict), lambda *_: None, lambda *_: None)

    class Vendor(Namespace[Any]):
        both = nested

    assert Vendor.both is nested


def test_the_registry_is_one_value() -> None:
    assert pickle.loads(pickle.dumps(registry)) is registry
    assert repr(registry) == f"<registry of {len(registry)} models>"
    assert registry.get("no/model") is None


@pytest.mark.parametrize("method", ["run", "submit"])
def test_an_endpoint_without_a_client_says_how_it_is_run(method: str) -> None:
    edit: Any = registry[EDIT].endpoint
    with pytest.raises(AttributeError, match=rf"no client: client\.{method}\(endpoint\.request\(\.\.\.\)\)"):
        getattr(edit, method)
    assert not hasattr(edit, method)
    assert copy.copy(edit) is edit
    with pytest.raises(AttributeError, match="no attribute 'rum'"):
        _ = edit.rum


def test_a_name_that_is_near_is_told_once(kit: Kit) -> None:
    for read in (lambda: kit.client().opnai, lambda: kit.client().openai.gpt_image_2.edt):
        with pytest.raises(AttributeError) as caught:
            read()
        assert "".join(traceback.format_exception(caught.value)).lower().count("did you mean") == 1


def test_a_name_that_is_near_a_method_is_told_as_well(kit: Kit) -> None:
    client = kit.client()
    for level, name, meant in (
        (client, "modle", "model"),
        (client.openai.gpt_image_2.edit, "submitt", "submit"),
    ):
        with pytest.raises(AttributeError, match=f"has no '{name}'; did you mean {meant}"):
            getattr(level, name)
