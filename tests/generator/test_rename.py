"""Models that have another id: how `diff` tells it, and how an old name stays for a while."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.dialect import NormalModel
from generator.diff.models import compare_models
from tests.generator.kit import normal

NAMES = ("prompt", "size", "seed", "steps", "image")


def model(model_id: str, names: tuple[str, ...] = NAMES, **facts: Any) -> dict[str, NormalModel]:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    return {model_id: normal(schema, model_id=model_id, **facts)[0]}


def told(old: dict[str, NormalModel], new: dict[str, NormalModel]) -> list[tuple[str, str, str]]:
    return [(change.model_id, change.rule, change.message) for change in compare_models(old, new)]


def test_a_rename_with_another_schema_is_told_as_one_with_what_changed() -> None:
    assert told(model("v/flux-2/edit"), model("v/flux-2.1/edit", (*NAMES[:4], "style"))) == [
        ("v/flux-2/edit", "renamed-model", 'its id is "v/flux-2.1/edit" now, and its schema is another one'),
        ("v/flux-2/edit", "removed-input", "it is removed"),
        ("v/flux-2/edit", "new-optional-input", "it is new"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (model("v/flux-2/edit"), model("w/flux-2.1/edit", (*NAMES, "style"))),
        (model("v/flux-2/edit"), model("v/flux-2.1/edit", ("prompt", "voice", "tempo", "key", "bars"))),
        (model("v/flux-2/edit"), model("v/upscale", (*NAMES, "style"))),
        (
            model("v/flux-2/edit", output_kind="image"),
            model("v/flux-2.1/edit", (*NAMES, "a"), output_kind="video"),
        ),
        # As like to two as to none.
        (
            model("v/flux-2/edit"),
            model("v/flux-21/edit", (*NAMES, "a")) | model("v/flux-22/edit", (*NAMES, "b")),
        ),
    ],
)
def test_what_is_not_close_is_a_model_removed_and_another_new(
    old: dict[str, NormalModel], new: dict[str, NormalModel]
) -> None:
    assert {rule for _, rule, _ in told(old, new)} == {"removed-model", "new-model"}


def test_a_model_that_is_marked_as_gone_is_told_its_like() -> None:
    old = model("v/flux-2/edit")
    new = model("v/flux-2/edit", gone_since="2026-01-31") | model("v/flux-2.1/edit", (*NAMES, "style"))
    assert ("v/flux-2/edit", "gone-model", (
        'the catalogue has not listed it since 2026-01-31; "v/flux-2.1/edit" is like it, and new'
    )) in told(old, new)  # fmt: skip


SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}
NEW = {"type": "object", "properties": {"prompt": {"type": "string"}, "size": {"enum": ["1k", "2k"]}}}
PLACES = "--out", "site", "--package", "renamed_models"


def put(model_id: str, schema: dict[str, Any], **facts: Any) -> None:
    path = Path(f"schemas/{model_id}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"model_id": model_id, "input_schema": schema, **facts}))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put("v/old/edit", SCHEMA)
    put("v/new/edit", NEW)
    Path("pyproject.toml").write_text('[project]\nversion = "0.4.1"\n')
    return tmp_path


PROGRAM = """
from renamed_models import RunComfy, registry
from renamed_models.testing import mock_model
old, new = (getattr(RunComfy(token="t").v, name).edit for name in ("old", "new"))
print(old.model_id, old.validate(prompt="a", size="2k").size, registry["v/old/edit"].notice)
with mock_model("v/new/edit") as mocked:
    old.run(prompt="a", size="1k")
    mocked.assert_submitted(size="1k", times=1)
import pickle
request = pickle.loads(pickle.dumps(old.request(prompt="a")))
print(request.model_id)
"""


def test_an_accepted_rename_keeps_the_old_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", *PLACES]) == 0
    assert main(["rename", "v/old/edit", "v/new/edit"]) == 0
    assert "v/old/edit stays as a deprecated name until version 0.6.0" in capsys.readouterr().out
    assert not Path("schemas/v/old").exists()
    assert json.loads(Path("schemas/v/new/edit.json").read_text())["formerly"] == {"v/old/edit": "0.6.0"}
    # Nobody's program breaks: what works with the old name goes on to work.
    assert main(["diff", "lock", "schemas", *PLACES]) == 0
    assert "v/old/edit" in capsys.readouterr().out
    assert main(["generate", *PLACES]) == 0
    assert main(["check", *PLACES]) == 0
    source = Path("site/renamed_models/models/v/old/edit.py").read_text()
    assert 'edit: Final = Endpoint("v/new/edit", EditInput, EditOutput)' in source
    assert (
        "edit: Final = _Deprecated(_edit)" in Path("site/renamed_models/models/v/old/__init__.py").read_text()
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd="site",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "v/new/edit 2k Deprecated: it is called v/new/edit now; this name goes with version 0.6.0.",
        "v/new/edit",
    ], done.stderr
    page = Path("site/docs/models/v/old/edit.md").read_text()
    assert "**Deprecated: it is called v/new/edit now; this name goes with version 0.6.0.**" in page
    assert "/v1/models/v/new/edit" in page
    capsys.readouterr()


def test_the_names_of_a_renamed_model_go_along(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("v/old/edit", SCHEMA, formerly={"v/oldest": None})
    assert main(["rename", "v/old/edit", "v/new/edit", "--until", "1.0.0"]) == 0
    assert json.loads(Path("schemas/v/new/edit.json").read_text())["formerly"] == {
        "v/oldest": None,
        "v/old/edit": "1.0.0",
    }
    capsys.readouterr()


def test_an_id_that_is_a_models_own_is_no_old_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("v/new/edit", NEW, formerly={"v/old/edit": None})
    assert main(["generate", *PLACES]) == 0
    assert 'Endpoint("v/old/edit"' in Path("site/renamed_models/models/v/old/edit.py").read_text()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("v/old/edit", "v/absent", "there is no document of"),
        ("v/absent", "v/new/edit", "there is no model"),
        ("v/new/edit", "v/new/edit", "there is no document of"),
    ],
)
def test_what_cannot_be_renamed_is_told(
    old: str, new: str, message: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in Path("schemas").rglob("*.json")}
    assert main(["rename", old, new]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("schemas").rglob("*.json")} == before


@pytest.mark.parametrize("value", [[], "v/old", {"v/old": 1}, {"../x": None}, {"v/old": "soon"}])
def test_old_names_that_are_none_are_errors(
    value: Any, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("v/new/edit", NEW, formerly=value)
    assert main(["generate", *PLACES]) == 2
    assert "/formerly" in capsys.readouterr().err
