"""In a Jupyter kernel, whose event loop runs already, whose signals are its own, and which shows what a cell ends with."""

from __future__ import annotations

import nbclient
import nbformat
import pytest

SYNC = """
from runcomfy import AsyncRunComfy, RunComfy
client, inputs = RunComfy(timeout=60), {"images": ["https://example.com/a.png"]}
job = client.openai.gpt_image_2.edit.submit(prompt="a fox", **inputs)
job
"""
WAIT = "result = job.wait(); result"
ASYNC = """
async with AsyncRunComfy(timeout=60) as other:
    found = await other.openai.gpt_image_2.edit.run(prompt="another fox", **inputs)
    paths = await found.save("pictures")
print(len(paths))
found
"""
BATCH = """
edit = client.openai.gpt_image_2.edit
print([one.error for one in client.batch([edit.request(prompt=str(n), **inputs) for n in range(3)])])
"""
SLOW = """
await AsyncRunComfy(timeout=60).openai.gpt_image_2.edit.run(prompt="a fox")
"""


@pytest.mark.filterwarnings("default")
def test_cells_with_either_client(environment: dict[str, str], tmp_path: object) -> None:
    cells = [nbformat.v4.new_code_cell(text) for text in (SYNC, WAIT, ASYNC, BATCH)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute(env=environment)
    shown, waited, found, printed = ([dict(one) for one in cell.outputs] for cell in cells)
    assert "<progress" in shown[0]["data"]["text/html"]
    assert "<img" in waited[-1]["data"]["text/html"]
    assert "1\n" in "".join(one.get("text", "") for one in found)
    assert "<img" in found[-1]["data"]["text/html"]
    assert "[None, None, None]" in "".join(one.get("text", "") for one in printed)


@pytest.mark.filterwarnings("default")
def test_a_fault_is_shown_and_the_kernel_goes_on(environment: dict[str, str], tmp_path: object) -> None:
    cells = [nbformat.v4.new_code_cell("from runcomfy import *"), nbformat.v4.new_code_cell(SLOW)]
    notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell("print('still here')")])
    nbclient.NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute(env=environment)
    assert notebook.cells[1].outputs[-1]["ename"] == "InputError"
    assert notebook.cells[2].outputs[0]["text"] == "still here\n"
