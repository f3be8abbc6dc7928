"""Says clearly what is missing when the sandbox's own libraries are not installed."""

from __future__ import annotations

from .._plain.extras import require_extra

__all__ = ["require_sandbox"]


def require_sandbox() -> None:
    """Look for what the extra `sandbox` installs.

    Raises:
        ConfigError: Something of it is missing; the message says what, and how to install it.
    """
    require_extra("sandbox", "The sandbox", "starlette", "uvicorn", "jsonschema", "PIL", "av")
