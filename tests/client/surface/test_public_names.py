"""What is public, name by name: a name that goes from here breaks a program, and is a new major version."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = {
    "runcomfy": """
        UNSET APIConnectionError APIError APITimeoutError AsyncCatalogue AsyncClientJournal AsyncEndpoint AsyncFileStream AsyncJob
        AsyncResult AsyncResultFile AsyncRunComfy AudioInput AuthenticationError AccountBalance BatchOutcome
        BatchProgress BatchSettings Budget BudgetError CancelOutcome Catalogue CatalogueEntry ClientJournal ClientOptions ConfigError
        DownloadError Endpoint CostEstimate FileInput HTTPTimeouts ImageInput InputError InputIssue InputModel
        InsufficientBalanceError Job JobCancelledError JobError JobFailedError JobHandle JobUpdate Journal JournalEntry
        JournalError ModelInfo ModelRequest NotFoundError OptionChanges OutputModel PermissionDeniedError RateLimitError
        RejectedInputError Result ResultFile RunComfy RunComfyError RunComfyWarning ServerError
        Spending SpentRow SubmissionUnknownError SyncEndpoint VideoInput WaitTimeoutError __version__ registry
    """,
    "runcomfy.errors": """
        APIConnectionError APIError APITimeoutError AuthenticationError BudgetError ConfigError DownloadError InputError
        InputIssue InsufficientBalanceError JobCancelledError JobError JobFailedError JobHandle JournalError NotFoundError
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


# Said in signatures of what only a client makes, or of what both kinds of clients are.
INNER = {"AsyncCore", "SyncCore", "AsyncDownloader", "Downloader", "ClientBase", "Funds"}
# Of types of functions that are called as classes elsewhere are.
ALIASES = {"AsyncResult.save: Progress", "Result.save: Progress"}


def test_every_class_in_a_public_signature_is_public() -> None:
    public = {
        name: getattr(importlib.import_module(module), name)
        for module in PUBLIC
        for name in PUBLIC[module].split()
    }
    ours: set[str] = set()
    for path in Path(runcomfy.__file__).parent.rglob("*.py"):
        if "models" not in path.parts:
            ours |= set(re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    missing = {
        f"{where}: {word}"
        for where, function in _functions(public)
        for annotation in function.__annotations__.values()
        for word in re.findall(r"[\w.]+", str(annotation))
        if word in ours - public.keys() - INNER and isinstance(function.__globals__.get(word, object), type)
    }
    assert missing == ALIASES


def _functions(public: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in public.items():
        if inspect.isfunction(value):
            yield name, value
        for member, inner in vars(value).items() if inspect.isclass(value) else ():
            function = inner.fget if isinstance(inner, property) else getattr(inner, "__func__", inner)
            if inspect.isfunction(function) and (member == "__init__" or not member.startswith("_")):
                yield f"{name}.{member}", function
