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

# False, and `typing` itself would cost more than all the rest of this module. To jedi, which takes no literal for
# more than it says, it may be true.
TYPE_CHECKING = bool()  # noqa: UP018
if TYPE_CHECKING:
    from typing import Any

    from ._books.budget import Budget
    from ._catalogue.entries import Balance, CatalogueEntry
    from ._catalogue.model import Endpoint, ModelRequest
    from ._catalogue.price import Estimate
    from ._catalogue.registry import ModelInfo, registry
    from ._client.async_catalogue import AsyncCatalogue
    from ._client.endpoint import AsyncEndpoint, SyncEndpoint
    from ._client.sync_catalogue import Catalogue
    from ._jobs.async_job import AsyncJob
    from ._jobs.result import AsyncResult, Result
    from ._jobs.result_file import AsyncFileStream, AsyncResultFile, ResultFile
    from ._jobs.sync_job import Job
    from ._journal import Journal, JournalEntry
    from ._many import BatchOutcome, BatchProgress
    from ._protocol.options import ClientOptions, HTTPTimeouts
    from ._schema.media import AudioInput, FileInput, ImageInput, VideoInput
    from ._schema.models import InputModel, OutputModel
    from ._schema.unset import UNSET
    from ._states import CancelOutcome, JobUpdate
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
        InputIssue,
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
    "InputIssue",
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
    "AsyncCatalogue": "_client.async_catalogue",
    "AsyncEndpoint": "_client.endpoint",
    "AsyncFileStream": "_jobs.result_file",
    "AsyncJob": "_jobs.async_job",
    "AsyncResult": "_jobs.result",
    "AsyncResultFile": "_jobs.result_file",
    "AsyncRunComfy": "client",
    "AudioInput": "_schema.media",
    "Balance": "_catalogue.entries",
    "BatchOutcome": "_many",
    "BatchProgress": "_many",
    "Budget": "_books.budget",
    "CancelOutcome": "_states",
    "Catalogue": "_client.sync_catalogue",
    "CatalogueEntry": "_catalogue.entries",
    "ClientOptions": "_protocol.options",
    "Endpoint": "_catalogue.model",
    "Estimate": "_catalogue.price",
    "FileInput": "_schema.media",
    "HTTPTimeouts": "_protocol.options",
    "ImageInput": "_schema.media",
    "InputModel": "_schema.models",
    "Job": "_jobs.sync_job",
    "JobUpdate": "_states",
    "Journal": "_journal",
    "JournalEntry": "_journal",
    "ModelInfo": "_catalogue.registry",
    "ModelRequest": "_catalogue.model",
    "OutputModel": "_schema.models",
    "Result": "_jobs.result",
    "ResultFile": "_jobs.result_file",
    "RunComfy": "client",
    "SyncEndpoint": "_client.endpoint",
    "UNSET": "_schema.unset",
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
