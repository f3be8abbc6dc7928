"""Exit codes: from the error's type and status, never from its text. And one clear message, with the request's id."""

from __future__ import annotations

import json
import signal
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy.__main__ import main

from tests.client.cli.test_cli_parsing import EDIT
from tests.client.conftest import TOKEN, again, log_of, script
from tests.client.jobs.test_client_interrupts import kill, stop

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import VirtualClock

__all__ = ["stop"]  # a fixture

RUN = ["run", "v/m", "--untyped", "--input", "{}"]


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    # However pytest itself was called.
    monkeypatch.setattr(sys, "argv", ["runcomfy-py"])


def failed(error: object) -> dict[str, Any]:
    return {"status": "failed", "error": error}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(400, json={"message": "no"}), (65, "RejectedInputError")),
        (
            httpx.Response(422, json={"detail": [{"loc": ["body", "seed"], "msg": "bad"}]}),
            (65, "RejectedInputError"),
        ),
        (httpx.Response(401), (77, "AuthenticationError")),
        (httpx.Response(400, json={"error_code": 400004}), (77, "AuthenticationError")),
        (httpx.Response(403), (77, "PermissionDeniedError")),
        (httpx.Response(402, json={"message": "timeout 429"}), (65, "InsufficientBalanceError")),
        (httpx.Response(404, json={"message": "503"}), (65, "NotFoundError")),
        (httpx.Response(429), (75, "RateLimitError")),
        (httpx.Response(500), (1, "SubmissionUnknownError")),
        (httpx.Response(503, json={"message": "timeout"}), (1, "SubmissionUnknownError")),
        (httpx.Response(418, json={"message": "401"}), (1, "APIError")),
        (httpx.ReadTimeout("429"), (1, "SubmissionUnknownError")),
        (httpx.ConnectError("refused"), (69, "APIConnectionError")),
        (httpx.ConnectTimeout("slow"), (75, "APITimeoutError")),
    ],
)
def test_a_submission_that_is_refused(
    answer: Any,
    expected: tuple[int, str],
    api: respx.MockRouter,
    clock: VirtualClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, kind = expected
    api.post("/models/v/m").mock(side_effect=[answer] * 9)
    assert main([*RUN, "--json"]) == code
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert (document["error"]["type"], document["error"]["exit_code"]) == (kind, code)
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert TOKEN not in out + err


def test_what_to_do_is_said_in_the_words_of_the_command(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    api.post("/models/v/m").respond(404)
    assert main(RUN) == 65
    assert "`runcomfy-py models search --live WORD` lists all." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(500), 69),
        (httpx.Response(504, text="<html>408 timeout</html>"), 69),
        (httpx.Response(408, json={"message": "500"}), 75),
        (httpx.Response(429), 75),
        (httpx.Response(200, text="<html>429</html>"), 69),
        (httpx.Response(404), 65),
    ],
)
def test_a_question_without_an_answer(
    answer: httpx.Response,
    code: int,
    api: respx.MockRouter,
    clock: VirtualClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    api.get("/requests/r1/status").mock(return_value=answer)
    assert main(["status", "r1"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert "r1" in err
    assert ("The job is not lost" in err) == (code != 65)


@pytest.mark.as_written("error")
@pytest.mark.parametrize(
    "error",
    [
        "429 timeout",
        "HTTP 429 Too Many Requests",
        "timeout",
        {"code": 408, "message": "401 unauthorized"},
        None,
    ],
)
def test_a_failed_job_is_1_whatever_its_text_says(
    error: object, api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, result=failed(error))
    assert main([*RUN, "--json"]) == 1
    out, err = capsys.readouterr()
    document = json.loads(out)["error"]
    assert document["type"] == "JobFailedError"
    assert document["request_id"] == "r1"
    assert document["reason"] == error
    assert "request r1" in err


def test_a_cancelled_job_is_1(api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, result={"status": "cancelled"})
    assert main(RUN) == 1


def test_out_of_time_is_75_and_says_how_to_go_on(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, statuses=["in_progress"])
    assert main([*RUN, "--timeout", "20"]) == 75
    assert "Wait for it with `runcomfy-py wait r1`." in capsys.readouterr().err
    assert ("POST", "/requests/r1/cancel") not in log_of(api)
    assert main(["result", "r1", "--timeout", "3"]) == 64


def test_an_unfinished_result_is_75(api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["in_progress"], result={"status": "in_progress"})
    assert main(["result", "r1"]) == 75


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["--prompt", "x", "--images", "gone.png"], 66, "there is no file 'gone.png'"),
        (["--prompt", "x", "--images", "https://x/a.png", "--images", "gone.png"], 66, "images[1]"),
        (["--prompt", "x", "--images", "gone.png", "--resolution", "8k"], 65, "resolution must be one of"),
        (["--prompt", "x"], 65, "images is required"),
        (["--prompt", "x", "--images", "."], 65, "directory"),
        (["--input", '{"promt": 1}'], 65, "did you mean 'prompt'?"),
    ],
)
def test_wrong_inputs_send_nothing(
    words: list[str], code: int, part: str, api: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", EDIT, *words]) == code
    assert part in capsys.readouterr().err
    assert not api.calls


def test_input_issues_are_in_the_json(api: respx.MockRouter, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["run", EDIT, "--prompt", "x", "--images", "https://x/a.png", "--resolution", "8k", "--json"])
        == 65
    )
    (fault,) = json.loads(capsys.readouterr().out)["error"]["issues"]
    assert (fault["path"], fault["value"]) == ("resolution", "8k")


def test_usage_errors_are_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", EDIT, "--bogus", "--json"]) == 64
    assert json.loads(capsys.readouterr().out)["error"]["exit_code"] == 64


def test_no_token_is_77_and_a_bad_address_64(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], api: respx.MockRouter
) -> None:
    assert main(["balance", "--base-url", "http://example.com"]) == 64
    err = capsys.readouterr().err
    assert "plain http" in err
    assert err.endswith("name its host: --http-host example.com.\n")
    monkeypatch.delenv("RUNCOMFY_TOKEN")
    assert main(RUN) == 77
    err = capsys.readouterr().err
    assert "https://www.runcomfy.com/profile" in err
    assert "RUNCOMFY_TOKEN" in err


@pytest.mark.parametrize("id_", ["../x", "a b", "x" * 200, ""])
def test_what_is_no_request_id_is_65(id_: str, api: respx.MockRouter) -> None:
    assert main(["status", id_]) == 65
    assert not api.calls


def test_what_the_server_says_does_not_reach_the_terminal_raw(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;owned\x07 \x9b31m \u202ereversed [red]"
    script(api, statuses=[evil, "completed"], result=failed(evil))
    assert main(RUN) == 1
    for number, words in enumerate((RUN, [*RUN, "--json"]), 2):
        again(api, f"r{number}", result={"status": "succeeded", "output": {"image": evil}})
        assert main(words) == 0
    out, err = capsys.readouterr()
    assert not any(one in out + err for one in "\x1b\x07\x9b\u202e")


def test_a_traceback_comes_only_with_debug(
    api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from runcomfy.cli import jobs

    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(jobs, "status", broken)
    assert main(["status", "r1"]) == 1
    err = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in err
    assert "Traceback" not in err
    assert main(["status", "r1", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_cancels_a_run_and_the_id_is_there(
    api: respx.MockRouter, clock: VirtualClock, stop: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    number, error = stop
    script(api)
    api.get("/requests/r1/status").mock(
        side_effect=kill(number, httpx.Response(200, json={"status": "in_queue"}))
    )
    code = 130 if error is KeyboardInterrupt else 143
    assert main([*RUN, "--json"]) == code
    out, err = capsys.readouterr()
    assert err.startswith("request r1")
    assert "Interrupted. Request r1 was cancelled." in err
    assert json.loads(out)["error"] | {"message": ""} == {
        "type": "Interrupted",
        "message": "",
        "hint": None,
        "exit_code": code,
        "request_id": "r1",
    }
    assert log_of(api)[-1] == ("POST", "/requests/r1/cancel")


def test_ctrl_c_says_when_the_job_goes_on(
    api: respx.MockRouter, clock: VirtualClock, stop: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    number, error = stop
    script(api)
    api.get("/requests/r1/status").mock(
        side_effect=kill(number, httpx.Response(200, json={"status": "in_queue"}))
    )
    cancel = api.post("/requests/r1/cancel").respond(202, json={"outcome": "not_cancellable"})
    code = 130 if error is KeyboardInterrupt else 143
    assert main(RUN) == code
    assert "was not cancelled: the server cannot cancel it any more" in (err := capsys.readouterr().err)
    assert "runcomfy-py wait r1" in err
    cancel.mock(side_effect=httpx.ConnectError("gone"))
    assert main(["wait", "r1", "--on-interrupt", "cancel"]) == code
    assert "was not cancelled: The server could not be reached" in capsys.readouterr().err
    before = cancel.call_count
    for words in (["wait", "r1"], ["download", "r1"]):
        assert main(words) == code
        assert "Request r1 is left running." in capsys.readouterr().err
    again(api, "r2")
    api.get("/requests/r2/status").mock(
        side_effect=kill(number, httpx.Response(200, json={"status": "in_queue"}))
    )
    assert main([*RUN, "--on-interrupt", "detach"]) == code
    assert "Request r2 is left running." in capsys.readouterr().err
    assert cancel.call_count == before
    cancel.respond(202, json={"outcome": "cancelled"})
    assert main(["wait", "r1", "--on-interrupt", "cancel"]) == code
    assert cancel.call_count == before + 1


def test_ctrl_c_while_the_request_is_on_its_way(
    api: respx.MockRouter, clock: VirtualClock, stop: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    number, error = stop
    script(api)
    api.post("/models/v/m").mock(side_effect=kill(number, httpx.Response(200, json={"request_id": "r1"})))
    assert main(RUN) == (130 if error is KeyboardInterrupt else 143)
    assert "r1: cancelled" in capsys.readouterr().err
    assert log_of(api) == [("POST", "/models/v/m"), ("POST", "/requests/r1/cancel")]


def test_warnings_are_lines_of_this_command(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, statuses=["sleeping", "completed"])
    assert main(RUN) == 0
    err = capsys.readouterr().err
    assert "warning: Request r1 has the unknown status 'sleeping'" in err
    assert "RunComfyWarning" not in err


def test_debug_shows_the_log_without_the_token(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    assert main([*RUN, "--debug"]) == 0
    err = capsys.readouterr().err
    assert "submitted to v/m" in err
    assert TOKEN not in err


def test_files_that_cannot_be_saved(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(
        api,
        result={"status": "succeeded", "output": ["https://x.runcomfy.net/a.png", "https://evil.example/b"]},
    )
    api.get("https://x.runcomfy.net/a.png").respond(
        content=b"\x89PNG\r\n\x1a\n", headers={"content-type": "image/png"}
    )
    assert main([*RUN, "-o", str(tmp_path), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)["error"]
    assert document["type"] == "DownloadError"
    assert document["files"] == [str(tmp_path / "a.png")]
    assert document["request_id"] == "r1"


def test_ctrl_c_while_files_are_saved(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    api.get("https://x.runcomfy.net/a.png").mock(
        side_effect=kill(signal.SIGINT, httpx.Response(200, content=b"x"))
    )
    assert main([*RUN, "-o", str(tmp_path)]) == 130
    assert "`runcomfy-py download r1 -o DIR` saves them." in capsys.readouterr().err
