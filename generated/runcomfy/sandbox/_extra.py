"""Says clearly what is missing when the sandbox's own libraries are not installed."""

from __future__ import annotations

from importlib.util import find_spec

from .._plain.names import install
from ..errors import ConfigError

__all__ = ["require_extra"]

# Import name → distribution.
_NEEDED = {
    "starlette": "starlette",
    "uvicorn": "uvicorn",
    "jsonschema": "jsonschema",
    "PIL": "pillow",
    "av": "av",
}


def require_extra() -> None:
    """Look for what the extra `sandbox` installs.

    Raises:
        ConfigError: Something of it is missing; the message says what, and how to install it.
    """
    missing = [name for module, name in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise ConfigError(
            f"The sandbox needs {', '.join(missing)}, which the extra `sandbox` installs.",
            hint=install("sandbox"),
        )
