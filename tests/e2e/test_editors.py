"""What people see while they type: hover, signatures and completion, asked of real language servers."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import jedi
import pytest
from jedi.api.environment import Environment

from tests.e2e.language_server import LanguageServer
from tests.typing.kit import ROOT, make_site

SCRIPTS = Path(sysconfig.get_path("scripts"))
HEAD = "from runcomfy import RunComfy\nclient = RunComfy()\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("editors")
    make_site(made)
    return made


@pytest.fixture(scope="module", params=[pytest.param("basedpyright", marks=pytest.mark.ci), "ty"])
def server(request: pytest.FixtureRequest, folder: Path) -> Iterator[LanguageServer]:
    (folder / "pyrightconfig.json").write_text('{"extraPaths": ["site"]}')
    (folder / "ty.toml").write_text(
        f'[environment]\npython = "{Path(sys.prefix).as_posix()}"\nextra-paths = ["site"]\n'
    )
    commands = {
        "basedpyright": [str(SCRIPTS / "basedpyright-langserver"), "--stdio"],
        "ty": [str(SCRIPTS / "ty"), "server"],
    }
    settings = {"python": {"pythonPath": sys.executable}}
    with LanguageServer(commands[request.param], folder, settings) as made:
        yield made


def test_an_endpoint_tells_what_its_model_makes_costs_and_takes(server: LanguageServer) -> None:
    shown = server.hover(HEAD + "client.acme.scene.comp|ose")
    for text in (
        "Puts a scene together from its parts.",
        "$0.05 per video",
        "prompt: str, required",
        "images: SequenceOf[ImageInput], required, 1 to 4 items",
        "loras: SequenceOf[ComposeInputLorasItem | dict]",
        "seed: int | None",
    ):
        assert text in shown.replace("\\", "").replace("&nbsp;", " "), shown
    assert "a base rate and not a quote" in server.hover(
        "from runcomfy.models.acme.scene.compose import compose\ncomp|ose"
    )


def test_a_call_tells_what_it_takes(server: LanguageServer) -> None:
    shown = server.hover(HEAD + "client.acme.scene.compose.ru|n(prompt='a', images=['a'])")
    assert "prompt: str" in shown
    assert "Submit a job, wait for it" in shown


def test_an_argument_tells_its_type_and_in_the_class_its_meaning(
    server: LanguageServer, request: pytest.FixtureRequest
) -> None:
    """In a call basedpyright and Pylance show a type and no words, which they have for fields of classes alone."""
    called = server.hover(HEAD + "client.acme.scene.compose.run(pro|mpt='a', images=['a'])")
    assert "prompt: str" in called
    built = server.hover(
        "from runcomfy.models.acme.scene.compose import ComposeInput\nComposeInput(pro|mpt='a', images=['a'])"
    )
    assert "prompt: str" in built
    assert "What is seen." in built
    if "[ty]" in request.node.name:
        assert "What is seen." in called


def test_the_tree_of_models_is_completed(server: LanguageServer) -> None:
    assert {"acme", "openai", "run", "with_options"} <= set(server.completions(HEAD + "client.|"))
    assert {"run", "submit", "estimate"} <= set(server.completions(HEAD + "client.acme.scene.compose.|"))
    call = HEAD + "result = client.acme.scene.compose.run(prompt='a', images=['a'])\nresult.output.|"
    assert {"image", "videos"} <= set(server.completions(call))


@pytest.mark.ci
def test_a_call_shows_its_inputs(server: LanguageServer) -> None:
    assert "prompt: str" in server.signature(HEAD + "client.acme.scene.compose.run(|)")
    offered = server.completions(HEAD + "client.acme.scene.compose.run(pro|)")
    assert any(name.startswith("prompt") for name in offered)


@pytest.fixture(scope="module")
def python() -> Environment:
    """This Python as jedi asks it, in a process of its own, which all of these share."""
    return jedi.create_environment(sys.prefix, safe=False)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("client.", {"openai", "blackforestlabs", "run", "with_options"}),
        ("client.openai.", {"gpt_image_2"}),
        ("client.openai.gpt_image_2.", {"edit"}),
        ("client.openai.gpt_image_2.edit.", {"run", "submit", "estimate", "unbound"}),
        # Endpoints with others below them.
        ("client.blackforestlabs.flux_3.extend_video.", {"draft", "run", "submit"}),
        ("client.blackforestlabs.flux_3.extend_video.draft.", {"run", "submit"}),
        ("client.blackforestlabs.flux_3.extend_video.draft.run().", {"output", "save", "files"}),
        ("client.openai.gpt_image_2.edit.run().", {"output", "save", "files"}),
        ("client.openai.gpt_image_2.edit.submit().", {"wait", "cancel"}),
    ],
)
@pytest.mark.ci
def test_jedi_completes_without_running_anything(
    tmp_path: Path, python: Environment, typed: str, offered: set[str]
) -> None:
    """As in IPython before a line has run, Spyder, and `pylsp`."""
    text = HEAD + typed
    project = jedi.Project(tmp_path, added_sys_path=[str(ROOT / "generated")])
    script = jedi.Script(text, path=tmp_path / "typed.py", project=project, environment=python)
    names = {found.name for found in script.complete(text.count("\n") + 1, len(typed))}
    assert offered <= names, names
