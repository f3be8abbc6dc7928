"""The language server of jedi, as Spyder and others run it."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from tests.e2e.language_server import LanguageServer


def test_it_completes_from_the_import_on(tmp_path: Path) -> None:
    command = [str(Path(sysconfig.get_path("scripts")) / "pylsp")]
    head = "from runcomfy import RunComfy\nclient = RunComfy()\n"
    with LanguageServer(command, tmp_path, {}) as server:
        assert "openai" in server.completions(head + "client.|")
        offered = server.completions(head + "client.openai.gpt_image_2.edit.|")
        assert any(name.startswith("run(") for name in offered), offered


def test_a_vendor_and_a_call_are_told(tmp_path: Path) -> None:
    """Of an endpoint and an argument jedi has no words."""
    command = [str(Path(sysconfig.get_path("scripts")) / "pylsp")]
    head = "from runcomfy import RunComfy\nclient = RunComfy()\n"
    with LanguageServer(command, tmp_path, {}) as server:
        assert "`openai`" in server.hover(head + "client.open|ai")
        assert "Submit a job, wait for it" in server.hover(head + "client.openai.gpt_image_2.edit.ru|n()")
