"""What is public, name by name: a name that goes from here breaks a program, and is a new major version."""

from __future__ import annotations

import importlib

import pytest

PUBLIC = {
    "runcomfy": """
        UNSET APIConnectionError APIError APITimeoutError AsyncCatalogue AsyncEndpoint AsyncFileStream AsyncJob
        AsyncResult AsyncResultFile AsyncRunComfy AudioInput AuthenticationError AccountBalance BatchOutcome
        BatchProgress Budget BudgetError CancelOutcome Catalogue CatalogueEntry ClientOptions ConfigError
        DownloadError Endpoint CostEstimate FileInput HTTPTimeouts ImageInput InputError InputIssue InputModel
        InsufficientBalanceError Job JobCancelledError JobError JobFailedError JobUpdate Journal JournalEntry
        JournalError ModelInfo ModelRequest NotFoundError OutputModel PermissionDeniedError RateLimitError
        RejectedInputError Result ResultFile RunComfy RunComfyError RunComfyWarning ServerError
        Spending SpentRow SubmissionUnknownError SyncEndpoint VideoInput WaitTimeoutError __version__ registry
    """,
    "runcomfy.errors": """
        APIConnectionError APIError APITimeoutError AuthenticationError BudgetError ConfigError DownloadError InputError
        InputIssue InsufficientBalanceError JobCancelledError JobError JobFailedError JournalError NotFoundError
        PermissionDeniedError RateLimitError RejectedInputError RunComfyError RunComfyWarning ServerError
        SubmissionUnknownError WaitTimeoutError
    """,
    "runcomfy.sandbox": """
        Fault FaultError Faults Sandbox Settings Words create_app openapi_document parse_fault read_faults
    """,
    "runcomfy.testing": "Fault MockApi ModelMock Submit mock_model",
    "runcomfy.testing.pytest_plugin": """
        runcomfy_client runcomfy_mock runcomfy_sandbox runcomfy_sandbox_settings
    """,
}


@pytest.mark.parametrize("name", PUBLIC)
def test_exactly_these_are_public(name: str) -> None:
    module = importlib.import_module(name)
    assert sorted(module.__all__) == sorted(PUBLIC[name].split())
    for public in module.__all__:
        found = getattr(module, public)
        # Each says what it is, unless it is a value.
        assert getattr(found, "__doc__", None) or public in {"UNSET", "__version__", "registry"}
    assert set(module.__all__) <= set(dir(module))
