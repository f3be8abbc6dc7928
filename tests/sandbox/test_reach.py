"""How else a sandbox is reached, and which other models it serves: names, https, folders of schemas, any id."""

from __future__ import annotations

import json
import ssl
from typing import TYPE_CHECKING

import httpx
import pytest
from runcomfy import registry
from runcomfy.errors import ConfigError
from runcomfy.sandbox import Sandbox

from tests.sandbox.kit import DOCUMENTS, PAINT

if TYPE_CHECKING:
    from pathlib import Path

BEARER = {"authorization": "Bearer t"}


def test_a_name_from_a_hosts_file_is_answered_to_and_stands_in_links() -> None:
    with Sandbox(documents=DOCUMENTS, name="sb.runcomfy.net", queue_time=0, run_time=0) as sandbox:
        port = sandbox.root_url.rpartition(":")[2]
        named = {**BEARER, "host": f"sb.runcomfy.net:{port}"}
        request_id = httpx.post(
            f"{sandbox.base_url}/models/{PAINT}", json={"prompt": ""}, headers=named, timeout=60
        ).json()["request_id"]
        # Links are made under the name, by whichever name one has come.
        for headers in (named, BEARER):
            status = httpx.get(
                f"{sandbox.base_url}/requests/{request_id}/status", headers=headers, timeout=60
            ).json()
            assert status["result_url"].startswith(f"http://sb.runcomfy.net:{port}/v1/")
        result = httpx.get(
            f"{sandbox.base_url}/requests/{request_id}/result", headers=named, timeout=60
        ).json()
        assert result["output"]["image"].startswith(f"http://sb.runcomfy.net:{port}/outputs/")
        assert httpx.get(f"{sandbox.root_url}/sandbox/faults", headers=named, timeout=60).status_code == 200
        other = {**BEARER, "host": "evil.example"}
        assert httpx.get(f"{sandbox.base_url}/models", headers=other, timeout=60).status_code == 403
        # This client sends no token over plain http to a name.
        assert sandbox.environment["RUNCOMFY_MODEL_API_BASE"].startswith("http://127.0.0.1:")
    with pytest.raises(ValueError, match="name"):
        Sandbox(name="not a name")


def test_https_with_a_certificate_of_its_own_making(tmp_path: Path) -> None:
    with Sandbox(documents=DOCUMENTS, tls=True, queue_time=0, run_time=0) as sandbox:
        assert sandbox.root_url.startswith("https://127.0.0.1:")
        authority = sandbox.authority
        assert authority is not None
        assert sandbox.environment["SSL_CERT_FILE"] == str(authority)
        with sandbox.client(poll_interval=0.05) as client:
            result = client.model(PAINT).run({"prompt": "a fox"})
            (saved,) = result.save(tmp_path)[:1]
            assert saved.read_bytes().startswith(b"\x89PNG")
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{sandbox.base_url}/models", headers=BEARER, timeout=60)
    # The key does not outlive the server.
    assert not authority.exists()
    assert sandbox.authority is None


def test_https_under_a_name_is_what_other_clients_are_told() -> None:
    with Sandbox(documents=DOCUMENTS, tls=True, name="sb.runcomfy.net") as sandbox:
        assert sandbox.base_url.startswith("https://sb.runcomfy.net:")
        port = sandbox.root_url.rpartition(":")[2]
        trusted = ssl.create_default_context(cafile=str(sandbox.authority))
        with httpx.Client(
            verify=trusted, headers={**BEARER, "host": f"sb.runcomfy.net:{port}"}, timeout=60
        ) as http:
            answer = http.get(
                f"https://127.0.0.1:{port}/v1/models", extensions={"sni_hostname": "sb.runcomfy.net"}
            )
        assert answer.json()["models"][0]["model_url"].startswith("https://sb.runcomfy.net:")


def test_models_from_a_folder_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    for name, value in {
        "one.json": {"model_id": "new/one", "input_schema": {"properties": {"a": {"type": "float"}}}},
        "new/two/video/input.json": {"type": "object", "properties": {"prompt": {"type": "string"}}},
        "new/two/video/output.json": {"properties": {"video": {"type": "string"}}},
        "list.json": {
            "models": [
                {
                    "model_id": "new/three",
                    "input_schema": {},
                    "categories": ["text-to-audio"],
                    "base_price_usd": 0,
                    "price_unit": "second",
                }
            ]
        },
    }.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(value))
    with Sandbox(schemas=tmp_path, queue_time=0, run_time=0) as sandbox:
        http = httpx.Client(base_url=sandbox.base_url, headers=BEARER, timeout=60)
        found = http.get("/models?search=new/").json()["models"]
        assert [entry["model_id"] for entry in found] == ["new/one", "new/three", "new/two/video"]
        assert [entry["categories"] for entry in found] == [
            ["text-to-image"],
            ["text-to-audio"],
            ["text-to-video"],
        ]
        assert found[1]["base_price_usd"] == 0
        assert http.get("/models?limit=1").json()["total"] > 100
        assert http.post("/models/new/one", json={"a": 0.5}).status_code == 200
        assert http.post("/models/new/one", json={"a": "x"}).status_code == 422
        http.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "not a schema document"),
        ('{"model_id": "a/b"}', "no input_schema"),
        ('{"model_id": "", "input_schema": {}}', "needs a model_id"),
        ('{"models": [{"model_id": "a/b"}]}', "no input_schema"),
        ('{"model_id": "a/b", "input_schema": {}, "categories": "x"}', "must be a list"),
    ],
)
def test_a_folder_that_cannot_be_read_names_the_file(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "wrong.json").write_text(content)
    with pytest.raises(ConfigError, match=said) as caught:
        Sandbox(schemas=tmp_path)
    assert "wrong.json" in str(caught.value)
    with pytest.raises(ConfigError, match="no folder"):
        Sandbox(schemas=tmp_path / "none")
    (tmp_path / "wrong.json").unlink()
    with pytest.raises(ConfigError, match="no schema document"):
        Sandbox(schemas=tmp_path)


@pytest.mark.parametrize(
    ("model_id", "taken"),
    [
        ("new-vendor/new-model", True),
        ("a/b/c d/4K", True),
        ("one", False),
        ("a/../b", False),
        ("a/b%3Fc", False),
    ],
)
def test_any_well_formed_id_is_a_model_where_that_was_said(model_id: str, taken: bool) -> None:
    with Sandbox(any_model=True, queue_time=0, run_time=0) as sandbox:
        with httpx.Client(base_url=sandbox.base_url, headers=BEARER, timeout=60) as http:
            assert (http.post(f"/models/{model_id}", json={"any": ["thing"]}).status_code == 200) is taken
            total = http.get("/models").json()["total"]
        if taken:
            with sandbox.client(poll_interval=0.05) as client:
                assert client.model(model_id, validate=False).run({"prompt": "x"}).urls
        assert total == len(registry)
