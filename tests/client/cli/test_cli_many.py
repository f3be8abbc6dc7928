"""`batch` and `resume`: every request has its outcome, and a second start pays for nothing twice."""

from __future__ import annotations

import inspect
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy.__main__ import main

from tests.client.cli.test_cli_parsing import EDIT
from tests.client.conftest import TOKEN, again, log_of, script
from tests.inside import ClientOptions

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import QueueServer


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch looks at its jobs on a real clock, and the command line has no option for how often."""
    make: Any = inspect.unwrap(ClientOptions.__init__)
    usual = make.__defaults__
    assert usual is not None
    assert usual[3:5] == (ClientOptions().poll_interval, ClientOptions().max_poll_interval)
    monkeypatch.setattr(make, "__defaults__", (*usual[:3], 0.01, 0.02, *usual[5:]))


@pytest.fixture
def served(queue: QueueServer, monkeypatch: pytest.MonkeyPatch) -> QueueServer:
    """A server on which every job is done at once."""
    monkeypatch.setenv("RUNCOMFY_MODEL_API_BASE", queue.base_url)
    return queue


def lines(tmp_path: Path, *requests: object) -> str:
    file = tmp_path / "requests.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in requests))
    return str(file)


def request(prompt: str, model: str = "v/m") -> dict[str, Any]:
    return {"model": model, "inputs": {"prompt": prompt}}


def submits(queue: QueueServer) -> int:
    return sum(method == "POST" for method, _ in queue.seen)


def test_each_request_has_its_outcome(
    served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path, request("a"), "", request("b"), request("c"))
    assert main(["batch", file, "--json", "--max-in-flight", "2"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["total"], document["failed"]) == (3, 0)
    assert sorted(one["index"] for one in document["outcomes"]) == [0, 1, 2]
    assert len({one["request_id"] for one in document["outcomes"]}) == 3
    assert submits(served) == 3


def test_one_model_for_all_lines_and_standard_input(
    served: QueueServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = {"prompt": "a\u2028b", "images": ["https://x/a.png"]}
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{json.dumps(inputs, ensure_ascii=False)}\r\n\n"))
    assert main(["batch", "-", "--model", EDIT]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1\tjob")
    assert "1 of 1 done" in err
    assert served.seen[0] == ("POST", f"/v1/models/{EDIT}")


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (["{broken"], "Line 1 is not valid JSON"),
        ([request("a"), "[1]"], "Line 2 must be a JSON object, not a list"),
        ([{"prompt": "x"}], "or inputs alone with --model"),
        ([request("a"), request("b", EDIT)], "[1].images"),
    ],
)
def test_a_wrong_line_stops_all_of_it(
    given: list[object], part: str, served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", lines(tmp_path, *given)]) == 65
    assert part in capsys.readouterr().err
    assert not served.seen


def test_wrong_requests_can_be_left_out(
    served: QueueServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path, request("a"), request("b", EDIT))
    assert main(["batch", file, "--on-invalid", "skip", "--json"]) == 65
    document = json.loads(capsys.readouterr().out)
    wrong = next(one for one in document["outcomes"] if one["index"] == 1)
    assert wrong["error"]["type"] == "InputError"
    assert document["failed"] == 1
    assert submits(served) == 1


def test_files_that_are_not_there(served: QueueServer, tmp_path: Path) -> None:
    assert main(["batch", str(tmp_path / "gone")]) == 66
    assert main(["batch", str(tmp_path)]) == 65
    assert main(["batch", "-", "--model", "no/such"]) == 65


def test_failed_jobs_share_an_exit_code_or_it_is_1(
    api: respx.MockRouter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.post("/models/v/m").mock(side_effect=lambda _: httpx.Response(401))
    file = lines(tmp_path, request("a"), request("b"))
    assert main(["batch", file, "--json", "--max-in-flight", "1"]) == 77
    document = json.loads(capsys.readouterr().out)
    assert {one["error"]["exit_code"] for one in document["outcomes"]} == {77}
    api.post("/models/v/m").mock(
        side_effect=[httpx.Response(422), httpx.Response(403, json={}), httpx.Response(402)]
    )
    assert (
        main(["batch", lines(tmp_path, request("c"), request("d"), request("e")), "--max-in-flight", "1"])
        == 1
    )
    assert "[1] " in capsys.readouterr().err


def test_each_result_has_a_folder(api: respx.MockRouter, tmp_path: Path) -> None:
    script(api)
    image = api.get("https://x.runcomfy.net/a.png").respond(content=b"\x89PNG\r\n\x1a\n")
    for number in (1, 2):
        again(api, f"r{number}")
        assert main(["batch", lines(tmp_path, request("a")), "-o", str(tmp_path / "out")]) == 0
    assert [file.relative_to(tmp_path / "out").as_posix() for file in (tmp_path / "out").rglob("*.png")] == [
        "1/a.png"
    ]
    assert image.called


def test_resume_waits_for_what_is_open(
    api: respx.MockRouter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["resume"]) == 0
    assert "No job is open." in capsys.readouterr().err
    script(api)
    api.get("https://x.runcomfy.net/a.png").respond(content=b"\x89PNG\r\n\x1a\n")
    assert main(["submit", "v/m", "--untyped"]) == 0
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("cut"))
    assert main(["submit", "v/m", "--untyped"]) == 1
    sent = log_of(api).count(("POST", "/models/v/m"))
    capsys.readouterr()
    assert main(["resume", "-o", str(tmp_path / "out"), "--json"]) == 0
    out, err = capsys.readouterr()
    (outcome,) = json.loads(out)["outcomes"]
    assert outcome["files"] == [str(tmp_path / "out/r1/a.png")]
    assert "Nobody can say whether entry 2" in err
    assert log_of(api).count(("POST", "/models/v/m")) == sent
    assert main(["resume"]) == 0
    assert "No job is open." in capsys.readouterr().err


@pytest.mark.as_written("cost")
def test_what_a_batch_has_cost_is_told_exactly(
    api: respx.MockRouter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, result={"status": "succeeded", "output": {"image": "https://x/a.png"}, "cost": 1234.5678})
    assert main(["batch", lines(tmp_path, request("a"))]) == 0
    assert "1 of 1 done, cost $1234.5678\n" in capsys.readouterr().err
