"""Every cell in order, as a kernel runs them; what a cell ends with must be fit to be shown."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from runcomfy.sandbox import Sandbox

NOTEBOOK = Path(__file__).parent / "first_steps.ipynb"


def _run(source: str, names: dict[str, Any]) -> str:
    """Run a cell and return how its last expression is shown."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return ""
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    show = getattr(value, "_repr_html_", None)
    return str(show() if show else repr(value))


def test_every_cell_runs(
    runcomfy_sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    shown = "\n".join(_run(source, names) for source in sources)
    assert "FLUX 3: text to image" in shown
    assert runcomfy_sandbox.token not in shown
    assert "completed" in capsys.readouterr().out
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_it_is_kept_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
