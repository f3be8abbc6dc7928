"""What was spent, as the journal knows it: by model and day, since a day, and play money apart from money."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import runcomfy
from runcomfy import JournalEntry, Spending, SpentRow
from runcomfy.__main__ import main

from tests.client.conftest import TOKEN, again, script
from tests.inside import spending_module

if TYPE_CHECKING:
    import respx

    from tests.client.conftest import Kit, QueueServer, VirtualClock

spending_of, moment_of = spending_module.spending_of, spending_module.moment_of

SERVICE = "https://model-api.runcomfy.net/v1"
SANDBOX = "http://127.0.0.1:8188/v1"
NOON = datetime.fromisoformat("2026-11-03T12:00").timestamp()
TODAY = datetime.now().astimezone().date()
TOMORROW = TODAY + timedelta(days=1)
DAY = 86400.0


def entry(
    model_id: str = "v/m",
    cost: str | None = "0.10",
    *,
    state: str = "completed",
    estimate: str | None = None,
    created: float = NOON,
    base_url: str = SERVICE,
    **more: Any,
) -> JournalEntry:
    known = {"cost": cost, "estimate": estimate}
    money = {name: None if usd is None else Decimal(usd) for name, usd in known.items()}
    rest: dict[str, Any] = dict.fromkeys(("request_id", "inputs", "batch", "slot", "error"))
    return JournalEntry(
        number=1,
        state=state,
        model_id=model_id,
        base_url=base_url,
        input_hash="h",
        owner="o",
        files=(),
        created=created,
        changed=created,
        **money,
        **rest,
        **more,
    )


def row(place: str = "service", key: str | None = None, **more: Any) -> SpentRow:
    known = {"jobs": 1, "spent_usd": "0", "estimated_usd": "0", "untold": 0, "open": 0, **more}
    money = {name: Decimal(known.pop(name)) for name in ("spent_usd", "estimated_usd")}
    return SpentRow(place, key, **known, **money)


def test_all_of_it_is_one_line_of_exact_decimals() -> None:
    found = spending_of([entry(cost="0.1"), entry("v/n", cost="0.2"), entry(cost="0.0000001")])
    assert list(found) == [row(jobs=3, spent_usd="0.3000001")]
    assert (len(found), str(found)) == (1, "service: $0.3000001 spent, 3 jobs")


def test_nothing_was_spent() -> None:
    found = spending_of([])
    assert isinstance(found, Spending)
    assert (len(found), str(found), found.documents(), json.loads(found.json())) == (
        *(0, "Nothing was spent."),
        *([], []),
    )
    assert found.csv().splitlines() == ["place,key,jobs,spent_usd,estimated_usd,untold,open"]


@pytest.mark.parametrize("state", ["unsent", "refused", "paused"])
def test_what_was_never_sent_or_was_refused_is_no_job(state: str) -> None:
    assert len(spending_of([entry(state=state, cost=None, estimate="5")])) == 0


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # Nobody can say what became of them: they count as jobs, at what they were expected to cost.
        (entry(state="intent", cost=None, estimate="0.4"), row(estimated_usd="0.4", untold=1, open=1)),
        (entry(state="unknown", cost=None, estimate="0.4"), row(estimated_usd="0.4", untold=1, open=1)),
        (entry(state="in_queue", cost=None, estimate="0.4"), row(estimated_usd="0.4", untold=1, open=1)),
        (entry(state="completed", cost=None, estimate="0.4"), row(estimated_usd="0.4", untold=1)),
        (entry(state="completed", cost=None), row(untold=1)),
        (entry(state="failed", cost="0"), row()),
        (entry(state="completed", cost="0", estimate="0.4"), row()),
        # A cancelled job costs nothing, unless the server says otherwise.
        (entry(state="cancelled", cost=None, estimate="0.4"), row()),
        (entry(state="cancelled", cost="0.01"), row(spent_usd="0.01")),
        # Further jobs for the same request were perhaps paid for.
        (
            entry(cost="0.1", estimate="0.4", other_ids=("r2",)),
            row(jobs=2, spent_usd="0.1", estimated_usd="0.4", untold=1),
        ),
    ],
)
def test_what_one_request_counts(made: JournalEntry, expected: SpentRow) -> None:
    assert list(spending_of([made])) == [expected]


MIXED = [
    entry("v/b", "1", created=NOON),
    entry("v/a", "2", created=NOON - DAY),
    entry("v/a", "4", created=NOON, base_url=SANDBOX),
    entry("v/a", "8", created=NOON),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("service", None, "11"), ("sandbox", None, "4")]),
        ({"by": "model"}, [("service", "v/a", "10"), ("service", "v/b", "1"), ("sandbox", "v/a", "4")]),
        (
            {"by": "day"},
            [("service", "2026-11-02", "2"), ("service", "2026-11-03", "9"), ("sandbox", "2026-11-03", "4")],
        ),
        ({"since": NOON}, [("service", None, "9"), ("sandbox", None, "4")]),
        ({"since": NOON + 1}, []),
        ({"since": NOON, "by": "model"}, [("service", "v/a", "8"), ("service", "v/b", "1"), ("sandbox", "v/a", "4")]),
    ],
)  # fmt: skip
def test_by_model_by_day_and_since(
    options: dict[str, Any], expected: list[tuple[str, str | None, str]]
) -> None:
    found = spending_of(MIXED, **options)
    assert [(one.place, one.key, one.spent_usd) for one in found] == [
        (place, key, Decimal(usd)) for place, key, usd in expected
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (SERVICE, "service"),
        ("https://proxy.example/v1", "service"),
        ("http://127.0.0.1:8188/v1", "sandbox"),
        ("http://localhost:1/v1", "sandbox"),
        ("https://localhost:1/v1", "sandbox"),
        ("https://127.0.0.1/v1", "sandbox"),
        ("http://[::1]:8/v1", "sandbox"),
        ("http://sandbox:8188/v1", "sandbox"),
        ("https://127.0.0.1.example/v1", "service"),
    ],
)
def test_what_stands_in_for_the_service_takes_play_money(address: str, place: str) -> None:
    (found,) = spending_of([entry(base_url=address)])
    assert found.place == place


def test_as_text_as_json_and_as_csv() -> None:
    made = [*MIXED, entry("v/b", None, state="in_progress", estimate="0.5"), entry("=1+1", "0.00000001")]
    found = spending_of(made, by="model")
    assert str(found).splitlines() == [
        "service: $0.00000001 spent, 1 job, =1+1",
        "service: $10.00 spent, 2 jobs, v/a",
        "service: $1.00 spent, 2 jobs, v/b; the cost of 1 is not known, expected $0.50; 1 open",
        "sandbox: $4.00 play money, 1 job, v/a",
    ]
    documents = json.loads(found.json())
    assert documents == found.documents()
    assert documents[2] == {
        "place": "service",
        "key": "v/b",
        "jobs": 2,
        "spent_usd": 1.0,
        "estimated_usd": 0.5,
        "untold": 1,
        "open": 1,
    }
    read = list(csv.DictReader(io.StringIO(found.csv())))
    assert [line["spent_usd"] for line in read] == ["0.00000001", "10", "1", "4"]
    # A spreadsheet would take it for a formula.
    assert read[0]["key"] == "'=1+1"


def test_by_something_else_is_refused() -> None:
    with pytest.raises(runcomfy.ConfigError, match="'model' or 'day', not 'hour'"):
        spending_of([], by="hour")


def test_since_is_a_day_however_it_is_given() -> None:
    moment = datetime.fromisoformat("2026-11-03")
    midnight = moment.timestamp()
    for given in ("2026-11-03", " 2026-11-03 ", date(2026, 11, 3), moment, "2026-11-03T00:00"):
        assert moment_of(given) == midnight
    assert moment_of("2026-11-03T00:00:00+00:00") == moment_of("2026-11-03T01:00:00+01:00")
    for text, days in (("7d", 7), ("0d", 0), ("1d", 1)):
        assert abs(moment_of(text) - (time.time() - timedelta(days=days).total_seconds())) < 60
    assert moment_of(None) is None


@pytest.mark.parametrize(
    "given", ["", "soon", "d", "-1d", "1.5d", "7 days", "٣d", "2026-13-01", "9999999d", 7, b"1d"]
)
def test_what_is_no_day_is_refused(given: object) -> None:
    with pytest.raises(runcomfy.ConfigError, match="since must be a day"):
        moment_of(given)


def test_a_client_tells_what_its_account_has_spent(kit: Kit, queue: QueueServer) -> None:
    client = kit.client(base_url=queue.base_url, journal=True)
    for model_id in ("v/a", "v/b", "v/a"):
        kit.call(client.model(model_id).run({"prompt": "x"}))
    found = kit.call(client.journal.spent(by="model", since=TODAY))
    assert isinstance(found, Spending)
    # What stands on this machine is a stand-in for the service.
    assert [(one.place, one.key, one.jobs, one.spent_usd) for one in found] == [
        ("sandbox", "v/a", 2, Decimal("0.02")),
        ("sandbox", "v/b", 1, Decimal("0.01")),
    ]
    assert len(kit.call(client.journal.spent(since=TOMORROW))) == 0
    assert len(kit.call(kit.client("another", base_url=queue.base_url, journal=True).journal.spent())) == 0
    with pytest.raises(runcomfy.ConfigError, match="since must be a day"):
        kit.call(client.journal.spent(since="soon"))
    with pytest.raises(runcomfy.ConfigError, match="keeps no journal"):
        kit.call(kit.client(base_url=queue.base_url, journal=False).journal.spent())


@pytest.mark.as_written("cost")
def test_the_command_line_tells_of_all_accounts_in_every_form(
    api: respx.MockRouter,
    clock: VirtualClock,
    queue: QueueServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = {"status": "succeeded", "output": {"image": "https://x/a.png"}}
    for number, (token, cost) in enumerate(((TOKEN, "0.1"), ("another-token", "0.2"))):
        monkeypatch.setenv("RUNCOMFY_TOKEN", token)
        (script if number == 0 else again)(
            api,
            **({} if number == 0 else {"path": "/models/v/m"}),
            request_id=f"r{number}",
            result={**result, "cost": cost},
        )
        assert main(["run", "v/m", "--untyped", "--input", "{}", "--no-download"]) == 0
    capsys.readouterr()
    assert main(["spent"]) == 0
    assert capsys.readouterr().out == "service: $0.30 spent, 2 jobs\n"
    assert main(["spent", "--by", "day", "--since", TODAY.isoformat(), "--csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "place,key,jobs,spent_usd,estimated_usd,untold,open",
        f"service,{TODAY},2,0.3,0,0,0",
    ]
    assert main(["spent", "--by", "model", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["place"], told["key"], told["spent_usd"]) == ("service", "v/m", 0.3)
    assert main(["spent", "--since", TOMORROW.isoformat()]) == 0
    assert capsys.readouterr().out == "Nothing was spent.\n"
    assert main(["spent", "--by", "hour"]) == 64
