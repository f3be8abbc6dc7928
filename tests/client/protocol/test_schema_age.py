"""A client whose schema is older than the server's learns of it."""

from __future__ import annotations

from typing import Any

import pytest
import runcomfy

from tests.client.protocol.protocol_kit import Driver, Line
from tests.inside import ModelInfo, submit

MODEL = "openai/gpt-image-2/edit"


def _hint(status: int, body: dict[str, Any], model_id: str = MODEL) -> str | None:
    driver = Driver((status, body))
    with pytest.raises(runcomfy.APIError) as caught:
        driver.run(submit(driver.context, Line(model_id), b"{}"))
    return caught.value.hint


@pytest.mark.parametrize(
    ("status", "body"), [(422, {"detail": "no"}), (400, {}), (200, {"error_code": 422001})]
)
def test_a_rejected_input_says_that_the_schema_may_be_old(status: int, body: dict[str, Any]) -> None:
    assert "may be older than the server's" in (_hint(status, body) or "")
    assert "make sync generate" in (_hint(status, body) or "")


def test_with_its_day_where_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelInfo, "schema", {"as_of": "2026-01-31"})
    assert "schema of the model, of 2026-01-31, may be older" in (_hint(422, {}) or "")


def test_nothing_else_is_blamed_on_the_schema() -> None:
    for status, body, model_id in (
        (413, {}, MODEL),
        (404, {}, MODEL),
        (422, {}, "nobody/knows-this"),
    ):
        assert "schema" not in (_hint(status, body, model_id) or "")


def test_a_model_that_the_server_does_not_know_and_this_client_knows_to_be_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "gone or renamed" in (_hint(404, {}) or "")
    monkeypatch.setattr(ModelInfo, "notice", "The catalogue has not listed this model since 2026-01-31.")
    assert _hint(404, {}) == (
        "The catalogue has not listed this model since 2026-01-31. `client.catalogue.search(...)` lists what there is now."
    )
    assert "2026-01-31" not in (_hint(422, {}) or "")
