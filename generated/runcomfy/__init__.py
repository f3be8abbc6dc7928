"""A typed client for the RunComfy Model API.

    from runcomfy import RunComfy

    client = RunComfy()
    result = client.openai.gpt_image_2.edit.run(prompt="...", images=["photo.png"])
    result.save("out/")

What is public is what stands in `__all__`; names are looked up when they are first used.
"""

from __future__ import annotations

import importlib

from ._version import __version__

TYPE_CHECKING = False  # `typing` itself would cost more than all the rest of this module
if TYPE_CHECKING:
    from typing import Any

    from ._books.budget import Budget
    from ._catalogue.entries import Balance, CatalogueEntry
    from ._catalogue.model import ModelRequest
    from ._catalogue.price import Estimate
    from ._catalogue.registry import ModelInfo, registry
    from ._client.endpoint import AsyncEndpoint, Endpoint, SyncEndpoint
    from ._jobs.async_job import AsyncJob
    from ._jobs.result import AsyncResult, Result
    from ._jobs.result_file import AsyncFileStream, AsyncResultFile, ResultFile
    from ._jobs.sync_job import Job
    from ._journal import Journal, JournalEntry
    from ._many import BatchProgress, Outcome
    from ._protocol.options import Options, Timeouts
    from ._schema.media import AudioInput, FileInput, ImageInput, VideoInput
    from ._schema.models import InputModel, OutputModel
    from ._schema.unset import UNSET
    from ._states import CancelOutcome, Update
    from .client import AsyncRunComfy, RunComfy
    from .errors import (
        APIConnectionError,
        APIError,
        APITimeoutError,
        AuthenticationError,
        BudgetError,
        ConfigError,
        DownloadError,
        InputError,
        InputFault,
        InsufficientBalanceError,
        JobCancelledError,
        JobError,
        JobFailedError,
        JournalError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        RejectedInputError,
        RunComfyError,
        RunComfyWarning,
        ServerError,
        SubmissionUnknownError,
        WaitTimeoutError,
    )

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AsyncEndpoint",
    "AsyncFileStream",
    "AsyncJob",
    "AsyncResult",
    "AsyncResultFile",
    "AsyncRunComfy",
    "AudioInput",
    "AuthenticationError",
    "Balance",
    "BatchProgress",
    "Budget",
    "BudgetError",
    "CancelOutcome",
    "CatalogueEntry",
    "ConfigError",
    "DownloadError",
    "Endpoint",
    "Estimate",
    "FileInput",
    "ImageInput",
    "InputError",
    "InputFault",
    "InputModel",
    "InsufficientBalanceError",
    "Job",
    "JobCancelledError",
    "JobError",
    "JobFailedError",
    "Journal",
    "JournalEntry",
    "JournalError",
    "ModelInfo",
    "ModelRequest",
    "NotFoundError",
    "Options",
    "Outcome",
    "OutputModel",
    "PermissionDeniedError",
    "RateLimitError",
    "RejectedInputError",
    "Result",
    "ResultFile",
    "RunComfy",
    "RunComfyError",
    "RunComfyWarning",
    "ServerError",
    "SubmissionUnknownError",
    "SyncEndpoint",
    "Timeouts",
    "Update",
    "VideoInput",
    "WaitTimeoutError",
    "__version__",
    "registry",
]

_WHERE = {
    "AsyncEndpoint": "_client.endpoint",
    "AsyncFileStream": "_jobs.result_file",
    "AsyncJob": "_jobs.async_job",
    "AsyncResult": "_jobs.result",
    "AsyncResultFile": "_jobs.result_file",
    "AsyncRunComfy": "client",
    "AudioInput": "_schema.media",
    "Balance": "_catalogue.entries",
    "BatchProgress": "_many",
    "Budget": "_books.budget",
    "CancelOutcome": "_states",
    "CatalogueEntry": "_catalogue.entries",
    "Endpoint": "_client.endpoint",
    "Estimate": "_catalogue.price",
    "FileInput": "_schema.media",
    "ImageInput": "_schema.media",
    "InputModel": "_schema.models",
    "Job": "_jobs.sync_job",
    "Journal": "_journal",
    "JournalEntry": "_journal",
    "ModelInfo": "_catalogue.registry",
    "ModelRequest": "_catalogue.model",
    "Options": "_protocol.options",
    "Outcome": "_many",
    "OutputModel": "_schema.models",
    "Result": "_jobs.result",
    "ResultFile": "_jobs.result_file",
    "RunComfy": "client",
    "SyncEndpoint": "_client.endpoint",
    "Timeouts": "_protocol.options",
    "UNSET": "_schema.unset",
    "Update": "_states",
    "VideoInput": "_schema.media",
    "registry": "_catalogue.registry",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # What is listed nowhere else is an error.
    module = importlib.import_module(f".{_WHERE.get(name, 'errors')}", __name__)
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
