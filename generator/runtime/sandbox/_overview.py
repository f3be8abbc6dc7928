"""A request as the page shows it: its state, its place, its cost and its files, whatever words are being played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._outputs import job_error
from ._service import iso

if TYPE_CHECKING:
    from ._queue import Job
    from ._service import Service

__all__ = ["describe", "details"]


def describe(service: Service, job: Job, own: str) -> dict[str, object]:
    """Return the facts of one request. `own` is the owner who asks."""
    now = service.clock()
    state = job.state(now)
    done = state == "done"
    facts: dict[str, object] = {
        "request_id": job.request_id,
        "model_id": job.model_id,
        "state": ("failed" if job.fails else "succeeded") if done else state,
        "created_at": iso(job.created),
        "price_usd": float(job.price),
        "own": job.owner == own,
    }
    if state == "queued":
        facts["queue_position"] = service.position(job)
    if state == "running":
        facts["progress"] = round((now - job.starts) / job.run_time, 3) if job.run_time else 1.0
    if state in ("done", "cancelled"):
        facts["finished_at"] = iso(job.finishes)
        facts["cost_usd"] = float(service.cost(job))
    if done and job.fails:
        facts["error"] = job_error(service.faults)
    if done and not job.fails:
        facts["outputs"] = [f"/outputs/{job.request_id}/{name}" for name in service.names(job)]
    return facts


def details(service: Service, job: Job, own: str) -> dict[str, object]:
    """Return the same with the inputs as they are kept: without the files that came in them."""
    return {**describe(service, job, own), "input": dict(job.inputs)}
