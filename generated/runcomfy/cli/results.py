"""Following a job to its end, and handing over its result."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from .._jobs.bounds import BOUND
from ..errors import RunComfyError
from .errors import INTERRUPTED, TERMINATED, CommandError
from .text import dollars, json_text, prog

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._client.sync_client import SyncClient
    from .._jobs.sync_job import Job
    from .._jobs.sync_result import Result
    from .._protocol.options import OnInterrupt
    from .display import Display
    from .parser import Call

__all__ = ["deliver", "follow", "looking_after"]


@contextlib.contextmanager
def looking_after(client: SyncClient, request_id: str, call: Call, *, usual: OnInterrupt) -> Generator[None]:
    """Have Ctrl-C and SIGTERM cancel the job or leave it, as was chosen, and say what came of it.

    Raises:
        CommandError: That happened.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit) as error:
        said = f"Request {request_id} is left running."
        again = True
        if (call.text("on_interrupt") or usual) == "cancel":
            why = _not_cancelled(client, request_id)
            again = why is not None
            said = (
                f"Request {request_id} was not cancelled: {why}."
                if again
                else f"Request {request_id} was cancelled."
            )
        hint = f"Wait for it with `{prog()} wait {request_id}`." if again else None
        raise _interrupted(error, f"Interrupted. {said}", hint, request_id) from None


def _interrupted(error: BaseException, said: str, hint: str | None, request_id: str) -> CommandError:
    code = TERMINATED if isinstance(error, SystemExit) else INTERRUPTED
    return CommandError(said, code=code, hint=hint, kind="Interrupted", request_id=request_id)


def _not_cancelled(client: SyncClient, request_id: str) -> str | None:
    """Cancel the job; return why that could not be, or None."""
    try:
        outcome = client.with_options(timeout=BOUND).job(request_id).cancel()
    except RunComfyError as error:
        return error.message.rstrip(".")
    except (KeyboardInterrupt, SystemExit):
        return "that was interrupted too"
    return None if outcome else outcome.reason


def follow(job: Job[Any], show: Display) -> Result[Any]:
    """Wait for a job, and show how it is doing."""
    return job.wait(on_interrupt="detach", on_update=show.update)


def _save(result: Result[Any], directory: str, call: Call, show: Display) -> list[str]:
    try:
        with show.progress("saving"):
            saved = result.save(directory, overwrite=call.flag("overwrite"), on_progress=show.saving)
    except (KeyboardInterrupt, SystemExit) as error:
        said = f"Interrupted while the files of request {result.request_id} were saved."
        hint = f"`{prog()} download {result.request_id} -o DIR` saves them."
        raise _interrupted(error, said, hint, result.request_id) from None
    return [str(path) for path in saved]


def deliver(result: Result[Any], call: Call, show: Display, directory: str | None = None) -> None:
    """Save the files if that was asked for, and print where they are; else where they can be fetched, or the output."""
    directory = None if call.flag("no_download") else call.text("output") or directory
    if result.cost is not None:
        show.remark(f"cost {dollars(result.cost)}")
    files: list[str] = []
    if directory is not None:
        files = _save(result, directory, call, show)
        if not result.urls:
            show.remark("The result has no files.")
    for line in files or [url.replace("\n", "\\n") for url in result.urls] or [json_text(result.raw)]:
        show.answer(line)
    if directory is None and result.urls:
        show.remark(f"These files expire. `{prog()} download {result.request_id} -o DIR` saves them.")
    show.document(
        {
            "request_id": result.request_id,
            "model_id": result.model_id,
            "status": result.status,
            "output": result.raw,
            "cost": result.cost,
            "created_at": result.created_at,
            "finished_at": result.finished_at,
            "urls": list(result.urls),
            "files": files,
        }
    )
