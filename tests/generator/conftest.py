"""A server with a catalogue, for the tests of `sync`."""

from __future__ import annotations

from pathlib import Path

import pytest
import respx

from generator.catalogue import fetch
from tests.authorities import trust_one
from tests.generator.catalogue import Server, entry

trust_one()


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to stand in, no token anywhere, and no waiting."""
    monkeypatch.chdir(tmp_path)
    for name in ("RUNCOMFY_TOKEN", "RUNCOMFY_API_TOKEN", "RUNCOMFY_API_KEY", "RUNCOMFY_MODEL_API_BASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUNCOMFY_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr(fetch.time, "sleep", lambda _: None)
    return tmp_path


@pytest.fixture
def server(work: Path, respx_mock: respx.Router) -> Server:
    return Server(respx_mock, [entry("v/one"), entry("v/two"), entry("w/three")])
