"""Where the command line reads and writes: folders that cannot be, streams that are not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import respx
from runcomfy.__main__ import main

from tests.client.conftest import TOKEN

EDIT = "openai/gpt-image-2/edit"
RUN = ["run", EDIT, "--prompt", "x", "--images", "https://x.example/a.png"]


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    file = tmp_path / "requests.jsonl"
    file.write_text('{"prompt": "x", "images": ["https://x.example/a.png"]}\n')
    return file


@pytest.mark.parametrize("command", ["run", "wait", "download", "result", "batch", "resume"])
@pytest.mark.parametrize("kind", ["a file", "below a file", "a dead link", "too long", "a zero byte"])
def test_a_folder_that_cannot_be_is_found_before_anything_is_sent(  # noqa: PLR0917 (five are given)
    api: respx.MockRouter,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    requests: Path,
    command: str,
    kind: str,
) -> None:
    file = tmp_path / "taken"
    file.write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "else")
    folder = {
        "a file": file,
        "below a file": file / "out",
        "a dead link": tmp_path / "link",
        "too long": tmp_path / ("x" * 300),
        "a zero byte": "a\0b",
    }[kind]
    words = {"run": RUN, "batch": ["batch", str(requests), "--model", EDIT], "resume": ["resume"]}
    assert main([*words.get(command, [command, "r1"]), "-o", str(folder)]) == 64
    assert "nothing can be saved into" in capsys.readouterr().err
    assert not api.calls


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="there, or for root, every folder can be written"
)
def test_a_folder_that_may_not_be_written(api: respx.MockRouter, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    for folder in (locked, locked / "out" / "deeper"):
        assert main([*RUN, "-o", str(folder)]) == 64
    assert not api.calls


def test_the_trial_leaves_nothing(api: respx.MockRouter, tmp_path: Path) -> None:
    api.post(f"/models/{EDIT}").respond(402, json={"error_code": 400002})
    place = tmp_path / "place"
    place.mkdir()
    assert main([*RUN, "-o", str(place / "a" / "b")]) == 65
    assert not list(place.iterdir())


STREAMS = """
import sys
sys.{name} = None
from runcomfy.__main__ import main
codes = [main(words) for words in (
    ["models", "list"], ["--help"], [], ["run"], ["models", "show", "no/such"], ["sandbox", "--balance", "x"],
    ["run", "openai/gpt-image-2/edit", "--input", "-"],
) if words[:1] != ["sandbox"]]
assert sys.{name} is None
open("codes", "w").write(" ".join(map(str, codes)))
"""


@pytest.mark.parametrize("name", ["stderr", "stdout", "stdin"])
def test_a_stream_that_is_not_there_changes_no_exit_code(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", STREAMS.format(name=name)],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "codes").read_text() == "0 0 64 64 65 65"
    # What was meant for one stream does not come out of the other.
    assert name != "stderr" or "error" not in done.stdout
