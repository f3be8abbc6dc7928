"""A shop's queue: one picture for each order, paid for once, however often Celery runs the task."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from runcomfy import (
    APIConnectionError,
    DownloadError,
    JournalError,
    RateLimitError,
    RunComfy,
    WaitTimeoutError,
)

REDIS = os.environ.get("REDIS_URL", "redis://localhost:6379/0")

app = Celery("shop", broker=REDIS, backend=REDIS)
app.conf.update(
    # A task is done when it has ended, not when it was fetched: that of a worker that dies is run again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    # Redis gives a task out again after so many seconds, even where the first one still runs.
    broker_transport_options={"visibility_timeout": float(os.environ.get("VISIBILITY_TIMEOUT", "3600"))},
)

# What is over by itself. The next try sends the request only if there is no job yet, and else waits for that one.
PASSING = (
    APIConnectionError,
    DownloadError,
    JournalError,
    RateLimitError,
    SoftTimeLimitExceeded,
    WaitTimeoutError,
)


@app.task(bind=True, max_retries=50, soft_time_limit=float(os.environ.get("SOFT_TIME_LIMIT", "300")))
def picture(self: Any, order: int, prompt: str, folder: str) -> dict[str, object]:
    """Make the picture of an order, and say where it is."""
    with RunComfy(journal=os.environ.get("RUNCOMFY_JOURNAL") or True) as client:
        # The key makes it one paid job; a worker that is told to stop leaves it running.
        paid_once = client.with_options(once=f"order-{order}", on_interrupt="detach")
        try:
            result = paid_once.blackforestlabs.flux_2_klein.v4b.text_to_image.run(prompt=prompt)
            paths = result.save(folder)
        except PASSING as error:
            raise self.retry(exc=error, countdown=min(2**self.request.retries, 60)) from None
    return {"job": result.request_id, "files": [str(path) for path in paths]}
