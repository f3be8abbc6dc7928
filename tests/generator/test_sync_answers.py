"""`sync` and answers that are not valid JSON after all: the server's fault is told, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import respx

from generator.cli import main

BASE = "https://catalogue.example/v1"


@pytest.mark.parametrize("body", [b'{"error_code": 4', b'{"error_code": ' + b"[" * 60_000])
def test_a_refusal_with_a_broken_body_is_told_by_its_status(
    work: Path, respx_mock: respx.Router, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    respx_mock.get(url__startswith=f"{BASE}/models").mock(return_value=httpx.Response(418, content=body))
    assert main(["sync", "--base-url", BASE]) == 2
    assert "418" in capsys.readouterr().err
    assert not (work / "schemas").exists()


def test_a_page_that_breaks_off_is_asked_for_again(
    work: Path, respx_mock: respx.Router, capsys: pytest.CaptureFixture[str]
) -> None:
    body = b'{"models": [{"model_id": "v/one", "model_id": "v/two"}, {"model_id": '
    route = respx_mock.get(url__startswith=f"{BASE}/models").mock(
        return_value=httpx.Response(200, content=body)
    )
    assert main(["sync", "--base-url", BASE]) == 2
    assert "catalogue: error: the server's answer is not valid JSON, or breaks off" in capsys.readouterr().err
    assert route.call_count == 4
    assert not (work / "schemas").exists()
