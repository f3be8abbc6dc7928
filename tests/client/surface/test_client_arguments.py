"""The arguments of a client: the same words as its options, and a plain refusal of what cannot be."""

from __future__ import annotations

import inspect
import math
import traceback
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import httpx
import pydantic
import pytest
import runcomfy
from runcomfy import ClientOptions, ConfigError, HTTPTimeouts, InputError

from tests.client.conftest import script
from tests.inside import OPTION_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import Kit


class Session:
    """Another library's client."""

    def close(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"base_url": pydantic.HttpUrl("https://a.example")}, "base_url= must be a string, not a HttpUrl"),
        ({"base_url": 5}, "base_url= must be a string"),
        ({"token": b"x"}, "is not a string"),
        ({"headers": ["a"]}, "headers must be a mapping"),
        ({"headers": {"a": 1}}, "must be strings"),
        ({"verify": None}, "verify= must be True, False, a path"),
        ({"verify": 5}, "verify= must be"),
        ({"proxy": {}}, "proxy= must be an address"),
        ({"proxy": "nonsense"}, "proxy"),
        ({"proxy": "http://user:secret@"}, "proxy= names no host"),
        ({"max_connections": "8"}, "max_connections must be an integer"),
        ({"http_client": Session()}, "http_client= must be an httpx"),
        ({"http_client": 5}, "http_client= must be an httpx"),
        ({"transport": 5}, "transport= must be an httpx"),
        ({"options": {"timeout": 5}}, "options= must be a ClientOptions, not a dict"),
        ({"timeout": float("inf")}, "timeout must be a finite number of seconds"),
        ({"timeout": "5"}, "timeout must be a number of seconds"),
        ({"poll_interval": 10**400}, "poll_interval must be a finite number of seconds"),
        ({"http_timeout": {}}, "http_timeout must be a number of seconds"),
        ({"max_retries": "2"}, "max_retries must be an integer"),
        ({"include_cost": "no"}, "include_cost must be True or False"),
        ({"resubmit_on_429": 1}, "resubmit_on_429 must be True or False"),
        ({"journal": 5}, "journal must be"),
        ({"journal_inputs": "no"}, "journal_inputs must be True or False"),
        ({"budget_usd": []}, "budget_usd must be a sum"),
        ({"unknown_price": ["allow"]}, "unknown_price must be"),
        ({"retries": 2}, "Did you mean 'max_retries'"),
        ({"poll_interval": None}, "poll_interval must be a number of seconds above 0, not None"),
        ({"max_poll_interval": None}, "max_poll_interval must be a number of seconds above 0, not None"),
        ({"download_hosts": {"a": 1}}, "download_hosts must hold names of hosts, not {'a': 1}"),
        ({"http_hosts": b"ab"}, "http_hosts must hold names of hosts, not <bytes of 2 bytes>"),
        ({"budget_usd": Decimal("nan")}, "not NaN"),
        ({"journal": ""}, "journal must be"),
        ({"journal": "a\0b"}, "journal must be"),
        ({"journal": "\ud800"}, "journal must be"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_told(kit: Kit, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        kit.client(**arguments)
    assert "secret" not in str(caught.value)


class Unspeakable:
    """What can neither be shown nor compared."""

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


# Of each kind one. What may have some of them is named below.
_KINDS: dict[str, Any] = {
    "dict": {"a": 1},
    "list of numbers": [1],
    "set of numbers": {1},
    "bytes": b"a",
    "bytearray": bytearray(b"a"),
    "object": object(),
    "class": dict,
    "Ellipsis": ...,
    "range": range(1, 2),
    "nan": math.nan,
    "inf": math.inf,
    "decimal nan": Decimal("nan"),
    "signalling nan": Decimal("snan"),
    "fraction": Fraction(1, 2),
    "complex": 1j,
    "negative": -1,
    "huge": 10**5000,
    "empty string": "",
    "empty bytes": b"",
    "unspeakable": Unspeakable(),
    "bool": True,
    "none": None,
    "integer": 1,
    "float": 1.5,
    "string": "a",
    "list of strings": ["a"],
    "empty list": [],
    "empty dict": {},
}
_SECONDS = {"integer", "float"}
_SWITCH = {"bool"}
_COUNT = {"integer", "huge"}
_SUM = {"integer", "float", "none"}
_HOSTS = {"string", "list of strings", "empty list"}
_ACCEPTED: dict[str, set[str]] = {
    "token": {"string"},
    "base_url": {"none"},
    "options": {"none"},
    "proxy": {"none"},
    "verify": _SWITCH,
    "transport": {"none"},
    "http_client": {"none"},
    "max_connections": _COUNT,
    "budget_usd": _SUM,
    "unknown_price": {"integer", "float"},
    "max_job_usd": _SUM,
    "prices": set(),
    "journal": {"bool", "none", "string"},
    "journal_inputs": _SWITCH,
    "timeout": {*_SECONDS, "none"},
    "http_timeout": {*_SECONDS, "none"},
    "max_retries": _COUNT,
    "poll_interval": _SECONDS,
    "max_poll_interval": _SECONDS,
    "poll": set(),
    "resubmit_on_429": _SWITCH,
    "once": {"string", "none"},
    "on_timeout": set(),
    "on_interrupt": {"none"},
    "progress": {"bool", "none"},
    "on_update": {"class", "none"},
    "heartbeat": {*_SECONDS, "none"},
    "include_cost": _SWITCH,
    "local_files": set(),
    "max_body_bytes": _COUNT,
    "headers": {"empty dict"},
    "http_hosts": _HOSTS,
    "download_hosts": _HOSTS,
    "max_download_bytes": _COUNT,
}


def test_every_argument_refuses_every_kind_that_it_does_not_take(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cls: Any = type(kit.client())
    own = set(inspect.signature(cls.__init__).parameters) - {"self", "changes"}
    assert own | set(ClientOptions.__dataclass_fields__) == set(_ACCEPTED)
    for name, accepted in _ACCEPTED.items():
        for kind, value in _KINDS.items():
            if name == "token" and kind == "none":
                continue  # then it is looked for elsewhere
            makers = [lambda name=name, value=value: cls(**{"token": "t", name: value})]
            if name in ClientOptions.__dataclass_fields__:
                makers.append(lambda name=name, value=value: kit.client().with_options(**{name: value}))
            for make in makers:
                if kind in accepted:
                    make()
                    continue
                try:
                    make()
                except ConfigError as error:
                    assert len(str(error)) < 400
                else:
                    pytest.fail(f"{name} takes {kind}")


@pytest.mark.parametrize("phase", ["connect", "read", "write", "pool"])
@pytest.mark.parametrize("kind", sorted(set(_KINDS) - _SECONDS - {"none"}))
def test_every_phase_refuses_what_is_no_number_of_seconds(phase: str, kind: str) -> None:
    with pytest.raises(ConfigError, match=f"http_timeout.{phase} must be"):
        HTTPTimeouts(**{phase: _KINDS[kind]})


def test_a_client_takes_its_options_by_name(kit: Kit) -> None:
    client = kit.client(max_retries=2, timeout=600, http_timeout=30, headers={"X-Team": "a"})
    found = client.options
    assert (found.max_retries, found.timeout) == (2, 600)
    assert found.http_timeout == HTTPTimeouts(30, 30, 30, None)
    assert dict(found.headers) == {"X-Team": "a"}
    assert client.with_options(max_retries=0, http_timeout=None).options.http_timeout.read is None


def test_options_by_name_change_those_given_as_one_value(kit: Kit) -> None:
    given = ClientOptions(timeout=5, max_retries=1)
    found = kit.client(options=given, timeout=6).options
    assert (found.timeout, found.max_retries, given.timeout) == (6, 1, 5)


def test_no_argument_of_a_client_is_an_option_too(kit: Kit) -> None:
    own = set(inspect.signature(type(kit.client()).__init__).parameters)
    assert not own & set(ClientOptions.__dataclass_fields__)


def test_the_options_that_are_looked_for_among_the_inputs_are_all_there_are() -> None:
    assert set(ClientOptions.__dataclass_fields__) == OPTION_NAMES


@pytest.mark.parametrize("name", ["timeout", "http_timeout", "max_retries", "once"])
def test_an_option_among_the_inputs_is_told_where_it_goes(kit: Kit, name: str) -> None:
    client = kit.client()
    calls = [
        lambda: client.openai.gpt_image_2.edit.validate(prompt="a", images=[], **{name: 25}),
        lambda: client.model("openai/gpt-image-2/edit").validate({"prompt": "a"}, **{name: 25}),
        lambda: client.model("new/model").validate({"prompt": "a"}, **{name: 25}),
    ]
    for call in calls:
        with pytest.raises(InputError, match=rf"client\.with_options\({name}=\.\.\.\)") as caught:
            call()
        assert ("job.wait(timeout=...)" in str(caught.value)) == (name == "timeout")
    # A model may have such an input.
    assert client.model("new/model").validate({"prompt": "a", name: 25}) == {"prompt": "a", name: 25}
    assert client.model("new/model").validate(prompt="a", **{name: 25}) == {"prompt": "a", name: 25}


@pytest.mark.parametrize("wrong", [{"resolution": "9k"}, {"sed": 1}])
def test_what_the_server_may_know_better_has_a_way_out(kit: Kit, wrong: dict[str, object]) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    given: dict[str, Any] = {"prompt": "a", "images": ["https://example.com/a.png"]}
    with pytest.raises(InputError) as caught:
        edit.validate(**given, **wrong)
    assert "client.model('openai/gpt-image-2/edit', validate=False)" in str(caught.value)
    assert "--untyped" in str(caught.value)
    with pytest.raises(InputError) as caught:
        edit.validate(**{**given, "prompt": 5})
    assert caught.value.hint is None


def test_the_error_for_a_missing_token_knows_the_sandbox() -> None:
    with pytest.raises(ConfigError, match="python -m runcomfy sandbox"):
        runcomfy.RunComfy()


def test_the_time_of_one_request_reaches_it(kit: Kit) -> None:
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200, json={"balance_usd": 1})

    client = kit.client(transport=httpx.MockTransport(answer), http_timeout=30)
    kit.call(client.balance())
    assert (seen[0]["connect"], seen[0]["read"]) == (30, 30)


def test_the_catalogue_of_a_client_says_of_which_server(kit: Kit) -> None:
    catalogue = kit.client().catalogue
    assert isinstance(catalogue, runcomfy.Catalogue | runcomfy.AsyncCatalogue)
    assert repr(catalogue).endswith("Catalogue of https://model-api.runcomfy.net/v1>")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"timeout": "5"}, "timeout must be a number of seconds"),
        ({"timeout": float("inf")}, "timeout must be a finite number of seconds"),
        ({"on_timeout": "explode"}, "on_timeout must be 'detach' or 'cancel' or None"),
        ({"on_interrupt": "ignore"}, "on_interrupt must be"),
        ({"on_update": 5}, "on_update must be a function"),
    ],
)
def test_arguments_of_a_wait_that_cannot_be(kit: Kit, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        kit.call(kit.client().job("r1").wait(**arguments))


def test_arguments_of_updates_that_cannot_be(kit: Kit) -> None:
    for wrong in ({"timeout": "5"}, {"heartbeat": "5"}, {"heartbeat": 0}):
        with pytest.raises(ConfigError, match="must be a number of seconds"):
            kit.items(kit.client().job("r1").updates(**wrong))


@pytest.mark.parametrize(
    "wrong",
    [{"timeout": "5"}, {"timeout": float("nan")}, {"max_bytes": "5"}, {"max_bytes": 0}, {"concurrency": "4"}],
)
def test_arguments_of_a_save_that_cannot_be(
    kit: Kit, api: respx.MockRouter, wrong: dict[str, Any], tmp_path: Path
) -> None:
    script(api)
    result = kit.call(kit.client().job("r1").result())
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        kit.call(result.save(tmp_path, **wrong))
    if "concurrency" not in wrong:
        for method in (result.files[0].read, result.files[0].save):
            with pytest.raises(ConfigError, match=next(iter(wrong))):
                kit.call(method(**wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_in_flight": "4"}, {"max_in_flight": 0}, {"requests_per_second": "x"}, {"requests_per_second": 0},
        {"on_error": []}, {"on_invalid": "x"}, {"dedupe": "no"}, {"ordered": 1},
    ],
    ids=str,
)  # fmt: skip
def test_arguments_of_a_batch_that_cannot_be(kit: Kit, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))) as caught:
        kit.items(kit.client().batch([], **wrong))
    places = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert not [place for place in places if "/runcomfy/" in place]
