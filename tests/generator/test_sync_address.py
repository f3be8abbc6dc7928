"""Where `sync` finds the address and the token: where the client finds them, and never anywhere less safe."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runcomfy import ConfigError

from generator.catalogue.address import find_base_url, find_token, is_loopback
from generator.plain.faults import FaultsError
from tests.inside import resolve_base_url, resolve_token

parts = st.sampled_from(
    [
        *(
            "https://",
            "http://",
            "ftp://",
            "//",
            "",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "example.com",
            "10.0.0.1",
        ),
        *(
            "user@",
            "a:b@",
            ":8188",
            ":x",
            ":99999999",
            "/v1",
            "/",
            "/v2/",
            "?x=1",
            "#y",
            "?",
            " ",
            "\n",
            "\\",
            "é",
        ),
        *("..", "localhost."),
    ]
)


@given(st.lists(parts, max_size=6).map("".join))
def test_an_address_is_taken_where_the_client_takes_it(url: str) -> None:
    try:
        client: str | None = resolve_base_url(url)
    except ConfigError:
        client = None
    try:
        ours: str | None = find_base_url(url)
    except FaultsError:
        ours = None
    assert ours == client


@given(
    st.sampled_from(
        ["localhost", "LOCALHOST.", "127.9.9.9", "::1", "[::1]", "0.0.0.0", "example.com", "", "127.1"]
    )
)
def test_this_machine_is_the_same_to_both(host: str) -> None:
    from tests.inside import config_is_loopback as client_s

    assert is_loopback(host) == client_s(host)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"RUNCOMFY_TOKEN": "a"},
        {"RUNCOMFY_API_KEY": "c", "RUNCOMFY_API_TOKEN": "b"},
        {"RUNCOMFY_TOKEN": "", "RUNCOMFY_API_KEY": "c"},
        {"RUNCOMFY_TOKEN": "a b"},
        {"RUNCOMFY_TOKEN": "a\nb"},
        {"RUNCOMFY_TOKEN": "é"},
    ],
)
@pytest.mark.parametrize(
    "stored", [None, {"access_token": "stored"}, {"access_token": 5}, {}, [], "not JSON"]
)
def test_a_token_is_found_where_the_client_finds_it(
    work: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], stored: object
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    if stored is not None:
        (work / "config").mkdir()
        text = stored if isinstance(stored, str) else json.dumps(stored)
        (work / "config/token.json").write_text(text)
    try:
        client: str | None = f"Bearer {resolve_token().reveal()}"
    except ConfigError:
        client = None
    try:
        ours: str | None = find_token().header
    except FaultsError as error:
        ours = None
        assert not any(value and value in str(error) for value in variables.values())
    assert ours == client


def test_a_token_shows_itself_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "secret")
    token = find_token()
    assert "secret" not in f"{token!r}{token}"
    with pytest.raises(TypeError):
        pickle.dumps(token)
