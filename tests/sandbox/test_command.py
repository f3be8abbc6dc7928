"""`python -m runcomfy sandbox`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import runcomfy.sandbox
from runcomfy.__main__ import main
from runcomfy.sandbox import Faults

from tests.inside import SANDBOX_USUAL, SandboxSettings

COMMAND = [sys.executable, "-W", "error", "-m", "runcomfy", "sandbox", "--port", "0"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.ci
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
        "--any-model",
        "--submit=accepted",
        "--early=425",
        "--schema-style=quirks",
        "--unknown-inputs=refuse",
        "--rate-limit=1000",
        "--no-rate-header",
        "--foreign-outputs",
        "--name=sb.runcomfy.net",
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
        accepted = httpx.post(f"{base}/models/new/model", json={"any": "thing"}, headers=bearer, timeout=60)
        assert accepted.status_code == 202
        place = f"{base}/requests/{accepted.json()['request_id']}/result"
        assert httpx.get(place, headers=bearer, timeout=60).status_code == 425
        entry = httpx.get(f"{base}/models/openai/gpt-image-2/edit", headers=bearer, timeout=60).json()
        assert entry["input_schema"]["type"] == "Object"
        assert entry["model_url"].startswith("http://sb.runcomfy.net:")
        process.send_signal(how)
        rest = process.communicate(timeout=600)
        assert rest == ("", "")
        assert process.returncode in (0, -how)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--workers", "1_0"],
        ["--port", " 80"],
        ["--latency", "\u0661"],
        ["--latency", "."],
        ["--port", "70000"],
        ["--queue-time", "soon"],
        ["--dialect", "C"],
        ["--fault", "what"],
        ["--fault", "503:rate=2"],
        ["--word", "queued"],
        ["--word", "nope=x"],
        ["--fail-rate", "7"],
        ["--latency", "-1"],
        ["--latency", "nan"],
        ["--rate-limit", "0"],
        ["--name", "a b"],
        ["--files-for", "-1"],
        ["--foreign-host", "a/b"],
    ],
)
def test_a_wrong_option_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", *arguments]) == 64
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1


def test_a_folder_of_schemas_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "--port", "0", "--schemas", "/no/such/folder"]) == 64
    assert "There is no folder /no/such/folder" in capsys.readouterr().err


def test_an_address_that_is_not_here_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "--host", "192.0.2.1"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: The sandbox cannot listen on 192.0.2.1, port 8188")
    assert "--port" in error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_cannot_be_told_is_not_taken_for_a_port_that_is_taken() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            COMMAND, stdout=full, stderr=subprocess.PIPE, text=True, timeout=600, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == ["error: No space left on device"]


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


def test_the_help_says_the_usual_values() -> None:
    from runcomfy.cli.sandbox_options import SANDBOX_OPTIONS

    given: dict[str, Any] = {}
    usual = Faults(), SandboxSettings(**SANDBOX_USUAL)
    for option in SANDBOX_OPTIONS:
        said = option.help.rpartition("default: ")[2].partition(",")[0]
        name = {"schema_style": "schemas", "schemas": ""}.get(option.name, option.name)
        found = next((getattr(one, name) for one in usual if hasattr(one, name)), None)
        if found is not None and option.metavar is not None and not option.repeated:
            given[option.name] = (said, f"{found:g}" if isinstance(found, int | float) else found)
    assert len(given) == 22
    assert {name: said for name, (said, found) in given.items() if said != found} == {}


# Of options that take no number and no choice.
VALUES = {
    "schemas": "documents",
    "host": "::1",
    "name": "box",
    "token": "mine",
    "fault": "504",
    "word": "queued=pending",
    "foreign_host": "far.example",
}


def test_every_option_changes_something(monkeypatch: pytest.MonkeyPatch) -> None:
    from runcomfy.cli.sandbox_options import SANDBOX_OPTIONS

    class Told:
        def __init__(self, settings: SandboxSettings, **given: Any) -> None:
            taken.append((settings, given))

        def run(self, announce: Any) -> None:
            assert callable(announce)

    taken: list[Any] = []
    monkeypatch.setattr(runcomfy.sandbox, "Sandbox", Told)
    assert main(["sandbox"]) == 0
    for option in SANDBOX_OPTIONS:
        value = option.choices[-1] if option.choices else "0.5" if option.kind == "number" else "7"
        words = [option.flags[0], *([] if option.metavar is None else [VALUES.get(option.name, value)])]
        assert main(["sandbox", *words]) == 0, words
    same = [
        option.name for option, found in zip(SANDBOX_OPTIONS, taken[1:], strict=True) if found == taken[0]
    ]
    assert same == []
    assert (
        main(["sandbox", "--token", "a", "--token", "b", "--fault", "504", "--fault", "drop", "--port", "9"])
        == 0
    )
    settings, given = taken[-1]
    assert settings.tokens == {"a", "b"}
    assert [one.kind for one in given["faults"].play] == ["status", "drop"]
    assert given["port"] == 9
