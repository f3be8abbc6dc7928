"""A local stand-in for the RunComfy Model API, driven by the same schemas as the client.

    from runcomfy.sandbox import Fault, Faults, Sandbox

    with Sandbox(queue_time=0.1) as sandbox, sandbox.client() as client:
        sandbox.faults = Faults(play=(Fault(status=504, route="status", rate=0.2),))
        client.openai.gpt_image_2.edit.run(prompt="A red fox", images=["photo.png"])

On the command line it is `python -m runcomfy sandbox`, and in a browser there is a page at its root. It misbehaves as
`Faults` tell it: from Python, by flags, by the page, by a PUT of them as JSON to `/sandbox/faults`, and for one request
alone by its header `X-Sandbox-Fault: 429:retry_after=2` (a fault as `parse_fault` takes it). The last three only from
the same machine.

What it answers when it behaves well stands in an OpenAPI 3.1 document: `openapi_document()`, and `/openapi.json`.

It needs the extra `sandbox`; importing this module does not, using its server does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._fault_reading import parse_fault, read_faults
from ._faults import (
    Dialect,
    EarlyResult,
    Fault,
    FaultBody,
    FaultError,
    FaultKind,
    Faults,
    SubmitAnswer,
    Words,
)
from ._settings import Settings

if TYPE_CHECKING:
    from ._app import create_app
    from ._openapi import openapi_document
    from ._server import Sandbox

__all__ = [
    "Dialect",
    "EarlyResult",
    "Fault",
    "FaultBody",
    "FaultError",
    "FaultKind",
    "Faults",
    "Sandbox",
    "Settings",
    "SubmitAnswer",
    "Words",
    "create_app",
    "openapi_document",
    "parse_fault",
    "read_faults",
]


# The names that need the extra, and the modules that hold them.
_LAZY = {"Sandbox": "_server", "create_app": "_app", "openapi_document": "_openapi"}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    from ._extra import require_sandbox

    require_sandbox()
    return getattr(import_module(f".{_LAZY[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
