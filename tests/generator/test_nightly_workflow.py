"""The workflow files: each shell step runs as its service runs it, in the four kinds of night, against the sandbox."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

import yaml
from runcomfy.sandbox import Sandbox

from generator.project.ci_files import CiFiles, ci_files, write_files
from tests.generator import night_kit as kit

ROOT = Path(__file__).parents[2]
CASES = {
    "nothing": (kit.catalogue, 0),
    "compatible": (kit.compatible, 0),
    "breaking": (kit.breaking, 1),
    "one broken entry": (kit.broken, 3),
}


def rows(*always: str, soak: Collection[str] = ()) -> list[Any]:
    """The four nights; CI runs all of them but those to `soak`, the suite those that are named."""
    marks = {name: [] if name in always else [pytest.mark.ci] for name in CASES}
    marks |= {name: [pytest.mark.soak] for name in soak}
    return [pytest.param(*case, id=name, marks=marks[name]) for name, case in CASES.items()]


# A stand-in for the command of GitHub, which writes down what it is told.
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$*" in *--body-file*) cp out/nightly/pull-request.md "$GH_LOG.body" ;; esac
case "$1 $2" in "pr list") printf '%s' "$GH_OPEN" ;; esac
"""
HOOK = """#!/bin/sh
n=0
while [ "$n" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
  eval "printf '%s\\n' \\"\\$GIT_PUSH_OPTION_$n\\"" >> options
  n=$((n + 1))
done
"""


@dataclass
class House:
    """A clone of a repository with a project in it, and the repository that it is pushed to."""

    clone: Path
    remote: Path
    environment: dict[str, str]

    def git(self, *arguments: str, where: Path | None = None) -> str:
        command = ["git", "-C", str(where or self.clone), *arguments]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def bash(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = self.clone.parent / "step.sh"
        path.write_text(script)
        return subprocess.run(
            ["bash", "-e", str(path)],
            cwd=self.clone,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch, Sandbox(documents=kit.catalogue()) as server:
        patch.setenv("RUNCOMFY_TOKEN", server.token)
        kit.begin(folder, server.base_url)
    (folder / "Makefile").write_text("install:\n\t@true\n")
    write_files(folder, ci_files(("github", "gitlab"), CiFiles()))
    return folder


@pytest.fixture
def house(begun: Path, tmp_path: Path) -> House:
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "RUNCOMFY_CONFIG_DIR": str(tmp_path / "config")}
    environment |= {"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
    house = House(tmp_path / "clone", tmp_path / "remote.git", environment)
    shutil.copytree(begun, house.clone)
    (house.clone / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / "gitconfig").write_text(
        "[user]\nname = a\nemail = a@b.invalid\n[init]\ndefaultBranch = main\n"
        f'[url "{house.remote}"]\ninsteadOf = https://nightly@gitlab.example:443/ours/models.git\n'
    )
    subprocess.run(["git", "init", "-q", "--bare", str(house.remote)], check=True, env=environment)
    house.git("config", "receive.advertisePushOptions", "true", where=house.remote)
    (house.remote / "hooks/post-receive").write_text(HOOK)
    (house.remote / "hooks/post-receive").chmod(0o755)
    house.git("init", "-q")
    house.git("add", "--all")
    house.git("commit", "-q", "-m", "Begin")
    house.git("remote", "add", "origin", str(house.remote))
    house.git("push", "-q", "origin", "main")
    return house


def check_the_branch(house: House, code: int, documents: Mapping[str, Any]) -> None:
    """The branch of the night holds one commit, with all that the night wrote, and nothing that it did not."""
    branches = house.git("branch", "--list", "--format=%(refname:short)", where=house.remote).split()
    if documents == kit.catalogue():
        assert branches == ["main"]
        return
    assert branches == ["main", "nightly/models"]
    assert house.git("rev-list", "--count", "main..nightly/models", where=house.remote) == "1"
    subject = house.git("log", "-1", "--format=%s", "nightly/models", where=house.remote)
    assert subject.startswith("Breaking: Models of " if code == 1 else "Models of ")
    files = house.git("diff", "--name-only", "main", "nightly/models", where=house.remote).split()
    assert {"CHANGELOG.md", "pyproject.toml", "generated/generated.lock.json"} <= {*files}
    assert not [name for name in files if name.startswith(("out/", ".cache/", ".venv"))]
    assert house.git("status", "--porcelain") == ""
    whole = house.git("show", "nightly/models", where=house.remote)
    assert "token-of-ours" not in whole


def github_steps(house: House) -> list[dict[str, Any]]:
    workflow = yaml.safe_load((house.clone / ".github/workflows/nightly.yml").read_text())
    (job,) = workflow["jobs"].values()
    assert job["defaults"]["run"]["shell"] == "bash -e {0}"
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    steps: list[dict[str, Any]] = job["steps"]
    return steps


# A pull request is opened for a breaking night and brought up to date for one with a broken entry: a night that is neither
# has nothing of its own.
@pytest.mark.ci
@pytest.mark.parametrize(("documents", "code"), rows("breaking", soak=("compatible",)))
def test_the_steps_for_github(documents: Any, code: int, house: House) -> None:
    tools = house.clone.parent / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    log, output = house.clone.parent / "gh.log", house.clone.parent / "output"
    house.environment |= {
        "PATH": f"{tools}{os.pathsep}{house.environment['PATH']}",
        "GH_LOG": str(log),
        "GH_OPEN": "7" if code == 3 else "",
        "GITHUB_OUTPUT": str(output),
    }
    with Sandbox(documents=documents(), tokens=("token-of-ours",)) as server:
        house.environment["RUNCOMFY_MODEL_API_BASE"] = server.base_url
        told = ""
        for step in github_steps(house):
            if "run" not in step:
                continue
            values = {
                "secrets.RUNCOMFY_TOKEN": "token-of-ours",
                "secrets.NIGHTLY_TOKEN || github.token": "token-of-github",
                "github.ref_name": "main",
                "steps.night.outputs.code": output.read_text().strip().removeprefix("code=")
                if output.exists()
                else "",
            }
            environment = {
                name: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values[match[1]], str(value))  # noqa: B023
                for name, value in step.get("env", {}).items()
            }
            assert "${{" not in step["run"], "an expression in a script is code from elsewhere"
            done = house.bash(step["run"], **environment)
            told += done.stdout + done.stderr
            last = done.returncode
            if last:
                break
    assert last == (1 if code == 1 else 0), told
    assert ("::warning::" in told) == (code == 3)
    assert ("::error::" in told) == (code == 1)
    assert "token-of" not in told
    check_the_branch(house, code, documents())
    said = log.read_text().splitlines() if log.exists() else []
    if documents is kit.catalogue:
        assert said == []
        return
    assert said[0].startswith("pr list --head nightly/models --base main --state open")
    assert said[1].startswith(
        "pr edit 7 --title Models of " if code == 3 else "pr create --head nightly/models "
    )
    assert "**Verdict: " in Path(f"{log}.body").read_text()
    assert ("## Left out" in Path(f"{log}.body").read_text()) == (code == 3)


# The steps are those of GitHub but for what pushes: a night with something to open, and one without, show that.
@pytest.mark.parametrize(("documents", "code"), rows(soak=("compatible", "one broken entry")))
def test_the_steps_for_gitlab(documents: Any, code: int, house: House) -> None:
    job = yaml.safe_load((house.clone / ".gitlab/nightly.yml").read_text())["nightly"]
    assert job["allow_failure"] == {"exit_codes": 3}
    with Sandbox(documents=documents(), tokens=("token-of-ours",)) as server:
        done = house.bash(
            "\n".join(job["script"]),
            **job["variables"],
            RUNCOMFY_MODEL_API_BASE=server.base_url,
            RUNCOMFY_TOKEN="token-of-ours",
            NIGHTLY_TOKEN="token-of-gitlab",
            CI_COMMIT_REF_NAME="main",
            CI_SERVER_PROTOCOL="https",
            CI_SERVER_HOST="gitlab.example",
            CI_SERVER_PORT="443",
            CI_PROJECT_PATH="ours/models",
        )
    assert done.returncode == code, done.stdout + done.stderr
    assert "token-of" not in done.stdout + done.stderr
    check_the_branch(house, code, documents())
    options = house.remote / "options"
    if documents is kit.catalogue:
        assert not options.exists()
        return
    create, target, title = options.read_text().splitlines()
    assert (create, target) == ("merge_request.create", "merge_request.target=main")
    assert re.fullmatch(r"merge_request\.title=(Breaking: )?Models of \S+: 1 changed", title)
    helper = house.clone / ".git/nightly-token"
    said = subprocess.run([helper], env={"NIGHTLY_TOKEN": "x"}, capture_output=True, text=True, check=True)
    assert said.stdout == "x\n"
    assert "token-of-gitlab" not in helper.read_text()


@pytest.mark.ci
def test_a_night_that_fails_opens_nothing(house: House) -> None:
    (step,) = [step for step in github_steps(house) if step.get("id") == "night"]
    done = house.bash(
        step["run"],
        RUNCOMFY_MODEL_API_BASE="http://127.0.0.1:1/v1",
        RUNCOMFY_TOKEN="token-of-ours",
        GITHUB_OUTPUT=str(house.clone.parent / "output"),
    )
    assert done.returncode == 2
    assert house.git("status", "--porcelain") == ""
