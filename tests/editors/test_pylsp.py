"""The language server of jedi, as Spyder and others run it."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.language_server import LanguageServer

COMMAND = [str(Path(sysconfig.get_path("scripts")) / "pylsp")]
HEAD = "from runcomfy import AsyncRunComfy, RunComfy\nclient = RunComfy()\nother = AsyncRunComfy()\n"
EDIT = "client.openai.gpt_image_2.edit"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    with LanguageServer(COMMAND, tmp_path_factory.mktemp("pylsp"), {}) as running:
        yield running


def test_it_completes_from_the_import_on(server: LanguageServer) -> None:
    assert "openai" in server.completions(HEAD + "client.|")
    offered = server.completions(f"{HEAD}{EDIT}.|")
    assert any(name.startswith("run(") for name in offered), offered


@pytest.mark.parametrize(
    "call",
    [
        f"{EDIT}.run",
        f"{EDIT}.submit",
        f"{EDIT}.request",
        f"{EDIT}.validate",
        f"{EDIT}.estimate",
        "other.openai.gpt_image_2.edit.run",
    ],
)
def test_a_call_shows_the_inputs(server: LanguageServer, call: str) -> None:
    assert "images: Annotated[SequenceOf[ImageInput]" in server.signature(f"{HEAD}{call}(|")
    assert "prompt=" in server.completions(f"{HEAD}{call}(pro|")


def test_an_endpoint_that_is_a_namespace_too_shows_both(server: LanguageServer) -> None:
    both = "client.blackforestlabs.flux_3.extend_video"
    assert "video_url: VideoInput" in server.signature(f"{HEAD}{both}.run(|")
    assert "draft" in server.completions(f"{HEAD}{both}.|")
    assert "video_url: VideoInput" in server.signature(f"{HEAD}{both}.draft.run(|")


def test_a_result_shows_the_output(server: LanguageServer) -> None:
    assert "videos" in server.completions(f"{HEAD}{EDIT}.run().output.|")
    offered = server.completions(
        f"{HEAD}async def main():\n    (await other.openai.gpt_image_2.edit.run()).output.|"
    )
    assert "videos" in offered


def test_a_vendor_and_a_call_are_told(server: LanguageServer) -> None:
    """Of an endpoint and an argument pylsp shows no words: it asks jedi only for what has the name under the mouse."""
    assert "`openai`" in server.hover(HEAD + "client.open|ai")
    assert "Submit a job, wait for it" in server.hover(f"{HEAD}{EDIT}.ru|n()")
