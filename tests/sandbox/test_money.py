"""The sandbox quotes and bills what the client estimates, for every unit and rule. The figures were worked out by hand."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import runcomfy
from runcomfy import registry
from runcomfy.__main__ import main
from runcomfy.sandbox import Sandbox

from tests.inside import spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Case(NamedTuple):
    """A model with its price, a request to it, and what that costs."""

    name: str
    kind: str
    price: object
    properties: dict[str, Any]
    inputs: dict[str, Any]
    usd: str


CLIP: dict[str, Any] = {
    "duration": {"type": "integer", "default": 5},
    "resolution": {"type": "string", "enum": ["480p", "720p", "1080p"], "default": "720p"},
    "audio": {"type": "boolean", "default": False},
    "model": {"type": "string"},
}
AREA: dict[str, Any] = {
    "width": {"type": "integer", "minimum": 64, "maximum": 4096, "default": 1000},
    "height": {"type": "integer", "default": 500},
    "num_images": {"type": "integer", "default": 1},
}
FRAMES: dict[str, Any] = {
    **AREA,
    "num_frames": {"type": "integer"},
    "fps": {"type": "integer", "default": 10},
}
BY: list[dict[str, Any]] = [
    {"when": {"resolution": "1080p", "audio": True}, "usd": "0.30"},
    {"when": {"resolution": ["1080p"]}, "usd": 0.09},
    {"when": {"audio": True}, "usd": "$0.12"},
]
TABLE = {"base_usd": "0.05", "unit": "second", "by": BY}
NOTE = {
    "base_usd": 0.05,
    "unit": "second",
    "note": "1080p + audio=true: $0.30, 1080p: $0.09; audio=true: 0.12",
}
LENGTHS = [{"when": {"duration": 10}, "usd": "0.7"}, {"when": {"duration": "15"}, "usd": "0.9"}]

CASES = [
    # So much for an output, of which there may be several.
    Case("output", "image", {"base_usd": 0.04, "unit": "output"}, AREA, {}, "0.04"),
    Case("outputs", "image", {"base_usd": 0.04, "unit": "output"}, AREA, {"num_images": 3}, "0.12"),
    Case("outputs-n", "image", {"base_usd": 0.04, "unit": "outputs"}, {"n": {"default": 2}}, {}, "0.08"),
    Case("image", "image", {"base_usd": "0.012", "unit": "image"}, AREA, {"num_images": 4}, "0.048"),
    Case("video", "video", {"base_usd": "0.25", "unit": "video"}, CLIP, {"duration": 9}, "0.25"),
    # For a second of them.
    Case("second", "video", {"base_usd": "0.1", "unit": "second"}, CLIP, {}, "0.5"),
    Case("seconds", "video", {"base_usd": "0.1", "unit": "seconds"}, CLIP, {"duration": 8}, "0.8"),
    Case("second-sound", "audio", {"base_usd": "0.0083", "unit": "second"}, CLIP, {"duration": 30}, "0.249"),
    Case(
        "second-words",
        "video",
        {"base_usd": "0.1", "unit": "second"},
        {"duration": {"type": "string", "enum": ["5s", "10s"], "default": "5s"}},
        {"duration": "10s"},
        "1",
    ),
    Case(
        "second-ms",
        "audio",
        {"base_usd": "0.01", "unit": "second"},
        {"music_length_ms": {"type": "integer", "default": 20_000}},
        {"music_length_ms": 1500},
        "0.015",
    ),
    Case(
        "second-frames",
        "video",
        {"base_usd": "0.3", "unit": "second"},
        FRAMES,
        {"num_frames": 48, "fps": 24},
        "0.6",
    ),
    Case(
        "second-outputs",
        "video",
        {"base_usd": "0.1", "unit": "second"},
        {**CLIP, "num_videos": {"default": 1}},
        {"num_videos": 2, "duration": 3},
        "0.6",
    ),
    # For a million pixels: of a picture, of several, of a video in all its frames.
    Case("megapixel", "image", {"base_usd": "0.045", "unit": "megapixel"}, AREA, {}, "0.0225"),
    Case(
        "megapixel-two",
        "image",
        {"base_usd": "0.045", "unit": "megapixels"},
        AREA,
        {"width": 2000, "num_images": 2},
        "0.09",
    ),
    Case(
        "megapixel-size",
        "image",
        {"base_usd": "0.045", "unit": "megapixel"},
        {"size": {"type": "string", "default": "1024x1024"}},
        {"size": "1000x2000"},
        "0.09",
    ),
    Case(
        "megapixel-sides",
        "image",
        {"base_usd": "0.045", "unit": "megapixel"},
        {"image_size": {"anyOf": [{"type": "string"}, {"type": "object"}]}},
        {"image_size": {"width": 2000, "height": 1000}},
        "0.09",
    ),
    Case(
        "megapixel-frames",
        "video",
        {"base_usd": "0.001", "unit": "megapixel"},
        FRAMES,
        {"num_frames": 40},
        "0.02",
    ),
    Case(
        "megapixel-clip",
        "video",
        {"base_usd": "0.001", "unit": "megapixel"},
        {**FRAMES, "duration": {"default": 4}},
        {"width": 800},
        "0.016",
    ),
    # For a request, whatever it makes.
    Case("request", "image", {"base_usd": "0.3", "unit": "request"}, AREA, {"num_images": 4}, "0.3"),
    Case("run", "video", {"base_usd": "0.3", "unit": "run"}, CLIP, {"duration": 60}, "0.3"),
    # Nothing is a price, whatever the unit.
    Case("free-second", "video", {"base_usd": 0, "unit": "second"}, CLIP, {"duration": 60}, "0"),
    Case("free-image", "image", {"base_usd": "$0.00", "unit": "image"}, AREA, {"num_images": 4}, "0"),
    Case("free-moon", "image", {"base_usd": 0.0, "unit": "moon"}, AREA, {}, "0"),
    # By an input's value, given or the schema's own.
    Case("by-none", "video", TABLE, CLIP, {"duration": 10}, "0.5"),
    Case("by-one", "video", TABLE, CLIP, {"resolution": "1080p", "duration": 10}, "0.9"),
    Case("by-two", "video", TABLE, CLIP, {"resolution": "1080p", "audio": True, "duration": 10}, "3"),
    Case("by-other", "video", TABLE, CLIP, {"audio": True}, "0.6"),
    Case(
        "by-default",
        "video",
        TABLE,
        {**CLIP, "resolution": {"enum": ["720p", "1080p"], "default": "1080p"}},
        {},
        "0.45",
    ),
    Case(
        "by-number",
        "video",
        {"base_usd": "0.5", "unit": "request", "by": LENGTHS},
        CLIP,
        {"duration": 10},
        "0.7",
    ),
    Case(
        "by-digits",
        "video",
        {"base_usd": "0.5", "unit": "request", "by": LENGTHS},
        CLIP,
        {"duration": 15},
        "0.9",
    ),
    Case("by-free", "video", {**TABLE, "by": [{"when": {"audio": False}, "usd": 0}]}, CLIP, {}, "0"),
    # The same as the note says it.
    Case("note-none", "video", NOTE, CLIP, {"duration": 10}, "0.5"),
    Case("note-one", "video", NOTE, CLIP, {"resolution": "1080p", "duration": 10}, "0.9"),
    Case("note-two", "video", NOTE, CLIP, {"resolution": "1080p", "audio": True, "duration": 10}, "3"),
    Case("note-prose", "video", {**NOTE, "note": "1080p is dearer."}, CLIP, {"resolution": "1080p"}, "0.25"),
    # However an amount, and a price, is written.
    Case("dollars", "image", {"base_usd": "$0.05", "unit": "image"}, AREA, {"num_images": 3}, "0.15"),
    Case("exponent", "audio", {"base_usd": "1e-3", "unit": "second"}, CLIP, {"duration": 7}, "0.007"),
    Case("small", "audio", {"base_usd": 1e-7, "unit": "second"}, CLIP, {"duration": 3}, "0.0000003"),
    Case("thirds", "image", {"base_usd": 0.1, "unit": "image"}, AREA, {"num_images": 3}, "0.3"),
    Case(
        "api-names",
        "image",
        {"base_price_usd": "$0.05", "price_unit": "image", "pricing_note": None},
        AREA,
        {"num_images": 2},
        "0.1",
    ),
]
_BY_ID = {f"acme/{case.name}/v1": case for case in CASES}


def _schema(case: Case) -> dict[str, Any]:
    return {"type": "object", "properties": {"prompt": {"type": "string"}, **case.properties}}


DOCUMENTS = {
    model_id: {"model_id": model_id, "kind": case.kind, "price": case.price, "input_schema": _schema(case)}
    for model_id, case in _BY_ID.items()
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(documents=DOCUMENTS, queue_time=0, run_time=0, workers=50, balance=1000) as made:
        yield made


@pytest.fixture(autouse=True)
def _packaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the client know the models too, as if they had been generated."""
    entries = registry._load()
    for model_id, case in _BY_ID.items():
        entry = {
            "kind": case.kind,
            "price": case.price,
            "module": model_id.replace("/", "."),
            "name": "v1",
            "input": "V1Input",
            "output": "V1Output",
        }
        monkeypatch.setitem(entries, model_id, entry)
    real = registry.__class__._load.__globals__["packaged"]

    def packaged(path: str) -> bytes | None:
        document = DOCUMENTS.get(path.removeprefix("schemas/").removesuffix(".json"))
        return real(path) if document is None else json.dumps(document).encode()

    monkeypatch.setattr(f"{spot('ModelInfo').rpartition('.')[0]}.packaged", packaged)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def client(sandbox: Sandbox) -> Iterator[runcomfy.RunComfy]:
    with sandbox.client(poll_interval=0.01, max_poll_interval=0.01) as made:
        yield made


def _limited(sandbox: Sandbox, usd: Decimal) -> runcomfy.RunComfy:
    client = runcomfy.RunComfy(sandbox.token, base_url=sandbox.base_url, budget_usd=usd)
    return client.with_options(poll_interval=0.01)


@pytest.mark.parametrize(("model_id", "case"), _BY_ID.items(), ids=[case.name for case in CASES])
def test_what_is_estimated_is_quoted_and_billed(client: runcomfy.RunComfy, model_id: str, case: Case) -> None:
    usd = Decimal(case.usd)
    request = client.model(model_id, validate=False).request({"prompt": "a fox", **case.inputs})
    packaged, live = request.estimate(), client.estimate(request)
    assert (packaged.low, packaged.high, packaged.source) == (usd, usd, "package")
    assert (live.low, live.high, live.source) == (usd, usd, "server")
    before = client.balance().balance_usd
    assert client.run(request).cost == usd
    assert before - client.balance().balance_usd == usd


def test_an_asynchronous_client_has_the_same_figures(sandbox: Sandbox) -> None:
    async def main() -> list[tuple[Decimal | None, Decimal | None]]:
        async with sandbox.async_client(poll_interval=0.01, max_poll_interval=0.01) as client:

            async def both(model_id: str) -> tuple[Decimal | None, Decimal | None]:
                request = client.model(model_id, validate=False).request(_BY_ID[model_id].inputs)
                return (await client.estimate(request)).high, (await client.run(request)).cost

            return await asyncio.gather(*map(both, some))

    # What is decided has no IO: of each kind of price a few.
    some = list(_BY_ID)[::4]
    figures = [Decimal(_BY_ID[model_id].usd) for model_id in some]
    assert asyncio.run(main()) == list(zip(figures, figures, strict=True))


def test_a_batch_pays_what_was_estimated(sandbox: Sandbox) -> None:
    whole = sum(Decimal(case.usd) for case in CASES)
    options: dict[str, Any] = {"requests_per_second": None, "progress": False}
    with _limited(sandbox, whole) as client:
        requests = [
            client.model(model_id, validate=False).request(case.inputs) for model_id, case in _BY_ID.items()
        ]
        outcomes = list(client.batch(requests, ordered=True, **options))
        assert [outcome.unwrap().cost for outcome in outcomes] == [Decimal(case.usd) for case in CASES]
        assert (client.budget.spent, client.budget.left) == (whole, 0)
        # Not a cent is left.
        with pytest.raises(runcomfy.BudgetError):
            client.model("acme/output/v1", validate=False).run({})
        assert client.model("acme/free-second/v1", validate=False).run({}).cost == 0


def test_a_limit_below_the_price_lets_nothing_through(sandbox: Sandbox) -> None:
    # One of each unit, and one of the tables; what is free passes any limit.
    for name in ("image", "second", "megapixel-frames", "request", "by-one"):
        model_id, case = f"acme/{name}/v1", _BY_ID[f"acme/{name}/v1"]
        usd = Decimal(case.usd)
        with _limited(sandbox, usd - Decimal("1e-9")) as client:
            before = client.balance().balance_usd
            with pytest.raises(runcomfy.BudgetError):
                client.model(model_id, validate=False).run(case.inputs)
            assert client.balance().balance_usd == before


@pytest.mark.parametrize("name", ["by-two", "free-second"])
def test_the_command_line_has_the_same_figures(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    model_id = f"acme/{name}/v1"
    case = _BY_ID[model_id]
    for variable, value in sandbox.environment.items():
        monkeypatch.setenv(variable, value)
    words = [model_id, "--untyped", "--input", json.dumps(case.inputs), "--json"]
    assert main(["run", *words, "--estimate"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["low"], told["high"], told["source"]) == (float(case.usd), float(case.usd), "server")
    less = str(Decimal(case.usd) - Decimal("0.000001")) if float(case.usd) else "0"
    assert main(["run", *words, "--no-download", "--budget", less]) == (1 if float(case.usd) else 0)
    assert main(["run", *words, "--no-download", "--max-job", less]) == (1 if float(case.usd) else 0)
    capsys.readouterr()
    assert main(["run", *words, "--no-download", "--budget", f"${case.usd}"]) == 0
    assert json.loads(capsys.readouterr().out)["cost"] == float(case.usd)


@pytest.mark.parametrize("price", [None, {}, {"base_usd": None, "unit": "image"}, {"note": "ask us"}])
def test_what_no_source_names_is_unknown_here_and_play_money_there(price: object) -> None:
    document = {"model_id": "acme/unpriced", "kind": "image", "price": price, "input_schema": {}}
    with (
        Sandbox(documents={"acme/unpriced": document}, queue_time=0, run_time=0) as sandbox,
        sandbox.client(poll_interval=0.01) as client,
    ):
        model = client.model("acme/unpriced")
        assert not model.request({}).estimate().known
        # The server has a rate, and says so: that it made it up is its own affair.
        assert client.estimate(model.request({})).high == Decimal("0.04")
        assert model.run({}).cost == Decimal("0.04")
