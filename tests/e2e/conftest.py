"""A running sandbox and clients for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from runcomfy.sandbox import Faults, Sandbox

from tests.authorities import trust_one
from tests.manners import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runcomfy import RunComfy


trust_one()


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0.05, run_time=0.05) as made:
        yield made


@pytest.fixture
def sandbox(running: Sandbox, manner: Manner) -> Sandbox:
    """The module's sandbox, which at the start of each test has no faults but its manner."""
    running.faults = Faults()
    return running


@pytest.fixture
def quick() -> dict[str, Any]:
    """Options that make a client look often."""
    return {"poll_interval": 0.02, "max_poll_interval": 0.05}


@pytest.fixture
def client(sandbox: Sandbox, quick: dict[str, Any]) -> Iterator[RunComfy]:
    with sandbox.client(**quick) as made:
        yield made
