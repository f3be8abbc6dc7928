"""What a method or a constructor cannot use is refused in one short sentence, before anything is sent or written."""

from __future__ import annotations

import concurrent.futures
import math
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from runcomfy import AsyncEndpoint, ConfigError, Journal, ModelRequest, RunComfyError, SyncEndpoint, registry
from runcomfy.sandbox import Settings

from tests.client.conftest import script

if TYPE_CHECKING:
    from collections.abc import Callable

    import respx

    from tests.client.conftest import Kit, VirtualClock

EDIT = "openai/gpt-image-2/edit"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://e.com/a.png"]}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


class Hostile:
    """Something that can be neither shown nor compared."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no eq")

    __hash__ = None  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]


ODD: list[Any] = [
    None, "", "x", b"x", 5, -1, 0, 1.5, math.nan, math.inf, True, [], {}, (), object(), Hostile(), Decimal("NaN"),
    len, int, 10**400, "\ud800", "a\0b",
]  # fmt: skip


def refused(call: Callable[[Any], Any], values: list[Any] = ODD) -> None:
    """Call with each, and let it take the value or refuse it in words of the client's own."""
    for value in values:
        try:
            call(value)
        except RunComfyError as error:
            told = str(error)
            assert " object at 0x" not in told
            assert len(told) < 400


def all_of(kit: Kit, outcomes: Any) -> list[Any]:
    if kit.kind == "sync":
        return list(outcomes)

    async def collect() -> list[Any]:
        return [one async for one in outcomes]

    return kit.call(collect())


@pytest.mark.parametrize(
    ("given", "told", "way"),
    [
        (lambda _: EDIT, "not a str", r"client\.model\('openai/gpt-image-2/edit'\)\.run"),
        (lambda edit: edit.validate(**INPUTS), "not a EditInput", r"endpoint\.request_for\(inputs\)"),
        (lambda edit: edit, "not a (Async|Sync)Endpoint", r"endpoint\.run\(prompt="),
        (lambda edit: edit.unbound, "not a Endpoint", r"endpoint\.run\(prompt="),
        (lambda _: {"model": EDIT, "inputs": INPUTS}, "not a dict", ""),
        (lambda _: None, "not None", ""),
    ],
)
def test_what_is_no_request_is_told_how_to_become_one(
    kit: Kit, api: respx.MockRouter, given: Any, told: str, way: str
) -> None:
    client = kit.client()
    for call in (client.run, client.submit, client.estimate):
        with pytest.raises(
            ConfigError, match=f"request must be what endpoint.request.* returns, {told}"
        ) as caught:
            kit.call(call(given(client.openai.gpt_image_2.edit)))
        assert caught.match(way)
    assert not api.calls


def test_no_method_of_a_client_crashes_on_odd_arguments(kit: Kit, api: respx.MockRouter) -> None:
    api.get(url__regex="/models").respond(json={"models": []})
    client = kit.client()
    bound = SyncEndpoint if kit.kind == "sync" else AsyncEndpoint
    edit = registry[EDIT].endpoint
    refused(client.model)
    refused(client.job)
    refused(lambda value: client.job("r1", value))
    refused(
        lambda value: client.job("r1").with_client(value), [value for value in ODD if value is not client]
    )
    refused(lambda value: kit.call(client.run(value)))
    refused(lambda value: kit.call(client.submit(value)))
    refused(lambda value: bound(value, client))
    refused(lambda value: bound(edit, value))
    refused(lambda value: ModelRequest(value, value))
    refused(edit.request_for)
    refused(lambda value: kit.call(client.catalogue.search(value)))
    refused(lambda value: kit.call(client.catalogue.get(value)))
    for name in ("category", "kind", "include_schema"):
        refused(lambda value, name=name: kit.call(client.catalogue.search(**{name: value})))
    refused(Journal, [value for value in ODD if value is not None])
    assert {call.request.method for call in api.calls} <= {"GET"}


def test_a_request_of_a_bound_endpoint_says_where_the_endpoint_is(kit: Kit) -> None:
    edit = kit.client().openai.gpt_image_2.edit
    with pytest.raises(
        ConfigError, match=r"endpoint must be an Endpoint, not a \w+Endpoint\.\n.*endpoint.unbound"
    ):
        ModelRequest(edit, edit.validate(**INPUTS))


def test_a_bound_endpoint_wants_the_client_of_its_half(kit: Kit) -> None:
    other, name = (AsyncEndpoint, "AsyncRunComfy") if kit.kind == "sync" else (SyncEndpoint, "RunComfy")
    with pytest.raises(ConfigError, match=f"client must be an? {name}, not a"):
        other(registry[EDIT].endpoint, kit.client())


def test_no_setting_of_a_batch_crashes_and_none_costs_money(
    kit: Kit, api: respx.MockRouter, tmp_path: Path
) -> None:
    client = kit.client()
    for requests in (None, 5, "ab", b"x", EDIT, {"model": EDIT}, object(), client.openai.gpt_image_2.edit):
        with pytest.raises(ConfigError, match="requests must be a list of requests, or another iterable"):
            all_of(kit, client.batch(requests))
    with pytest.raises(ConfigError, match="not a EditInput"):
        all_of(kit, client.batch(client.openai.gpt_image_2.edit.validate(**INPUTS)))
    for name in (
        "max_in_flight", "ordered", "on_error", "budget_usd", "unknown_price", "max_job_usd", "batch_id", "on_invalid",
        "dedupe", "resubmit_unknown", "requests_per_second", "progress", "executor", "then",
    ):  # fmt: skip
        refused(lambda value, name=name: all_of(kit, client.batch([], journal=False, **{name: value})))
    one = [(EDIT, INPUTS)]
    with pytest.raises(ConfigError, match=r"executor must be a concurrent\.futures\.Executor, not 5"):
        all_of(kit, client.batch(one, journal=False, executor=5, then=len))
    with (
        concurrent.futures.ThreadPoolExecutor() as pool,
        pytest.raises(ConfigError, match="then must be a function or None, not 5"),
    ):
        all_of(kit, client.batch(one, journal=False, executor=pool, then=5))
    with pytest.raises(ConfigError, match="progress must be True, False or a function, not 'yes'"):
        all_of(kit, client.batch(one, journal=False, progress="yes"))
    with pytest.raises(
        ConfigError, match=r"batch\(\) has no argument 'max_inflight'.\nDid you mean 'max_in_flight'"
    ):
        all_of(kit, client.batch(one, journal=False, max_inflight=3))
    with pytest.raises(ConfigError, match=r"'timeout'.\nIt is an option of the client: client.with_options"):
        all_of(kit, client.batch(one, journal=False, timeout=3))
    assert not api.calls


def test_an_argument_of_the_client_is_no_option(kit: Kit) -> None:
    for name in ("journal", "budget_usd", "base_url", "max_connections"):
        with pytest.raises(
            ConfigError, match=rf"no option '{name}'.\nIt is set when .* RunComfy\({name}=...\)"
        ):
            kit.client().with_options(**{name: 1})


def test_no_argument_of_a_job_or_a_result_crashes(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script(api)
    api.get("https://x.runcomfy.net/a.png").respond(content=PNG)
    job = kit.client(timeout=1).job("r1", "v/m")
    result = kit.call(job.wait())
    file = result.files[0]
    for name in ("timeout", "on_timeout", "on_interrupt", "on_update"):
        refused(lambda value, name=name: kit.call(job.wait(**{name: value})))
    for name in ("directory", "overwrite", "max_bytes", "concurrency", "timeout", "on_progress"):
        refused(lambda value, name=name: kit.call(result.save(**{name: value})))
    for name in ("path", "directory", "max_bytes", "timeout"):
        refused(lambda value, name=name: kit.call(file.save(**{name: value})))
    for name in ("max_bytes", "timeout"):
        refused(lambda value, name=name: kit.call(file.read(**{name: value})))
    for given in (None, 5, b"x", "\ud800", "a\0b", Hostile()):
        with pytest.raises(ConfigError, match="directory must be a path, not"):
            kit.call(result.save(given))
        with pytest.raises(ConfigError, match="path must be a path, not"):
            kit.call(file.save(given))
        seen = len(api.calls)
        with pytest.raises(ConfigError, match="directory must be a path, not"):
            kit.call(job.download(given))
        assert len(api.calls) == seen, "it waited for the job first"
    with pytest.raises(ConfigError, match="on_progress must be a function or None, not 'x'"):
        kit.call(result.save(on_progress="x"))


def test_a_journal_is_pruned_by_days(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.sqlite3")
    for days in ("x", None, -1, math.nan, math.inf, 10**400, [], True):
        with pytest.raises(ConfigError, match="older_than_days must be a number of days, 0 or more, not"):
            journal.prune(days)
    assert journal.prune(0.5) == 0
    journal.close()


@pytest.mark.parametrize(
    "name", ["workers", "queue_time", "run_time", "crowd", "balance", "keep_for", "max_jobs"]
)
def test_a_sandbox_s_settings_are_numbers(name: str) -> None:
    for value in (None, "x", b"x", []):
        with pytest.raises(ValueError, match=f"{name} must be (a number|an integer), not"):
            Settings(**{name: value})
    with pytest.raises(ValueError, match="name must be a string or None, not 5"):
        Settings(name=5)  # type: ignore[arg-type]
