"""Models that are gone or are to go, and inputs that are: how their users learn of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.package.helptext import help_text
from tests.generator.kit import FaultsError, normal, page_of, pages_of, place_of, source_of, spec_code

SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}, "required": ["prompt"]}
FACTS = {
    "v/gone": {"gone_since": "2026-01-31"},
    "v/old": {"deprecated": "use v/new, which is *cheaper*"},
    "v/silent": {"deprecated": True},
    "v/both": {"gone_since": "2026-01-31", "deprecated": "use v/new"},
    "v/new": {},
}
GONE = "The server's catalogue has not listed this model since 2026-01-31; a call may be refused."


def test_the_class_of_the_inputs_and_the_endpoint_say_so() -> None:
    source = source_of(normal(SCHEMA, deprecated="use v/new", gone_since="2026-01-31")[0])
    assert f'@deprecated("{GONE} Deprecated: use v/new.", category=None)\nclass ModelInput' in source
    assert "model: Final = Endpoint('vendor/model', ModelInput, ModelOutput)" in source
    assert "from typing_extensions import deprecated\n" in source
    assert "eprecated" not in source_of(normal(SCHEMA)[0])


@pytest.mark.parametrize(
    ("facts", "schema", "said"),
    [
        ({"deprecated": True}, SCHEMA, "the model is deprecated"),
        ({"deprecated": " a\n b. "}, SCHEMA, "a b"),
        ({}, SCHEMA | {"deprecated": True}, "the model is deprecated"),
        ({"deprecated": False}, SCHEMA | {"deprecated": False}, None),
        ({"deprecated": ""}, SCHEMA, None),
        ({}, SCHEMA, None),
    ],
)
def test_who_may_say_it(facts: dict[str, Any], schema: dict[str, Any], said: str | None) -> None:
    assert normal(schema, **facts)[0].spec.farewell == said


def test_hostile_words_stay_words() -> None:
    nasty = '")\nimport os; os.system("x") #\u202e'
    source = source_of(normal(SCHEMA, deprecated=nasty)[0])
    compile(source, "module", "exec")
    assert "\u202e" not in source
    assert source.count("import os") == 1
    (line,) = [line for line in source.splitlines() if "import os" in line]
    assert line.startswith("@deprecated('")


def test_the_pages_say_so() -> None:
    documents: dict[str, Any] = {
        "model_id": "v/old",
        "input_schema": {
            "type": "object",
            "properties": {"seed": {"type": "integer", "deprecated": True}, "size": {"type": "integer"}},
        },
        "output_schema": {"type": "object"},
        "example": None,
    }
    page = page_of(documents | FACTS["v/old"])
    assert r"> **Deprecated: use v/new, which is \*cheaper\*.** Type checkers mark where it is used." in page
    assert "- `seed`: integer, **deprecated**\n" in page
    assert "- `size`: integer\n" in page
    pages = pages_of([documents | FACTS["v/both"]])
    assert "gone since 2026-01-31 · deprecated" in pages["docs/index.md"]
    assert '<span class="gone">deprecated</span>' in pages["docs/catalogue.html"]


def test_an_input_that_is_to_go_says_so_where_it_stands() -> None:
    schema = {
        "type": "object",
        "properties": {"seed": {"type": "integer", "deprecated": True, "title": "Seed"}},
    }
    model = normal(schema)[0]
    assert '    """Deprecated. Seed"""\n' in source_of(model)
    # What hovering an endpoint and `help()` show: no checker can mark a single argument.
    code = spec_code(model, place_of(model.spec.model_id))
    assert "- seed: int, deprecated. Seed" in help_text(model, code).splitlines()


@pytest.mark.parametrize("value", [1, [], {}])
def test_what_is_neither_true_nor_a_text_is_an_error(
    value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put("v/one", deprecated=value)
    assert main(["generate"]) == 2
    assert "must be true, or a string" in capsys.readouterr().err


def put(model_id: str, **facts: Any) -> None:
    path = Path(f"schemas/{model_id}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"model_id": model_id, "input_schema": SCHEMA, **facts}))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with models of every kind; the folder to stand in."""
    folder = tmp_path_factory.mktemp("package")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for model_id, facts in FACTS.items():
            put(model_id, **facts)
        assert main(["generate", "--out", "site", "--package", "farewells"]) == 0
    return folder


def python(package: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=package / "site", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


PROGRAM = """
import json
import farewells, farewells.errors
from farewells import registry, RunComfy
from farewells.testing import mock_model
print(json.dumps({name: [info.gone_since, info.deprecated, info.notice] for name, info in registry.items()}))
client = RunComfy(token="t")
print(client.v.old.validate(prompt="a").prompt, client.v.old.model_id)
import pickle
assert pickle.loads(pickle.dumps(registry["v/old"].endpoint)) is registry["v/old"].endpoint
"""


@pytest.mark.ci
def test_the_registry_knows_and_nothing_warns_at_run_time(package: Path) -> None:
    said, worked = python(package, "-c", PROGRAM).splitlines()
    assert json.loads(said) == {
        "v/both": ["2026-01-31", "use v/new", f"{GONE} Deprecated: use v/new."],
        "v/gone": ["2026-01-31", None, GONE],
        "v/new": [None, None, None],
        "v/old": [None, "use v/new, which is *cheaper*", "Deprecated: use v/new, which is *cheaper*."],
        "v/silent": [None, "the model is deprecated", "Deprecated: the model is deprecated."],
    }
    assert worked == "a v/old"


@pytest.mark.ci
def test_the_command_line_shows_it(package: Path) -> None:
    shown = python(package, "-m", "farewells", "models", "show", "v/both")
    assert (
        "The server's catalogue has not listed this model since 2026-01-31.\nDeprecated: use v/new.\n"
        in shown
    )
    assert "eprecated" not in python(package, "-m", "farewells", "models", "show", "v/new")
    listed = python(package, "-m", "farewells", "models", "list")
    assert "(gone since 2026-01-31, deprecated)" in listed
    told = json.loads(python(package, "-m", "farewells", "models", "list", "--json"))
    assert [entry["deprecated"] for entry in told if "deprecated" in entry] == [
        "use v/new", "use v/new, which is *cheaper*", "the model is deprecated",
    ]  # fmt: skip
    assert "Deprecated: use v/new." in python(package, "-m", "farewells", "run", "v/both", "--help")


def test_faults_are_told_not_raised() -> None:
    with pytest.raises(FaultsError):
        normal({"type": "string"}, deprecated=True)
