"""The two clients are one surface; the package shows what it says; importing it costs next to nothing."""

from __future__ import annotations

import inspect
import json
import os
import pydoc
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from pydantic import ConfigDict
from runcomfy import AsyncEndpoint, AsyncJob, AsyncResult, AsyncRunComfy, Job, Result, RunComfy, SyncEndpoint

from tests.client.conftest import TOKEN
from tests.inside import (
    RESERVED_CLIENT_NAMES,
    RESERVED_ENDPOINT_NAMES,
    Attached,
    InputModel,
    Namespace,
    Nested,
    child_names,
)

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit

ASYNC_NAMES = {"close": "aclose", "__enter__": "__aenter__", "__exit__": "__aexit__"}
NOT_ASYNC = {
    "job", "model", "options", "with_options", "base_url", "is_async", "with_client", "unbound", "request",
    "request_for", "validate", "model_id", "input_type", "output_type", "request_id", "estimate", "budget", "journal",
}  # fmt: skip


def public(cls: type) -> set[str]:
    return {
        name
        for name in dir(cls)
        if not name.startswith("_") or name in {"__enter__", "__exit__", "__aenter__", "__aexit__"}
    }


@pytest.mark.parametrize(
    ("sync", "asynchronous"),
    [(RunComfy, AsyncRunComfy), (Job, AsyncJob), (SyncEndpoint, AsyncEndpoint), (Result, AsyncResult)],
)
def test_both_clients_have_the_same_surface(sync: type, asynchronous: type) -> None:
    assert {ASYNC_NAMES.get(name, name) for name in public(sync)} == public(asynchronous)
    for name in public(sync):
        one, other = getattr(sync, name), getattr(asynchronous, ASYNC_NAMES.get(name, name))
        if not callable(one):
            continue
        mine, theirs = (
            [(p.name, p.kind, p.default) for p in inspect.signature(method).parameters.values()]
            for method in (one, other)
        )
        assert mine == theirs, name
        waits = inspect.iscoroutinefunction(other) or inspect.isasyncgenfunction(other)
        # A client may ask the server for a rate, an endpoint asks nobody.
        asks = name == "estimate" and sync is RunComfy
        assert waits == (asks or name not in NOT_ASYNC), name


def test_constructors_take_the_same() -> None:
    assert list(inspect.signature(RunComfy).parameters) == list(inspect.signature(AsyncRunComfy).parameters)


def test_every_public_name_is_there_and_known() -> None:
    assert runcomfy.__all__ == sorted(runcomfy.__all__, key=_ruff_order)
    for name in runcomfy.__all__:
        assert getattr(runcomfy, name) is not None or name == "UNSET"
    assert set(runcomfy.__all__) <= set(dir(runcomfy))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = runcomfy.no_such_name


def _ruff_order(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_every_error_is_public() -> None:
    from runcomfy import errors

    assert set(errors.__all__) <= set(runcomfy.__all__)


def test_the_clients_own_names_are_reserved() -> None:
    for cls in (RunComfy, AsyncRunComfy):
        own = {name for name in public(cls) if not name.startswith("__")} - set(child_names(cls))
        assert own - {"is_async"} <= RESERVED_CLIENT_NAMES
    for cls in (SyncEndpoint, AsyncEndpoint):
        assert public(cls) <= RESERVED_ENDPOINT_NAMES


def run_python(code: str) -> str:
    # What measures coverage in other processes imports much by itself.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    return done.stdout


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, runcomfy, runcomfy.errors; print('|'.join(sys.modules))"
    modules = set(run_python(code).strip().split("|"))
    assert not {"httpx", "pydantic", "pydantic_core", "asyncio", "json", "ssl"} & modules
    assert {name for name in modules if name.startswith("runcomfy")} <= {
        "runcomfy",
        "runcomfy._states",
        "runcomfy._version",
        "runcomfy.errors",
    }


def test_a_client_imports_no_model_and_one_model_no_other() -> None:
    code = (
        "import sys, runcomfy\n"
        "client = runcomfy.RunComfy('t')\n"
        "print(sum(name.startswith('runcomfy.models') for name in sys.modules), 'pydantic' in sys.modules)\n"
        "client.openai.gpt_image_2.edit\n"
        "print(' '.join(name for name in sys.modules if name.startswith('runcomfy.models')))\n"
        "client.close()\n"
    )
    before, after = run_python(code).splitlines()
    assert before == "0 False"
    assert after.split() == [
        "runcomfy.models",
        "runcomfy.models.openai",
        "runcomfy.models.openai.gpt_image_2",
        "runcomfy.models.openai.gpt_image_2.edit",
    ]


def test_the_tree_can_be_walked(kit: Kit) -> None:
    client = kit.client()
    assert "openai" in dir(client)
    assert "edit" in dir(client.openai.gpt_image_2)
    assert client.openai is client.openai
    assert repr(client.openai.gpt_image_2) == "<models openai.gpt_image_2>"
    assert not hasattr(client, "no_such_vendor")
    with pytest.raises(AttributeError, match="gpt_image_2"):
        _ = client.openai.gpt_imag_2
    with pytest.raises(AttributeError, match="there is"):
        _ = client.openai.gpt_image_2.zzzzzz
    with pytest.raises(AttributeError):
        _ = client.openai.__no_such__


def test_help_shows_the_inputs(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    signature = inspect.signature(edit.run)
    assert list(signature.parameters)[:2] == ["images", "prompt"]
    assert str(signature.parameters["images"]) == "images: SequenceOf[ImageInput]"
    assert signature.parameters["resolution"].default == "1k"
    assert "Result[EditOutput]" in str(signature)
    assert "Job[EditOutput]" in str(inspect.signature(edit.submit))
    assert str(inspect.signature(edit.validate)).endswith("-> EditInput")
    text = pydoc.render_doc(edit.run, renderer=pydoc.plaintext)
    # From Python 3.13 on, a long signature stands on several lines.
    assert "run(*,images:SequenceOf[ImageInput],prompt:str" in "".join(text.split())
    assert "openai/gpt-image-2/edit" in text
    assert "Submit a job, wait for it" in text
    untyped = kit.client().model("v/m")
    assert "inputs" in str(inspect.signature(untyped.run))
    assert "Submit a job, wait for it" in pydoc.render_doc(untyped.run, renderer=pydoc.plaintext)
    assert edit.run == edit.run
    assert edit.run != edit.submit


def test_the_registry_knows_every_model() -> None:
    registry = runcomfy.registry
    info = registry["openai/gpt-image-2/edit"]
    assert info.endpoint.model_id == info.model_id == "openai/gpt-image-2/edit"
    assert info.endpoint.input_type is info.input_type
    assert info.endpoint.output_type is info.output_type
    assert info.schema["model_id"] == info.model_id
    assert len(registry) == len(list(registry)) > 0
    assert "no/model" not in registry
    with pytest.raises(KeyError):
        registry["no/model"]


def test_reprs_are_short_and_useful(kit: Kit) -> None:
    client = kit.client()
    name = "AsyncRunComfy" if kit.kind == "async" else "RunComfy"
    job = "AsyncJob" if kit.kind == "async" else "Job"
    assert repr(client) == f"<{name} https://model-api.runcomfy.net/v1>"
    assert repr(client.job("r1", "v/m")) == f"<{job} r1 of v/m>"
    assert repr(client.model("v/m")).endswith("Endpoint v/m>")
    assert TOKEN not in repr(vars(client))


def test_nested_endpoints_bind_to_their_client(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    class Vendor(Namespace[Any]):
        draft = Attached(runcomfy.Endpoint("v/m", Open, dict))
        both = Nested(runcomfy.Endpoint("v/m/n", Open, dict), SyncEndpoint, AsyncEndpoint)

    client = kit.client()
    vendor = Vendor(client)
    expected = AsyncEndpoint if kit.kind == "async" else SyncEndpoint
    assert isinstance(vendor.draft, expected)
    assert isinstance(vendor.both, expected)
    assert vendor.draft is vendor.draft
    assert isinstance(Vendor.draft, Attached)


class Open(InputModel):
    """Inputs of a model whose schema takes any others too."""

    model_config = ConfigDict(extra="allow")


def test_no_name_of_an_input_is_taken_by_python(kit: Kit, api: respx.MockRouter) -> None:
    route = api.post("/models/v/m").respond(json={"request_id": "r1"})
    inputs: dict[str, Any] = {"self": 1, "input": 2, "args": 3, "kwargs": 4, "cls": 5}
    draft = runcomfy.Endpoint("v/m", Open, dict)
    bound = (SyncEndpoint if kit.runner is None else AsyncEndpoint)(draft, kit.client())
    draft.validate(**inputs)
    bound.validate(**inputs)
    assert not bound.estimate(**inputs).known
    assert bound.request(**inputs) == draft.request(**inputs)
    kit.call(bound.submit(**inputs))
    assert json.loads(route.calls[0].request.content) == inputs
