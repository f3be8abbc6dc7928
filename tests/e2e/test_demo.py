"""`python -m runcomfy.demo`, as `make demo` runs it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.snippets import run_python

DEMO = [sys.executable, "-W", "error", "-m", "runcomfy.demo"]
# The same with less of a queue.
QUICK = [*DEMO[:3], "-c", "import sys, runcomfy.demo as d; sys.exit(d.main(0.4, 0.6))"]


def test_it_saves_a_picture_and_says_how_to_go_on(tmp_path: Path) -> None:
    done = subprocess.run(QUICK, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    (path,) = (tmp_path / "out").iterdir()
    assert str(Path("out") / path.name) in done.stdout
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("PNG", (1024, 768))
    for words in ("in the queue, position", "running", "completed", "0.04 USD", "RUNCOMFY_TOKEN", "/profile"):
        assert words in done.stdout
    assert sys.executable in done.stdout
    # What it tells to type runs as it stands, there.
    typed = run_python(
        tmp_path, "-c", "from runcomfy import" + done.stdout.partition("from runcomfy import")[2]
    )
    assert typed.returncode == 0, typed.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.ci
def test_on_a_terminal_the_progress_is_live(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    written = bytearray()

    def read() -> None:
        try:
            while piece := os.read(ours, 4096):
                written.extend(piece)
        except OSError:
            pass  # how a terminal says that nobody writes any more

    process = subprocess.Popen(QUICK, cwd=tmp_path, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    reader = threading.Thread(target=read)
    reader.start()
    code = process.wait(timeout=600)
    reader.join()
    os.close(ours)
    text = written.decode("utf-8", "replace")
    assert code == 0, text
    assert "running" in text
    assert "0:00:0" in text
    assert "Saved" in text


@pytest.mark.ci
def test_ctrl_c_is_clean(tmp_path: Path) -> None:
    process = subprocess.Popen(DEMO, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        if "request" in line:
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=600)
    assert process.returncode == 130
    assert "Traceback" not in out + error
    assert "Stopped" in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["starlette", "av"])
def test_a_missing_extra_is_said_clearly(missing: str, tmp_path: Path) -> None:
    code = (
        "import importlib.util as u, sys\n"
        f"real = u.find_spec; u.find_spec = lambda n, *a: None if n == {missing!r} else real(n, *a)\n"
        "from runcomfy.demo import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert missing in done.stderr
    assert "runcomfy-client[sandbox]" in done.stderr
    assert "Traceback" not in done.stderr
