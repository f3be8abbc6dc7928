"""The package's logger, and warnings that stop nothing."""

from __future__ import annotations

import logging
import warnings

from ..errors import RunComfyWarning
from .names import PACKAGE

__all__ = ["logger", "warn"]

logger = logging.getLogger(PACKAGE)


def warn(message: str) -> None:
    """Warn. Where warnings are made errors, the message is logged: a paid job must not be lost over it."""
    try:
        warnings.warn(message, RunComfyWarning, stacklevel=3)
    except RunComfyWarning:
        logger.warning("%s", message)
