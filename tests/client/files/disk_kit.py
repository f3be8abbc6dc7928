"""A disk that takes its time, or refuses."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from tests.inside import disk_module as disk

if TYPE_CHECKING:
    import pytest


class Disk:
    """Takes what is written through to it: `held` says that it does, and it goes on when it is let, by `free`.

    The first time it ends with the error, if there is one. `sizes` are those of the files at each time, in MiB.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: int = 0) -> None:
        self.held, self.free = threading.Event(), threading.Event()
        self.sizes: list[int] = []
        self._error = error
        monkeypatch.setattr(disk.os, "fsync", self._sync)

    def _sync(self, file: int) -> None:
        self.sizes.append(os.fstat(file).st_size >> 20)
        self.held.set()
        assert self.free.wait(120)
        if self._error and len(self.sizes) == 1:
            raise OSError(self._error, os.strerror(self._error))
