"""Forks processes that each run one batch, and are killed in the middle of it by the test that talks to this one.

A line on standard input is one batch, as JSON; the answer is the number of the process. Nothing is imported after the
fork, so that a process is at work within milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import runcomfy
import runcomfy._client.sync_client
import runcomfy._journal
import runcomfy._many.sync
import runcomfy._transport
from runcomfy._transport.connections import tls_context


def run(order: dict[str, Any]) -> None:
    requests = [("v/m", {"marker": f"{order['batch']}-{n}"}) for n in range(order["count"])]
    with runcomfy.RunComfy(
        "t", base_url=order["url"], journal=order["journal"], journal_inputs=True
    ) as client:
        quick = client.with_options(poll_interval=0.01, max_poll_interval=0.02)
        outcomes = [
            {
                "marker": outcome.request.input["marker"] if outcome.request else None,
                "id": outcome.job.request_id if outcome.job else None,
                "error": type(outcome.error).__name__ if outcome.error else None,
            }
            for outcome in quick.batch(
                requests, batch_id=order["batch"], max_in_flight=4, requests_per_second=None, progress=False
            )
        ]
    Path(order["done"]).write_text(json.dumps(outcomes))


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    tls_context(verify=True)  # which takes longest
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                run(order)
            finally:
                os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
