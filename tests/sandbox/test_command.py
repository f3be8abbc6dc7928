"""`python -m runcomfy sandbox`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import httpx
import pytest
from runcomfy.__main__ import main

COMMAND = [sys.executable, "-W", "error", "-m", "runcomfy", "sandbox", "--port", "0"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_what_to_export_serves_and_stops(how: signal.Signals) -> None:
    arguments = [
        "--fault",
        "503:route=categories",
        "--dialect",
        "B",
        "--word",
        "queued=pending",
        "--token",
        "me",
    ]
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert process.stderr
        told = process.stderr.readline()
        assert "Ctrl-C" in told
        page = told.partition("Its page is ")[2].partition(" ")[0].removesuffix(".")
        lines = [process.stdout.readline() for _ in range(3)]
        exports = dict(line.removeprefix("export ").rstrip("\n").split("=", 1) for line in lines)
        assert exports["RUNCOMFY_TOKEN"] == "me"
        base = exports["RUNCOMFY_MODEL_API_BASE"]
        assert base.startswith("http://127.0.0.1:")
        bearer = {"authorization": "Bearer me"}
        assert httpx.get(f"{base}/models", headers=bearer, timeout=60).status_code == 200
        assert "<title>RunComfy sandbox</title>" in httpx.get(page, timeout=60).text
        assert httpx.get(f"{base}/models/categories", headers=bearer, timeout=60).status_code == 503
        assert httpx.get(f"{base}/models", timeout=60).json()["error_code"] == 400004
        process.send_signal(how)
        rest = process.communicate(timeout=60)
        assert rest == ("", "")
        assert process.returncode in (0, -how)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--fault", "what"],
        ["--fault", "503:rate=2"],
        ["--word", "queued"],
        ["--word", "nope=x"],
        ["--fail-rate", "7"],
        ["--latency", "-1"],
        ["--latency", "nan"],
    ],
)
def test_a_wrong_option_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("runcomfy sandbox: ")
    assert error.count("\n") == 1


def test_an_address_that_is_not_here_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "--host", "192.0.2.1"]) == 1
    assert capsys.readouterr().err.startswith("runcomfy sandbox: ")


def test_help_needs_no_server_library() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['starlette', 'uvicorn', 'PIL', 'av', 'jsonschema']));"
        "from runcomfy.__main__ import main; main(['sandbox', '--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--queue-time" in done.stdout
