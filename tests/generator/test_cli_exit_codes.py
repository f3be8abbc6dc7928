"""Exit codes say what happened, and a disk that refuses is told in one line; nobody's listening changes neither."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from generator.cli import main
from generator.package import ruff
from generator.tree import edit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one schema to stand in."""
    monkeypatch.chdir(tmp_path)
    Path("schemas").mkdir()
    _write("prompt")
    return tmp_path


def _write(name: str) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}}}
    Path("schemas/m.json").write_text(json.dumps({"model_id": "v/m", "input_schema": schema}))


def _run(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, **more
    )


@pytest.mark.parametrize(
    "command", [[], *([name] for name in ("generate", "check", "add", "list", "sync", "diff"))]
)
def test_help_tells_the_exit_codes(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    told = capsys.readouterr().out
    assert all(f"\n  {code:<4} " in told for code in (0, 1, 2, 3, 70, 130))


@pytest.mark.parametrize("command", ["generate", "sync", "diff", "nightly", "init"])
def test_help_fits_a_narrow_terminal(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(SystemExit):
        main([command, "--help"])
    # A metavar is a word and stays whole.
    assert [
        line for line in capsys.readouterr().out.splitlines() if len(line) > 40 and " " in line.strip()
    ] == []


def test_a_beginning_of_a_flag_is_not_the_flag(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["list", "--pack", "x"])
    assert "unrecognized arguments: --pack" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--schemas="],
        ["generate", "--out", ""],
        ["init", ""],
        ["add", ""],
        ["diff", "--allow-file", ""],
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    work: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert "the path is empty" in capsys.readouterr().err


@pytest.mark.parametrize(("stream", "number"), [("stdout", 1), ("stderr", 2)])
@pytest.mark.ci
def test_a_stream_that_is_not_there_changes_no_exit_code(work: Path, stream: str, number: int) -> None:
    for words, code in (
        (["list"], 0),
        (["list", "--format", "json"], 0),
        (["list", "--schemas", "gone"], 2),
        (["generate"], 0),
        (["check"], 0),
        (["sync", "--base-url", "http://127.0.0.1:9/v1", "--model", ".."], 2),
    ):
        closed = f'exec "$@" {number}>&-'
        done = subprocess.run(
            ["sh", "-c", closed, "sh", sys.executable, "-m", "generator", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (code, False), (words, done.stderr)


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals_that_show_them(
    work: Path,
    variables: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["list", "--schemas", "gone"]) == 2
    assert ("\x1b[" in capsys.readouterr().err) is coloured


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_of_everything(*_: object, **__: object) -> None:
    raise edit.shutil.Error([(f"from/{number}", f"to/{number}", "No space left") for number in range(5_000)])


@pytest.mark.parametrize("refuse", [_full, _full_of_everything])
def test_a_full_disk_is_one_line_that_names_it(
    work: Path, refuse: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate"]) == 0
    _write("other")
    capsys.readouterr()
    monkeypatch.setattr(edit, "_put_in_place", refuse)
    assert main(["generate"]) == 2
    first, *others = capsys.readouterr().err.splitlines()
    assert first.startswith("generated: error: No space left")
    assert len(first) < 80
    assert len(others) <= 2
    monkeypatch.undo()
    monkeypatch.chdir(work)
    assert main(["diff"]) == 1, "the old tree is there"


def test_a_full_disk_of_temporary_files_is_named_too(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ruff.Path, "write_text", _full)
    assert main(["generate"]) == 2
    told = f"{gettempdir()}: error: No space left on device\n    make room and try again: nothing was changed"
    assert told in capsys.readouterr().err


def test_a_formatter_that_fails_is_told(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ruff, "_command", lambda: "/bin/false")
    assert main(["generate"]) == 2
    assert "ruff: error: `ruff check` failed" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_is_lost_is_no_success(work: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run("-m", "generator", "generate", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert done.stderr == b"standard output: error: No space left on device; the output is lost\n"
    assert main(["check"]) == 0, "what was done is done"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(work: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run("-m", "generator", "list", "--schemas", "nowhere", stdout=subprocess.PIPE, stderr=full)
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_fault_of_the_generator_s_own_is_not_taken_for_drift(work: Path) -> None:
    program = (
        "import sys, runpy, generator.build as build, generator.cli.app as app\n"
        "{} = None\n"
        "sys.argv[1:] = ['check']\n"
        "runpy.run_module('generator', run_name='__main__')"
    )
    # A command's own is told as every fault is; one outside of all commands is shown whole.
    done = _run("-c", program.format("build.build"), stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"this is a fault of the generator" in done.stderr
    done = _run("-c", program.format("app.Reply"), stderr=subprocess.PIPE)
    assert done.returncode == 70
    assert b"Traceback" in done.stderr
