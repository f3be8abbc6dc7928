"""The programs that are killed here: batches and keyed requests, by either client.

`python -m tests.crash.program ORDER` runs one, with the order as JSON. Without an order it is a nursery: each line of
its standard input is an order, for which it forks a program in a session of its own, and prints its process number; so
a program is at work within milliseconds. What a program has to tell are JSON lines on its standard output.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import runcomfy
import runcomfy._many
import runcomfy._transport.aio  # so that no program imports it after its fork

from tests.crash import work
from tests.inside import Batch

MODEL = "v/m"
TRIES = 200  # how often a task queue gives a task that was turned away to a worker again
_telling = threading.Lock()


def tell(event: str, **facts: object) -> None:
    """One line, whole, whatever happens to this process."""
    with _telling:
        os.write(1, json.dumps({"event": event, "at": time.monotonic(), **facts}).encode() + b"\n")


def told(marker: str, request_id: str | None, error: BaseException | None, **more: object) -> None:
    """What came of one marker."""
    name = type(error).__name__ if error is not None else None
    tell("outcome", marker=marker, id=request_id, error=name, message=str(error or "")[:300], **more)


def dying(order: dict[str, Any]) -> tuple[Callable[[httpx.Request], None], Callable[[httpx.Response], None]]:
    """Hooks that kill this process just before the so many-th submit leaves, or just after it was answered."""
    where, _, number = order["die"].partition(":")
    left = {where: int(number)}

    def count(here: str, request: httpx.Request) -> None:
        if here == where and request.method == "POST" and "/models/" in request.url.path:
            left[here] -= 1
            if left[here] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return (
        lambda request: count("request", request),
        lambda response: count("response", response.request),
    )


def settings_of(order: dict[str, Any], *, is_async: bool) -> dict[str, Any]:
    """The client's arguments."""
    made: dict[str, Any] = {"base_url": order["url"], **order.get("client", {})}
    if "journal" in order:
        made["journal"] = order["journal"]
    if order.get("die"):
        request, response = dying(order)
        if is_async:

            async def on_request(given: httpx.Request) -> None:
                request(given)

            async def on_response(given: httpx.Response) -> None:
                response(given)

            hooks: Any = {"request": [on_request], "response": [on_response]}
            made["http_client"] = httpx.AsyncClient(event_hooks=hooks)
        else:
            made["http_client"] = httpx.Client(event_hooks={"request": [request], "response": [response]})
    return made


def options_of(order: dict[str, Any]) -> dict[str, Any]:
    """The client's options: it looks often."""
    return {"poll_interval": 0.02, "max_poll_interval": 0.05, **order.get("options", {})}


def many_of(order: dict[str, Any]) -> dict[str, Any]:
    """The batch's arguments."""
    return {"requests_per_second": None, "progress": False, **order.get("settings", {})}


def requests_of(order: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The requests: their marker is an input."""
    return [(MODEL, {"n": marker}) for marker in order["markers"]]


def seen(outcome: Any) -> None:
    """Tell of one outcome of a batch."""
    marker = outcome.request.input["n"] if outcome.request else "?"
    more = {"value": outcome.value} if getattr(outcome, "value", None) is not None else {}
    told(marker, outcome.job.request_id if outcome.job else None, outcome.error, **more)


def run_batch(order: dict[str, Any]) -> None:
    """The synchronous client's batch."""
    with runcomfy.RunComfy("t", **settings_of(order, is_async=False)) as client:
        outcomes = client.with_options(**options_of(order)).batch(requests_of(order), **many_of(order))
        # What is slow on a busy machine, imports and the journal's opening, is done.
        tell("begun")
        for outcome in outcomes:
            seen(outcome)


def run_batch_async(order: dict[str, Any]) -> None:
    """The asynchronous client's batch."""

    async def run() -> None:
        async with runcomfy.AsyncRunComfy("t", **settings_of(order, is_async=True)) as client:
            quick = client.with_options(**options_of(order))
            outcomes = quick.batch(requests_of(order), **many_of(order))
            tell("begun")
            async for outcome in outcomes:
                seen(outcome)

    asyncio.run(run())


@contextmanager
def pool_of(order: dict[str, Any]) -> Iterator[Executor]:
    """The executor that is ordered: processes of this machine, or a cluster's by its address."""
    if order["pool"] == "processes":
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
    else:
        import distributed

        with distributed.Client(order["pool"], set_as_default=False) as cluster:
            yield cluster.get_executor()


def work_of(order: dict[str, Any]) -> dict[str, Any]:
    """What the pool's workers do, where they are told to do anything."""
    return {"then": getattr(work, order["then"])} if order.get("then") else {}


def run_pool(order: dict[str, Any]) -> None:
    """The synchronous client's batch, whose results go to a pool."""
    with runcomfy.RunComfy("t", **settings_of(order, is_async=False)) as client, pool_of(order) as pool:
        tell("begun")
        quick = client.with_options(**options_of(order))
        for outcome in quick.batch(requests_of(order), executor=pool, **work_of(order), **many_of(order)):
            seen(outcome)


def run_pool_async(order: dict[str, Any]) -> None:
    """The same with the asynchronous client."""

    async def run(pool: Executor) -> None:
        async with runcomfy.AsyncRunComfy("t", **settings_of(order, is_async=True)) as client:
            tell("begun")
            quick = client.with_options(**options_of(order))
            async for outcome in quick.batch(
                requests_of(order), executor=pool, **work_of(order), **many_of(order)
            ):
                seen(outcome)

    with pool_of(order) as pool:
        asyncio.run(run(pool))


def turned_away(error: Exception) -> bool:
    """Whether a task queue would try the task again: certainly nothing was paid."""
    return isinstance(error, runcomfy.RateLimitError | runcomfy.APIConnectionError)


def run_once(order: dict[str, Any]) -> None:
    """Tasks of a queue: each has its key, and is run again as long as it is turned away."""
    with runcomfy.RunComfy("t", **settings_of(order, is_async=False)) as client:
        tell("begun")
        tell("opened")  # a key stands for the same request for ever

        def task(marker: str) -> None:
            quick = client.with_options(**options_of(order), once=f"{order['key']}-{marker}")
            for _ in range(TRIES):
                try:
                    if order.get("submit"):
                        request_id = quick.model(MODEL).submit({"n": marker}).request_id
                    else:
                        request_id = quick.model(MODEL).run({"n": marker}).request_id
                except Exception as error:  # noqa: BLE001 (told)
                    if not turned_away(error):
                        told(marker, getattr(error, "request_id", None), error)
                        return
                    time.sleep(0.05)
                else:
                    told(marker, request_id, None)
                    return

        with ThreadPoolExecutor(order.get("threads", 4)) as pool:
            list(pool.map(task, order["markers"]))


def run_once_async(order: dict[str, Any]) -> None:
    """The same on an event loop."""

    async def run() -> None:
        room = asyncio.Semaphore(order.get("threads", 4))
        async with runcomfy.AsyncRunComfy("t", **settings_of(order, is_async=True)) as client:
            tell("begun")
            tell("opened")

            async def task(marker: str) -> None:
                quick = client.with_options(**options_of(order), once=f"{order['key']}-{marker}")
                async with room:
                    for _ in range(TRIES):
                        try:
                            if order.get("submit"):
                                request_id = (await quick.model(MODEL).submit({"n": marker})).request_id
                            else:
                                request_id = (await quick.model(MODEL).run({"n": marker})).request_id
                        except Exception as error:  # noqa: BLE001 (told)
                            if not turned_away(error):
                                told(marker, getattr(error, "request_id", None), error)
                                return
                            await asyncio.sleep(0.05)
                        else:
                            told(marker, request_id, None)
                            return

            await asyncio.gather(*map(task, order["markers"]))

    asyncio.run(run())


DRIVERS = {
    "sync": run_batch,
    "async": run_batch_async,
    "once": run_once,
    "once-async": run_once_async,
    "pool": run_pool,
    "pool-async": run_pool_async,
}


def tell_of_opening() -> None:
    """Tell when a batch has looked into the journal: from then on it is that batch, whatever others do."""
    opening = Batch.open

    def open_and_tell(batch: Any) -> None:
        opening(batch)
        tell("opened")

    Batch.open = open_and_tell


def prepare(order: dict[str, Any]) -> None:
    """Put in place what the order changes about this process."""
    tell_of_opening()
    for name, value in order.get("patch", {}).items():
        module, _, places = name.partition(":")
        *way, attribute = places.split(".")
        try:
            target: Any = importlib.import_module(module)
            for place in way:
                target = getattr(target, place)
            getattr(target, attribute)
        except (ImportError, AttributeError):
            print(f"the room cannot shorten {name}: it is not there", file=sys.stderr)
        else:
            setattr(target, attribute, tuple(value) if isinstance(value, list) else value)
    ahead = order.get("clock_ahead", 0.0)
    if ahead:
        honest = time.time
        time.time = lambda: honest() + ahead
    if order.get("largest_file") is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"],) * 2)
    if order.get("folder"):
        os.chdir(order["folder"])
    gate = order.get("gate")
    if gate:
        tell("ready")
        while not Path(gate).exists():
            time.sleep(0.002)


def perform(order: dict[str, Any]) -> None:
    """Carry an order out."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s", force=True
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    prepare(order)
    try:
        DRIVERS[order["driver"]](order)
    except Exception as error:
        tell("raised", error=type(error).__name__, message=str(error))
        raise
    tell("end")


def child(order: dict[str, Any]) -> int:
    """What a forked program does, and its exit code."""
    os.setsid()
    for path, number in ((order["out"], 1), (order["err"], 2)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(file, number)
    for name, value in order.get("environment", {}).items():
        os.environ[name] = value
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        perform(order)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 (as the interpreter does)
        traceback.print_exc()
        return 1
    return 0


def nursery() -> None:
    """Fork a program for each order, and write each one's end down."""
    running: dict[int, str] = {}

    def reap(*_: object) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                path = Path(running.pop(ended[0]))
                path.with_suffix(".new").write_text(str(os.waitstatus_to_exitcode(ended[1])))
                path.with_suffix(".new").rename(path)

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        order = json.loads(line)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            code = child(order)
            sys.stderr.flush()
            os._exit(code)
        running[pid] = order["exit"]
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        print(pid, flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        perform(json.loads(sys.argv[1]))
    else:
        nursery()
