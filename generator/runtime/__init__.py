"""A typed client for the RunComfy Model API.

    from runcomfy import RunComfy

    client = RunComfy()
    result = client.openai.gpt_image_2.edit.run(prompt="A red fox", images=["photo.png"])
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
    from ._books.choices import Prices, UnknownPrice
    from ._catalogue.cost_estimate import CostEstimate, RateSource
    from ._catalogue.entries import AccountBalance, CatalogueEntry
    from ._catalogue.model import Endpoint, ModelRequest
    from ._catalogue.registry import ModelInfo, registry
    from ._client.async_catalogue import AsyncCatalogue
    from ._client.async_client import AnyAsyncEndpoint
    from ._client.async_endpoint import AsyncEndpoint
    from ._client.async_journal_view import AsyncClientJournal
    from ._client.sync_catalogue import Catalogue
    from ._client.sync_client import AnySyncEndpoint
    from ._client.sync_endpoint import SyncEndpoint
    from ._client.sync_journal_view import ClientJournal
    from ._jobs.async_job import AsyncJob
    from ._jobs.async_result import AsyncResult
    from ._jobs.async_result_file import AsyncFileStream, AsyncResultFile
    from ._jobs.result import SaveProgress
    from ._jobs.sync_job import Job
    from ._jobs.sync_result import Result
    from ._jobs.sync_result_file import ResultFile
    from ._journal import Journal, JournalEntry
    from ._journal.spending import Spending, SpentBy, SpentRow
    from ._many import BatchOutcome, BatchProgress, BatchRequest
    from ._many.settings import BatchSettings, OnError, OnInvalid, ShowProgress
    from ._protocol.options import (
        ClientOptions,
        HTTPTimeouts,
        OnInterrupt,
        OnTimeout,
        OptionChanges,
        Poll,
        UpdateCallback,
    )
    from ._schema.local_file import LocalFiles
    from ._schema.media import AudioInput, FileInput, ImageInput, VideoInput
    from ._schema.models import InputModel, OutputModel
    from ._schema.unset import UNSET
    from ._states import CancelOutcome, JobUpdate
    from .async_client import AsyncRunComfy
    from .client import RunComfy
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
        JobHandle,
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
    "AccountBalance",
    "AnyAsyncEndpoint",
    "AnySyncEndpoint",
    "AsyncCatalogue",
    "AsyncClientJournal",
    "AsyncEndpoint",
    "AsyncFileStream",
    "AsyncJob",
    "AsyncResult",
    "AsyncResultFile",
    "AsyncRunComfy",
    "AudioInput",
    "AuthenticationError",
    "BatchOutcome",
    "BatchProgress",
    "BatchRequest",
    "BatchSettings",
    "Budget",
    "BudgetError",
    "CancelOutcome",
    "Catalogue",
    "CatalogueEntry",
    "ClientJournal",
    "ClientOptions",
    "ConfigError",
    "CostEstimate",
    "DownloadError",
    "Endpoint",
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
    "JobHandle",
    "JobUpdate",
    "Journal",
    "JournalEntry",
    "JournalError",
    "LocalFiles",
    "ModelInfo",
    "ModelRequest",
    "NotFoundError",
    "OnError",
    "OnInterrupt",
    "OnInvalid",
    "OnTimeout",
    "OptionChanges",
    "OutputModel",
    "PermissionDeniedError",
    "Poll",
    "Prices",
    "RateLimitError",
    "RateSource",
    "RejectedInputError",
    "Result",
    "ResultFile",
    "RunComfy",
    "RunComfyError",
    "RunComfyWarning",
    "SaveProgress",
    "ServerError",
    "ShowProgress",
    "Spending",
    "SpentBy",
    "SpentRow",
    "SubmissionUnknownError",
    "SyncEndpoint",
    "UnknownPrice",
    "UpdateCallback",
    "VideoInput",
    "WaitTimeoutError",
    "__version__",
    "registry",
]

_WHERE = {
    "AccountBalance": "_catalogue.entries",
    "AnyAsyncEndpoint": "_client.async_client",
    "AnySyncEndpoint": "_client.sync_client",
    "AsyncCatalogue": "_client.async_catalogue",
    "AsyncClientJournal": "_client.async_journal_view",
    "AsyncEndpoint": "_client.async_endpoint",
    "AsyncFileStream": "_jobs.async_result_file",
    "AsyncJob": "_jobs.async_job",
    "AsyncResult": "_jobs.async_result",
    "AsyncResultFile": "_jobs.async_result_file",
    "AsyncRunComfy": "async_client",
    "AudioInput": "_schema.media",
    "BatchOutcome": "_many",
    "BatchProgress": "_many",
    "BatchRequest": "_many",
    "BatchSettings": "_many.settings",
    "Budget": "_books.budget",
    "CancelOutcome": "_states",
    "Catalogue": "_client.sync_catalogue",
    "CatalogueEntry": "_catalogue.entries",
    "ClientJournal": "_client.sync_journal_view",
    "ClientOptions": "_protocol.options",
    "CostEstimate": "_catalogue.cost_estimate",
    "Endpoint": "_catalogue.model",
    "FileInput": "_schema.media",
    "HTTPTimeouts": "_protocol.options",
    "ImageInput": "_schema.media",
    "InputModel": "_schema.models",
    "Job": "_jobs.sync_job",
    "JobUpdate": "_states",
    "Journal": "_journal",
    "JournalEntry": "_journal",
    "LocalFiles": "_schema.local_file",
    "ModelInfo": "_catalogue.registry",
    "ModelRequest": "_catalogue.model",
    "OnError": "_many.settings",
    "OnInterrupt": "_protocol.options",
    "OnInvalid": "_many.settings",
    "OnTimeout": "_protocol.options",
    "OptionChanges": "_protocol.options",
    "OutputModel": "_schema.models",
    "Poll": "_protocol.options",
    "Prices": "_books.choices",
    "RateSource": "_catalogue.cost_estimate",
    "Result": "_jobs.sync_result",
    "ResultFile": "_jobs.sync_result_file",
    "RunComfy": "client",
    "SaveProgress": "_jobs.result",
    "ShowProgress": "_many.settings",
    "Spending": "_journal.spending",
    "SpentBy": "_journal.spending",
    "SpentRow": "_journal.spending",
    "SyncEndpoint": "_client.sync_endpoint",
    "UNSET": "_schema.unset",
    "UnknownPrice": "_books.choices",
    "UpdateCallback": "_protocol.options",
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
