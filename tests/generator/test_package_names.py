"""A package of another name never says `runcomfy` by mistake: only where the service, or what it shares, is meant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.package.docstrings import renamed

# What is the service's, or common to all packages that speak to it: its hosts, its token's file and the journal of what
# was paid for, half-written files, names of telemetry and of threads, and the client that requests are made by.
KEPT = re.compile(
    r"""
    runcomfy\.(net|com|invalid) | "runcomfy"\ /\ "(journal|token) | /runcomfy/journal\.sqlite3 | \.runcomfy- | runcomfy\ part
    | traced\("runcomfy\. | "runcomfy\.(run|submit)" | f"runcomfy\.\{attribute\} | get_tracer\("runcomfy"
    | name=f?"runcomfy- | "runcomfy-(submits|looks)" | prefix="runcomfy-sandbox-" | "runcomfy\.sandbox\.close"
    | "application_name":\ "runcomfy" | f"runcomfy-client/\{__version__\} | f"runcomfy\ part
    """,
    re.VERBOSE,
)
# They work the names out, and hold the usual ones for that.
OWN = ("_plain/names.py", "cli/completion_scripts.py")
SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "schemas").mkdir()
    (folder / "schemas/paint.json").write_text(json.dumps({"model_id": "acme/paint", "input_schema": SCHEMA}))
    places = "--schemas", str(folder / "schemas"), "--out", str(folder / "out")
    assert main(["generate", *places, "--package", "acme_ai"]) == 0
    return folder / "out"


@pytest.mark.ci
def test_no_file_says_it_by_mistake(made: Path) -> None:
    own = {made / "acme_ai" / name for name in OWN}
    files = [path for path in sorted(made.rglob("*")) if path.is_file() and path not in own]
    mistakes = [
        f"{path.relative_to(made)}: {line.strip()}"
        for path in files
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()
        if re.search(r"\bruncomfy\b|runcomfy_py", KEPT.sub("", line))
    ]
    assert mistakes == []


def python(made: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=made, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.ci
def test_the_command_line_has_its_own_name(made: Path) -> None:
    assert re.fullmatch(r"acme-ai \(client \d+\.\d+\.\d+\)\n", python(made, "-m", "acme_ai", "--version"))
    helped = python(made, "-m", "acme_ai", "--help") + python(made, "-m", "acme_ai", "completion", "--help")
    assert "usage: python -m acme_ai completion" in helped
    assert 'bash: eval "$(acme-ai completion bash)" in ~/.bashrc' in helped
    assert "runcomfy" not in helped
    for shell in ("bash", "zsh", "fish"):
        script = python(made, "-m", "acme_ai", "completion", shell)
        assert "acme-ai" in script
        assert "runcomfy" not in script
    shown = python(made, "-m", "acme_ai", "models", "show", "acme/paint")
    assert "python -m acme_ai run acme/paint" in shown


PROGRAM = """
import sys
sys.modules.update(dict.fromkeys(["starlette", "respx", "psycopg", "trustme"]))
import acme_ai, importlib, importlib.util, logging
importlib.util.find_spec = lambda name: None
from acme_ai import errors
for module, needs in (("sandbox._extra", lambda m: m.require_sandbox()), ("sandbox._tls", lambda m: m.Certificate([]))):
    try:
        needs(importlib.import_module(f"acme_ai.{module}"))
    except errors.ConfigError as error:
        print(error.hint)
from acme_ai._plain.log import logger
print(logger.name, acme_ai.__doc__.count("from acme_ai import"))
"""


def test_hints_and_the_logger_have_its_own_name(made: Path) -> None:
    said = python(made, "-c", PROGRAM).splitlines()
    assert said == ['pip install "acme-ai[sandbox]"'] * 2 + ["acme_ai 1"], said


def test_a_page_shows_its_own_command(made: Path) -> None:
    page = (made / "docs/models/acme/paint.md").read_text()
    assert "\npython -m acme_ai run acme/paint" in page
    assert "from acme_ai import RunComfy" in page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"""from runcomfy import A"""', '"""from ours import A"""'),
        ('"""See `runcomfy.sandbox`, and `runcomfy`."""', '"""See `ours.sandbox`, and `ours`."""'),
        ('"""`runcomfy-py` runs, as `python -m runcomfy sandbox`."""', '"""`python -m ours` runs, as `python -m ours sandbox`."""'),
        ('"""At runcomfy.net, in ~/.config/runcomfy/token."""', '"""At runcomfy.net, in ~/.config/runcomfy/token."""'),
        ('"""A."""\nx = "from runcomfy import A"', '"""A."""\nx = "from runcomfy import A"'),
        ('def f():\n    """A.\n\n    from runcomfy.x import y\n    """', 'def f():\n    """A.\n\n    from ours.x import y\n    """'),
    ],
)  # fmt: skip
def test_only_docstrings_are_renamed(before: str, after: str) -> None:
    assert renamed(before, "ours") == after
