"""The sandbox against its own OpenAPI document: whatever is sent, every answer is one of those described.

The models' routes are all made by the same code, so a few models stand for the rest; with `CONTRACT_MODELS=all` in the
environment every one is tried.
"""

from __future__ import annotations

import os
import random
import time
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from runcomfy import registry
from runcomfy.sandbox import Settings, create_app, openapi_document

from tests.sandbox.kit import sample

# The only token that is taken: schemathesis tries others, which must be refused.
TOKEN = "contract"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
MODELS_AT_ONCE = 6
RUNNING = 0.02

for kind in ("image", "video", "audio"):
    addresses = st.sampled_from([f"https://example.com/a.{kind}", f"data:{kind}/x;base64,AAAA"])
    schemathesis.openapi.format(f"{kind}_uri", addresses)

config = schemathesis.Config.from_dict(
    {
        "seed": 1,
        "headers": HEADERS,
        "generation": {"max-examples": 12, "deterministic": True, "database": "none"},
        # A POST there is a submission to a model of that name, which does not exist.
        "operations": [
            {
                "include-path": "/v1/models/categories",
                "checks": {
                    check: {"enabled": False} for check in ("unsupported_method", "allow_header_conformance")
                },
            }
        ],
    }
)
app = create_app(
    Settings(queue_time=0, run_time=RUNNING, workers=100, balance=1e9, tokens=frozenset({TOKEN}))
)
schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)

every_model = [path for path in openapi_document()["paths"] if path.removeprefix("/v1/models/") in registry]
if os.environ.get("CONTRACT_MODELS") == "all":
    chosen = every_model
else:
    chosen = random.Random(1).sample(every_model, MODELS_AT_ONCE)
described = schema.exclude(path=[path for path in every_model if path not in chosen])


def test_the_document_is_valid() -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(openapi_document()).iter_errors()] == []


@described.parametrize()
def test_every_answer_is_a_described_one(case: Any) -> None:
    case.call_and_validate()


TestEveryAnswerAlongAJob = described.as_state_machine().TestCase


@pytest.mark.parametrize("model_id", registry)
def test_a_finished_job_is_described_to_its_file(model_id: str) -> None:
    model = app.state.service.model(model_id)
    submitted = called(f"/v1/models/{quote(model_id)}", "POST", body=sample(model.input_schema))
    request_id = submitted["request_id"]
    time.sleep(RUNNING)
    result = called("/v1/requests/{request_id}/result", path_parameters={"request_id": request_id})
    assert result["status"] == "succeeded"
    assert result["output"]


def test_a_file_and_its_parts_are_described() -> None:
    model_id = "openai/gpt-image-2/edit"
    model = app.state.service.model(model_id)
    request_id = called(f"/v1/models/{model_id}", "POST", body=sample(model.input_schema))["request_id"]
    time.sleep(RUNNING)
    name = app.state.service.names(app.state.service.job(request_id, None))[0]
    place = {"request_id": request_id, "name": name}
    statuses = [
        schema["/outputs/{request_id}/{name}"]["GET"]
        .Case(path_parameters=place, headers=headers)
        .call_and_validate()
        .status_code
        for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=999999999-"})
    ]
    assert statuses == [200, 206, 416]


def called(path: str, method: str = "GET", **parts: Any) -> Any:
    media = {"media_type": "application/json"} if "body" in parts else {}
    answer = schema[path][method].Case(headers=HEADERS, **parts, **media).call_and_validate()
    assert answer.status_code == 200, answer.text
    return answer.json()
