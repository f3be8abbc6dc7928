"""Estimates, budgets and the journal from the command line."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from runcomfy.__main__ import main
from runcomfy.cli.text import dollars

from tests.client.cli.test_cli_parsing import EDIT
from tests.client.conftest import TOKEN, log_of, priced, script

if TYPE_CHECKING:
    from pathlib import Path

    import respx

    from tests.client.conftest import VirtualClock

INPUTS = ["--prompt", "x", "--images", "https://x/a.png"]
RUN = ["run", "v/m", "--untyped", "--input", "{}"]


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)


@pytest.fixture(name="priced")
def _priced(monkeypatch: pytest.MonkeyPatch) -> None:
    priced(monkeypatch, EDIT, base_usd=0.04, unit="output", note=None)


def test_an_estimate_sends_nothing_and_needs_no_token(
    priced: None, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RUNCOMFY_TOKEN")
    assert main(["run", EDIT, *INPUTS, "--estimate"]) == 0
    out, err = capsys.readouterr()
    assert out == "$0.04 (1 output at $0.04 each; the packaged rate)\n"
    assert "base rate, not a quote" in err
    assert main(["submit", EDIT, *INPUTS, "--estimate", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["low"], document["high"], document["known"]) == (0.04, 0.04, True)
    assert main(["run", EDIT, "--estimate"]) == 65
    assert main(["run", EDIT, "--estimate", "--prompt", "x", "--images", "gone.png"]) == 66
    assert not api.calls


def test_an_unknown_price_is_not_free(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--estimate", "--json", "--prices", "packaged"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["low"], document["high"], document["known"]) == (None, None, False)


def test_a_budget_refuses_before_anything_is_sent(
    priced: None, api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    route = api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    assert main(["submit", EDIT, *INPUTS, "--budget", "0.03", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["type"] == "BudgetError"
    assert main(["submit", EDIT, *INPUTS, "--budget", "lots"]) == 64
    assert not route.called
    assert main(["submit", EDIT, *INPUTS, "--budget", "0.04"]) == 0
    assert route.call_count == 1


def test_a_budget_and_an_unknown_price(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api)
    assert main([*RUN, "--budget", "5"]) == 1
    assert "--unknown-price allow" in capsys.readouterr().err
    assert not api.calls
    assert main([*RUN, "--budget", "5", "--unknown-price", "allow"]) == 0


def journal(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["journal", "list", *words, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_paid_for_is_written_down(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(capsys) == []
    assert not (tmp_path / "state").exists()
    script(api)
    assert main(["submit", *RUN[1:]]) == 0
    (entry,) = journal(capsys)
    assert (entry["request_id"], entry["model_id"], entry["state"]) == ("r1", "v/m", "in_queue")
    assert journal(capsys, "--open") == [entry]
    assert main(["wait", "r1"]) == 0
    assert journal(capsys, "--open") == []
    assert journal(capsys)[0]["state"] == "completed"
    assert main(["journal", "list"]) == 0
    assert "completed  r1" in capsys.readouterr().out
    api.post("/models/v/m").mock(side_effect=httpx.ReadError("cut"))
    assert main(RUN) == 1
    assert [one["state"] for one in journal(capsys, "--unknown")] == ["unknown"]
    assert main(["journal", "forget", "r1"]) == 0
    assert main(["journal", "forget", "r1"]) == 1
    assert main(["journal", "prune", "--days", "1"]) == 0
    assert len(journal(capsys)) == 1
    file = next((tmp_path / "state").rglob("journal.sqlite3"))
    assert file.stat().st_mode & 0o077 == 0
    assert TOKEN.encode() not in file.read_bytes()


def test_without_a_journal_nothing_is_written(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path
) -> None:
    script(api)
    assert main([*RUN, "--no-journal"]) == 0
    assert not (tmp_path / "state").exists()


def test_without_a_journal_that_can_be_trusted_nothing_is_sent(
    api: respx.MockRouter, clock: VirtualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "state/runcomfy/journal.sqlite3"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 1000)
    script(api)
    assert main(RUN) == 1
    assert str(file) in (err := capsys.readouterr().err)
    assert "--no-journal" in err
    assert log_of(api) == []
    assert main([*RUN, "--no-journal"]) == 0
    capsys.readouterr()
    assert main(["journal", "list", "--journal", str(file)]) == 1
    said = capsys.readouterr().err
    assert "is not a database" in said
    assert "--no-journal" not in said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0.1, "$0.10"), (1234.5678, "$1234.5678"), (2e6, "$2000000.00"), (0, "$0.00"), (None, ""), ("x", "")],
)
def test_money_is_told_to_the_last_decimal(amount: object, said: str) -> None:
    assert dollars(amount) == said


@pytest.mark.as_written("cost")
def test_a_result_says_what_was_paid(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    script(api, result={"status": "succeeded", "output": {"image": "https://x/a.png"}, "cost": 1234.5678})
    assert main(RUN) == 0
    assert "cost $1234.5678\n" in capsys.readouterr().err


def test_what_is_dear_needs_consent_and_nobody_waits_for_it(
    priced: None, api: respx.MockRouter, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    route = api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    monkeypatch.setenv("RUNCOMFY_CONFIRM_ABOVE_USD", "0.03")
    assert main(["submit", EDIT, *INPUTS]) == 1
    assert not route.called
    assert main(["submit", EDIT, *INPUTS, "--yes"]) == 0
    monkeypatch.setenv("RUNCOMFY_CONFIRM_ABOVE_USD", "0.04")
    assert main(["submit", EDIT, *INPUTS, "--max-job", "0.01"]) == 1
    assert route.call_count == 1
    monkeypatch.setenv("RUNCOMFY_CONFIRM_ABOVE_USD", "much")
    assert main(["submit", EDIT, *INPUTS]) == 64


@pytest.mark.parametrize(
    ("typed", "sent"), [("y\n", 1), ("YES \n", 1), ("n\n", 0), ("\n", 0), ("", 0), ("sure\n", 0)]
)
def test_a_person_is_asked_on_a_terminal(  # noqa: PLR0917 (four are fixtures)
    priced: None,
    api: respx.MockRouter,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    sent: int,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    route = api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    monkeypatch.setenv("RUNCOMFY_CONFIRM_ABOVE_USD", "0.03")
    shown = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys, "stderr", shown)
    assert main(["submit", EDIT, *INPUTS]) == (0 if sent else 1)
    assert "This may cost $0.04; RUNCOMFY_CONFIRM_ABOVE_USD is $0.03. Go on? [y/N]" in shown.getvalue()
    assert route.call_count == sent


@pytest.mark.as_written("cost")
def test_what_was_spent(
    api: respx.MockRouter, clock: VirtualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["spent"]) == 0
    assert "Nothing was spent." in capsys.readouterr().out
    script(api, result={"status": "succeeded", "output": {"image": "https://x/a.png"}, "cost": "0.1234567"})
    assert main(RUN) == 0
    capsys.readouterr()
    assert main(["spent", "--by", "model", "--csv", "--since", "1d"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "service,v/m,1,0.1234567,0,0,0"
    assert main(["spent", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["place"], row["jobs"], row["spent_usd"]) == ("service", 1, 0.1234567)
    assert main(["spent", "--since", "soon"]) == 64
