"""`ci-files` and `init`: what they write, and what they refuse to write over."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.project.ci_files import MARK, CiFiles, ci_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_both_services_get_a_workflow_of_which_a_second_run_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ci-files", "--every", "week"]) == 0
    assert capsys.readouterr().out.count(": written") == 2
    github = yaml.safe_load(Path(".github/workflows/nightly.yml").read_text())
    assert github[True]["schedule"] == [{"cron": "17 3 * * 1"}]
    assert "(17 3 * * 1)" in Path(".gitlab/nightly.yml").read_text()
    assert main(["ci-files", "--every", "week"]) == 0
    assert capsys.readouterr().out.count(": unchanged") == 2
    assert main(["ci-files"]) == 0
    assert capsys.readouterr().out.count(": written") == 2


def test_one_service_alone() -> None:
    assert main(["ci-files", "--ci", "gitlab"]) == 0
    assert not Path(".github").exists()


def test_somebody_elses_workflow_stays(capsys: pytest.CaptureFixture[str]) -> None:
    mine = Path(".github/workflows/nightly.yml")
    mine.parent.mkdir(parents=True)
    mine.write_text("name: mine\n")
    assert main(["ci-files"]) == 2
    assert "a file that is not ours is in its place" in capsys.readouterr().err
    assert mine.read_text() == "name: mine\n"
    assert not Path(".gitlab").exists(), "all or nothing"


def test_the_commands_name_what_is_not_as_usual() -> None:
    main(["ci-files", "--schemas", "our/schemas", "--out", "lib", "--package", "acme_ai"])
    for name in (".github/workflows/nightly.yml", ".gitlab/nightly.yml"):
        text = Path(name).read_text()
        assert "-m generator nightly --schemas our/schemas --out lib --package acme_ai ||" in text
        assert "git add -- our/schemas lib CHANGELOG.md\n" in text


@pytest.mark.parametrize("name", ["a b", "../out", "/abs", "$(touch x)", "-x", "a'b", "a\nb"])
def test_a_folder_that_a_shell_would_read_otherwise_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ci-files", f"--schemas={name}"]) == 2
    assert "a workflow cannot name this folder" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_the_token_of_the_catalogue_goes_to_one_step_and_into_no_script() -> None:
    for own in (True, False):
        workflow = yaml.safe_load(
            ci_files(("github",), CiFiles(fetches_generator=not own))[".github/workflows/nightly.yml"]
        )
        (job,) = workflow["jobs"].values()
        assert "env" not in workflow
        assert "env" not in job
        steps = job["steps"]
        assert [step["id"] for step in steps if "RUNCOMFY_TOKEN" in step.get("env", {})] == ["night"]
        assert all("${{" not in step.get("run", "") for step in steps)


@pytest.mark.ci
def test_a_repository_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "acme-ai"]) == 0
    folder = Path("acme-ai")
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (project["name"], project["scripts"]) == ("acme-ai", {"acme-ai": "acme_ai.__main__:main"})
    for key in ("dependencies", "optional-dependencies", "requires-python"):
        assert project[key] == ours[key]
    assert list(json.loads((folder / "generated/acme_ai/registry.json").read_text())) == [
        "acme/paint/text-to-image"
    ]
    assert (folder / ".github/workflows/nightly.yml").read_text().startswith(MARK)
    include = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    assert [(folder / item["local"]).is_file() for item in include["include"]] == [True]
    capsys.readouterr()
    assert main(["check", *places(folder), "--package", "acme_ai"]) == 0
    assert "matches" in capsys.readouterr().out
    # Only what is whole is a repository: no second one is laid over it.
    assert main(["init", "acme-ai"]) == 2
    assert "the folder is not empty" in capsys.readouterr().err


def places(folder: Path) -> list[str]:
    return ["--schemas", str(folder / "schemas"), "--out", str(folder / "generated")]


@pytest.mark.ci
def test_a_repository_that_was_just_begun_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    (Path("begun") / ".git").mkdir(parents=True)
    assert main(["init", "begun", "--package", "our_models", "--ci", "github"]) == 0
    assert Path("begun/generated/our_models").is_dir()
    assert not Path("begun/.gitlab-ci.yml").exists()
    capsys.readouterr()


@pytest.mark.parametrize("name", ["docs", "runcomfy", "1st", "class", "日本", "json", "httpx"])
def test_a_folder_that_can_give_no_name_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", name]) == 2
    assert "name it with --package NAME" in capsys.readouterr().err
    assert not Path(name).exists()
