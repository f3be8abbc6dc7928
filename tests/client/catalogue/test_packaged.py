"""A copy of the package that lacks its data, as in a frozen program: told, and never a reason to send unchecked."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import respx
import runcomfy
from runcomfy.__main__ import main

from tests.client.conftest import TOKEN, Kit, VirtualClock, script
from tests.inside import packaged_module as packaged

EDIT = "openai/gpt-image-2/edit"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://x.example/a.png"]}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No data file is there."""
    monkeypatch.setattr(
        packaged.pkgutil, "get_data", lambda package, path: (_ for _ in ()).throw(FileNotFoundError(path))
    )
    monkeypatch.setattr(runcomfy.registry, "_entries", None)
    yield
    monkeypatch.undo()


USES = {
    "getting": lambda: runcomfy.registry[EDIT],
    "looking": lambda: EDIT in runcomfy.registry,
    "counting": lambda: len(runcomfy.registry),
    "listing": lambda: list(runcomfy.registry),
    "asking": lambda: runcomfy.registry.get(EDIT),
}


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("use", USES)
def test_a_registry_that_is_not_there_is_not_an_empty_one(use: str) -> None:
    with pytest.raises(runcomfy.ConfigError, match=r"registry\.json` is missing") as caught:
        USES[use]()
    assert "validate=False" in str(caught.value)
    assert "without its file" in repr(runcomfy.registry)


@pytest.mark.usefixtures("bare")
def test_a_model_by_its_id_is_refused_before_anything_is_sent(kit: Kit, api: respx.MockRouter) -> None:
    client = kit.client()
    with pytest.raises(runcomfy.ConfigError, match="incomplete"):
        client.model(EDIT)
    assert not api.calls
    client.model(EDIT, validate=False)


@pytest.mark.usefixtures("bare")
def test_what_needs_no_registry_goes_on(kit: Kit, api: respx.MockRouter, clock: VirtualClock) -> None:
    script(api)
    api.post(f"/models/{EDIT}").respond(json={"request_id": "r1"})
    edit = kit.client().openai.gpt_image_2.edit
    with pytest.raises(runcomfy.InputError):
        kit.call(edit.submit(**{**INPUTS, "aspect_ratio": "7:1"}))
    assert kit.call(edit.run(**INPUTS)).urls
    assert not edit.estimate(**INPUTS).known
    assert pickle.loads(pickle.dumps(edit.unbound)).model_id == EDIT
    assert "prompt" in (edit.run.__doc__ or "")


@pytest.mark.usefixtures("bare")
def test_a_paid_job_is_found_again_with_its_output_as_it_came(
    kit: Kit, api: respx.MockRouter, clock: VirtualClock
) -> None:
    script(api)
    with pytest.warns(runcomfy.RunComfyWarning, match=f"The output of {EDIT} comes without its types"):
        job = kit.client().job("r1", EDIT)
    assert kit.call(job.wait()).raw


@pytest.mark.usefixtures("bare")
def test_the_command_line_says_it_too(
    api: respx.MockRouter, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNCOMFY_TOKEN", TOKEN)
    assert main(["run", EDIT, "--prompt", "x"]) == 64
    assert "registry.json` is missing" in capsys.readouterr().err
    assert not api.calls


@pytest.mark.parametrize(("frozen", "said"), [(True, "--collect-all"), (False, "Reinstall the package")])
def test_what_to_do_depends_on_how_it_came_there(
    monkeypatch: pytest.MonkeyPatch, frozen: bool, said: str
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert said in str(packaged.incomplete("a file"))


def test_models_that_were_left_out_are_told(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "runcomfy.models.openai.gpt_image_2.edit"
    monkeypatch.setitem(sys.modules, module, None)
    made = kit.client().openai.gpt_image_2
    with pytest.raises(runcomfy.ConfigError, match="is missing"):
        made.edit  # noqa: B018
    with pytest.raises(runcomfy.ConfigError, match="is missing"):
        kit.client().model(EDIT)


def test_the_hook_is_where_pyinstaller_looks() -> None:
    from importlib.metadata import entry_points

    (found,) = entry_points(group="pyinstaller40", name="hook-dirs").select(
        value="runcomfy._pyinstaller:get_hook_dirs"
    )
    (folder,) = found.load()()
    assert (Path(folder) / "hook-runcomfy.py").is_file()
