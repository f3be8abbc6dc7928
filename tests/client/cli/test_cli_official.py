"""The command line beside the official one: the words it knows are understood, or refused before anything is paid."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy.__main__ import main
from runcomfy.cli.text import width

from tests.client.cli.test_cli_parsing import EDIT
from tests.client.conftest import TOKEN, log_of, script

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import VirtualClock


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)


@pytest.fixture
def served(api: respx.MockRouter, clock: VirtualClock) -> respx.MockRouter:
    """One job, done at the second look."""
    script(api)
    api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    return api


def sent(api: respx.MockRouter) -> Any:
    (body,) = [json.loads(call.request.content) for call in api.calls if call.request.method == "POST"]
    return body


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


RUN = ["submit", EDIT, "--images", "https://x.example/a.png"]


@pytest.mark.parametrize("flag", ["--input", "--input-file"])
@pytest.mark.parametrize("source", ["file", "-"])
def test_inputs_from_a_file_by_either_name(
    served: respx.MockRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: str, source: str
) -> None:
    text = json.dumps({"prompt": "a hat", "images": ["https://x.example/a.png"]})
    file = tmp_path / "inputs.json"
    file.write_text(text)
    piped(monkeypatch, text)
    assert main(["submit", EDIT, flag, "-" if source == "-" else str(file)]) == 0
    assert sent(served)["prompt"] == "a hat"


@pytest.mark.parametrize("word", ["json", "pretty"])
@pytest.mark.parametrize(
    "words", [["run", EDIT, "--prompt", "x"], ["wait", "r1"], ["download", "r1"], ["result", "r1"]]
)
def test_the_official_formats_are_no_folders(
    served: respx.MockRouter, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], word: str
) -> None:
    for flag in (["--output", word], [f"--output={word}"], ["-o", word], ["--output-dir", word]):
        assert main([*words, *flag]) == 64
        assert "takes a folder, not the format" in capsys.readouterr().err
    assert main(["--output", word, *words]) == 64
    assert "--json" in capsys.readouterr().err
    assert not served.calls


@pytest.mark.parametrize("words", [["models", "get", EDIT], ["models", "show", EDIT]])
def test_a_model_by_either_word(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(words) == 0
    assert "--prompt" in capsys.readouterr().out


def test_requests_are_known_by_the_official_words(
    served: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", EDIT, "--prompt", "x", "--images", "https://x.example/a.png"]) == 0
    capsys.readouterr()
    for official, own in ((["requests", "get"], ["status"]), (["requests", "cancel"], ["cancel"])):
        answers = []
        for words in (official, own):
            code = main([*words, "r1", "--json"])
            answers.append((code, json.loads(capsys.readouterr().out).keys()))
        assert answers[0] == answers[1]
    assert main(["requests", "result", "r1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["request_id"] == "r1"


def test_nothing_is_saved_where_that_was_said(
    served: respx.MockRouter, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    words = [*RUN[1:], "--prompt", "x", "--output-dir", str(folder), "--no-download"]
    assert main(["run", *words]) == 0
    assert not folder.exists()
    assert "https://" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "prompt"),
    [
        ("-", "piped in"),
        ("@-", "piped in"),
        ("@{file}", "two\nlines"),
        ("@@handle, smiling", "@handle, smiling"),
        ("a - b @ c", "a - b @ c"),
        ("--", "--"),
    ],
)
def test_a_text_is_read_from_where_it_stands(
    served: respx.MockRouter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, prompt: str
) -> None:
    file = tmp_path / "prompt.txt"
    file.write_bytes(b"\xef\xbb\xbftwo\nlines\n")
    piped(monkeypatch, "piped in\n")
    assert main([*RUN, f"--prompt={given.format(file=file)}"]) == 0
    assert sent(served)["prompt"] == prompt


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--prompt", "@{missing}"], 66, "written with two"),
        (["--prompt", "@"], 65, "cannot be read"),
        (["--prompt", "@{folder}"], 65, "cannot be read"),
        (["--prompt", "@{binary}"], 65, "not UTF-8"),
        (["--prompt", "@{empty}"], 65, "empty"),
        (["--prompt", "-"], 65, "standard input is empty"),
        (["--prompt", "-", "--input", "-"], 64, "once"),
        (["--prompt", "-", "--prompt", "-"], 64, "once"),
    ],
)
def test_a_text_that_cannot_be_read_is_never_sent(  # noqa: PLR0917 (four are fixtures)
    served: respx.MockRouter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    said: str,
) -> None:
    places = {"missing": tmp_path / "none", "folder": tmp_path}
    for name, content in {"binary": b"\xff\xfe\x00", "empty": b"\n"}.items():
        places[name] = tmp_path / name
        places[name].write_bytes(content)
    piped(monkeypatch, "")
    assert main([*RUN, *(word.format(**places) for word in words)]) == code
    assert said in capsys.readouterr().err
    assert not served.calls


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["login"], "set RUNCOMFY_TOKEN"),
        (["whoami"], "`balance` shows"),
        (["logout"], "keeps no token"),
        ([*RUN, "--prompt", "x", "--no-wait"], "`submit` sends"),
        ([*RUN, "--prompt", "x", "--poll-secs", "2"], "Leave it out"),
    ],
)
def test_official_words_without_a_use_here_say_what_to_do_instead(
    served: respx.MockRouter, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 64
    assert said in capsys.readouterr().err
    assert not served.calls


def test_nobody_waits_for_a_terminal_to_be_typed_into(
    served: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert main([*RUN, "--prompt", "-"]) == 65
    assert "nothing is piped" in capsys.readouterr().err
    assert not served.calls


def test_choices_and_files_keep_their_own_meaning(served: respx.MockRouter, tmp_path: Path) -> None:
    assert main([*RUN, "--prompt", "x", "--resolution", "@2k"]) == 65
    assert main(["submit", EDIT, "--prompt", "x", "--images", "@none.png"]) in (65, 66)
    assert not served.calls


@pytest.mark.parametrize("words", [["gpt-image-2 edit"], ["gpt-image-2", "edit"], ["  edit   gpt-image-2 "]])
def test_a_search_of_several_words_quoted_or_not(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["models", "search", *words]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "openai/gpt-image-2.5/flare/edit",
        EDIT,
    ]


NARROW = [
    [],
    ["run"],
    ["run", EDIT],
    ["batch"],
    ["models"],
    ["models", "list"],
    ["requests"],
    ["journal", "prune"],
    ["completion"],
]


@pytest.mark.parametrize("words", NARROW, ids=" ".join)
def test_help_fits_into_forty_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main([*words, "--help"]) == 0
    out = capsys.readouterr().out
    assert max(map(width, out.splitlines())) <= 40


def test_a_list_of_models_fits_into_forty_columns_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    shown = Terminal()
    monkeypatch.setattr(sys, "stdout", shown)
    assert main(["models", "list"]) == 0
    long = [line for line in shown.getvalue().splitlines() if width(line) > 40]
    # An id is never cut: it is copied from here.
    assert all("/" in line and " " not in line for line in long)
    assert EDIT in shown.getvalue().splitlines()


def test_a_too_late_cancel_is_no_success(
    served: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    # The official tool says 0, on which a script may submit the same once more, and pay twice.
    served.post("/requests/r1/cancel").respond(202, json={"outcome": "not_cancellable"})
    assert main(["requests", "cancel", "r1"]) == 75
    assert "not cancelled" in capsys.readouterr().err
    assert log_of(served) == [("POST", "/requests/r1/cancel")]


CSV = """model,prompt,images,aspect_ratio
{edit},"a hat, red",https://x.example/a.png,1:1

{edit},"two
lines","[""https://x.example/a.png"", ""https://x.example/b.png""]",
"""


def requests_of(tmp_path: Path, text: str, usual: str | None = None) -> list[dict[str, Any]]:
    from runcomfy.cli.csv_requests import csv_requests

    return list(csv_requests(text.replace("{edit}", EDIT), usual))  # type: ignore[arg-type]


def test_a_batch_reads_csv(tmp_path: Path) -> None:
    first, second = requests_of(tmp_path, CSV)
    assert first == {
        "model": EDIT,
        "inputs": {"prompt": "a hat, red", "images": ["https://x.example/a.png"], "aspect_ratio": "1:1"},
    }
    assert second["inputs"]["prompt"] == "two\nlines"
    assert len(second["inputs"]["images"]) == 2
    assert "aspect_ratio" not in second["inputs"]


@pytest.mark.parametrize("prompt", ["a\u2028b", "a\x0bb\x85c", "x" * 200_000])
def test_a_row_ends_where_its_line_does(tmp_path: Path, prompt: str) -> None:
    text = f"prompt,images\r\n{prompt},https://x.example/a.png\r\nlast,https://x.example/b.png\r\n"
    first, second = requests_of(tmp_path, text, EDIT)
    assert (first["inputs"]["prompt"], second["inputs"]["prompt"]) == (prompt, "last")


def test_a_cell_is_text_whatever_it_begins_with(tmp_path: Path) -> None:
    (one,) = requests_of(tmp_path, "prompt,images\n@handle,https://x.example/a.png\n", EDIT)
    assert one["inputs"]["prompt"] == "@handle"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prompt\nx\n", "Line 1 must name the inputs"),
        ("", "Line 1 must name the inputs"),
        ("model,prompt,prompt\n", "Line 1 must name each input once"),
        ("model,prompt\nno/such,x\n", "Line 2 names the model 'no/such'"),
        ("model,prompt\n{edit},x,y\n", "Line 2 has 3 cells"),
        ('model,prompt\n\n{edit},"x\n', "Line 3 is not CSV"),
    ],
)
def test_a_csv_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    file = tmp_path / "requests.CSV"
    file.write_text(text.replace("{edit}", EDIT))
    assert main(["batch", str(file)]) == 65
    assert said in capsys.readouterr().err
