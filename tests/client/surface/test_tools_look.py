"""Other people's tools look at what this package gives: inspection, copies, mocks, retries, type hints."""

from __future__ import annotations

import copy
import dataclasses
import functools
import inspect
import json
import pickle
import pydoc
import re
import typing
import warnings
from collections import UserList, deque
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType, MethodType
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock, create_autospec

import pydantic
import pytest
import runcomfy
import runcomfy.sandbox
import runcomfy.testing
from runcomfy import (
    AsyncResult,
    AsyncResultFile,
    AsyncRunComfy,
    ClientOptions,
    InputError,
    Result,
    ResultFile,
    RunComfy,
    registry,
)

from tests.inside import UNSET, InputModel, MapOf, Part, SequenceOf, build_input

if TYPE_CHECKING:
    from tests.client.conftest import Kit

EDIT = "openai/gpt-image-2/edit"
URL = "https://e.com/a.png"


def test_type_hints_are_there_to_be_read() -> None:
    info = registry[EDIT]
    for value in (
        *(info.input_type, info.output_type, info.input_type.__init__, ClientOptions, ClientOptions.__init__),
        *(RunComfy.__init__, AsyncRunComfy.__init__, runcomfy.HTTPTimeouts, runcomfy.Endpoint.__init__),
        *(runcomfy.SyncEndpoint.__init__, runcomfy.AsyncEndpoint.__init__, Result, AsyncResult),
        *(
            runcomfy.AccountBalance,
            runcomfy.CatalogueEntry,
            runcomfy.BatchProgress,
            runcomfy.JobUpdate,
            runcomfy.CostEstimate,
        ),
    ):
        assert typing.get_type_hints(value) or value is info.output_type.__init__
    hints = typing.get_type_hints(RunComfy.__init__)
    assert "BaseTransport" in str(hints["transport"])
    assert "images" in typing.get_type_hints(info.input_type)


# Named by what only one of the two halves needs, or only one program: it is imported when it is used.
_LATE = re.compile(
    r"""
    (Async|Sync)?(RunComfy|Catalogue|ClientJournal|Endpoint|Job|ResultFile|FileStream)[.]   # the methods of the two halves
    |ModelInfo[.]endpoint$          # the registry tells of models without importing any
    |Sandbox[.](async_)?client$|MockApi[.]|mock_model$   # clients of both halves
    """,
    re.VERBOSE,
)


def _public() -> Iterator[tuple[str, Any]]:
    """Every public class and function, and every method of theirs that is this package's."""
    for module in (runcomfy, runcomfy.sandbox, runcomfy.testing):
        for name in module.__all__:
            value = getattr(module, name)
            if not inspect.isclass(value) and not inspect.isfunction(value):
                continue
            yield name, value
            for key in dir(value) if inspect.isclass(value) else ():
                member: Any = inspect.getattr_static(value, key)
                member = getattr(member, "fget", None) or getattr(member, "__func__", member)
                is_ours = inspect.isfunction(member) and member.__module__.startswith("runcomfy")
                if is_ours and (key == "__init__" or not key.startswith("_")):
                    yield f"{name}.{key}", member


def test_type_hints_are_there_for_every_public_class_and_function() -> None:
    missing: list[str] = []
    seen = 0
    for name, value in _public():
        try:
            typing.get_type_hints(value, include_extras=True)
        except NameError as error:
            if not _LATE.match(name):
                missing.append(f"{name}: {error}")
        seen += 1
    assert not missing
    assert seen > 200


def test_the_methods_of_an_endpoint_have_the_hints_of_its_inputs(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    expected = typing.get_type_hints(edit.input_type)
    for method in (edit.run, edit.submit, edit.request, edit.validate, edit.estimate):
        hints = typing.get_type_hints(method)
        assert hints["prompt"] is str
        assert hints["resolution"] == typing.Literal["1k", "2k", "4k"]
        assert hints.keys() - {"return"} <= expected.keys()
        assert list(inspect.signature(method).parameters) == [name for name in hints if name != "return"]
    assert typing.get_type_hints(edit.validate)["return"] is edit.input_type


def test_pydantic_checks_the_calls_of_an_endpoint_by_its_hints(kit: Kit) -> None:
    """As LangChain's `StructuredTool.from_function` does where it is given no schema."""
    client = kit.client()
    request = pydantic.validate_call(client.openai.gpt_image_2.edit.request)
    assert request(prompt="A fox", images=("https://example.com/a.png",)).input.prompt == "A fox"
    with pytest.raises(pydantic.ValidationError, match="at least 1 item"):
        request(prompt="A fox", images=[])
    untyped = client.model("acme/painter", validate=False)
    assert pydantic.validate_call(untyped.request)({"a": 1}, b=2).input == {"a": 1, "b": 2}


def test_what_types_say_can_be_asked_at_run_time() -> None:
    """As beartype asks, which refuses a protocol that cannot be asked."""
    protocols = [
        part
        for hint in (runcomfy.ImageInput, SequenceOf[str], runcomfy.JobHandle)
        for part in (hint, *typing.get_args(typing.get_args(hint)[0] if typing.get_args(hint) else hint))
        if getattr(typing.get_origin(part) or part, "_is_protocol", False)
    ]
    assert len(protocols) == 3
    for part in protocols:
        assert not isinstance(5, typing.get_origin(part) or part)


def test_every_attribute_of_a_client_can_be_looked_at(kit: Kit) -> None:
    client = kit.client()
    assert {"openai", "run", "journal"} <= {name for name, _ in inspect.getmembers(client)}
    assert hasattr(client, "journal")
    assert not client.journal.is_on
    with pytest.raises(runcomfy.ConfigError, match="keeps no journal"):
        kit.call(client.journal.open_jobs())
    assert repr(copy.copy(client)) == repr(client)
    assert copy.copy(client).options == client.options


def test_what_is_not_on_can_be_looked_at_and_mocked(kit: Kit) -> None:
    client = kit.client()
    for value, missing in ((client.journal, "location"), (runcomfy.sandbox.Sandbox(), "base_url")):
        names = {name for name, _ in inspect.getmembers(value)}
        assert names
        assert missing not in names
        assert create_autospec(value) is not None
        assert MagicMock(spec=value) is not None
        with pytest.raises((runcomfy.ConfigError, RuntimeError), match=r"keeps no journal|is not running"):
            getattr(value, missing)


def test_a_budget_is_its_own_copy_and_is_not_pickled(kit: Kit) -> None:
    budget = kit.client(budget_usd=5).budget
    assert copy.copy(budget) is budget
    assert copy.deepcopy({"budget": budget})["budget"] is budget
    with pytest.raises(TypeError, match="A Budget is not pickled"):
        pickle.dumps(budget)


@pytest.mark.parametrize("cls", [RunComfy, AsyncRunComfy])
def test_clients_can_be_mocked(cls: Any, kit: Kit) -> None:
    assert create_autospec(cls)().run is not None
    mock = MagicMock(spec=kit.client())
    mock.openai.gpt_image_2.edit.run.return_value = 3
    assert mock.openai.gpt_image_2.edit.run(prompt="a") == 3
    with pytest.raises(AttributeError):
        _ = mock.opnai
    bound = create_autospec(kit.client().openai.gpt_image_2.edit)
    with pytest.raises(TypeError, match="resolutoin"):
        bound.run(prompt="a", images=[URL], resolutoin="2k")


def test_the_methods_of_an_endpoint_are_real_ones(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    for name in ("run", "submit"):
        method = getattr(edit, name)
        assert isinstance(method, MethodType)
        assert inspect.isfunction(method.__func__)
        assert inspect.iscoroutinefunction(method) == (kit.kind == "async")
        assert inspect.iscoroutinefunction(functools.partial(method, prompt="a")) == (kit.kind == "async")
        assert functools.wraps(method)(lambda: None).__name__ == name
        assert pickle.loads(pickle.dumps(edit.unbound)) is edit.unbound
    assert not inspect.iscoroutinefunction(edit.request)


def test_help_lists_the_inputs_with_the_required_ones_first(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    for shown in (pydoc.render_doc(edit.run, renderer=pydoc.plaintext), inspect.getdoc(edit) or ""):
        lines = [line.strip() for line in shown.splitlines()]
        inputs = [line for line in lines if line.startswith("- ")]
        assert [line.split(":")[0] for line in inputs[:3]] == ["- images", "- prompt", "- aspect_ratio"]
        assert "images: SequenceOf[ImageInput], required, 1 to 10 items" in inputs[0]
        assert "Suggestion: " in inputs[1]
        assert "default" not in inputs[1]
        assert "default '1:1'" in inputs[2] or 'default "1:1"' in inputs[2]
    assert list(inspect.signature(edit.run).parameters)[:2] == ["images", "prompt"]


def test_an_input_object_goes_through_a_request(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    inputs = edit.validate(prompt="a", images=[URL])
    assert edit.request_for(inputs) == edit.request(prompt="a", images=[URL])
    assert edit.request_for(inputs) == edit.unbound.request_for(inputs)
    for call in (edit.run, edit.submit, edit.validate, edit.request, edit.estimate):
        with pytest.raises(InputError, match="keyword arguments") as told:
            kit.call(call(inputs))
        assert "request_for" in str(told.value)
    with pytest.raises(InputError):
        edit.request_for({"prompt": "a"})
    with pytest.raises(InputError, match=r"endpoint\.run\(\*\*inputs\)"):
        kit.call(edit.run({"prompt": "a", "images": [URL]}))


@pytest.mark.parametrize("cls", [Result, AsyncResult])
def test_a_result_is_taken_apart_copied_and_part_of_other_models(cls: Any) -> None:
    output = registry[EDIT].output_type(image="https://e.com/a.png")
    result = cls(request_id="r1", model_id=EDIT, status="ok", output=output, raw={"image": URL})
    result = dataclasses.replace(result, cost=Decimal("0.5"))
    assert list(dataclasses.asdict(result)) == [
        *("request_id", "model_id", "status", "output", "raw", "cost", "created_at", "finished_at")
    ]
    assert dataclasses.replace(result, cost=Decimal(1))._downloader is result._downloader
    assert copy.copy(result) == copy.deepcopy(result) == result
    for annotation in (cls, cls[registry[EDIT].output_type]):
        holder = pydantic.create_model("Holder", result=(annotation, ...))
        shown = holder(result=result).model_dump(mode="json")["result"]
        assert (shown["request_id"], shown["cost"]) == ("r1", 0.5)
        assert shown["output"]["image"] == "https://e.com/a.png"
        assert "request_id" in str(holder.model_json_schema())
        with pytest.raises(pydantic.ValidationError):
            holder(result=3)


@pytest.mark.parametrize("cls", [ResultFile, AsyncResultFile])
def test_a_file_is_part_of_other_models_and_shown_as_its_facts(cls: Any) -> None:
    holder = pydantic.create_model("Holder", files=(list[cls], ...))
    file = cls("image", "https://e.com/a.png?signed=1")
    held = holder(files=[file])
    assert held.files[0] is file
    assert json.loads(held.model_dump_json()) == {
        "files": [{"kind": "image", "url": "https://e.com/a.png?signed=1", "name": "a.png"}]
    }
    assert "url" in str(holder.model_json_schema(mode="serialization"))
    with pytest.raises(pydantic.ValidationError):
        holder(files=["https://e.com/a.png"])


def test_options_are_taken_apart_and_copied() -> None:
    options = ClientOptions(headers={"x-a": "secret"})
    assert dataclasses.asdict(options)["headers"] == {"x-a": "secret"}
    assert copy.deepcopy(options) == copy.copy(options) == options
    assert "secret" not in repr(options)
    assert "secret" not in repr(options.headers)


class Layer(InputModel):
    name: str


class LayerDict(typing.TypedDict):
    name: str


class Sequences(InputModel):
    texts: typing.Annotated[SequenceOf[str], pydantic.Field(min_length=1)] = UNSET
    lists: SequenceOf[SequenceOf[int]] = UNSET
    layers: SequenceOf[Part[Layer, LayerDict]] = UNSET
    numbers: MapOf[int | float] = UNSET


@pytest.mark.parametrize("make", [list, tuple, deque, UserList])
def test_a_list_takes_any_sequence_and_is_sent_as_a_list(make: Any) -> None:
    layers = make([Layer(name="a"), {"name": "b"}])
    inputs = {"texts": make(["a"]), "lists": make([make([1])]), "layers": layers}
    built: Any = build_input("v/m", Sequences, (), inputs)
    expected = {"texts": ["a"], "lists": [[1]], "layers": [{"name": "a"}, {"name": "b"}]}
    assert built.model_dump() == Sequences(**inputs).model_dump() == expected
    assert [type(layer) for layer in built.layers] == [Layer, Layer]


@pytest.mark.parametrize(
    "value", ["abc", b"abc", bytearray(b"a"), memoryview(b"a"), {"a"}, {"a": 1}, 3, iter("a")]
)
def test_a_list_takes_nothing_else(value: Any) -> None:
    with pytest.raises(InputError, match="texts"):
        build_input("v/m", Sequences, (), {"texts": value})


def test_the_limits_of_a_list_hold_for_any_sequence() -> None:
    with pytest.raises(InputError, match="has 0 items"):
        build_input("v/m", Sequences, (), {"texts": ()})
    with pytest.raises(InputError, match=r"lists\[0\]"):
        build_input("v/m", Sequences, (), {"lists": ("a",)})


def test_a_map_takes_any_mapping() -> None:
    built: Any = build_input("v/m", Sequences, (), {"numbers": MappingProxyType({"a": 1})})
    assert built.model_dump() == {"numbers": {"a": 1}}
    with pytest.raises(InputError, match="numbers"):
        build_input("v/m", Sequences, (), {"numbers": [("a", 1)]})


def test_nothing_of_it_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pydantic.TypeAdapter(Sequences).json_schema()
