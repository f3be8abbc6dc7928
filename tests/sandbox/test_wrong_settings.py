"""What the sandbox and the testing kit cannot use is refused in words, at once, and not when something is asked."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from runcomfy import ConfigError, registry
from runcomfy.sandbox import (
    Fault,
    FaultError,
    Faults,
    Sandbox,
    Settings,
    Words,
    create_app,
    openapi_document,
    parse_fault,
)
from runcomfy.testing import MockApi

EDIT = "openai/gpt-image-2/edit"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"settings": 5}, r"settings must be a Settings, or left out for its fields by their names, not 5"),
        ({"settings": {"workers": 1}}, "settings must be a Settings"),
        ({"workerz": 1}, r"no setting 'workerz'\.\nDid you mean 'workers'\?"),
        ({"quux": 1}, "There are workers, queue_time"),
        ({"workers": True}, "workers must be an integer, not True"),
        ({"workers": 2.5}, r"workers must be an integer, not 2\.5"),
        ({"queue_time": math.nan}, "queue_time must be a number, not nan"),
        ({"files_for": "1"}, "files_for must be a number or None, not '1'"),
        ({"any_model": "no"}, "any_model must be True or False, not 'no'"),
        ({"tokens": "abc"}, "tokens must be a set of strings, not 'abc'"),
        ({"tokens": [1]}, "tokens must be a set of strings"),
        ({"faults": "drop"}, "faults must be a Faults, such as"),
        ({"faults": Fault()}, "faults must be a Faults, such as"),
        ({"faults": []}, "faults must be a Faults, such as"),
        ({"documents": 5}, "documents must be a mapping"),
        ({"documents": {"a/b": 5}}, "documents must map model ids to schema documents, not 'a/b' to 5"),
        ({"schemas": 5}, "schemas must be the path of a folder, not 5"),
        ({"host": 5}, "host must be an address of this machine, not 5"),
        ({"port": "80"}, "port must be an integer from 0 to 65535, not '80'"),
        ({"port": -1}, "port must be"),
        ({"port": 65536}, "port must be"),
        ({"port": True}, "port must be"),
        ({"tls": "yes"}, "tls must be True or False, not 'yes'"),
    ],
)
def test_an_argument_of_a_sandbox_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        Sandbox(**given)
    assert len(caught.traceback) == 1, "the caller's own line is enough"


def test_what_is_natural_is_taken() -> None:
    assert Settings(balance=Decimal("1.5")).balance == 1.5  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert Settings(tokens=["a"]).tokens == frozenset({"a"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert Faults(play=[Fault()]).play == (Fault(),)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert Settings(queue_time=math.inf, run_time=1).queue_time == math.inf


def test_faults_are_checked_where_they_are_set_anew() -> None:
    sandbox = Sandbox()
    with pytest.raises(ConfigError, match="faults must be a Faults"):
        sandbox.faults = 5  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Fault(status="504"), "status must be an integer, not '504'"),
        (lambda: Fault(rate="x"), "rate must be a number, not 'x'"),
        (lambda: Fault(model=5), "model must be a string or None, not 5"),
        (lambda: Fault(kind=[]), r"kind must be one of status, drop, .*, not \[\]"),
        (lambda: Faults(play=5), r"play must be a tuple of faults, such as .*, not 5"),
        (lambda: Faults(play=("drop",)), "play must be a tuple of faults"),
        (lambda: Faults(words={}), "words must be a Words, not {}"),
        (lambda: Faults(latency="x"), "latency must be a number, not 'x'"),
        (lambda: Words(queued=3), "queued must be a string, not 3"),
        (lambda: parse_fault(5), "a fault must be a string such as"),
    ],
)
def test_a_fault_is_refused_as_such(make: Any, told: str) -> None:
    with pytest.raises(FaultError, match=told) as caught:
        make()
    assert isinstance(caught.value, ConfigError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "make", [lambda: create_app(5), lambda: create_app(faults=5), lambda: openapi_document(5)]
)
def test_so_is_what_an_app_or_its_document_cannot_be_made_of(make: Any) -> None:
    with pytest.raises(ConfigError, match=r"must be a"):
        make()


@pytest.mark.parametrize(
    ("model", "given", "told"),
    [
        (5, {}, "model must be an endpoint or a model's id, not 5"),
        (EDIT, {"states": 5}, "states must be a list of status words"),
        (EDIT, {"states": {}}, "states must be a list of status words"),
        (EDIT, {"faults": 5}, "faults must be a list of faults"),
        (EDIT, {"faults": [5]}, "play must be a tuple of faults"),
        (EDIT, {"output": {1, 2}}, "output must be what JSON can hold"),
        (EDIT, {"cost": "x"}, "cost must be an amount"),
        ("openai/gpt-image-2/edti", {}, "Did you mean 'openai/gpt-image-2/edit'"),
    ],
)
def test_a_mock_is_refused_what_it_cannot_play(model: Any, given: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        MockApi().model(model, **given)


def test_what_a_mock_is_asked_for_in_vain_is_told() -> None:
    mock = MockApi().model(EDIT)
    with pytest.raises(KeyError, match="has no job 'x': none yet"):
        mock.cancelled("x")
    with pytest.raises(ConfigError, match="inputs must be a mapping of names to values, not 5"):
        mock.assert_submitted(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_model_that_is_not_there_is_told_with_those_that_are_like_it() -> None:
    with pytest.raises(KeyError) as caught:
        registry["openai/gpt-image-2/edti"]
    assert str(caught.value).startswith(
        "'openai/gpt-image-2/edti' is not a generated model.\nDid you mean 'openai/gpt"
    )
    assert isinstance(caught.value, ConfigError)
    assert len(caught.traceback) == 1
    odd: Any
    for odd in (5, None, [], registry[EDIT].endpoint):
        with pytest.raises(ConfigError, match="A model's id must be a string, not"):
            registry[odd]
        assert odd not in registry
        assert registry.get(odd, "none") == "none"
