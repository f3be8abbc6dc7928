"""The commands against the sandbox: what stands on standard output, what on standard error, and what on the disk."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from runcomfy import JobUpdate
from runcomfy.__main__ import main
from runcomfy.cli.display import Display
from runcomfy.sandbox import Faults, Sandbox

from tests.client.cli.test_cli_parsing import EDIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import VirtualClock
    from tests.manners import Manner

RUN = ["run", EDIT, "--prompt", "a hat", "--resolution", "1k"]


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0.0, run_time=0.01) as made:
        yield made


@pytest.fixture
def sandbox(
    running: Sandbox, manner: Manner, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> Sandbox:
    """The module's sandbox as this environment's API. The client's naps take no time."""
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    running.faults = Faults()
    return running


@pytest.fixture
def photo(tmp_path: Path) -> str:
    from runcomfy.sandbox.render.still_life import still_life

    file = tmp_path / "photo.png"
    still_life().resize((64, 64)).save(file)
    return str(file)


def request_id_of(err: str) -> str:
    first = err.splitlines()[0].split()
    assert first[0] == "request"
    return first[1]


@pytest.mark.as_written("cost")
def test_run_saves_the_files_and_prints_their_paths(
    sandbox: Sandbox, photo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_dir = tmp_path / "out"
    assert main([*RUN, "--images", photo, "-o", str(out_dir)]) == 0
    out, err = capsys.readouterr()
    (saved,) = out_dir.iterdir()
    assert out == f"{saved}\n"
    assert saved.read_bytes().startswith(b"\x89PNG")
    assert err.splitlines()[0] == f"request {request_id_of(err)} ({EDIT})"
    assert "completed" in err
    assert "cost $" in err
    assert main([*RUN, "--images", photo, "-o", str(out_dir), "--overwrite", "-q"]) == 0
    out, err = capsys.readouterr()
    assert list(out_dir.iterdir()) == [saved]
    assert err == f"request {request_id_of(err)}\n"


@pytest.mark.as_written("output", "cost")
def test_json_is_all_there_is_on_standard_output(
    sandbox: Sandbox, photo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*RUN, "--images", photo, "--json", "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["request_id"] == request_id_of(err)
    assert document["model_id"] == EDIT
    assert document["urls"] == [document["output"]["image"]]
    assert document["cost"] > 0
    assert [os.path.exists(path) for path in document["files"]] == [True]  # noqa: PTH110


def test_without_a_folder_the_addresses_are_printed(
    sandbox: Sandbox, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*RUN, "--images", photo]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(sandbox.root_url)
    assert f"download {request_id_of(err)} -o DIR" in err


@pytest.mark.as_written("words")
def test_submit_and_what_comes_after(
    sandbox: Sandbox, photo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", *RUN[1:], "--images", photo]) == 0
    request_id = capsys.readouterr().out.strip()
    assert main(["wait", request_id, "--timeout", "30"]) == 0
    capsys.readouterr()
    assert main(["status", request_id]) == 0
    assert capsys.readouterr().out == "completed\n"
    assert main(["status", request_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["finished"] is True
    assert main(["result", request_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "succeeded"
    assert main(["download", request_id, "-o", str(tmp_path / "got")]) == 0
    assert capsys.readouterr().out.strip() == str(next((tmp_path / "got").iterdir()))
    assert main(["cancel", request_id]) == 75
    assert "was not cancelled" in capsys.readouterr().err
    assert main([*RUN, "--images", photo, "--no-wait", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"request_id", "model_id"}


def test_a_folder_without_waiting_is_for_whoever_waits(
    sandbox: Sandbox, photo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is saved by `--no-wait`, and that is not passed over in silence."""
    folder = tmp_path / "my files"
    assert main([*RUN, "--images", photo, "--no-wait", "--output", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert f"wait {out.strip()} --output '{folder}'` waits for it and saves its files." in err
    assert not folder.exists()


def test_download_saves_here(
    sandbox: Sandbox,
    photo: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert main([*RUN, "--images", photo, "-q"]) == 0
    request_id = request_id_of(capsys.readouterr().err)
    assert main(["download", request_id]) == 0
    assert [file.suffix for file in here.iterdir()] == [".png"]


@pytest.mark.usefixtures("manner")
def test_a_queued_job_is_cancelled(
    clock: VirtualClock, photo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Sandbox(queue_time=600, crowd=2) as busy:
        for name, value in busy.environment.items():
            monkeypatch.setenv(name, value)
        assert main(["submit", *RUN[1:], "--images", photo]) == 0
        request_id = capsys.readouterr().out.strip()
        assert main(["status", request_id]) == 0
        assert capsys.readouterr().out.startswith("in the queue, position ")
        assert main(["cancel", request_id, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["cancelled"] is True
        assert main(["wait", request_id]) == 1


def test_inputs_from_standard_input(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"prompt": "a cat", "images": [photo], "output_format": "webp"}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(given).encode())))
    assert main(["run", EDIT, "--input", "-", "--output-format", "jpeg", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["urls"][0].endswith((".jpg", ".jpeg"))


def test_the_servers_catalogue(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "search", "gpt-image", "edit", "--live"]) == 0
    assert f"{EDIT} " in capsys.readouterr().out
    assert main(["models", "list", "--live", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 100
    assert main(["models", "show", EDIT, "--live"]) == 0
    assert "a base rate" in capsys.readouterr().out
    capsys.readouterr()
    assert main(["models", "show", "no/such", "--live"]) == 65
    for option in ("--kind", "--category"):
        assert main(["models", "list", "--live", option, "nope"]) == 64
        assert f"{option} must be one of " in capsys.readouterr().err
    assert main(["models", "categories", "--live", "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_the_balance(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["balance"]) == 0
    assert capsys.readouterr().out.endswith(" USD\n")
    assert main(["balance", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["balance_usd"] > 0


@pytest.mark.as_written("errors")
def test_untyped_leaves_the_check_to_the_server(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["run", EDIT, "--untyped", "--prompt", "x", "--resolution", "8k", "--images", "https://x/a.png"])
        == 65
    )
    assert "HTTP 422" in capsys.readouterr().err
    assert main(["run", "no/such", "--untyped", "--input.prompt", "x"]) == 65
    assert "HTTP 404" in capsys.readouterr().err


class Terminal(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def update(status: str, position: int | None = None, elapsed: float = 3.0) -> JobUpdate:
    return JobUpdate("r1", status, position, elapsed, status)


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error one. (Not as a fixture: pytest's own capture comes between.)"""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stream


def test_progress_without_rich_is_one_line_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.delitem(sys.modules, "runcomfy.cli.display_rich", raising=False)
    show = Display()
    with show.progress("submitting"):
        show.submitted("r1", "v/m")
        show.update(update("in_queue", 2))
        show.update(update("odd\x1b[2J"))
        show.saving(1_500_000, 3_000_000, "a.png")
    assert shown.getvalue() == (
        "\rsubmitting\x1b[K\r\x1b[Krequest r1 (v/m)\n\rin the queue, position 2 (3 s)\x1b[K"
        "\rodd\\x1b[2J (3 s)\x1b[K\rsaving a.png: 1.5 of 3.0 MB\x1b[K\r\x1b[K"
    )


@pytest.mark.parametrize("rich", [True, False])
def test_a_terminal_that_has_gone_ends_no_job(monkeypatch: pytest.MonkeyPatch, rich: bool) -> None:
    stream = terminal(monkeypatch)
    if not rich:
        monkeypatch.setitem(sys.modules, "rich.console", None)
        monkeypatch.delitem(sys.modules, "runcomfy.cli.display_rich", raising=False)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    show = Display()

    def gone(text: str) -> int:
        raise OSError(5, f"no terminal for {text!r}")

    with show.progress("submitting"):
        monkeypatch.setattr(stream, "write", gone)
        show.update(update("in_queue", 2))
        show.saving(1, None, "a.png")
        show.answer("a.png")
    with show.progress("saving"):
        show.update(update("in_queue", 1))
    assert out.getvalue() == "a.png\n"


def test_progress_with_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    show = Display()
    with show.progress("submitting"):
        show.submitted("r1", "v/m")
        show.update(update("[red]odd", 2))
    shown = stream.getvalue()
    assert "request r1 (v/m)" in shown
    assert "[red]odd" in shown
    assert sys.stderr is stream


def test_colours_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    Display().error("x")
    monkeypatch.setenv("NO_COLOR", "")  # which is not set, as no-color.org has it
    Display().error("y")
    monkeypatch.setenv("NO_COLOR", "1")
    Display().error("z")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    Display().error("z")
    red = "\x1b[1;31merror:\x1b[0m"
    assert stream.getvalue() == f"{red} x\n{red} y\nerror: z\nerror: z\n"


def test_progress_in_a_log_is_a_line_for_each_change(capsys: pytest.CaptureFixture[str]) -> None:
    show = Display()
    with show.progress("submitting"):
        for one in (
            update("in_queue", 2),
            update("in_queue", 2),
            update("in_progress"),
            update("in_progress"),
        ):
            show.update(one)
    assert capsys.readouterr().err == "in the queue, position 2\nrunning\n"


def test_text_that_the_stream_cannot_encode() -> None:
    code = "from runcomfy.__main__ import main; import sys; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "models", "show", EDIT],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=600,
        check=True,
    )
    assert b"\\u63d0\\u793a" in done.stdout
