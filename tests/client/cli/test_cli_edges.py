"""The command line where something is missing, odd, or stopped a second time."""

from __future__ import annotations

import io
import json
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import runcomfy.sandbox
from runcomfy.__main__ import main
from runcomfy.cli.completion import offers

from tests.client.cli.test_cli_many import lines, quick, request
from tests.client.cli.test_cli_parsing import EDIT, model_of
from tests.client.conftest import TOKEN, log_of, script
from tests.client.jobs.test_client_interrupts import kill
from tests.inside import spot

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import VirtualClock

__all__ = ["quick"]  # a fixture

SERVERLESS = "https://serverless.example"
RUN = ["run", "v/m", "--untyped", "--input", "{}"]


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    # However pytest itself was called.
    monkeypatch.setattr(sys, "argv", ["runcomfy-py"])


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ({"categories": ["a", {"name": "b"}, {"id": "c"}, {}, 5]}, ["a", "b", "c", "?", "?"]),
        ({"categories": "a"}, []),
        ({}, []),
    ],
)
def test_categories_in_whatever_form_the_server_has_them(
    api: respx.MockRouter, capsys: pytest.CaptureFixture[str], answer: object, names: list[str]
) -> None:
    api.get("/models/categories").respond(json=answer)
    assert main(["models", "categories", "--live"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == names
    assert ("No categories are known." in err) == (not names)


def test_a_model_of_the_server_that_says_little(
    api: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    api.get("/models/new/model").respond(json={"display_name": "Brand\x1bnew", "categories": None})
    assert main(["models", "show", "new/model", "--live"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "new/model",
        "Brand\\x1bnew",
        "price not known",
        "",
        "runcomfy-py run new/model -o DIR",
    ]


@pytest.mark.parametrize("answer", [{}, {"balance_usd": None, "currency": "USD"}, {"balance": "plenty"}])
def test_a_balance_that_is_not_told(
    api: respx.MockRouter,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: object,
) -> None:
    monkeypatch.setenv("RUNCOMFY_SERVERLESS_API_BASE", SERVERLESS)
    api.get(f"{SERVERLESS}/prod/v2/balance").respond(json=answer)
    assert main(["balance"]) == 0
    assert capsys.readouterr().out == "The server does not say what the account holds.\n"


def test_a_result_without_files_is_not_silently_nothing(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, result={"status": "succeeded", "output": {"text": "a fox"}})
    assert main([*RUN, "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"text": "a fox"}
    assert "The result has no files." in err


def test_on_a_terminal_the_id_is_shown_once(
    api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    script(api)
    out, err = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["submit", "v/m", "--untyped"]) == 0
    assert out.getvalue() == "r1\n"
    assert err.getvalue() == "`runcomfy-py wait r1` waits for it.\n"


def test_too_much_json_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spot("LARGEST_INPUT"), 10)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"prompt": "a fox"}')))
    assert main(["run", EDIT, "--input", "-"]) == 65
    assert "holds more than" in capsys.readouterr().err


def test_a_second_ctrl_c_ends_the_cancelling(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    queued = httpx.Response(200, json={"status": "in_queue"})
    api.get("/requests/r1/status").mock(side_effect=kill(signal.SIGINT, queued))
    api.post("/requests/r1/cancel").mock(side_effect=kill(signal.SIGINT, queued))
    assert main(RUN) == 130
    err = capsys.readouterr().err
    assert "Request r1 was not cancelled: that was interrupted too." in err
    assert "`runcomfy-py wait r1`" in err


def test_what_the_system_refuses_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(request("a"))))
    assert main(["batch", str(tmp_path)]) != 0
    err = capsys.readouterr().err
    assert "Is a directory" in err
    assert str(tmp_path) in err
    assert "should not happen" not in err


def test_a_number_that_no_entry_can_have_is_none_of_an_entry(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    assert main(RUN) == 0
    for number in ("9" * 19, "9" * 5000):
        capsys.readouterr()
        assert main(["journal", "forget", number]) == 1
        out, err = capsys.readouterr()
        assert (out, err) == ("0 deleted\n", "")


def test_a_batch_without_requests_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", lines(tmp_path)]) == 0
    assert capsys.readouterr().err == "There are no requests.\n"


def test_requests_on_standard_input_are_utf_8_whatever_the_streams_encoding(
    api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    line = b"\xef\xbb\xbf" + json.dumps(request("é"), ensure_ascii=False).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line), encoding="latin-1"))
    assert main(["batch", "-", "--no-journal"]) == 0, capsys.readouterr().err
    assert json.loads(api.calls[0].request.content) == {"prompt": "é"}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xe9"), encoding="latin-1"))
    assert main(["batch", "-", "--no-journal"]) == 65
    assert "FILE: standard input is not UTF-8 text." in capsys.readouterr().err


def test_standard_input_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise IsADirectoryError(21, "Is a directory")

    for words in (["batch", "-"], ["run", EDIT, "--input", "-"], ["run", EDIT, "--prompt", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Broken())))
        assert main(words) == 65
        assert "standard input cannot be read: Is a directory." in capsys.readouterr().err


def test_warnings_of_others_stay_their_own(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        warnings.warn("of somebody else", UserWarning, stacklevel=1)
        return httpx.Response(200, json={"status": "in_queue"})

    script(api)
    api.get("/requests/r1/status").mock(side_effect=answer)
    with pytest.warns(UserWarning, match="of somebody else"):
        assert main(["status", "r1"]) == 0
    assert "warning: of somebody else" not in capsys.readouterr().err


# Batches


@pytest.mark.usefixtures("quick")
def test_equal_lines_are_sent_once_and_saved_once(
    api: respx.MockRouter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    api.get("https://x.runcomfy.net/a.png").respond(content=b"\x89PNG\r\n\x1a\n")
    file = lines(tmp_path, request("a"), request("a"))
    assert main(["batch", file, "--dedupe", "--json", "-o", str(tmp_path / "out")]) == 0
    first, second = sorted(json.loads(capsys.readouterr().out)["outcomes"], key=lambda one: one["index"])
    assert (first["files"], second["files"]) == ([str(tmp_path / "out/1/a.png")], [])
    assert second["duplicate_of"] == 0
    assert "duplicate_of" not in first
    assert log_of(api).count(("POST", "/models/v/m")) == 1


@pytest.mark.as_written("cost")
@pytest.mark.usefixtures("quick")
def test_an_outcome_whose_files_cannot_be_saved_has_failed_and_keeps_its_output(
    api: respx.MockRouter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(
        api, result={"status": "succeeded", "output": {"image": "https://evil.example/a.png"}, "cost": 0.5}
    )
    assert main(["batch", lines(tmp_path, request("a")), "--json", "-o", str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    document = json.loads(out)
    [outcome] = document["outcomes"]
    assert document["failed"] == 1
    assert outcome["error"]["type"] == "DownloadError"
    assert outcome["output"] == {"image": "https://evil.example/a.png"}
    assert (outcome["cost"], outcome["request_id"]) == (0.5, "r1")
    assert "[1] " in err


# The sandbox, and completion


def test_the_sandbox_is_a_command_like_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(runcomfy.sandbox.Sandbox, "run", lambda self, ready: served.append(self))
    assert main(["sandbox", "--port", "0"]) == main(["--", "sandbox"]) == 0
    assert len(served) == 2
    assert capsys.readouterr().err == ""


def test_completion_of_places_and_of_options_that_hold_models(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offers(["batch"], "").what == "files"
    assert [one.word for one in offers(["batch", "--model"], "openai/gpt-image-2/").found] == [EDIT]
    assert [one.word for one in offers(["batch"], "--model=openai/gpt-image-2/").found] == [f"--model={EDIT}"]
    model_of(monkeypatch, {"it": {"type": "string", "enum": ["it's $5"]}})
    assert main(["__complete", "bash", "runcomfy-py run v/m --it 'it", ":="]) == 0
    assert capsys.readouterr().out == "values\nit'\\''s $5\n"
