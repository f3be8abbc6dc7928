"""What the answer of the result route makes of a job: an output, a failure, or more waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import runcomfy

from tests.client.conftest import log_of, script
from tests.client.jobs.wait_kit import OUTPUT, run

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, VirtualClock


@pytest.mark.parametrize("word", ["completed", "succeeded", "failed", "cancelled", "canceled", "error"])
def test_the_result_alone_decides(kit: Kit, api: respx.MockRouter, clock: VirtualClock, word: str) -> None:
    script(api, statuses=[word])
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize("word", ["pending", "waiting", "starting", "processing", "in_queue", "in_progress"])
def test_a_result_that_is_not_there_yet_is_waited_for(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, word: str
) -> None:
    script(api, result=[{"status": word}, {"status": word, "output": {"image": "half"}}, {"output": OUTPUT}])
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize(
    "document",
    [
        {"status": "succeeded", "output": OUTPUT},
        {"status": "completed", "output": OUTPUT},
        {"status": "Completed", "output": OUTPUT, "error": None, "error_code": None},
        {"output": OUTPUT},
        {"status": "completed", "output": OUTPUT, "error_code": 0, "inputs": {"prompt": "x"}},
    ],
    ids=str,
)
def test_every_way_to_say_that_it_succeeded(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, document: dict[str, Any]
) -> None:
    script(api, result=document)
    assert run(kit).output == OUTPUT


@pytest.mark.parametrize(
    "output", ["https://x.runcomfy.net/a.png", ["https://x.runcomfy.net/a.png"], {}, [], ""]
)
def test_an_output_of_any_shape_is_an_output(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, output: object
) -> None:
    script(api, result={"status": "succeeded", "output": output})
    assert run(kit).raw == output


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"status": "failed", "error": "out of memory"}, "out of memory"),
        ({"status": "failed", "error": {"code": "E1", "message": "out of memory"}}, "out of memory"),
        ({"status": "error", "error_message": "out of memory"}, "out of memory"),
        ({"status": "failed", "error_code": 500001, "message": "out of memory"}, "out of memory"),
        ({"status": "completed", "error": {"detail": [{"msg": "out of memory"}]}}, "out of memory"),
        ({"status": "failed", "error": "429 timeout 504"}, "429 timeout 504"),
        ({"status": "failed"}, "no reason"),
    ],
)
def test_a_failed_job_raises_the_servers_reason(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, document: dict[str, Any], reason: str
) -> None:
    script(api, result=document)
    with pytest.raises(runcomfy.JobFailedError, match=reason) as caught:
        run(kit)
    assert caught.value.request_id == "r1"
    assert caught.value.job.request_id == "r1"
    assert log_of(api)[-1][1].startswith("/requests/r1/result")
    assert len(log_of(api)) == 3


def test_a_cancelled_job_raises(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api, statuses=["canceled"], result={"status": "canceled"})
    with pytest.raises(runcomfy.JobCancelledError):
        run(kit)


def test_finished_without_an_output_is_looked_at_again_and_then_is_a_failure(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, result={"status": "completed", "output": None})
    with pytest.raises(runcomfy.JobFailedError, match="without an output"):
        run(kit)
    assert len([path for _, path in log_of(api) if "result" in path]) == 4


def test_an_error_code_beside_an_output_is_an_error(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api, result={"status": "succeeded", "output": OUTPUT, "error_code": 404001})
    with pytest.raises(runcomfy.NotFoundError):
        kit.call(kit.client().job("r1").wait())
