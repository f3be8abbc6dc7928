"""Every generated model runs in the sandbox, on inputs made from its schema."""

from __future__ import annotations

import pytest
import runcomfy
from runcomfy.sandbox import Faults, Settings

from tests.inside import Catalogue, Service, read_output
from tests.sandbox.kit import sample
from tests.shares import one_per_vendor

ENDINGS = {"image": (".png", ".jpeg", ".webp"), "video": (".mp4",), "audio": (".wav", ".mp3")}


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(Settings(queue_time=0, run_time=0, balance=1e9), Catalogue(), Faults(), lambda: 1e9)


@pytest.mark.parametrize("model_id", one_per_vendor(runcomfy.registry))
def test_it_takes_its_inputs_and_gives_its_kind_of_output(model_id: str, service: Service) -> None:
    import json

    info = runcomfy.registry[model_id]
    schema = info.schema["input_schema"]
    inputs = {name: sample(schema["properties"][name]) for name in schema.get("required", ())}
    job = service.prepare(service.model(model_id), json.dumps(inputs).encode(), "me")
    service.submit(job)
    result = service.result(job, "https://x.runcomfy.net/outputs", include_cost=True)
    assert result["status"] == "succeeded"
    output, problems = read_output(model_id, info.output_type, result["output"])
    assert output is not None
    assert not problems
    names = service.names(job)
    assert names
    assert all(name.endswith(ENDINGS[info.kind or "image"]) for name in names)
