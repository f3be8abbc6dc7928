"""What a program frozen with PyInstaller needs of this package: by itself it finds neither data nor lazy imports.

The file's name is the rule: a hook is called after the package that it is for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

_PACKAGE = Path(__file__).stem.removeprefix("hook-")
_hooks = import_module("PyInstaller.utils.hooks")  # there only where programs are frozen


def _wanted(module: str) -> bool:
    # The parts for tests import what nobody ships.
    return module.split(".")[1:2] not in (["testing"], ["_pyinstaller"])


# The registry, the schemas, the sandbox's page; and every model, which is imported when it is asked for.
datas = _hooks.collect_data_files(_PACKAGE)
# What needs an extra that is not installed is left out without a word.
hiddenimports = _hooks.collect_submodules(_PACKAGE, filter=_wanted, on_error="ignore")
