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

    from ._async_catalogue import AsyncCatalogue
    from ._async_job import AsyncJob
    from ._budget import Budget
    from ._catalogue import Balance, CatalogueEntry
    from ._endpoint import AsyncEndpoint, Endpoint, SyncEndpoint
    from ._journal import Journal, JournalEntry
    from ._many import BatchOutcome, BatchProgress
    from ._media import AudioInput, FileInput, ImageInput, VideoInput
    from ._models import InputModel, OutputModel
    from ._options import ClientOptions, HTTPTimeouts
    from ._price import Estimate
    from ._registry import ModelInfo, registry
    from ._request import ModelRequest
    from ._result import AsyncResult, Result
    from ._result_file import AsyncFileStream, AsyncResultFile, ResultFile
    from ._states import CancelOutcome, JobUpdate
    from ._sync_catalogue import Catalogue
    from ._sync_job import Job
    from ._unset import UNSET
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
    "AsyncCatalogue",
    "AsyncEndpoint",
    "AsyncFileStream",
    "AsyncJob",
    "AsyncResult",
    "AsyncResultFile",
    "AsyncRunComfy",
    "AudioInput",
    "AuthenticationError",
    "Balance",
    "BatchOutcome",
    "BatchProgress",
    "Budget",
    "BudgetError",
    "CancelOutcome",
    "Catalogue",
    "CatalogueEntry",
    "ClientOptions",
    "ConfigError",
    "DownloadError",
    "Endpoint",
    "Estimate",
    "FileInput",
    "HTTPTimeouts",
    "ImageInput",
    "InputError",
    "InputFault",
    "InputModel",
    "InsufficientBalanceError",
    "Job",
    "JobCancelledError",
    "JobError",
    "JobFailedError",
    "JobUpdate",
    "Journal",
    "JournalEntry",
    "JournalError",
    "ModelInfo",
    "ModelRequest",
    "NotFoundError",
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
    "VideoInput",
    "WaitTimeoutError",
    "__version__",
    "registry",
]

_WHERE = {
    "AsyncCatalogue": "_async_catalogue",
    "AsyncEndpoint": "_endpoint",
    "AsyncFileStream": "_result_file",
    "AsyncJob": "_async_job",
    "AsyncResult": "_result",
    "AsyncResultFile": "_result_file",
    "AsyncRunComfy": "client",
    "AudioInput": "_media",
    "Balance": "_catalogue",
    "BatchOutcome": "_many",
    "BatchProgress": "_many",
    "Budget": "_budget",
    "CancelOutcome": "_states",
    "Catalogue": "_sync_catalogue",
    "CatalogueEntry": "_catalogue",
    "ClientOptions": "_options",
    "Endpoint": "_endpoint",
    "Estimate": "_price",
    "FileInput": "_media",
    "HTTPTimeouts": "_options",
    "ImageInput": "_media",
    "InputModel": "_models",
    "Job": "_sync_job",
    "JobUpdate": "_states",
    "Journal": "_journal",
    "JournalEntry": "_journal",
    "ModelInfo": "_registry",
    "ModelRequest": "_request",
    "OutputModel": "_models",
    "Result": "_result",
    "ResultFile": "_result_file",
    "RunComfy": "client",
    "SyncEndpoint": "_endpoint",
    "UNSET": "_unset",
    "VideoInput": "_media",
    "registry": "_registry",
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
