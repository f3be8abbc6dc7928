"""`python -m runcomfy.demo`: one model from submit to saved picture, against the local sandbox."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ._plain.names import PACKAGE
from ._states import state_text
from .errors import RunComfyError
from .sandbox._extra import require_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["main"]

_MODEL = "openai/gpt-image-2/edit"
_PROMPT = "Put the plant on a sunny windowsill with a view of soft hills, warm evening light"
_FOLDER = Path("out")

_REAL = """
To run the same against the real service, which costs money:
  1. copy your token from https://www.runcomfy.com/profile
  2. export RUNCOMFY_TOKEN=...
  3. start {python} and type:

from {package} import RunComfy

client = RunComfy()
result = client.openai.gpt_image_2.edit.run(
    prompt="{prompt}",
    images=["{picture}"],
)
print(result.save("out/"))
"""


def main(queue_time: float = 1.5, run_time: float = 2.0) -> int:
    """Run the demo and return the exit code: 0, 1 when something failed, 130 at Ctrl-C.

    `queue_time` and `run_time` are the seconds that the job waits and runs.
    """
    try:
        _run(sys.stdout, queue_time, run_time)
    except KeyboardInterrupt:
        _say(sys.stderr, "\nStopped. Nothing is left running.")
        return 130
    except (RunComfyError, OSError) as error:
        _say(sys.stderr, f"The demo failed: {error}")
        return 1
    return 0


def _run(out: TextIO, queue_time: float, run_time: float) -> None:
    require_sandbox()
    from .sandbox import Sandbox
    from .sandbox.render.still_life import still_life

    photo = io.BytesIO()
    still_life().save(photo, "PNG")
    with (
        Sandbox(queue_time=queue_time, run_time=run_time, crowd=4) as sandbox,
        contextlib.ExitStack() as stack,
    ):
        _say(out, f"A sandbox stands in for the RunComfy Model API at {sandbox.base_url}")
        # Any: a package generated from other schemas has no such model, and must still pass a type checker.
        client: Any = stack.enter_context(sandbox.client(poll_interval=0.25, max_poll_interval=0.5))
        try:
            edit = client.openai.gpt_image_2.edit
        except AttributeError:
            raise RunComfyError(
                f"This package was generated without {_MODEL}, which the demo runs."
            ) from None
        request = edit.request(prompt=_PROMPT, images=[photo.getvalue()], aspect_ratio="4:3", resolution="1k")
        _say(out, f"Estimate: {client.estimate(request)}")
        job = client.submit(request)
        _say(out, f"{_MODEL}: request {job.request_id}")
        with _display(out) as show:
            for update in job.updates():
                show(state_text(update.status, update.queue_position))
            result = job.result()
        paths = result.save(_FOLDER)
    for path in paths:
        _say(out, f"Saved {path} ({path.stat().st_size:,} bytes)")
    cost = "not told" if result.cost is None else f"{result.cost:.2f} USD of play money"
    _say(out, f"Cost: {cost}")
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    picture = paths[0].as_posix()
    _say(out, _REAL.format(python=python, package=PACKAGE, prompt=_PROMPT, picture=picture).rstrip())


@contextlib.contextmanager
def _display(out: TextIO) -> Generator[Callable[[str], None]]:
    """Show how the job stands and for how long: live on a terminal, else a line at each change."""
    if out.isatty():
        try:
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
        except ImportError:
            pass
        else:
            columns = (
                SpinnerColumn(finished_text="\u2713"),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
            )
            with Progress(*columns) as progress:
                task = progress.add_task("submitted", total=1)
                yield lambda text: progress.update(task, description=text)
                progress.update(task, completed=1)
            return
    begun = time.monotonic()
    yield lambda text: _say(out, f"  {time.monotonic() - begun:4.1f} s  {text}")


def _say(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
