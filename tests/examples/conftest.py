"""The examples are projects of their own, and are run as such."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
collect_ignore = [path.name for path in HERE.iterdir() if path.is_dir()]


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Let the tests of an example that is named by itself find the modules beside them, as in its own project."""
    if module_path.parent.parent == HERE and str(module_path.parent) not in sys.path:
        sys.path.insert(0, str(module_path.parent))
