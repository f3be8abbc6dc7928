"""Options and settings for all tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# The suite is the same on every run; `HYPOTHESIS_PROFILE=explore` looks further, and elsewhere each time.
settings.register_profile("suite", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, by which golden files are written anew."""
    parser.addoption("--update", action="store_true", help="write the expected files of tests/cases anew")
