"""`batch` and `resume`: many jobs, each with its outcome as it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .._plain.money import NOTHING, money, plus
from .._plain.text import one_line
from ..errors import InputError, RunComfyError
from . import lookup
from .consent import ask_consent, threshold
from .csv_requests import csv_requests
from .errors import FAILED, OK
from .failures import document_of, message_of
from .folders import check_folder
from .reading import as_text, line_error, read
from .session import open_client
from .text import dollars, kind_of, prog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .._catalogue.cost_estimate import CostEstimate
    from .._client.sync_client import SyncClient
    from .._many import BatchOutcome
    from .display import Display
    from .parser import Call

__all__ = ["batch", "resume"]

_ROOM = 16  # jobs at once


def batch(call: Call, show: Display) -> int:
    """Run the requests of a file, one a line."""
    check_folder(call)
    requests = list(_requests(call))
    if not requests:
        show.remark("There are no requests.")
    with open_client(call) as client:
        _consent(client, requests, call, show)
        try:
            outcomes = client.batch(
                requests,
                max_in_flight=int(call.number("max_in_flight") or _ROOM),
                journal=False if call.flag("no_journal") else None,
                batch_id=call.text("id"),
                on_invalid="skip" if call.text("on_invalid") == "skip" else "refuse",
                dedupe=call.flag("dedupe"),
                resubmit_unknown=call.flag("resubmit_unknown"),
                progress=not show.quiet,
            )
        except InputError as error:
            error.hint = "Fix them, or leave them out with --on-invalid skip."
            raise
        return _deliver(outcomes, len(requests), call, show)


def _consent(client: SyncClient, requests: list[dict[str, object]], call: Call, show: Display) -> None:
    """Ask before what is dear in all. What cannot be sent is reported afterwards."""
    limit = threshold(call)
    if limit is None:
        return
    found: list[CostEstimate] = []
    for given in requests:
        try:
            request = client.model(str(given["model"])).request(cast("dict[str, object]", given["inputs"]))
        except InputError:
            continue
        found.append(client.estimate(request))
    ask_consent(limit, found, show)


def resume(call: Call, show: Display) -> int:
    """Wait for every job of the journal whose end is not known here."""
    check_folder(call)
    with open_client(call) as client:
        waiting = client.journal.open_jobs()
        for entry in client.journal.unknown():
            show.warning(
                f"Nobody can say whether entry {entry.number}, a request to {entry.model_id}, was accepted. "
                f"`{prog()} journal forget {entry.number}` drops it."
            )
        if not waiting:
            show.remark("No job is open.")
        outcomes = client.journal.resume_all() if waiting else ()
        return _deliver(outcomes, len(waiting), call, show)


def _requests(call: Call) -> Iterator[dict[str, object]]:
    """Read the requests, which are JSON objects.

    Raises:
        CommandError: There is no such file, or a line is not a request.
    """
    usual = call.text("model")
    if usual is not None and lookup.model(usual) is None:
        raise lookup.unknown_model(usual)
    source = call.place("FILE")
    text = as_text(read(source, "FILE", any_size=True), source, "FILE")
    if source.casefold().endswith(".csv"):
        yield from csv_requests(text, usual)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value: object = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise line_error(number, f"is not valid JSON: {error}") from None
        if not isinstance(value, dict):
            raise line_error(number, f"must be a JSON object, not {kind_of(value)}")
        document = cast("dict[str, object]", value)
        if set(document) == {"model", "inputs"}:
            yield document
        elif usual is not None:
            yield {"model": usual, "inputs": document}
        else:
            raise line_error(number, 'must be {"model": ..., "inputs": {...}}, or inputs alone with --model')


def _deliver(outcomes: Iterable[BatchOutcome[Any, Any]], total: int, call: Call, show: Display) -> int:
    """Print and save each outcome; the exit code is what all failures have in common, else 1."""
    documents: list[dict[str, Any]] = []
    codes: set[int] = set()
    spent = NOTHING
    for outcome in outcomes:
        document = _outcome(outcome, call, show, len(str(total)))
        documents.append(document)
        spent = plus(spent, money(document.get("cost")) or NOTHING)
        if "error" in document:
            codes.add(document["error"]["exit_code"])
    failed = sum("error" in document for document in documents)
    show.document({"total": total, "failed": failed, "outcomes": documents})
    if total:
        show.remark(f"{total - failed} of {total} done" + (f", cost {dollars(spent)}" if spent else ""))
    if not codes:
        return OK
    return codes.pop() if len(codes) == 1 else FAILED


def _outcome(outcome: BatchOutcome[Any, Any], call: Call, show: Display, digits: int) -> dict[str, Any]:
    request_id = outcome.job.request_id if outcome.job is not None else None
    document: dict[str, Any] = {"index": outcome.index, "request_id": request_id}
    if outcome.request is not None:
        document["model_id"] = outcome.request.model_id
    if outcome.duplicate_of is not None:
        document["duplicate_of"] = outcome.duplicate_of
    error: Exception | None = outcome.error
    result = outcome.result
    if result is not None:
        document |= {
            "output": result.raw,
            "cost": result.cost,
            "urls": list(result.urls),
            "files": [],
        }
        directory = call.text("output")
        if directory is not None and outcome.duplicate_of is None:
            # A folder for each: started again, a batch writes over its own files only.
            name = f"{outcome.index + 1:0{digits}}" if outcome.request is not None else result.request_id
            try:
                saved = result.save(Path(directory) / name, overwrite=True)
            except RunComfyError as fault:
                error = fault
            else:
                document["files"] = [str(path) for path in saved]
    if error is not None:
        show.error(f"[{outcome.index + 1}] {message_of(error)}")
        document |= document_of(error, request_id)
    else:
        shown = document["files"] or document["urls"] or [request_id]
        for line in shown:
            show.answer(f"{outcome.index + 1}\t{one_line(str(line))}")
    return document
