"""The loop itself: what refuses to run, what is left out and where, and what a target of the Makefile chooses."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import inside
from tests.conftest import stale_runtime

ROOT = Path(__file__).parent.parent
# The name to import, where it is not that of the package.
IMPORTED_AS = {
    "pillow": "PIL",
    "markdown-it-py": "markdown_it",
    "pytest-cov": "pytest_cov",
    "opentelemetry-sdk": "opentelemetry",
    "vcrpy": "vcr",
    "pyyaml": "yaml",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose generated package is what its runtime says, with modules of the generator's own."""
    for folder in ("generator/runtime", "generated/runcomfy"):
        for name, text in {"_core.py": "one = 1\n", "cli/__init__.py": "", "py.typed": ""}.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in ("vendors.py", "models/a/b.py", "registry.json", "__pycache__/_core.pyc"):
        path = tmp_path / "generated/runcomfy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


def test_a_fresh_copy_is_fine(root: Path) -> None:
    assert stale_runtime(root) is None


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (lambda root: (root / "generator/runtime/_core.py").write_text("one = 2\n"), "_core.py"),
        (lambda root: (root / "generated/runcomfy/_core.py").write_text("two = 1\n"), "_core.py"),
        (lambda root: (root / "generator/runtime/cli/new.py").write_text(""), "cli/new.py"),
        (lambda root: (root / "generator/runtime/cli/__init__.py").unlink(), "cli/__init__.py"),
    ],
)
def test_a_runtime_that_was_not_copied_is_named(root: Path, change: object, stale: str) -> None:
    assert callable(change)
    change(root)
    assert stale_runtime(root) == f"generated/runcomfy/{stale}"


@pytest.mark.ci
def test_what_the_tests_import_is_declared() -> None:
    """And does not only happen to come with something else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    names = [re.match(r"[\w-]+", line)[0] for lines in lists for line in lines if isinstance(line, str)]  # type: ignore[index]
    declared = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}
    own = {"app", "generator", "poster", "runcomfy", "tasks", "tests", "thumbnails"}
    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in (ROOT / "tests").rglob("*.py")
        for module in _imports(path)
        if module not in sys.stdlib_module_names | declared | own
    }
    assert undeclared == set()


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_every_golden_file_is_written_anew_by_one_target() -> None:
    recipe = re.search(
        r"^update-cases:.*\n\t(.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert recipe is not None
    golden = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if 'getoption("--' + 'update")' in path.read_text(encoding="utf-8")
    }
    assert set(re.findall(r"tests/\S+\.py", recipe[1])) == golden


def test_the_inside_is_where_the_table_says() -> None:
    assert all(getattr(inside, name) is not inside for name in inside.PLACES)
    with pytest.raises(AttributeError, match="reach no nonsense of the inside"):
        inside.nonsense  # noqa: B018


# Those that import private modules themselves, until they too go through `tests/inside.py`.
LEFT = (
    "client/many/*",
    "client/books/test_budget*",
    "client/faults/test_faults_*",
    "client/*/*_kit.py",
)
# Those whose programs, which other processes run, do so.
LEFT += (
    "client/journal/test_file_troubles.py",
    "client/journal/test_process*.py",
    "client/files/test_files_leftovers.py",
    "client/transport/test_transport_lookup.py",
)
LEFT += ("crash/*", "programs/*", "programs/*/*", "inside.py", "cases/**", "browser/*")


def test_nobody_else_goes_around_the_table() -> None:
    left = {path for pattern in LEFT for path in (ROOT / "tests").glob(pattern)}
    around = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path not in left and "cases" not in path.parts
        for line in re.findall(
            r"^ *from runcomfy(?:\.\w+)*\._(?!_).* import.*|^ *from runcomfy(?:\.\w+)* import _(?!_).*|^ *import runcomfy\._.*",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert around == []


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as far as `make` looks at it before it has a Python."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "generator/runtime/_version.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def _make(place: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make here")
    return subprocess.run(
        [make, "--silent", *arguments],
        cwd=place,
        env=environment or None,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_so_in_one_line(clone: Path) -> None:
    done = _make(clone, "demo", "PYTHON=/nowhere/python3.13")
    told = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode == 2
    assert len(told) == 1
    assert "no Python 3.11 or newer" in told[0]
    assert "/nowhere/python3.13" in told[0]


@pytest.mark.parametrize(
    ("version", "lacks", "why"),
    [
        ((3, 10), "", "python3 is Python 3.10"),
        (sys.version_info[:2], "ensurepip", "python3 has no venv module"),
    ],
)
def test_a_python_that_does_not_do_is_told_why(clone: Path, version: object, lacks: str, why: str) -> None:
    tools = clone / "tools"
    tools.mkdir()
    for name in ("sh", "test", "touch", "echo"):
        (tools / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    pretence = (
        "import sys, importlib.util as u; real = u.find_spec; "
        f"u.find_spec = lambda name: None if name == {lacks!r} else real(name); "
        f"sys.version_info = {tuple(version)!r}; exec(sys.argv[2])"  # type: ignore[call-overload]
    )
    (tools / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} -c {shlex.quote(pretence)} "$@"\n')
    (tools / "python3").chmod(0o755)
    done = _make(clone, "demo", PATH=str(tools))
    told = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode == 2
    assert len(told) == 1
    assert why in told[0]
    assert not (clone / ".venv" / "bin").exists()


def test_the_first_python_that_is_new_enough_makes_the_environment(clone: Path) -> None:
    """Two are on the path: an old one under the first name that is tried, and a newer one under another."""
    tools = clone / "tools"
    tools.mkdir()
    for name in ("sh", "test", "touch", "echo"):
        (tools / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    pythons = {"python3": "echo is Python 3.10", "python3.12": 'echo "$@" >> called; echo fits'}
    for name, code in pythons.items():
        (tools / name).write_text(f"#!/bin/sh\n{code}\n")
        (tools / name).chmod(0o755)
    _make(clone, "install", PATH=str(tools))
    assert (clone / "called").read_text(encoding="utf-8").splitlines()[-1] == "-m venv --clear .venv"


def test_a_part_that_has_no_tests_is_told() -> None:
    done = _make(ROOT, "test", "PART=nonsense", "--old-file=generate", "--old-file=.venv/.installed")
    assert done.returncode == 2
    assert "No tests are called nonsense" in done.stderr


STAGES = (
    "ruff check", "lint-imports", "generator check", "bin/mypy", "bin/basedpyright", '-m "not soak"', "tests/promises",
    "tests.programs.pythons --others --share", "CRASH_KILLS=100", "-m share tests/crash", "tests/contract", "--manner=codes",
    "tests.programs.site", "tests/browser", "tests/hosts", "tests/editors", "tests/world", "tests.programs.release",
)  # fmt: skip


def test_ci_has_every_stage() -> None:
    said = _make(ROOT, "--dry-run", "ci").stdout
    assert [stage for stage in STAGES if stage not in said] == []
    # What generates is run before any two stages run at the same time, and in none of them.
    assert said.count("-m generator generate") == 1


@pytest.mark.parametrize("failing", ["mypy", "basedpyright"])
def test_one_of_two_stages_that_fails_is_seen(clone: Path, failing: str) -> None:
    tools = clone / ".venv/bin"
    tools.mkdir(parents=True)
    (clone / ".venv/.made").touch()
    (clone / ".venv/.installed").touch()
    for name in ("mypy", "basedpyright"):
        (tools / name).write_text(f"#!/bin/sh\necho {name} ran; exit {int(name == failing)}\n")
        (tools / name).chmod(0o755)
    done = _make(clone, "typecheck")
    assert done.returncode == 2
    assert f"{failing} ran" in done.stdout


def test_the_demo_installs_what_it_needs_and_says_so(clone: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", clone)
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (packages := clone / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
    # What would be installed and run, by a Python that reads what it is given to read.
    python.write_text(f'#!/bin/sh\ncase "$1" in -c) exec {sys.executable} "$@" ;; esac\necho "$*" >>called\n')
    python.chmod(0o755)
    done = _make(clone, "demo")
    assert done.returncode == 0, done.stderr
    assert "Installing the client's two libraries and the sandbox's, once: httpx pydantic rich" in done.stdout
    wanted = (clone / ".venv" / ".demo.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert wanted == [*project["dependencies"], *extras["cli"], *extras["sandbox"]]
    install, demo = (clone / "called").read_text(encoding="utf-8").splitlines()
    assert install.endswith("--requirement .venv/.demo.txt")
    assert demo == "-m runcomfy.demo"
    # By then .venv/bin/python finds the package, wherever it is started, as the demo tells its reader.
    assert (packages / "runcomfy-here.pth").read_text(encoding="utf-8") == f"{clone}/generated\n"
    # The second time there is nothing to install.
    (clone / "called").unlink()
    assert "Installing" not in _make(clone, "demo").stdout
    assert (clone / "called").read_text(encoding="utf-8") == "-m runcomfy.demo\n"
    # Where the tools are there, it runs what the schemas say now.
    (clone / ".venv" / ".installed").touch()
    (clone / "called").unlink()
    assert _make(clone, "demo").returncode == 0
    assert "-m generator generate" in (clone / "called").read_text(encoding="utf-8")
