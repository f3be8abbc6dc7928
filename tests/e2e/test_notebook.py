"""What a real notebook's kernel is told, against the sandbox: progress, pictures, short errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat
import pytest
from PIL import Image
from runcomfy.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

# A kernel takes seconds to start; that a notebook shows a job is tried without one in tests/client, too.
pytestmark = pytest.mark.ci

RUN = """
from runcomfy import RunComfy

client = RunComfy(poll_interval=0.05)
result = client.openai.gpt_image_2.edit.run(prompt="A red fox", images=["photo.png"])
"""
SAVE = """
result.save("out/")
result
"""
WRONG = """
client.openai.gpt_image_2.edit.run(
    prompt="A red fox", images=["photo.png"], resolution="3k")
"""
LATER = """
async_client = __import__("runcomfy").AsyncRunComfy(poll_interval=0.05)
job = await async_client.openai.gpt_image_2.edit.submit(prompt="A fox", images=["photo.png"])
later = await job.wait()
"""


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The outputs of each cell, after one run of all of them."""
    place: Path = tmp_path_factory.mktemp("notebook")
    Image.new("RGB", (64, 64), "teal").save(place / "photo.png")
    with Sandbox(queue_time=0.1, run_time=0.1) as sandbox, pytest.MonkeyPatch.context() as patched:
        for name, value in {
            **sandbox.environment,
            "IPYTHONDIR": str(place),
            "JUPYTER_PLATFORM_DIRS": "1",
        }.items():
            patched.setenv(name, value)
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(text.strip()) for text in (RUN, SAVE, WRONG, LATER)]
        )
        nbclient.NotebookClient(
            notebook, timeout=600, startup_timeout=600, kernel_name="python3", allow_errors=True,
            resources={"metadata": {"path": str(place)}},
        ).execute()  # fmt: skip
    return [cell.outputs for cell in notebook.cells]


def html_of(outputs: Any) -> str:
    return "".join(output.data.get("text/html", "") for output in outputs if "data" in output)


@pytest.mark.parametrize("cell", [0, 3], ids=["run", "async"])
def test_a_wait_shows_itself(cells: list[Any], cell: int) -> None:
    [shown] = cells[cell]
    assert shown.output_type == "display_data"
    assert "openai/gpt-image-2/edit" in shown.data["text/html"]
    assert re.search(r'<progress value="1"></progress> completed, \d+ s', shown.data["text/html"])


def test_a_saved_picture_is_embedded(cells: list[Any]) -> None:
    html = html_of(cells[1])
    assert "<b>openai/gpt-image-2/edit</b>" in html
    assert re.search(r'<img src="data:image/\w+;base64,', html)
    assert "http" not in html


def test_a_mistake_shows_the_cells_own_line(cells: list[Any]) -> None:
    [error] = cells[2]
    shown = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    assert error.ename == "InputError"
    assert 'resolution="3k"' in shown
    assert "nothing was sent" in shown
    assert "runcomfy/" not in shown.replace("runcomfy/errors.py", "")
    assert shown.count("Cell In") == 1
    assert len(shown.splitlines()) < 15
