"""Fixtures for pytest. Ask for them in the project's own `conftest.py`:

    pytest_plugins = ["runcomfy.testing.pytest_plugin"]

They are not loaded by themselves: whoever installs the client has asked for a client, not for a change to every
test run of the environment it lands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..client import RunComfy
    from ..sandbox import Sandbox
    from ._router import MockApi

__all__ = ["runcomfy_client", "runcomfy_mock", "runcomfy_sandbox", "runcomfy_sandbox_settings"]


@pytest.fixture(scope="session")
def runcomfy_sandbox_settings() -> Mapping[str, Any]:
    """Return the settings of the session's sandbox, as fields of `runcomfy.sandbox.Settings`. To be overridden.

    Jobs are done at the first look, so that no test waits; a program that shows the states wants longer times.
    """
    return {"queue_time": 0, "run_time": 0}


@pytest.fixture(scope="session")
def _runcomfy_sandbox_server(runcomfy_sandbox_settings: Mapping[str, Any]) -> Iterator[Sandbox]:
    from ..sandbox import Sandbox

    with Sandbox(**runcomfy_sandbox_settings) as sandbox:
        yield sandbox


@pytest.fixture
def runcomfy_sandbox(_runcomfy_sandbox_server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Give a running sandbox, the session's own, as new in each test: no jobs, a full balance, good manners.

    The environment's variables lead to it, so that a program under test finds it by itself.
    """
    sandbox = _runcomfy_sandbox_server
    sandbox.reset()
    for name, value in sandbox.environment.items():
        monkeypatch.setenv(name, value)
    yield sandbox
    sandbox.reset()


@pytest.fixture
def runcomfy_client(runcomfy_sandbox: Sandbox) -> Iterator[RunComfy]:
    """Give a client of that sandbox which looks often."""
    with runcomfy_sandbox.client(poll_interval=0.02, max_poll_interval=0.05) as client:
        yield client


@pytest.fixture
def runcomfy_mock() -> Iterator[MockApi]:
    """Give a mocked Model API without models: `runcomfy_mock.model("openai/gpt-image-2/edit")` adds one."""
    from ._router import MockApi

    with MockApi() as api:
        yield api
