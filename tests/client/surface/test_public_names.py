"""What is public, name by name: a name that goes from here breaks a program, and is a new major version."""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import runcomfy

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = {
    "runcomfy": """
        UNSET AnyAsyncEndpoint AnySyncEndpoint APIConnectionError APIError APITimeoutError AsyncCatalogue AsyncClientJournal AsyncEndpoint AsyncFileStream AsyncJob
        AsyncResult AsyncResultFile AsyncRunComfy AudioInput AuthenticationError AccountBalance BatchOutcome
        BatchProgress BatchRequest BatchSettings Budget BudgetError CancelOutcome Catalogue CatalogueEntry ClientJournal ClientOptions ConfigError
        DownloadError Endpoint CostEstimate FileInput HTTPTimeouts ImageInput InputError InputIssue InputModel
        InsufficientBalanceError Job JobCancelledError JobError JobFailedError JobHandle JobUpdate Journal JournalEntry
        JournalError LocalFiles ModelInfo ModelRequest NotFoundError OnError OnInterrupt OnInvalid OnTimeout OptionChanges
        OutputModel PermissionDeniedError Poll Prices RateLimitError RateSource
        RejectedInputError Result ResultFile RunComfy RunComfyError RunComfyWarning SaveProgress
        ServerError ShowProgress Spending SpentBy SpentRow SubmissionUnknownError SyncEndpoint UnknownPrice
        UpdateCallback VideoInput WaitTimeoutError __version__ registry
    """,
    "runcomfy.errors": """
        APIConnectionError APIError APITimeoutError AuthenticationError BudgetError ConfigError DownloadError InputError
        InputIssue InsufficientBalanceError JobCancelledError JobError JobFailedError JobHandle JournalError NotFoundError
        PermissionDeniedError RateLimitError RejectedInputError RunComfyError RunComfyWarning ServerError
        SubmissionUnknownError WaitTimeoutError
    """,
    "runcomfy.sandbox": """
        Dialect EarlyResult Fault FaultBody FaultError FaultKind Faults Sandbox Settings SubmitAnswer Words create_app openapi_document parse_fault read_faults
    """,
    "runcomfy.testing": "AnyModel Fault JobState MockApi ModelMock Submit mock_model",
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
        # Each says what it is, unless it is a value; of aliases see below.
        assert found.__doc__ or not (inspect.isclass(found) or inspect.isroutine(found))
    assert set(module.__all__) <= set(dir(module))


# Said in signatures of what only a client makes, or of what both kinds of clients are.
INNER = {"AsyncClient", "AsyncCore", "ClientBase", "Core", "Funds", "SyncClient", "SyncCore"}
# Methods that only other parts of the package call, of classes that users read.
OUR_OWN = {
    "JobBase.__init__",
    "Job.script",
    "Catalogue.__init__",
    "AsyncCatalogue.__init__",
    "JournalView.__init__",
}
SHOWN = {"__init__", "__call__", "__enter__", "__getitem__", "__iter__"}


class Source(NamedTuple):
    """A module of the package: its classes and aliases, and where what it imports is from."""

    classes: dict[str, ast.ClassDef]
    aliases: dict[str, str | None]
    imported: dict[str, tuple[str, str]]


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If):
            yield from _statements([*node.body, *node.orelse])
        else:
            yield node


def _read(module: str, path: Path) -> Source:
    found = Source({}, {}, {})
    statements = list(_statements(ast.parse(path.read_text(encoding="utf-8")).body))
    folder = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node, after in zip(statements, [*statements[1:], None], strict=True):
        if isinstance(node, ast.ClassDef):
            found.classes[node.name] = node
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and after.value.value
            found.aliases[ast.unparse(node.target)] = said if isinstance(said, str) else None
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = folder.split(".")
            base = ".".join([*above[: len(above) - node.level + 1], *([node.module] if node.module else [])])
            found.imported.update((one.asname or one.name, (base, one.name)) for one in node.names)
    return found


@functools.cache
def sources() -> dict[str, Source]:
    root = Path(runcomfy.__file__).parent
    found: dict[str, Source] = {}
    for path in root.rglob("*.py"):
        place = path.relative_to(root.parent).with_suffix("")
        if place.parts[1] not in {"models", "cli"}:
            module = ".".join(place.parts[:-1] if place.name == "__init__" else place.parts)
            found[module] = _read(module, path)
    return found


def origin(module: str, name: str) -> tuple[str, str] | None:
    """Where a class or an alias of ours is defined, by the name that a module has it by."""
    while module in sources():
        source = sources()[module]
        if name in source.classes or name in source.aliases:
            return module, name
        if name not in source.imported:
            return None
        module, name = source.imported[name]
    return None


def _annotations(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """What a member of a class says of types to those who use it."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        if not node.target.id.startswith("_"):
            yield node.target.id, node.annotation
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
        not node.name.startswith("_") or node.name in SHOWN
    ):
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += filter(None, (arguments.vararg, arguments.kwarg))
        yield from ((node.name, one.annotation) for one in every if one.annotation is not None)
        if node.returns is not None:
            yield node.name, node.returns


def unnamed(
    module: str, name: str, public: set[tuple[str, str]], seen: set[tuple[str, str]]
) -> Iterator[str]:
    """The types in the signatures of a class, those of its bases included, that are not public."""
    if (module, name) in seen or name not in sources()[module].classes:
        return
    seen.add((module, name))
    node = sources()[module].classes[name]
    for base in node.bases:
        for inner in ast.walk(base):
            if (
                isinstance(inner, ast.Name)
                and (place := origin(module, inner.id))
                and place != (module, name)
            ):
                yield from unnamed(*place, public, seen)
    for member, annotation in (pair for one in _statements(node.body) for pair in _annotations(one)):
        for inner in ast.walk(annotation):
            place = origin(module, inner.id) if isinstance(inner, ast.Name) else None
            if place and place not in public and f"{name}.{member}" not in OUR_OWN:
                yield f"{name}.{member}: {place[1]}"


def public_places() -> dict[tuple[str, str], str]:
    """Where the public classes and aliases are defined."""
    places = {}
    for module, names in PUBLIC.items():
        for name in names.split():
            lazy = getattr(importlib.import_module(module), "_WHERE", {}).get(name)
            held = importlib.util.resolve_name(f".{lazy.removeprefix('.')}", module) if lazy else module
            if place := origin(held, name) or origin(module, name):
                places[place] = f"{module}.{name}"
    return places


def test_every_type_in_a_public_signature_is_public() -> None:
    places, seen = public_places(), set[tuple[str, str]]()
    missing = {one for place in places for one in unnamed(*place, {*places}, seen)}
    assert {one for one in missing if one.rpartition(" ")[2] not in INNER} == set()


def test_every_public_alias_says_what_it_is() -> None:
    aliases = {name: sources()[place[0]].aliases.get(place[1], "") for place, name in public_places().items()}
    assert {"runcomfy.OnTimeout", "runcomfy.UnknownPrice", "runcomfy.testing.JobState"} <= aliases.keys()
    assert [name for name, said in aliases.items() if said is None] == []
