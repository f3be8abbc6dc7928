"""`python -m generator sync`: what it makes of a catalogue, against the sandbox and against servers of every odd kind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx
from runcomfy.sandbox import Sandbox

from generator import catalogue, fetch, tree
from generator.build import Settings, load_models
from generator.cli import main
from generator.dialect import normalise
from generator.faults import Report

ROOT = Path(__file__).parent.parent.parent
BASE = "https://api.example.com/v1"
TOKEN = "secret-token-of-mine"
SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}


def _entry(model_id: str, **more: Any) -> dict[str, Any]:
    return {"model_id": model_id, "display_name": f"The {model_id}", "input_schema": SCHEMA, **more}


class Server:
    """A catalogue as a function of offset and limit; `asked` holds the requests."""

    def __init__(self, router: respx.Router, entries: list[Any]) -> None:
        self.entries = entries
        self.page = 100
        self.total: Any = len(entries)
        self.asked: list[httpx.Request] = []
        self.hook: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
        router.get(url__startswith=f"{BASE}/models").mock(side_effect=self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if (answer := self.hook(request)) is not None:
            return answer
        below = request.url.path.removeprefix("/v1/models").lstrip("/")
        if below:
            for entry in self.entries:
                if isinstance(entry, dict) and entry.get("model_id") == below:
                    return httpx.Response(200, json=entry)
            return httpx.Response(404, json={"error_code": 404001})
        at, limit = int(request.url.params["offset"]), int(request.url.params["limit"])
        page = {"models": self.entries[at : at + min(limit, self.page)]}
        if self.total is not None:
            page["total"] = self.total
        return httpx.Response(200, json=page)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to stand in, no token anywhere, and no waiting."""
    monkeypatch.chdir(tmp_path)
    for name in ("RUNCOMFY_TOKEN", "RUNCOMFY_API_TOKEN", "RUNCOMFY_API_KEY", "RUNCOMFY_MODEL_API_BASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUNCOMFY_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr(fetch.time, "sleep", lambda _: None)
    return tmp_path


@pytest.fixture
def server(work: Path, respx_mock: respx.Router) -> Server:
    return Server(respx_mock, [_entry("v/one"), _entry("v/two"), _entry("w/three")])


def _sync(*arguments: str) -> int:
    return main(["sync", "--base-url", BASE, "--date", "2026-01-31", *arguments])


def _read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text())
    return found


def _files(folder: str = "schemas") -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def _put(path: str, **document: Any) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(document))


def test_a_whole_entry_becomes_a_document(server: Server) -> None:
    server.entries = [
        _entry(
            "v/one",
            categories=["text-to-image", "text-to-image", "art"],
            base_price_usd=0.04,
            price_unit="output",
            pricing_note="more for 4k",
            description="Makes pictures",
            kind="model",
        )
    ]
    assert _sync() == 0
    assert list(_read("schemas/v/one.json").items()) == [
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
    assert _sync() == 0
    before, inode = _files(), Path("schemas").stat().st_ino
    assert set(before) == {"v/one.json", "v/two.json", "w/three.json"}
    capsys.readouterr()
    assert main(["sync", "--base-url", BASE, "--date", "2026-12-24"]) == 0
    assert "verdict: none" in (told := capsys.readouterr().out)
    assert "done: 3 unchanged" in told
    assert (_files(), Path("schemas").stat().st_ino) == (before, inode)


@pytest.mark.parametrize("page", [1, 2, 7, 100])
@pytest.mark.parametrize("total", [None, 0, 3, 40, 1_000_000, -1, "many"])
def test_any_page_size_and_any_total(server: Server, page: int, total: Any) -> None:
    server.entries = [_entry(f"v/m{number}") for number in range(40)]
    server.page, server.total = page, total
    assert _sync() == 0
    assert len(_files()) == 40


def test_a_server_that_knows_no_offset_comes_to_an_end(server: Server) -> None:
    def hook(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"models": [_entry("v/one"), _entry("v/two"), 5]})

    server.hook = hook
    assert _sync() == 2
    assert len(_files()) == 2
    assert len(server.asked) == 2


def test_a_server_without_end_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_MOST_ENTRIES", 500)

    def hook(request: httpx.Request) -> httpx.Response:
        at = int(request.url.params["offset"])
        return httpx.Response(200, json={"models": [_entry(f"v/m{at + index}") for index in range(100)]})

    server.hook = hook
    assert _sync() == 2
    assert not Path("schemas").exists()


def test_entries_that_move_between_pages_come_once_and_none_is_lost(server: Server) -> None:
    server.entries = [_entry(f"v/m{number}") for number in range(10)]
    server.page = 4
    assert _sync() == 0

    def hook(request: httpx.Request) -> None:
        if len(server.asked) == 3 + 1:  # between the first page and the second of the second sync
            server.entries = server.entries[1:]  # all others move up, and v/m4 is on no page
            server.entries[2]["description"] = "new"

    server.asked.clear()
    server.asked.append(httpx.Request("GET", BASE))
    server.asked.append(httpx.Request("GET", BASE))
    server.hook = hook
    assert _sync() == 0
    gone = {name for name in _files() if "gone_since" in _read(f"schemas/{name}")}
    assert gone == set(), "v/m0 was on the first page, and v/m4 is known to the server by name"


def test_what_a_page_and_people_know_is_kept(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    other = {"type": "object", "properties": {"prompt": {"type": "string"}, "seed": {"type": "integer"}}}
    output = {"type": "object", "properties": {"image": {"type": "string"}}}
    common = {"output_schema": output, "example": {"prompt": "x"}, "output_kind": "image", "x-mine": 1}
    _put("schemas/elsewhere/one.json", model_id="v/one", source="page", input_schema=other, **common)
    _put(
        "schemas/v/two.json", model_id="v/two", source="catalogue", input_schema=other, title="Old", **common
    )
    server.entries[1]["base_price_usd"] = "0.5"
    assert _sync() == 0
    page, two = _read("schemas/elsewhere/one.json"), _read("schemas/v/two.json")
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
    assert _sync("--force") == 0
    page = _read("schemas/elsewhere/one.json")
    assert (page["source"], page["input_schema"], page["as_of"]) == ("catalogue", SCHEMA, "2026-01-31")
    assert page["output_schema"] == output


def test_pages_and_bare_schemas_are_left_as_they_are(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    _put("schemas/v/one/input.json", **SCHEMA)
    before = Path("schemas/v/one/input.json").read_bytes()
    assert _sync() == 0
    assert Path("schemas/v/one/input.json").read_bytes() == before
    assert set(_files()) == {"v/one/input.json", "v/two.json", "w/three.json"}
    assert "schemas/v/one/input.json: warning" in capsys.readouterr().err
    assert len(load_models(Settings(Path("schemas"), Path("out")), Report())) == 3


def test_models_that_are_gone_are_marked_then_pruned_or_found_again(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    _put("schemas/mine.json", model_id="me/mine", source="hand", input_schema=SCHEMA)
    _sync()
    two = server.entries.pop(1)
    capsys.readouterr()
    assert _sync() == 0
    assert "gone-model" in (told := capsys.readouterr().out)
    assert "verdict: major" in told
    assert _read("schemas/v/two.json")["gone_since"] == "2026-01-31"
    assert "gone_since" not in _read("schemas/mine.json")
    assert main(["sync", "--base-url", BASE, "--date", "2026-03-01"]) == 0
    assert _read("schemas/v/two.json")["gone_since"] == "2026-01-31", "the day it was first missed"
    server.entries.append(two)
    assert _sync() == 0
    assert "gone_since" not in _read("schemas/v/two.json")
    assert "returned-model" in capsys.readouterr().out
    server.entries.remove(two)
    assert _sync("--prune") == 0
    assert set(_files()) == {"mine.json", "v/one.json", "w/three.json"}
    assert "removed-model" in capsys.readouterr().out


def test_a_catalogue_that_lost_most_models_prunes_none(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    _sync()
    before = _files()
    del server.entries[1:]
    assert _sync("--prune") == 2
    assert "may be a mistake" in capsys.readouterr().err
    assert _files() == before
    server.entries.clear()
    assert _sync() == 2
    assert "is empty; nothing is changed" in capsys.readouterr().err
    assert _files() == before
    server.entries.append(_entry("v/one"))
    assert _sync("--prune", "--force") == 0
    assert set(_files()) == {"v/one.json"}
    assert not Path("schemas/w").exists()


FAULTY: list[tuple[Any, str]] = [
    (5, "/models/1: the entry is no object"),
    ({"input_schema": SCHEMA}, "/models/1/model_id: the entry has no model_id"),
    (_entry("../../up"), "/models/1/model_id: the model id"),
    (_entry("/etc/x"), "begins or ends with a slash"),
    (_entry("v/\u202eone"), "/models/1/model_id: the model id"),
    ({"model_id": "v/x", "input_schema": []}, "/models/1/input_schema: the input schema of"),
    (
        {"model_id": "v/x", "input_schema": {"type": "object", "required": 5}},
        "/models/1/input_schema/required",
    ),
    (
        {"model_id": "v/x", "input_schema": {"type": "object", "properties": {"a": {"$ref": "http://x"}}}},
        "/properties/a/$ref",
    ),
]


@pytest.mark.parametrize(("entry", "told"), FAULTY)
def test_a_faulty_entry_is_told_and_left_out_and_the_others_arrive(
    server: Server, entry: Any, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.entries.insert(1, entry)
    assert _sync() == 2
    assert set(_files()) == {"v/one.json", "v/two.json", "w/three.json"}
    said = capsys.readouterr().err
    assert "catalogue: error" in said
    assert told in said
    assert sorted(path.name for path in Path().iterdir()) == ["schemas"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"model_id": "v/x", "model_id": "v/y", "input_schema": {"type": "object"}}', "/models/4/model_id"),
        (
            '{"model_id": "v/x", "input_schema": {"type": "object", "x-order": NaN}}',
            "/models/4/input_schema/x-order",
        ),
        (
            '{"model_id": "v/x", "display_name": "\\ud800", "input_schema": {"type": "object"}}',
            "/models/4/display_name",
        ),
    ],
)
def test_an_entry_that_is_no_good_json_is_left_out(
    server: Server, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def hook(request: httpx.Request) -> httpx.Response | None:
        if request.url.params.get("offset") == "3":
            return httpx.Response(200, text=f'{{"models": [{json.dumps(_entry("v/four"))}, {text}]}}')
        return None

    server.hook = hook
    assert _sync() == 2
    assert set(_files()) == {"v/one.json", "v/two.json", "w/three.json", "v/four.json"}
    assert told in capsys.readouterr().err


def test_a_known_model_whose_entry_is_faulty_stays_as_it_is(server: Server) -> None:
    _sync()
    before = _files()
    server.entries[1]["input_schema"] = {"type": "object", "required": 5}
    assert _sync() == 2
    assert _files() == before


def test_odd_facts_are_passed_over(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries[0] |= {
        "display_name": 5,
        "categories": ["a", 5, ""],
        "base_price_usd": -1,
        "price_unit": [],
        "description": "modelApiDoc_x",
    }
    server.entries[1] |= {"categories": "text-to-image", "base_price_usd": "cheap", "display_name": "  "}
    server.entries.append({"model_id": "v/flow", "kind": "workflow"})
    assert _sync() == 0
    document = _read("schemas/v/one.json")
    assert document["categories"] == ["a"]
    assert not {"title", "price"} & document.keys()
    said = capsys.readouterr().err
    for pointer in ("/models/0/display_name", "/models/0/base_price_usd", "/models/1/categories"):
        assert pointer in said
    assert '"v/flow" has no input schema' in said
    assert not Path("schemas/v/flow.json").exists()


def test_hostile_text_only_looks(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries[0] |= {"display_name": "x\x1b[2J\u202e", "price_unit": "\x1b]0;x\x07"}
    _sync()
    server.entries[0] |= {"price_unit": "\x1b[0m", "base_price_usd": 1}
    _sync()
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out + told.err


def test_a_token_only_where_the_server_asks_for_one(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    assert _sync() == 0
    assert not any("authorization" in request.headers for request in server.asked)

    def hook(request: httpx.Request) -> httpx.Response | None:
        good = request.headers.get("authorization") == f"Bearer {TOKEN}"
        return None if good else httpx.Response(401, json={"message": f"not you, {TOKEN}"})

    server.asked.clear()
    server.hook = hook
    assert _sync() == 0
    assert ["authorization" in request.headers for request in server.asked][:2] == [False, True]
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN + "x")
    assert _sync() == 2
    monkeypatch.delenv("RUNCOMFY_TOKEN")
    assert _sync() == 2
    told = capsys.readouterr()
    assert "the token is not accepted" in told.err
    assert "the server asks for a token. There is no RunComfy token" in told.err
    assert TOKEN not in told.out + told.err
    Path("config").mkdir()
    Path("config/token.json").write_text(json.dumps({"access_token": TOKEN}))
    assert _sync() == 0


def test_the_other_dialect_asks_for_a_token_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)

    def hook(request: httpx.Request) -> httpx.Response | None:
        return (
            None if "authorization" in request.headers else httpx.Response(400, json={"error_code": 400004})
        )

    server.hook = hook
    assert _sync() == 0


@pytest.mark.parametrize(
    "url", ["http://api.example.com/v1", "ftp://x", "https://a:b@x/v1", "https://x/v1?a=b", "x"]
)
def test_an_address_that_is_not_safe_for_a_token(work: Path, url: str) -> None:
    assert main(["sync", "--base-url", url]) == 2


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([503, 200], 0),
        ([httpx.ConnectError("no"), httpx.ReadTimeout("no"), 429, 200], 0),
        ([500, 502, 503, 504], 2),
        ([400], 2),
        ([302], 2),
        ([404], 2),
    ],
)
def test_reads_are_tried_again_where_it_helps(server: Server, answers: list[Any], code: int) -> None:
    waiting = list(answers)

    def hook(request: httpx.Request) -> httpx.Response | None:
        answer = waiting.pop(0) if waiting else 200
        if isinstance(answer, Exception):
            raise answer
        return None if answer == 200 else httpx.Response(answer, headers={"location": "https://evil.example"})

    server.hook = hook
    assert _sync() == code
    assert Path("schemas").exists() == (code == 0)
    assert not waiting


def test_a_server_that_asks_for_a_year_of_patience_is_tried_soon(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    headers = ["31536000", "2", "Wed, 21 Oct 2065 07:28:00 GMT", "nan"]

    def hook(request: httpx.Request) -> httpx.Response:
        return httpx.Response(429, headers={"retry-after": headers.pop(0)})

    server.hook = hook
    api = fetch.Api(BASE, sleep=waits.append)
    with api, pytest.raises(fetch.FaultsError):
        api.models({})
    assert waits == [30, 2, 30]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"models": {}}),
        httpx.Response(200, json={"error_code": 500123, "models": []}),
        httpx.Response(200, content=b'{"models": [' + b" " * 3000 + b"]}"),
        httpx.Response(200, content=b"[" * 1000),
        httpx.Response(200, stream=httpx.ByteStream(b"not gzip"), headers={"content-encoding": "gzip"}),
    ],
)
def test_a_later_page_that_cannot_be_read_changes_nothing(
    server: Server, answer: httpx.Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 2000)
    _sync()
    before = _files()
    server.entries[0]["display_name"] = "New"
    server.page = 2
    server.hook = lambda request: answer if request.url.params.get("offset") == "2" else None
    assert _sync() == 2
    assert _files() == before


def test_a_disk_that_refuses_changes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    _sync()
    before = _files()
    server.entries[0]["display_name"] = "New"

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "schemas")

    monkeypatch.setattr(tree, "_put", refuse)
    assert _sync() == 2
    assert _files() == before
    assert sorted(path.name for path in Path().iterdir()) == ["schemas"]


def test_a_folder_that_changes_meanwhile_is_left_alone(server: Server) -> None:
    _sync()
    server.entries[0]["display_name"] = "New"

    def hook(request: httpx.Request) -> None:
        Path("schemas/v/two.json").write_text("{}")

    server.hook = hook
    assert _sync() == 2
    assert _read("schemas/v/two.json") == {}
    assert _read("schemas/v/one.json")["title"] == "The v/one"


def test_a_folder_with_a_document_that_cannot_be_read_is_left_alone(server: Server) -> None:
    _put("schemas/v/one.json", model_id="v/one")
    before = _files()
    assert _sync() == 2
    assert _files() == before
    assert not server.asked


def test_everything_else_in_the_folder_stays(server: Server) -> None:
    _put("schemas/.notes/x.json", a=1)
    Path("schemas/empty").mkdir()
    Path("real").mkdir()
    Path("schemas").rename("real/schemas")
    Path("schemas").symlink_to("real/schemas")
    assert _sync() == 0
    assert Path("schemas").is_symlink()
    assert Path("schemas/empty").is_dir()
    assert _read("schemas/.notes/x.json") == {"a": 1}


def test_a_dry_run_only_tells(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert _sync("--dry-run") == 0
    assert "would be: 3 added" in capsys.readouterr().out
    assert not Path("schemas").exists()


def test_single_models(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    _put("schemas/old.json", model_id="v/old", source="catalogue", input_schema=SCHEMA)
    assert _sync("--model", "v/two", "--model", "v/two") == 0
    assert set(_files()) == {"old.json", "v/two.json"}
    assert "gone_since" not in _read("schemas/old.json")
    assert _sync("--model", "v/one", "--model", "v/none") == 2
    assert set(_files()) == {"old.json", "v/one.json", "v/two.json"}
    assert 'the server has no model "v/none"' in capsys.readouterr().err
    server.hook = lambda request: httpx.Response(200, json=_entry("v/other"))
    assert _sync("--model", "v/one") == 2


def test_pruning_needs_the_whole_catalogue(work: Path) -> None:
    for more in (["--category", "x"], ["--search", "x"], ["--model", "x"]):
        with pytest.raises(SystemExit) as stop:
            _sync("--prune", *more)
        assert stop.value.code == 2
    with pytest.raises(SystemExit):
        main(["sync", "--date", "yesterday"])


def test_as_json(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.entries.append(5)
    assert _sync("--format", "json") == 2
    document = json.loads(capsys.readouterr().out)
    assert document["added"] == ["v/one", "v/two", "w/three"]
    assert (document["verdict"], document["breaking"], document["dry_run"]) == ("minor", False, False)
    assert [fault["pointer"] for fault in document["faults"]] == ["/models/3"]


def test_a_kill_leaves_the_old_folder_or_the_new_one(work: Path) -> None:
    with Sandbox(documents=_documents(30)) as sandbox:
        arguments = ["sync", "--base-url", sandbox.base_url, "--schemas", str(work / "schemas")]
        environment = {**os.environ, "RUNCOMFY_TOKEN": "x", "PYTHONPATH": str(ROOT)}
        for place in ("_put", "sweep"):
            program = (
                "import os, signal, sys; from generator import tree; from generator.cli import main;"
                f"tree.{place} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); main(sys.argv[1:])"
            )
            _put("schemas/old.json", model_id="v/old", source="hand", input_schema=SCHEMA)
            done = subprocess.run(
                [sys.executable, "-c", program, *arguments],
                env=environment, cwd=work, capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert set(_files()) == {"old.json"}
        done = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            env=environment,
            cwd=work,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert len(_files()) == 31
    assert sorted(path.name for path in work.iterdir()) == ["schemas"], "what was left lying is swept away"


def _documents(count: int) -> dict[str, dict[str, Any]]:
    return {
        f"v/m{number:03}": {
            "model_id": f"v/m{number:03}",
            "title": f"Model {number}",
            "kind": "image",
            "categories": ["text-to-image" if number % 2 else "text-to-video"],
            "price": {"base_usd": 0.01, "unit": "output"},
            "input_schema": SCHEMA,
        }
        for number in range(count)
    }


def test_the_sandboxs_catalogue(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "anything")
    with Sandbox(documents=_documents(230)) as sandbox:
        assert main(["sync", "--base-url", sandbox.base_url, "--category", "text-to-video"]) == 0
        assert len(_files()) == 115
        assert main(["sync", "--base-url", sandbox.base_url, "--search", "model 7"]) == 0
        assert main(["sync", "--base-url", sandbox.base_url, "--model", "v/m003"]) == 0
        assert main(["sync", "--base-url", sandbox.base_url]) == 0
    assert len(_files()) == 230
    assert _read("schemas/v/m007.json")["price"] == {"base_usd": 0.01, "unit": "output"}


def test_every_packaged_model_goes_round(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", "anything")
    with Sandbox() as sandbox:
        assert main(["sync", "--base-url", sandbox.base_url]) == 0
    report = Report()
    specs = load_models(Settings(Path("schemas"), Path("out")), report)
    assert len(specs) == 100
    assert all(normalise(spec, report) is not None for spec in specs)
    assert not report.errors


@pytest.mark.parametrize("day", ["2026-13-01", "today", 5, "2026-1-1"])
def test_a_day_that_is_none_is_refused(work: Path, day: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _put("schemas/v/one.json", model_id="v/one", gone_since=day, input_schema=SCHEMA)
    assert main(["generate"]) == 2
    assert "/gone_since" in capsys.readouterr().err
