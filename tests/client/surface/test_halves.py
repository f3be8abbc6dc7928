"""Whoever uses one of the two clients imports nothing of the other: what a program imports, and what files may."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import runcomfy

from tests.client.faults.fault_server import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(runcomfy.__file__).parent
# What people start may use either client.
STARTED = ("cli", "sandbox", "testing", "demo.py", "__main__.py", "_pyinstaller")

# What only a fault, a local file, a price or a pattern needs: the first use of a model does without.
LATER = {
    "difflib",
    "html",
    "runcomfy._books.ledger",
    "runcomfy._catalogue.price",
    "runcomfy._jobs.core",
    "runcomfy._plain.ecma",
    "runcomfy._plain.sniff",
    "runcomfy._schema.describe",
    "runcomfy._schema.input_issues",
    "runcomfy._schema.judge",
    "runcomfy._schema.sources",
}

RUN = {
    "sync": """
        from runcomfy import RunComfy

        client = RunComfy("t", base_url=URL)
        assert client.openai.gpt_image_2.edit.validate(prompt="a", images=["https://a.example/b.png"])
        nested = client.blackforestlabs.flux_3.extend_video.draft
        assert nested.model_id == "blackforestlabs/flux-3/extend-video/draft"
        assert not {"httpx", "httpcore", "ssl", *LATER} & set(sys.modules), "before anything is sent"
        job = client.model("t/a").submit({"marker": "a"})
        seen(before=True)
        for update in job.updates():
            assert job.status().request_id == update.request_id
        result = job.wait()
        assert result.save(FOLDER) and result.files[0].read()
        assert client.model("t/a").run({"marker": "a"}).urls == result.urls
        client.close()
    """,
    "async": """
        import asyncio
        from runcomfy import AsyncRunComfy

        async def main():
            client = AsyncRunComfy("t", base_url=URL)
            assert client.openai.gpt_image_2.edit.validate(prompt="a", images=["https://a.example/b.png"])
            nested = client.blackforestlabs.flux_3.extend_video.draft
            assert nested.model_id == "blackforestlabs/flux-3/extend-video/draft"
            assert not {"httpx", "httpcore", *LATER} & set(sys.modules), "before anything is sent"
            job = await client.model("t/a").submit({"marker": "a"})
            seen(before=True)
            async for update in job.updates():
                assert (await job.status()).request_id == update.request_id
            result = await job.wait()
            assert await result.save(FOLDER) and await result.files[0].read()
            assert (await client.model("t/a").run({"marker": "a"})).urls == result.urls
            await client.aclose()

        asyncio.run(main())
    """,
}
# httpcore imports the asynchronous libraries that it finds, for its own asynchronous half: none of them is ours.
PROGRAM = """
import sys
for name in {hidden!r}:
    sys.modules[name] = None
URL, FOLDER = sys.argv[1:]
LATER = {later!r}
submitted = set()

def seen(before=False):
    found = {{name for name, module in sys.modules.items() if module is not None}}
    if before:
        submitted.update(found)
    return found

{run}
print(*sorted(seen()))
print(*sorted(name for name in seen() - submitted if name.startswith("runcomfy.")))
"""


def half(module: str) -> str | None:
    """Which client a module is for, by its name; None for both."""
    name = module.rpartition(".")[2]
    if name.startswith("async_") or name in {"_async", "aio", "connecting", "loop", "tasks", "termination"}:
        return "async"
    if name.startswith("sync") or name in {"_sync", "deadlines", "drive", "interrupts", "threads"}:
        return "sync"
    return "sync" if module == "runcomfy.client" else None


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", RUN)
def test_a_program_imports_its_own_half(kind: str, tmp_path: Path) -> None:
    hidden = ["trio", "anyio"] if kind == "sync" else ["trio"]
    with running() as server:
        document = {"status": "succeeded", "output": {"image": f"{server.url('foreign')}/files/f.png"}}
        server.script("a", document=document)
        program = PROGRAM.format(hidden=hidden, later=LATER, run=textwrap.dedent(RUN[kind]))
        # What measures coverage in other processes imports much by itself.
        env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        command = [sys.executable, "-W", "error", "-c", program, server.base_url, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    modules, late = (line.split() for line in done.stdout.splitlines() or ["", ""])
    ours = [name for name in modules if name.startswith("runcomfy.")]
    assert [name for name in ours if half(name) not in {kind, None}] == []
    assert {name for name in ours if half(name) == kind}
    if kind == "sync":
        assert [name for name in modules if name.partition(".")[0] in {"asyncio", "anyio", "_asyncio"}] == []
    # Whatever a job needs to its end is there before it is paid for.
    assert late == []


def imports(tree: ast.AST, *, deferred: bool) -> Iterator[tuple[ast.stmt, bool]]:
    """The imports that are carried out, and whether only when a function is called."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, deferred
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for other in node.orelse:
                yield from imports(ast.Module([other], []), deferred=deferred)
        else:
            inner = deferred or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from imports(node, deferred=inner)


def named(module: str, node: ast.stmt) -> Iterator[str]:
    """The modules that an import may mean, by their full names."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = module.split(".")[: -node.level] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        yield base
        yield from (f"{base}.{one.name}" for one in node.names)


def faults(module: str, source: str) -> list[str]:
    """What a module imports that is not of its half."""
    found: list[str] = []
    mine = half(module)
    for node, deferred in imports(ast.parse(source), deferred=False):
        for other in named(module, node):
            ours = PACKAGE.parent.joinpath(*other.split(".")).with_suffix(".py").is_file()
            theirs = half(other) if ours else None
            foreign = theirs is not None and theirs != mine and (mine is not None or not deferred)
            if foreign:
                found.append(f"{module} imports {other}")
    return found


def test_no_file_imports_the_other_half() -> None:
    found, halves = [], set()
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE)
        if place.parts[0] in STARTED or (place.name == "__init__.py" and place.parts[0] != "models"):
            continue
        module = ".".join(("runcomfy", *place.with_suffix("").parts))
        halves.add(half(module))
        found += faults(module, path.read_text(encoding="utf-8"))
    assert halves == {"sync", "async", None}
    assert found == []


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("runcomfy._jobs.sync_job", "def f():\n    from .async_job import AsyncJob", True),
        ("runcomfy._jobs.async_job", "from .sync_job import Job", True),
        ("runcomfy._jobs.job", "from .sync_job import Job", True),
        ("runcomfy._files.sync", "from . import aio", True),
        ("runcomfy._jobs.job", "if TYPE_CHECKING:\n    from .sync_job import Job", False),
        ("runcomfy._jobs.async_job", "from .job import JobBase", False),
    ],
)
def test_an_import_of_the_other_half_is_found(module: str, source: str, wrong: bool) -> None:
    assert bool(faults(module, source)) == wrong
