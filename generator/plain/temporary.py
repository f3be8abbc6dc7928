"""A folder for the time of one task, whose disk is named where it refuses."""

from __future__ import annotations

import errno
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.plain.refusals import is_full, reason_of

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["temporary_folder"]


@contextmanager
def temporary_folder() -> Generator[Path]:
    """Give a new folder that is removed at the end. Raises OSError about the place of temporary files."""
    try:
        with tempfile.TemporaryDirectory(prefix="generator-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        if error.filename is not None and not is_full(error):
            raise
        # A disk that is full does not say which one.
        raise OSError(error.errno or errno.EIO, reason_of(error), tempfile.gettempdir()) from error
