"""The fixtures of `runcomfy.testing.pytest_plugin`, in a test run of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """
import os
from decimal import Decimal

import pytest
import runcomfy
from runcomfy.sandbox import Faults
from runcomfy.testing import MockApi

INPUTS = {"prompt": "a fox", "images": ["https://example.com/a.png"]}
seen = []


@pytest.fixture(scope="session")
def runcomfy_sandbox_settings():
    return {"queue_time": 0, "run_time": 0, "balance": 1.0}


@pytest.mark.parametrize("number", [1, 2])
def test_each_test_meets_a_new_sandbox(runcomfy_sandbox, runcomfy_client, number):
    assert runcomfy_sandbox.faults == Faults()
    assert runcomfy_client.balance().balance_usd == 1.0
    assert runcomfy_client.openai.gpt_image_2.edit.run(**INPUTS).urls
    assert runcomfy_client.balance().balance_usd == Decimal("0.96")
    runcomfy_sandbox.faults = Faults(fail_rate=1)
    seen.append(runcomfy_sandbox.root_url)
    assert len(set(seen)) == 1


def test_the_environment_leads_to_it(runcomfy_sandbox):
    with runcomfy.RunComfy() as client:
        assert client.catalogue.search("gpt-image-2")


def test_the_mock_is_there(runcomfy_mock):
    assert isinstance(runcomfy_mock, MockApi)
    runcomfy_mock.model("openai/gpt-image-2/edit", cost=2)
    with runcomfy.RunComfy() as client:
        assert client.openai.gpt_image_2.edit.run(**INPUTS).cost == 2


def test_and_then_everything_is_gone():
    assert "RUNCOMFY_TOKEN" not in os.environ
"""


def test_its_fixtures(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("RUNCOMFY_", "PYTEST_"))
    }
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # those of this suite take a second to import
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "runcomfy.testing.pytest_plugin"]
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


def test_loading_it_costs_nothing() -> None:
    heavy = ["httpx", "pydantic", "respx", "starlette", "PIL", "av", "jsonschema"]
    code = f"import sys, runcomfy.testing.pytest_plugin; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
