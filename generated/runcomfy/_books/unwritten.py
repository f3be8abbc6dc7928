"""What must be written into a journal and could not be yet: it is held here, and tried again until it is there.

An id that the server gave is worth money. A file that is locked, full or gone for a while must not lose it.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
from typing import TYPE_CHECKING

from .._plain.log import logger, warn
from ..errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    # What writes a line; given the seconds for which a busy journal is tried again, or None for the usual.
    _Do: TypeAlias = Callable[[float | None], object]

__all__ = ["Unwritten"]

_EVERY = 1.0  # seconds between two tries
_PATIENT = 30.0  # seconds for which the end of a batch or of a client waits for a busy journal
_PAUSE = 0.05  # seconds between two tries then; each of them waits for its turn by itself


class Unwritten:
    """Lines that wait for their journal, in the order in which they came. Safe under threads."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._lines: list[tuple[str, _Do]] = []
        self._given_up = False

    def write(self, what: str, do: _Do) -> None:
        """Write a line now if that works, else as soon as it does. `what` tells people what would be lost."""
        self.try_again()
        try:
            do(None)
        except JournalError as error:
            warn(f"The journal cannot be written now; it is tried again. {what} ({error.message})")
            self._keep(what, do)
        except Exception:
            raise
        except BaseException:
            # An interrupt while the journal is locked.
            self._keep(what, do)
            raise

    def _keep(self, what: str, do: _Do) -> None:
        with self._lock:
            self._lines.append((what, do))
            first = len(self._lines) == 1
        if first:
            _waiting.add(self)
            # Registered anew, so that it comes before what closes the journals at the end of the program.
            atexit.unregister(_at_exit)
            atexit.register(_at_exit)
            threading.Thread(target=self._keep_trying, name="runcomfy-journal", daemon=True).start()

    def try_again(self) -> None:
        """Write what can be written now."""
        self._try(None)

    def _try(self, patience: float | None) -> bool:
        """Write what can be written.

        Args:
            patience: Seconds to wait for whoever is at it, and then for a busy journal; None: for nobody, and as usual.

        Returns:
            Whether something is left that only waits for others.
        """
        if self._pid != os.getpid():
            # The process that these lines belong to is another one.
            _waiting.discard(self)
            self._begin()
        if not self._lines:
            return False
        if not self._writing.acquire(timeout=patience or 0.0):
            return True
        try:
            for line in list(self._lines):
                what, do = line
                try:
                    do(patience)
                except JournalError as error:
                    if error.transient:
                        # The others would only wait for the same.
                        return True
                    continue
                except Exception as error:  # noqa: BLE001 (it is told, and the next line has its turn)
                    logger.warning("%s: %s", what, error)
                with self._lock:
                    self._lines.remove(line)
                    if not self._lines:
                        _waiting.discard(self)
        finally:
            self._writing.release()
        return False

    def left(self) -> list[str]:
        """Return what is still not written, for people."""
        with self._lock:
            return [what for what, _ in self._lines]

    def finish(self, patience: float | None = None) -> list[str]:
        """Write all; tell in the log, and return, what could not be written.

        Args:
            patience: Seconds for which a busy journal is tried again. Where they were in vain before, one usual try
                has to do.
        """
        if self._given_up:
            self.try_again()
        else:
            ends = time.monotonic() + (_PATIENT if patience is None else patience)
            while self._try(seconds := max(0.0, ends - time.monotonic())) and seconds:
                time.sleep(_PAUSE)
        left = self.left()
        self._given_up = bool(left)
        for what in left:
            logger.warning("Not in the journal: %s", what)
        return left

    def _keep_trying(self) -> None:
        pause = threading.Event()
        while self.left() and not pause.wait(_EVERY):
            self.try_again()


# Those with lines left stay here, so that they are not forgotten with their client.
_waiting: set[Unwritten] = set()


def _at_exit() -> None:
    for lines in list(_waiting):
        lines.finish()
