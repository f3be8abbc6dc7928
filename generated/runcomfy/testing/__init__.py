"""The testing kit: a stand-in for the Model API inside the test's own process, without sockets and without waiting.

    from runcomfy import RunComfy
    from runcomfy.testing import mock_model

    with mock_model("openai/gpt-image-2/edit", cost=0.04) as mock:
        # What is tested, which makes a client of its own.
        RunComfy(token="any").openai.gpt_image_2.edit.run(prompt="A fox", images=["photo.png"])
    mock.assert_submitted(prompt="A fox")

It needs the extra `testing`. The pytest fixtures are in `runcomfy.testing.pytest_plugin`; for a server that
checks, queues and draws, see `runcomfy.sandbox`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from .._plain.extras import require_extra

if TYPE_CHECKING:
    from ..sandbox import Fault
    from ._mock import ModelMock
    from ._router import AnyModel, MockApi, mock_model
    from ._script import JobState
    from ._submits import Submit

__all__ = ["AnyModel", "Fault", "JobState", "MockApi", "ModelMock", "Submit", "mock_model"]

_WHERE = {
    "AnyModel": "._router",
    "Fault": "..sandbox",
    "JobState": "._script",
    "MockApi": "._router",
    "ModelMock": "._mock",
    "Submit": "._submits",
    "mock_model": "._router",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    require_extra("testing", "The testing kit", "respx")
    value = getattr(importlib.import_module(_WHERE[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
