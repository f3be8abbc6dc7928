"""What is installed: the wheel in an environment that was empty, with what it asks for and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["check_modules", "check_requirements", "install"]

# What only an extra brings, by the module that is then not found.
_EXTRAS = {"PIL", "av", "jsonschema", "pytest", "respx", "rich", "starlette", "uvicorn"}


def install(wheel: Path, folder: Path) -> Path:
    """Make the environment and return its Python."""
    venv.create(folder)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _pip(python, "install", "--quiet", "--no-compile", str(wheel))
    return python


def _pip(python: Path, *arguments: str) -> str:
    # This environment's pip works on the other one, which stays without.
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_requirements(python: Path) -> str:
    """The client asks for httpx and pydantic, and all else that is there is asked for by these."""
    found = json.loads(_pip(python, "inspect"))
    asks: dict[str, list[str]] = {}
    for package in found["installed"]:
        metadata = package["metadata"]
        asks[canonicalize_name(metadata["name"])] = [
            canonicalize_name(requirement.name)
            for requirement in map(Requirement, metadata.get("requires_dist", ()))
            if requirement.marker is None
            or requirement.marker.evaluate({**found["environment"], "extra": ""})
        ]
    own = asks.get("runcomfy-client", [])
    assert sorted(own) == ["httpx", "pydantic"], f"the client asks for {own}"
    reached: set[str] = set()
    waiting = ["runcomfy-client"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += asks[name]
    assert set(asks) == reached, f"nobody asked for {sorted(set(asks) - reached)}"
    return f"installed with httpx, pydantic and the {len(reached) - 3} packages that these need"


_WALK = """
import importlib, json, pkgutil, warnings
import runcomfy
warnings.simplefilter("error")
modules, missing = [], {}
for found in pkgutil.walk_packages(runcomfy.__path__, "runcomfy.", onerror=lambda name: None):
    # PyInstaller's hook is run by PyInstaller, and by nobody else.
    if found.name.endswith("__main__") or "._pyinstaller." in found.name:
        continue
    try:
        importlib.import_module(found.name)
        modules.append(found.name)
    except ImportError as error:
        missing[found.name] = str(error.name).partition(".")[0]
for name in runcomfy.__all__:
    getattr(runcomfy, name)
print(json.dumps([modules, missing, runcomfy.__version__]))
"""


def check_modules(python: Path) -> str:
    """Every module can be imported, but for those of an extra; and every public name is there."""
    done = subprocess.run(
        [str(python), "-I", "-c", _WALK],
        capture_output=True,
        text=True,
        check=False,
        env={name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
    )
    assert done.returncode == 0, done.stderr
    answer: tuple[list[str], dict[str, str], str] = tuple(json.loads(done.stdout))
    modules, missing, version = answer
    assert len(modules) > 50, f"only {len(modules)} modules are there"
    strange: dict[str, Any] = {name: lost for name, lost in missing.items() if lost not in _EXTRAS}
    assert not strange, f"these cannot be imported without an extra: {strange}"
    return f"{version}: {len(modules)} modules imported, {len(missing)} wait for their extra"
