"""The OpenAPI document: valid, complete, and about the models that are there. `make contract` holds the answers to it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from runcomfy.sandbox import openapi_document

from tests.sandbox.kit import DOCUMENTS, FILM, PAINT, Bench

TREE: dict[str, Any] = {
    "model_id": "acme/A tree/4K",
    "kind": "image",
    "input_schema": {
        "type": "object",
        "properties": {
            "root": {"$ref": "#/$defs/node"},
            "$ref": {"type": "string", "default": "#/$defs/none", "enum": ["#/$defs/none"]},
        },
        "$defs": {
            "node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}},
        },
    },
}


def test_it_is_valid_and_describes_every_model() -> None:
    document = openapi_document({**DOCUMENTS, TREE["model_id"]: TREE})
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert document["openapi"].startswith("3.1")
    for model_id in DOCUMENTS:
        assert set(document["paths"][f"/v1/models/{model_id}"]) == {"get", "post"}
    assert "/v1/models/acme/A%20tree/4K" in document["paths"]


def test_a_submission_is_described_by_the_models_own_schema() -> None:
    document = openapi_document(DOCUMENTS)
    body = document["paths"][f"/v1/models/{PAINT}"]["post"]["requestBody"]["content"]["application/json"]
    name = body["schema"]["$ref"].rpartition("/")[2]
    assert document["components"]["schemas"][name] == DOCUMENTS[PAINT]["input_schema"]


def test_a_schema_that_refers_to_itself_still_does_in_its_new_place() -> None:
    schemas = openapi_document({TREE["model_id"]: TREE})["components"]["schemas"]
    moved = schemas["acme_A_tree_4K.input"]
    assert moved["properties"]["root"] == {"$ref": "#/components/schemas/acme_A_tree_4K.input/$defs/node"}
    assert moved["properties"]["$ref"] == TREE["input_schema"]["properties"]["$ref"]


def test_models_whose_names_meet_are_kept_apart() -> None:
    ids = ["acme/a b", "acme/a_b", "acme_a/b"]
    document = openapi_document({one: {**DOCUMENTS[FILM], "model_id": one} for one in ids})
    names = {document["paths"][f"/v1/models/{one.replace(' ', '%20')}"]["post"]["operationId"] for one in ids}
    assert len(names) == 3


def test_it_is_served_to_everyone_and_is_the_same() -> None:
    answer = Bench().get("/openapi.json", token=None)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == openapi_document(DOCUMENTS)


def test_asking_python_for_it_starts_no_server() -> None:
    code = (
        "import sys; from runcomfy.sandbox import openapi_document as d; d(); print('uvicorn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", f"/v1/models/{PAINT}", "GET, HEAD, POST"),
        ("POST", "/v1/models", "GET, HEAD"),
        ("GET", "/v1/requests/r1/cancel", "POST"),
        ("PUT", "/prod/v2/balance", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_answered_is_told_the_ones_that_are(
    method: str, path: str, allowed: str
) -> None:
    answer = Bench().call(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert allowed in answer.json()["detail"]


def test_a_flag_is_true_or_false_and_nothing_else() -> None:
    bench = Bench()
    request_id = bench.submit()
    bench.clock.now += 60
    for path, name in (
        (f"/v1/requests/{request_id}/result", "include_cost"),
        ("/v1/models", "include_schema"),
    ):
        for word in ("true", "1", "True", "false", "0", ""):
            assert bench.get(f"{path}?{name}={word}").status_code == 200
        refused = bench.get(f"{path}?{name}=0.5")
        assert refused.status_code == 422
        assert refused.json()["detail"][0]["loc"] == ["query", name]
