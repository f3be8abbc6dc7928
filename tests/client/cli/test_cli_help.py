"""What the command line shows of models: from their schemas, harmless whatever these say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runcomfy.__main__ import main
from runcomfy.cli.text import json_text, table, width, wrap

from tests.client.cli.test_cli_parsing import EDIT, model_of
from tests.inside import one_line, printable

HOSTILE = "\x1b[31mred\x07 \u202eevil\u2066 \x9b2J\r\n\ttab [bold]x[/bold] %(prog)s {x}"


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_help_of_a_model_comes_from_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", EDIT, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "--images FILE|URL" in shown
    assert "1 to 10 items; repeat the option for more" in " ".join(shown.split())
    assert "one of 1k, 2k, 4k; default: 1k" in " ".join(shown.split())
    assert "Describes what to change in the input images. required" in shown
    assert "--on-interrupt WHAT" in shown
    assert all(width(line) <= 100 for line in shown.splitlines())


def test_help_says_what_the_schema_allows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model_of(
        monkeypatch,
        {
            "seed": {"type": "integer", "minimum": 0, "title": "Seed", "description": "Seed of it all."},
            "scale": {"type": "number", "minimum": 0, "maximum": 1.5},
            "loras": {"type": "array", "items": {"type": "object"}, "maxItems": 3},
            "sound": {"type": "boolean", "default": True},
            "text": {"type": "string", "maxLength": 20, "default": "long " * 50},
            "evil": {"type": "string", "title": HOSTILE, "enum": ["a\x1b]0;x\x07"]},
            "prompt": {"type": "string"},
        },
        required=["prompt"],
    )
    assert main(["run", "v/m", "--help"]) == 0
    shown = capsys.readouterr().out
    inputs = shown[shown.index("inputs:") : shown.index("options:")]
    assert inputs.splitlines()[1].split() == ["--prompt", "TEXT", "required"]
    plain = " ".join(inputs.split())
    assert "--seed N Seed of it all. at least 0" in plain
    assert "--scale NUMBER 0 to 1.5" in plain
    assert "--loras JSON at most 3 items; repeat the option" in plain
    assert "--[no-]sound default: true" in plain
    assert "--text TEXT at most 20 characters; default: long long" in plain
    assert "…" in plain
    assert "\x1b" not in shown
    assert "\\x1b[31mred\\x07 \\u202eevil\\u2066 \\x9b2J tab [bold]x[/bold] %(prog)s {x}" in plain


def test_help_of_every_model_and_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from runcomfy import registry
    from runcomfy.cli.commands import ROOT

    # However pytest itself was called.
    monkeypatch.setattr(sys, "argv", ["runcomfy-py"])
    for model_id in registry:
        assert main(["run", model_id, "--help"]) == 0
    for command in ROOT.commands:
        for words in [[command.name], *([command.name, one.name] for one in command.commands)]:
            if command.name != "sandbox":
                assert main([*words, "--help"]) == 0
                assert (
                    capsys.readouterr()
                    .out.splitlines()[0]
                    .startswith(f"usage: runcomfy-py {' '.join(words)}")
                )


@pytest.mark.parametrize("columns", ["40", "1", "0", "many"])
def test_help_fits_a_narrow_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from runcomfy.cli.commands import ROOT

    monkeypatch.setenv("COLUMNS", columns)
    for words in (["run", EDIT], ["models", "list"], *([command.name] for command in ROOT.commands)):
        assert main([*words, "--help"]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert max(map(width, shown)) <= (40 if columns in {"40", "1"} else 80), words


def test_the_exit_codes_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    from runcomfy.cli import errors

    assert main(["--help"]) == 0
    told = capsys.readouterr().out.partition("Exit codes: ")[2]
    codes = {value for value in vars(errors).values() if isinstance(value, int)}
    assert codes == {int(word) for word in told.replace(";", " ").split() if word.isdigit()}


def test_the_models_are_there_offline(capsys: pytest.CaptureFixture[str]) -> None:
    from runcomfy import registry

    assert main(["models", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(registry)
    assert main(["models", "search", "GPT-image", "edit", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert EDIT in [entry["model_id"] for entry in found]
    assert all("edit" in entry["model_id"] for entry in found)
    assert main(["models", "list", "--kind", "audio", "--json"]) == 0
    assert {entry["kind"] for entry in json.loads(capsys.readouterr().out)} == {"audio"}
    assert main(["models", "search", "no-such-model"]) == 0
    assert capsys.readouterr() == ("", "There are no such models.\n")
    assert main(["models", "categories", "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--kind", "nope"], "--kind must be one of image, video, audio, not 'nope'"),
        (["--kind", "model"], "--kind must be one of image, video, audio"),
        (["--category", "text-to-imag"], "text-to-image, text-to-video"),
    ],
)
def test_a_kind_or_category_that_there_is_not_is_no_empty_list(
    wrong: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["models", "list"], ["models", "search", "edit"]):
        assert main([*command, *wrong]) == 64
        assert told in capsys.readouterr().err


def test_a_model_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", EDIT]) == 0
    shown = capsys.readouterr().out
    assert "run openai/gpt-image-2/edit --images FILE --prompt TEXT -o DIR" in shown
    assert "price not known" in shown
    assert main(["models", "show", EDIT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["model_id"] == EDIT
    assert main(["models", "show", "openai/gpt"]) == 65


def test_text_is_made_harmless() -> None:
    assert printable("a\tb\x00\r") == "a\tb\\x00\\r"
    assert printable("日本語 ✓ é\u3000👩\u200d🚀\n") == "日本語 ✓ é\u3000👩\u200d🚀\n"
    assert printable("\ud800\U000e0041") == "\\ud800\\U000e0041"
    assert one_line(" a \n b ", 3) == "a b"
    assert json.loads(json_text({"x": HOSTILE})) == {"x": HOSTILE}
    assert json.loads(json_text({"x": [float("nan"), -float("inf"), 1.5]})) == {"x": ["nan", "-inf", 1.5]}
    assert not any(one in json_text({"x": HOSTILE, "é": "\x7f"}) for one in "\x1b\x07\u202e\x9b\x7f")


def test_wrapping_counts_what_the_eye_sees() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("编辑图像的长宽比。", 10) == ["编辑图像的", "长宽比。"]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("", 10) == [""]
    assert table([["提示", "a", "x"], ["b", "ccc", ""]]) == ["提示  a    x", "b     ccc"]


@pytest.mark.parametrize(
    "words",
    [
        ["run", EDIT, "--help"],
        ["models", "show", EDIT],
        ["__complete", "bash", f"runcomfy-py run {EDIT} --res", ":="],
        ["__complete", "zsh", "run", "openai/"],
        ["run", EDIT, "--nonsense"],
    ],
)
def test_no_model_and_no_big_library_is_imported(words: list[str]) -> None:
    code = (
        "import sys; from runcomfy.__main__ import main; main(sys.argv[1:]); "
        "names = {'pydantic', 'httpx', 'rich', 'argparse', 'asyncio', 'runcomfy.client', 'runcomfy.models'}; "
        "sys.exit(repr(sorted(names & set(sys.modules)) or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.stderr.splitlines()[-1] == "''"


def test_a_closed_pipe_is_no_crash() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command: list[Any] = [sys.executable, "-m", "runcomfy", "models", "list"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=600, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["models", "list"],
        ["models", "list", "--json"],
        ["__complete", "zsh", ""],
        ["completion", "zsh"],
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.sample(3)
def test_a_full_disk_is_one_line(words: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "runcomfy", *words],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=600,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"error: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [[], ["nope"], ["run", "no/such", "--debug"]])
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "runcomfy", *words],
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=subprocess.PIPE,
            stderr=full,
            timeout=600,
            check=False,
        )
    assert (done.returncode, done.stdout) == (65 if words[:1] == ["run"] else 64, b"")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_says_what_a_terminal_can_show(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "runcomfy", "__complete", shell, "run", "openai/gpt-image-2/edit", "--"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\n--prompt" in done.stdout
    assert b"\\u2026" in done.stdout


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    import runcomfy

    assert main(["--version"]) == 0
    assert runcomfy.__version__ in capsys.readouterr().out
