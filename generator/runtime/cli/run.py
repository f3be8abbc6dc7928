"""`run` and `submit`: from the options of a model to a job, and from the job to its files."""

from __future__ import annotations

import contextlib
import json
import shlex
import sys
from typing import TYPE_CHECKING, Any, cast

from ..errors import ConfigError, InputError
from .consent import ask_consent, threshold
from .errors import OK, CommandError
from .failures import missing_file
from .folders import check_folder
from .inputs import properties
from .reading import input_error, read, shown_source
from .results import deliver, follow, looking_after
from .session import local_files, open_client
from .text import kind_of, prog
from .texts import read_given, takes_text
from .values import to_value

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from .._catalogue.cost_estimate import CostEstimate
    from .._client.sync_client import SyncClient
    from .._jobs.sync_job import Job
    from .._protocol.options import OnInterrupt
    from .display import Display
    from .parser import Call

__all__ = ["run", "submit"]


def run(call: Call, show: Display) -> int:
    """Submit, wait, and show or save the result."""
    if call.flag("no_wait") or call.flag("estimate"):
        return submit(call, show)
    check_folder(call)
    inputs = gather(call)
    with open_client(call) as client:
        _consent(client, call, inputs, show)
        with show.progress("submitting"):
            job = _submit(client, call, inputs)
            # Under a key the job is another caller's, too.
            usual: OnInterrupt = "detach" if call.flag("once") else "cancel"
            with looking_after(client, job.request_id, call, usual=usual):
                show.submitted(job.request_id, job.model_id)
                result = follow(job, show)
        deliver(result, call, show)
    return OK


def submit(call: Call, show: Display) -> int:
    """Submit, and print the request's id."""
    inputs = gather(call)
    if call.flag("estimate"):
        return _estimate(call, inputs, show)
    with open_client(call) as client:
        _consent(client, call, inputs, show)
        with show.progress("submitting"):
            job = _submit(client, call, inputs)
            # On a terminal the answer itself shows the id.
            if show.as_json or not sys.stdout.isatty():
                show.submitted(job.request_id, job.model_id)
        show.answer(job.request_id)
        show.document({"request_id": job.request_id, "model_id": job.model_id})
        # `run --no-wait` takes a folder, which is used by whoever waits.
        folder = call.text("output")
        command = f"{prog()} wait {job.request_id}"
        if folder:
            show.remark(f"`{command} --output {shlex.quote(folder)}` waits for it and saves its files.")
        else:
            show.remark(f"`{command}` waits for it.")
    return OK


def _estimate(call: Call, inputs: dict[str, Any], show: Display) -> int:
    """Show what it will cost. It needs no token; with one the server is asked for the rate."""
    model_id = call.place("MODEL")
    with _files_missing(call, inputs):
        found = _expected(call, inputs)
    show.answer(str(found))
    if found.note:
        show.remark(found.note)
    show.document(
        {
            "model_id": model_id,
            "low": found.low,
            "high": found.high,
            "currency": found.currency,
            "known": found.known,
            "unit": found.unit,
            "basis": found.basis,
            "note": found.note,
            "source": found.source,
            "as_of": found.as_of,
        }
    )
    return OK


def _expected(call: Call, inputs: dict[str, Any]) -> CostEstimate:
    from .._catalogue.model import ModelRequest, checked_input
    from .._catalogue.untyped import endpoint_for
    from .._jobs.config import resolve_token

    model = endpoint_for(call.place("MODEL"), validate=not call.flag("untyped"))
    request = ModelRequest(model, checked_input(model, (inputs,), {}, local_files(call)))
    try:
        resolve_token()
    except ConfigError:
        return request.estimate()
    with open_client(call) as client:
        return client.estimate(request)


def _consent(client: SyncClient, call: Call, inputs: dict[str, Any], show: Display) -> None:
    """Ask before what is dear."""
    limit = threshold(call)
    if limit is not None:
        with _files_missing(call, inputs):
            request = client.model(call.place("MODEL"), validate=not call.flag("untyped")).request(inputs)
        ask_consent(limit, [client.estimate(request)], show)


def _submit(client: SyncClient, call: Call, inputs: dict[str, Any]) -> Job[Any]:
    with _files_missing(call, inputs):
        return client.model(call.place("MODEL"), validate=not call.flag("untyped")).submit(inputs)


@contextlib.contextmanager
def _files_missing(call: Call, inputs: dict[str, Any]) -> Generator[None]:
    """Tell missing local files from other faults: they have an exit code of their own."""
    try:
        yield
    except InputError as error:
        # What must not be looked at is neither there nor missing.
        if local_files(call) == "refuse":
            raise
        missing = missing_file(error, inputs, call.schema or {})
        if missing is None:
            raise
        raise missing from error


def gather(call: Call) -> dict[str, Any]:
    """Return the inputs: those of the JSON objects, and above them those of the options.

    Raises:
        CommandError: There is no such file, or it does not hold a JSON object.
    """
    inputs: dict[str, Any] = {}
    schema = call.schema or {}
    parts = properties(schema)
    _refuse_two_readers(call, parts)
    for source in call.options.get("input", ()):
        inputs.update(_read(source))
    for name, given in call.inputs.items():
        part = parts.get(name, {})
        read = [read_given(name, one) for one in given] if takes_text(part, schema) else given
        inputs[name] = to_value(name, part, schema, read)
    return inputs


def _refuse_two_readers(call: Call, parts: Mapping[str, Any]) -> None:
    """Refuse two inputs that would both be read from standard input."""
    schema = call.schema or {}
    readers = ["--input" for source in call.options.get("input", ()) if source == "-"]
    for name, given in call.inputs.items():
        if takes_text(parts.get(name, {}), schema):
            readers += [f"the input {name}" for one in given if one in ("-", "@-")]
    if len(readers) > 1:
        raise CommandError(f"Standard input can be read only once, not for {' and '.join(readers)}.")


def _read(source: str) -> dict[str, Any]:
    is_json = source.lstrip().startswith("{")
    where = "--input" if is_json else shown_source(source)
    try:
        value: object = json.loads(source if is_json else read(source, "--input"))
    except (ValueError, RecursionError) as error:
        raise input_error(f"{where} is not valid JSON: {error}.") from None
    if not isinstance(value, dict):
        raise input_error(f"{where} must be a JSON object of inputs, not {kind_of(value)}.")
    return cast("dict[str, Any]", value)
