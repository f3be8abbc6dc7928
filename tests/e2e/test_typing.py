"""Both type checkers, strict, over a program that uses the built wheel in an environment of its own.

They must find exactly the mistakes that the program says it makes: each of them, and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests/typing/sample.py"
WRONG = {
    number
    for number, line in enumerate(SAMPLE.read_text(encoding="utf-8").splitlines(), 1)
    if "# wrong:" in line
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it, and of this one only what the wheel says it needs."""
    folder = tmp_path_factory.mktemp("typing")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return folder


def test_the_wheel_holds_the_package_and_nothing_else(environment: Path) -> None:
    names = {path.name for path in (environment / "site").iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"runcomfy"}
    assert (environment / "site/runcomfy/py.typed").exists()
    metadata = next((environment / "site").glob("*.dist-info")) / "METADATA"
    required = [
        line for line in metadata.read_text(encoding="utf-8").splitlines() if line.startswith("Requires-Dist")
    ]
    assert sorted(
        line.split()[1].split(">")[0].split("<")[0] for line in required if "extra ==" not in line
    ) == [
        "httpx",
        "pydantic",
    ]


@pytest.mark.ci  # a second checker: the other one is quicker
def test_mypy_finds_exactly_the_mistakes(environment: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--output", "json"),
            *("--config-file", "/dev/null" if sys.platform != "win32" else "nul", str(SAMPLE)),
        ],
        cwd=environment,
        env={"MYPYPATH": str(environment / "site"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    errors = [entry for entry in found if entry["severity"] == "error"]
    assert {entry["line"] for entry in errors if Path(entry["file"]).name == "sample.py"} == WRONG, (
        done.stdout
    )
    assert all(Path(entry["file"]).name == "sample.py" for entry in errors), errors


def test_basedpyright_finds_exactly_the_mistakes(environment: Path) -> None:
    config = {"typeCheckingMode": "strict", "extraPaths": ["site"], "reportUnusedExpression": False}
    (environment / "pyrightconfig.json").write_text(json.dumps(config))
    (environment / "sample.py").write_text(SAMPLE.read_text(encoding="utf-8"))
    command = Path(sysconfig.get_path("scripts")) / "basedpyright"
    arguments = [str(command), "--outputjson", "--pythonpath", sys.executable, "sample.py"]
    done = subprocess.run(arguments, cwd=environment, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = [entry for entry in found if entry["severity"] == "error"]
    assert {entry["range"]["start"]["line"] + 1 for entry in errors} == WRONG, errors
