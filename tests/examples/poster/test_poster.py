"""How the program's author tests it, without the network, a token or money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runcomfy
from PIL import Image
from poster import make_poster

if TYPE_CHECKING:
    from pathlib import Path

    from runcomfy.sandbox import Sandbox
    from runcomfy.testing import MockApi

EDIT = "openai/gpt-image-2/edit"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.new("RGB", (60, 40), "orange").save(path)
    return path


def test_what_is_asked_for(runcomfy_mock: MockApi, photo: Path, tmp_path: Path) -> None:
    edit = runcomfy_mock.model(EDIT, states=["in_queue", "in_progress", "completed"])
    (path,) = make_poster(photo, "Orange", tmp_path / "out")
    assert path.is_file()
    edit.assert_submitted(aspect_ratio="2:3", times=1)
    assert edit.last_submit.files["images/0"] == photo.read_bytes()


def test_a_job_that_fails(runcomfy_mock: MockApi, photo: Path, tmp_path: Path) -> None:
    runcomfy_mock.model(EDIT, error="No faces, please")
    assert make_poster(photo, "Orange", tmp_path) == []


def test_bad_lines_cost_no_second_poster(runcomfy_mock: MockApi, photo: Path, tmp_path: Path) -> None:
    edit = runcomfy_mock.model(EDIT, faults=["504:route=status,times=3", "drop:route=submit,after"])
    with pytest.raises(runcomfy.SubmissionUnknownError):
        make_poster(photo, "Orange", tmp_path)
    edit.assert_submitted(times=1)


def test_a_real_picture_from_the_sandbox(runcomfy_sandbox: Sandbox, photo: Path, tmp_path: Path) -> None:
    (path,) = make_poster(photo, "Orange", tmp_path / "out")
    with Image.open(path) as poster:
        assert poster.width / poster.height == pytest.approx(2 / 3, abs=0.01)
