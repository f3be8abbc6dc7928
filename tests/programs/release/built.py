"""What is built: an sdist that makes the same wheel, and a wheel that holds the client and nothing else."""

from __future__ import annotations

import ast
import email
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

__all__ = ["build", "check_metadata", "check_sdist_and_wheel_agree", "check_wheel"]


def build(root: Path, folder: Path) -> tuple[Path, Path]:
    """Build the sdist and, from what it holds, the wheel."""
    _build(root, folder)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def check_sdist_and_wheel_agree(root: Path, wheel: Path, folder: Path) -> None:
    """Nothing that the wheel needs is missing from the sdist, and building is reproducible."""
    _build(root, folder, "--wheel")
    (direct,) = folder.glob("*.whl")
    assert direct.name == wheel.name, f"{direct.name} from the tree, {wheel.name} from the sdist"
    if direct.read_bytes() == wheel.read_bytes():
        return
    with zipfile.ZipFile(direct) as one, zipfile.ZipFile(wheel) as other:
        names = set(one.namelist()) ^ set(other.namelist())
        same = set(one.namelist()) & set(other.namelist())
        names |= {name for name in same if one.read(name) != other.read(name)}
    raise AssertionError(
        f"the sdist makes another wheel; they differ in {sorted(names)[:10] or 'their order'}"
    )


def _build(root: Path, folder: Path, *arguments: str) -> None:
    # The backend is in this environment; fetching it anew would only be slower.
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *arguments,
        "--outdir",
        str(folder),
        str(root),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def check_wheel(path: Path) -> str:
    """The package, `py.typed`, the licence, every model's schema, one version, and no word of the generator."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        info = path.name.removesuffix("-py3-none-any.whl") + ".dist-info"
        outside = {name.split("/")[0] for name in names} - {"runcomfy", info}
        assert not outside, f"the wheel holds {sorted(outside)} too"
        for needed in ("runcomfy/py.typed", f"{info}/licenses/LICENSE"):
            assert needed in names, f"the wheel has no {needed}"
        models = json.loads(wheel.read("runcomfy/registry.json"))
        schemas = [json.loads(wheel.read(name))["model_id"] for name in names if _is_schema(name)]
        assert sorted(schemas) == sorted(models), "the wheel's schemas are not those of its models"
        metadata = email.message_from_bytes(wheel.read(f"{info}/METADATA"))
        version = re.search(r'__version__ = "(.+)"', wheel.read("runcomfy/_version.py").decode())
        assert version, "the package has no version"
        assert metadata["Version"] == version[1], f"{metadata['Version']} of {version[1]}"
        sources = [name for name in names if name.endswith(".py")]
        for name in sources:
            foreign = _imports(wheel.read(name).decode()) & {"generator", "tests"}
            assert not foreign, f"{name} imports {sorted(foreign)}"
    return f"the wheel holds {len(sources)} modules, {len(schemas)} schemas, py.typed and the licence"


def check_metadata(*built: Path) -> str:
    """An index of packages takes both, and can show the README."""
    command = [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *map(str, built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return "twine finds nothing wrong with either, the README included"


def _is_schema(name: str) -> bool:
    return name.startswith("runcomfy/schemas/") and name.endswith(".json")


def _imports(source: str) -> set[str]:
    """Return the first names of all that a module imports, wherever in it, but for its own package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found
