"""What is an id, and what is said of what is none."""

from __future__ import annotations

import pytest
import runcomfy

from tests.inside import check_model_id, check_request_id, route_of


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("../x", "'../x'"),
        (7, "7"),
        ("a" * 129, f"'{'a' * 40}'… (129 characters)"),
        ("a\x1b[2J", "'a\\x1b[2J'"),
    ],
)
def test_what_is_no_request_id_is_shown(value: object, shown: str) -> None:
    with pytest.raises(runcomfy.InputError) as caught:
        check_request_id(value)
    text = f"{shown} is not a request id: up to 128 letters, digits, '_' and '-' are expected."
    assert caught.value.message == text
    assert check_request_id("a" * 128) == "a" * 128


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "it is not a string"),
        ("", "it is empty"),
        ("a" * 513, "it is too long"),
        ("https://x/y", "it is a URL"),
        ("a%2fb", "it holds a character that no model id has"),
        ("a\nb", "it holds a character that no model id has"),
        ("a//b", "a part between its slashes is empty or begins or ends with a space"),
        ("a/ b", "a part between its slashes is empty or begins or ends with a space"),
        ("a/../b", "it leads to another path"),
        ("./b", "it leads to another path"),
    ],
)
def test_what_is_no_model_id_says_why(value: object, fault: str) -> None:
    with pytest.raises(runcomfy.InputError) as caught:
        check_model_id(value)
    if isinstance(value, str) and len(value) < 100:
        assert caught.value.message == f"{value!r} is not a model id: {fault}."
    assert caught.value.message.endswith(f" is not a model id: {fault}.")
    assert caught.value.hint == "A model id looks like 'openai/gpt-image-2/edit'."
    assert check_model_id("a" * 512) == "a" * 512
    assert check_model_id("A/X-1.0") == "A/X-1.0"


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("POST", "/v1/models/openai/gpt-image-2/edit", "submit"),
        ("GET", "/v1/models/openai/gpt-image-2/edit", "model"),
        ("GET", "/v1/models/acme/balance", "model"),
        ("GET", "/v1/models/acme/models", "model"),
        ("GET", "/v1/models/acme/models/categories", "model"),
        ("GET", "/v1/models", "catalogue"),
        ("GET", "/v1/models?search=%2Fbalance", "catalogue"),
        ("GET", "/v1/models/categories", "catalogue"),
        ("GET", "/prod/v2/balance", "balance"),
        ("GET", "/v1/requests/r-1_a/status", "status"),
        ("GET", "/v1/requests/r1/result?include_cost=true", "result"),
        ("POST", "/v1/requests/r1/cancel", "cancel"),
        # A model may be called like that.
        ("POST", "/v1/models/acme/requests/r1/status/x", "submit"),
    ],
)
def test_which_route_an_address_is(method: str, path: str, route: str) -> None:
    assert route_of(method, f"https://api.example{path}") == route
