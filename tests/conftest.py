"""Options and settings for all tests."""

from __future__ import annotations

import filecmp
import gc
import os
import signal
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests import postgres
from tests.manners import MANNERS, PARTS, PLAIN, Manner, speaking

# The suite is the same on every run; CI tries more, `make soak` ten times as many, and `HYPOTHESIS_PROFILE=explore` most,
# and elsewhere each time.
# A test that needs more or fewer examples than others says so as a share: `tests/shares.py`.
settings.register_profile("local", max_examples=25, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), max_examples=32)
# `make mutate` asks only whether a test fails: no smaller example is looked for.
settings.register_profile("mutation", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate])
settings.register_profile("soak", settings.get_profile("local"), max_examples=600)
settings.register_profile("explore", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))

ROOT = Path(__file__).parent.parent


# A shell starts what it puts into the background with Ctrl-C ignored, and children inherit that: the tests that
# interrupt a program would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on look for garbage, and only among what the tests themselves leave: see `pytest_configure`."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse to run where `generated/` holds another runtime than `generator/`: the tests would try the old one."""
    if not hasattr(session.config, "workerinput") and (stale := stale_runtime(ROOT)):
        pytest.exit(f"{stale} is not what generator/runtime/ has; run `make generate` first", returncode=2)


def stale_runtime(root: Path) -> str | None:
    """Return a file of the generated package that is not what `generator/runtime/` has, if there is one."""
    runtime, package = root / "generator" / "runtime", root / "generated" / "runcomfy"
    if not package.is_dir():  # nothing was generated, or this is the tree that `make mutate` laid out
        return None
    originals = {path.relative_to(runtime) for path in _files(runtime)}
    for path in sorted(originals):
        if not (package / path).is_file() or not filecmp.cmp(runtime / path, package / path, shallow=False):
            return (package / path).relative_to(root).as_posix()
    # Of the modules, the generator itself writes these; all others were copied.
    modules = {path.relative_to(package) for path in _files(package) if path.suffix == ".py"}
    gone = {path for path in modules - originals if path.parts[0] not in {"vendors.py", "models"}}
    return (package / min(gone)).relative_to(root).as_posix() if gone else None


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path


@pytest.hookimpl(optionalhook=True)  # it is not there with `-p no:xdist`
def pytest_xdist_auto_num_workers() -> int | None:
    """Return how many tests run at once by `-n auto`: two a core, since about a third of the time is waiting."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return 2 * (os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, by which golden files are written anew, `--manner` and `--one-in`."""
    parser.addoption("--update", action="store_true", help="write the expected files of tests/cases anew")
    parser.addoption(
        "--manner",
        action="append",
        choices=list(MANNERS),
        help="only the tests that meet a server, which speaks so to them (tests/manners.py); may be repeated",
    )
    parser.addoption(
        "--one-in", type=int, default=1, metavar="N",
        help="with --manner: one test in so many, the same ones each time, and others for each manner",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that goes with `--manner`, and look for no garbage while the tests are collected.

    What modules and the list of tests hold is there for good. To search it again and again is half the time of
    collecting, in every worker, and a good part of each search while the tests run.
    """
    gc.disable()
    parts = ", ".join(PARTS)
    config.addinivalue_line("markers", f"as_written(*parts): no manner changes these of {parts}; none: all")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat what a server answers, for each manner that was asked for."""
    names = metafunc.config.getoption("--manner")
    if names and "manner" in metafunc.fixturenames:
        metafunc.parametrize("manner", [MANNERS[name] for name in names], ids=names, indirect=True)


@pytest.hookimpl(tryfirst=True)  # before `-m` is looked at
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to CI all cases of a test but its sample, and what meets no server where a manner was asked for."""
    cases: Counter[str] = Counter()
    for item in items:
        if sample := item.get_closest_marker("sample"):
            table = item.nodeid.partition("[")[0]
            cases[table] += 1
            if cases[table] > sample.args[0]:
                item.add_marker(pytest.mark.ci)
    if config.getoption("--manner"):
        several = config.getoption("--one-in")
        items[:] = [
            item
            for item in items
            if "manner" in getattr(item, "fixturenames", ())
            and zlib.crc32(item.nodeid.encode()) % several == 0
        ]


@pytest.fixture
def manner(request: pytest.FixtureRequest) -> Iterator[Manner]:
    """How the server speaks in this test."""
    manner: Manner = getattr(request, "param", PLAIN)
    for mark in request.node.iter_markers("as_written"):
        manner = manner.without(mark.args or PARTS)
    if manner is PLAIN:
        yield manner
    else:
        with speaking(manner):
            yield manner


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> postgres.Server:
    """A PostgreSQL server, the same for all workers of this run."""
    if sys.platform == "win32" or postgres.programs() is None:
        pytest.skip("there is no PostgreSQL here")
    base = tmp_path_factory.getbasetemp()
    worker = "PYTEST_XDIST_WORKER" in os.environ
    return postgres.shared_server(base.parent if worker else base, os.getppid() if worker else os.getpid())


@pytest.fixture(scope="module")
def postgres_url(postgres_server: postgres.Server) -> str:
    """The URL of a database that only the tests of this module use."""
    return postgres_server.make_database()
