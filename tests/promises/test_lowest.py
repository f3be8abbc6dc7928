"""The lowest versions that `pyproject.toml` allows are enough for the client and its extras.

The generator is another matter: what writes code is pinned exactly.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.promises.kit import ROOT, Environment

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, GROUPS = SETTINGS["project"], SETTINGS["dependency-groups"]
# Those who meet a library from nearest: transport, models, pictures, sounds, pages, mocks. What the sandbox answers
# is its own affair.
NEAR = (
    "tests/client/surface/test_client_requests.py", "tests/client/surface/test_client_catalogue.py",
    "tests/client/surface/test_client_everywhere.py", "tests/client/surface/test_pickles.py",
    "tests/client/transport/test_client_transport.py", "tests/client/schema/test_models_input.py",
    "tests/client/schema/test_models_output.py", "tests/client/files/test_files_save.py", "tests/client/files/test_files_peers.py",
    "tests/client/schema/test_media_checks.py", "tests/client/cli/test_cli_run.py", "tests/client/cli/test_cli_help.py",
    "tests/sandbox/test_command.py", "tests/sandbox/test_in_process.py", "tests/sandbox/test_inputs.py",
    "tests/sandbox/test_page.py", "tests/sandbox/test_reach.py", "tests/sandbox/test_render.py", "tests/sandbox/test_routes.py",
    "tests/sandbox/test_server.py", "tests/testing",
)  # fmt: skip


def test_the_lowest_versions_are_enough(tmp_path: Path) -> None:
    extras = PROJECT["optional-dependencies"]
    bounds = [line for lines in (PROJECT["dependencies"], *extras.values()) for line in lines]
    environment = Environment.make(tmp_path / "environment")
    # Only of what stands here: the lowest that those need in turn is their own affair.
    environment.install("--resolution", "lowest-direct", "--editable", f"{ROOT}[{','.join(extras)}]")
    installed = environment.runs(
        "-c",
        "import importlib.metadata as m; [print(d.name.lower(), d.version) for d in m.distributions()]",
        cwd=tmp_path,
    )
    versions = dict(line.split() for line in installed.splitlines())
    lowest = {
        name.lower(): version for line in bounds for name, version in re.findall(r"([\w-]+)>=([\d.]+)", line)
    }
    # `httpx>=0.28` is met by 0.28.0 and by no later one.
    assert {name: (versions[name] + ".").startswith(version + ".") for name, version in lowest.items()} == (
        dict.fromkeys(lowest, True)
    ), versions
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(f"{name}=={versions[name]}" for name in lowest))
    # What judges OpenAPI documents asks for a later jsonschema than the client does.
    tools = [line for line in GROUPS["test"] if not line.startswith("openapi-spec-validator")]
    environment.install(*tools, "--constraint", pins)
    # In one process: nothing is compiled in this environment yet, and each worker would do it for itself.
    environment.runs("-m", "pytest", "-q", "-n", "0", *NEAR, cwd=ROOT)
