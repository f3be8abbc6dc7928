"""Options and settings for all tests."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

from tests.manners import MANNERS, PARTS, PLAIN, Manner

# The suite is the same on every run; `HYPOTHESIS_PROFILE=explore` looks further, and elsewhere each time.
settings.register_profile("suite", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


# A shell starts what it puts into the background with Ctrl-C ignored, and children inherit that: the tests that
# interrupt a program would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, by which golden files are written anew, and `--manner`."""
    parser.addoption("--update", action="store_true", help="write the expected files of tests/cases anew")
    parser.addoption(
        "--manner",
        choices=["all", *MANNERS],
        help="how the server speaks to the client's tests (tests/manners.py); all: every way in turn",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that goes with `--manner`."""
    parts = ", ".join(PARTS)
    config.addinivalue_line("markers", f"as_written(*parts): no manner changes these of {parts}; none: all")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat what a server answers, for each manner that was asked for."""
    asked = metafunc.config.getoption("--manner")
    if asked and "manner" in metafunc.fixturenames:
        names = list(MANNERS) if asked == "all" else [asked]
        metafunc.parametrize("manner", [MANNERS[name] for name in names], ids=names, indirect=True)


@pytest.fixture
def manner(request: pytest.FixtureRequest) -> Manner:
    """How the server speaks in this test."""
    manner: Manner = getattr(request, "param", PLAIN)
    for mark in request.node.iter_markers("as_written"):
        manner = manner.without(mark.args or PARTS)
    return manner
