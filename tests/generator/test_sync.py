"""`python -m generator sync`: what it makes of a catalogue and of what is known already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from runcomfy import registry
from runcomfy.sandbox import Sandbox

from generator.build import load_models
from generator.cli import main
from generator.current import Settings
from generator.dialect import normalise
from generator.plain.faults import Report
from tests.generator.catalogue import BASE, SCHEMA, Server, documents, entry, files, put, read, sync


def test_a_whole_entry_becomes_a_document(server: Server) -> None:
    server.entries = [
        entry(
            "v/one",
            categories=["text-to-image", "text-to-image", "art"],
            base_price_usd=0.04,
            price_unit="output",
            pricing_note="more for 4k",
            description="Makes pictures",
            kind="model",
        )
    ]
    assert sync() == 0
    assert list(read("schemas/v/one.json").items()) == [
        ("model_id", "v/one"),
        ("title", "The v/one"),
        ("description", "Makes pictures"),
        ("categories", ["text-to-image", "art"]),
        ("output_kind", "image"),
        ("price", {"base_usd": 0.04, "unit": "output", "note": "more for 4k"}),
        ("source", "catalogue"),
        ("as_of", "2026-01-31"),
        ("input_schema", SCHEMA),
    ]


def test_the_second_sync_writes_nothing(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync() == 0
    before, inode = files(), Path("schemas").stat().st_ino
    assert set(before) == {"v/one.json", "v/two.json", "w/three.json"}
    capsys.readouterr()
    assert main(["sync", "--base-url", BASE, "--date", "2026-12-24"]) == 0
    assert "verdict: none" in (told := capsys.readouterr().out)
    assert "done: 3 unchanged" in told
    assert (files(), Path("schemas").stat().st_ino) == (before, inode)


def test_what_a_page_and_people_know_is_kept(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    other = {"type": "object", "properties": {"prompt": {"type": "string"}, "seed": {"type": "integer"}}}
    output = {"type": "object", "properties": {"image": {"type": "string"}}}
    common = {"output_schema": output, "example": {"prompt": "x"}, "output_kind": "image", "x-mine": 1}
    put("schemas/elsewhere/one.json", model_id="v/one", source="page", input_schema=other, **common)
    put("schemas/v/two.json", model_id="v/two", source="catalogue", input_schema=other, title="Old", **common)
    server.entries[1]["base_price_usd"] = "0.5"
    assert sync() == 0
    page, two = read("schemas/elsewhere/one.json"), read("schemas/v/two.json")
    for document in (page, two):
        assert {key: document[key] for key in common} == common
    assert (page["source"], page["input_schema"], page["title"]) == ("page", other, "The v/one")
    assert "as_of" not in page
    assert (two["source"], two["input_schema"], two["title"]) == ("catalogue", SCHEMA, "The v/two")
    assert two["price"] == {"base_usd": 0.5}
    assert not Path("schemas/v/one.json").exists()
    told = capsys.readouterr()
    assert "the catalogue's input schema differs in 2 places" in told.err
    assert "! seed: it is removed [removed-input]" in told.out
    assert sync("--force") == 0
    page = read("schemas/elsewhere/one.json")
    assert (page["source"], page["input_schema"], page["as_of"]) == ("catalogue", SCHEMA, "2026-01-31")
    assert page["output_schema"] == output


def test_pages_and_bare_schemas_are_left_as_they_are(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    put("schemas/v/one/input.json", **SCHEMA)
    before = Path("schemas/v/one/input.json").read_bytes()
    assert sync() == 0
    assert Path("schemas/v/one/input.json").read_bytes() == before
    assert set(files()) == {"v/one/input.json", "v/two.json", "w/three.json"}
    assert "schemas/v/one/input.json: warning" in capsys.readouterr().err
    assert len(load_models(Settings(Path("schemas"), Path("out")), Report())) == 3


def test_models_that_are_gone_are_marked_then_pruned_or_found_again(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    put("schemas/mine.json", model_id="me/mine", source="hand", input_schema=SCHEMA)
    sync()
    two = server.entries.pop(1)
    capsys.readouterr()
    assert sync() == 0
    assert "gone-model" in (told := capsys.readouterr().out)
    assert "verdict: major" in told
    assert read("schemas/v/two.json")["gone_since"] == "2026-01-31"
    assert "gone_since" not in read("schemas/mine.json")
    assert main(["sync", "--base-url", BASE, "--date", "2026-03-01"]) == 0
    assert read("schemas/v/two.json")["gone_since"] == "2026-01-31", "the day it was first missed"
    server.entries.append(two)
    assert sync() == 0
    assert "gone_since" not in read("schemas/v/two.json")
    assert "returned-model" in capsys.readouterr().out
    server.entries.remove(two)
    assert sync("--prune") == 0
    assert set(files()) == {"mine.json", "v/one.json", "w/three.json"}
    assert "removed-model" in capsys.readouterr().out


def test_a_catalogue_that_lost_most_models_prunes_none(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    sync()
    before = files()
    del server.entries[1:]
    for more in ([], ["--prune"]):
        assert sync(*more) == 3
        assert "so many at once may be the server's mistake" in capsys.readouterr().err
    assert files() == before
    server.entries.clear()
    assert sync() == 2
    assert "is empty; nothing is changed" in capsys.readouterr().err
    assert files() == before
    server.entries.append(entry("v/one"))
    assert sync("--prune", "--force") == 0
    assert set(files()) == {"v/one.json"}
    assert not Path("schemas/w").exists()


def test_a_dry_run_only_tells(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync("--dry-run") == 0
    assert "would be: 3 added" in capsys.readouterr().out
    assert not Path("schemas").exists()


def test_single_models(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    put("schemas/old.json", model_id="v/old", source="catalogue", input_schema=SCHEMA)
    assert sync("--model", "v/two", "--model", "v/two") == 0
    assert set(files()) == {"old.json", "v/two.json"}
    assert "gone_since" not in read("schemas/old.json")
    assert sync("--model", "v/one", "--model", "v/none") == 3
    assert set(files()) == {"old.json", "v/one.json", "v/two.json"}
    assert 'the server has no model "v/none"' in capsys.readouterr().err
    server.hook = lambda request: httpx.Response(200, json=entry("v/other"))
    assert sync("--model", "v/one") == 2


def test_pruning_needs_the_whole_catalogue(work: Path) -> None:
    for more in (["--category", "x"], ["--search", "x"], ["--model", "x"]):
        with pytest.raises(SystemExit) as stop:
            sync("--prune", *more)
        assert stop.value.code == 2
    with pytest.raises(SystemExit):
        main(["sync", "--date", "yesterday"])


def test_as_json(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries.append(5)
    assert sync("--format", "json") == 3
    document = json.loads(capsys.readouterr().out)
    assert document["added"] == ["v/one", "v/two", "w/three"]
    assert (document["verdict"], document["breaking"], document["dry_run"]) == ("minor", False, False)
    assert document["complete"] is False
    assert [fault["pointer"] for fault in document["faults"]] == ["/models/3"]


@pytest.mark.parametrize("day", ["2026-13-01", "today", 5, "2026-1-1"])
def test_a_day_that_is_none_is_refused(work: Path, day: Any, capsys: pytest.CaptureFixture[str]) -> None:
    put("schemas/v/one.json", model_id="v/one", gone_since=day, input_schema=SCHEMA)
    assert main(["generate"]) == 2
    assert "/gone_since" in capsys.readouterr().err


@pytest.mark.ci
def test_the_sandboxs_catalogue(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "anything")
    with Sandbox(documents=documents(230)) as sandbox:
        assert main(["sync", "--base-url", sandbox.base_url, "--category", "text-to-video"]) == 0
        assert len(files()) == 115
        assert main(["sync", "--base-url", sandbox.base_url, "--search", "model 7"]) == 0
        assert main(["sync", "--base-url", sandbox.base_url, "--model", "v/m003"]) == 0
        assert main(["sync", "--base-url", sandbox.base_url]) == 0
    assert len(files()) == 230
    assert "price" not in read("schemas/v/m007.json")


def test_every_packaged_model_goes_round(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "anything")
    with Sandbox() as sandbox:
        assert main(["sync", "--base-url", sandbox.base_url]) == 0
    report = Report()
    specs = load_models(Settings(Path("schemas"), Path("out")), report)
    assert [spec.model_id for spec in specs] == sorted(registry)
    # The sandbox's play money is no price of a model.
    assert {spec.model_id for spec in specs if spec.price} == {one for one in registry if registry[one].price}
    assert all(spec.title and spec.description and spec.categories for spec in specs)
    assert all(normalise(spec, report) is not None for spec in specs)
    assert not report.errors


def test_the_kind_of_output_follows_the_catalogues_categories(server: Server) -> None:
    put("schemas/v/two.json", model_id="v/two", source="page", output_kind="image", input_schema=SCHEMA)
    for one in server.entries:
        one["categories"] = ["text-to-image"]
    assert sync() == 0
    for one in server.entries:
        one["categories"] = ["text-to-video"]
    assert sync() == 0
    kinds = {name: read(f"schemas/{name}")["output_kind"] for name in files()}
    assert kinds == {"v/one.json": "video", "v/two.json": "image", "w/three.json": "video"}


@pytest.mark.parametrize("more", [["--category", "x"], ["--search", "x"]])
def test_named_models_are_not_filtered_as_well(work: Path, more: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        sync("--model", "v/one", *more)
    assert stop.value.code == 2
