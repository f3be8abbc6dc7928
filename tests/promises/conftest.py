"""The wheel, built once for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.release.built import build
from tests.promises.kit import ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"))[1]
