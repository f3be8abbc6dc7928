"""`nightly`: a whole night against the sandbox, and what is left where one cannot come to its end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

from runcomfy.sandbox import Sandbox

from generator.cli import main
from generator.nightly import night as nights
from tests.generator import night_kit as kit


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, made once."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch, Sandbox(documents=kit.catalogue()) as server:
        patch.setenv("RUNCOMFY_TOKEN", server.token)
        kit.begin(folder, server.base_url)
    return folder


@pytest.fixture(autouse=True)
def project(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(begun, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RUNCOMFY_TOKEN", "of-the-sandbox")
    return folder


def run(documents: dict[str, Any], *arguments: str, day: str = kit.DAY) -> int:
    with Sandbox(documents=documents) as server:
        return kit.night(server.base_url, *arguments, day=day)


def test_a_night_in_which_nothing_happened_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = kit.snapshot()
    assert run(kit.catalogue()) == 0
    assert kit.snapshot() == before
    assert kit.report() is None
    assert "nothing is to be committed" in capsys.readouterr().out


def test_a_compatible_night(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kit.compatible()) == 0
    assert kit.version() == "0.3.2", "before 1.0, what only adds is a patch"
    changelog = Path("CHANGELOG.md").read_text()
    assert (
        changelog.index("Something by hand") < changelog.index("### Changed") < changelog.index("## [0.3.1]")
    )
    assert (
        "- Models of 2026-01-31: minor (1 minor in 1 model); version 0.3.1 → 0.3.2\n"
        "  - `v/one/image` `seed`: it is new\n"
    ) in changelog
    assert kit.report("commit-message.txt") == (
        "Models of 2026-01-31: 1 changed\n\n"
        "The catalogue of that day adds to what programs can do. The version goes from 0.3.1 to 0.3.2.\n\n"
        "- added: `v/one/image` `seed`: it is new\n"
    )
    assert "**Verdict: minor.**" in (kit.report() or "")
    assert main(["check"]) == 0
    assert "seed" in Path("generated/runcomfy/models/v/one/image.py").read_text()
    capsys.readouterr()


@pytest.mark.ci
def test_a_breaking_night_makes_the_client_all_the_same() -> None:
    assert run(kit.breaking()) == 1
    assert kit.version() == "0.4.0"
    assert (
        "  - Breaking: `v/two/image` `style`: it is new, and must be given\n"
        in Path("CHANGELOG.md").read_text()
    )
    assert (kit.report("commit-message.txt") or "").startswith("Breaking: Models of 2026-01-31: 1 changed\n")
    assert "## Breaking\n" in (kit.report() or "")
    assert "style: str" in Path("generated/runcomfy/models/v/two/image.py").read_text()
    assert main(["check"]) == 0


def test_a_night_goes_on_over_one_broken_entry(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("schemas/w/three/image.json").read_bytes()
    assert run(kit.broken()) == 3
    assert Path("schemas/w/three/image.json").read_bytes() == before
    assert kit.version() == "0.3.2"
    assert "seed" in Path("generated/runcomfy/models/v/one/image.py").read_text()
    pull_request = kit.report() or ""
    assert "## Left out\n" in pull_request
    assert "the pattern cannot be read" in pull_request
    assert "the pattern cannot be read" in capsys.readouterr().err


@pytest.mark.ci
def test_a_broken_entry_in_an_otherwise_quiet_night(capsys: pytest.CaptureFixture[str]) -> None:
    before = kit.snapshot()
    documents = kit.broken() | {"v/one/image": kit.document("v/one/image")}
    assert run(documents) == 3
    assert kit.snapshot() == before
    assert kit.report() is None
    capsys.readouterr()


@pytest.mark.ci
def test_nights_before_a_release_are_one_step_of_the_version() -> None:
    run(kit.compatible())
    documents = kit.compatible() | {"x/four": kit.document("x/four")}
    assert run(documents, day="2026-02-01") == 0
    assert kit.version() == "0.3.2", "0.3.2 is not released yet"
    assert run(kit.breaking(), day="2026-02-02") == 1
    assert kit.version() == "0.4.0"
    changelog = Path("CHANGELOG.md").read_text()
    days = [line[12:22] for line in changelog.splitlines() if line.startswith("- Models of ")]
    assert days == ["2026-01-31", "2026-02-01", "2026-02-02"]
    Path("CHANGELOG.md").write_text(changelog.replace("## [0.3.1]", "## [0.4.0] - 2026-02-03\n\n## [0.3.1]"))
    assert run(kit.breaking() | {"x/four": kit.document("x/four")}, day="2026-02-04") == 0
    assert kit.version() == "0.4.1"


@pytest.mark.ci
def test_a_model_that_is_gone_is_marked_and_told() -> None:
    documents = kit.catalogue()
    del documents["w/three/image"]
    assert run(documents) == 1
    pull_request = kit.report() or ""
    assert "## Gone from the catalogue\n" in pull_request
    assert "- `w/three/image`\n" in pull_request
    assert "w/three/image" in kit.registry()


@pytest.mark.ci
def test_a_server_that_is_away_leaves_all_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    run(kit.compatible())
    before = kit.snapshot()
    assert kit.night("http://127.0.0.1:1/v1") == 2
    assert kit.snapshot() == before
    assert kit.report() is None, "what the night before left would be taken for this one's"
    capsys.readouterr()


@pytest.mark.ci
def test_a_newcomer_that_would_take_a_name_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    # Alone each is fine; together the two would have one name, and the one that is there would lose it.
    documents = kit.compatible() | {"v/ONE/image": kit.document("v/ONE/image")}
    assert run(documents) in (0, 3)
    module = json.loads(Path("generated/generated.lock.json").read_text())["models"]["v/one/image"]["module"]
    assert module == "v.one.image"
    assert main(["check"]) == 0
    capsys.readouterr()


def test_what_no_client_can_be_made_from_is_put_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.plain.faults import Fault, FaultsError

    real, calls = nights.build, []

    def build(*arguments: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise FaultsError(Fault("schemas/v/one/image.json", "/input_schema", "no class can say this"))
        return real(*arguments, **more)

    monkeypatch.setattr(nights, "build", build)
    before = Path("schemas/v/one/image.json").read_bytes()
    documents = kit.compatible() | {"x/four": kit.document("x/four")}
    assert run(documents) == 3
    assert Path("schemas/v/one/image.json").read_bytes() == before
    assert "x/four" in kit.registry()
    assert "no class can say this" in capsys.readouterr().err


@pytest.mark.ci
def test_where_no_client_could_be_made_before_the_night_does_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.plain.faults import Fault, FaultsError

    def build(*_: Any, **__: Any) -> Any:
        raise FaultsError(Fault("schemas/elsewhere.json", "", "it is wrong for ever"))

    monkeypatch.setattr(nights, "build", build)
    before = kit.snapshot()
    assert run(kit.compatible()) == 2
    assert kit.snapshot() == before
    assert "it is wrong for ever" in capsys.readouterr().err


@pytest.mark.parametrize(
    "kind",
    [OSError(28, "No space left on device"), pytest.param(KeyboardInterrupt(), marks=pytest.mark.ci)],
)
@pytest.mark.ci
def test_a_night_that_is_cut_off_is_made_up_for_by_the_next(
    kind: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any) -> Any:
        raise kind

    before = kit.snapshot()
    with monkeypatch.context() as patch:
        patch.setattr(nights, "renew", refuse)
        assert run(kit.compatible()) in (2, 130)
    if isinstance(kind, OSError):
        assert kit.snapshot() == before
        assert "No space left" in capsys.readouterr().err
    assert run(kit.compatible()) == 0
    assert kit.version() == "0.3.2"
    assert Path("CHANGELOG.md").read_text().count("- Models of ") == 1
    assert kit.report() is not None
    assert main(["check"]) == 0


def test_hostile_texts_stay_texts() -> None:
    nasty = "x`$(touch /tmp/ran)`\n# not a heading\n<script>"
    schema = kit.with_input({nasty: {"type": "string"}})
    assert run(kit.catalogue() | {"v/one/image": kit.document("v/one/image", schema)}) == 0
    for text in (kit.report(), kit.report("commit-message.txt"), Path("CHANGELOG.md").read_text()):
        assert text is not None
        assert "\n# not a heading" not in text
        assert "``" in text, "its own quotes do not end the code span"
    assert "touch" not in (kit.report("commit-message.txt") or "").splitlines()[0]


@pytest.mark.ci
def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kit.breaking(), "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["breaking"], told["versions"], told["wrote"]) == (
        "major", True, ["0.3.1", "0.4.0"], True,
    )  # fmt: skip
    assert told["changed"] == ["v/two/image"]


@pytest.mark.ci
def test_without_a_project_the_changelog_is_begun_and_no_version_stepped() -> None:
    Path("pyproject.toml").unlink()
    Path("CHANGELOG.md").unlink()
    assert run(kit.compatible()) == 0
    text = Path("CHANGELOG.md").read_text()
    assert text.startswith("# Changelog\n")
    assert "- Models of 2026-01-31: minor (1 minor in 1 model)\n" in text


@pytest.mark.ci
def test_a_former_name_goes_with_its_version() -> None:
    path = Path("schemas/v/one/image.json")
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {"formerly": {"v/once": "0.3.2", "v/later": "0.9.0"}})
    )
    assert main(["generate"]) == 0
    assert "v/once" in kit.registry()
    assert run(kit.catalogue()) == 0, "its version is not there yet"
    Path("pyproject.toml").write_text(kit.PYPROJECT.format("0.3.2"))
    assert run(kit.catalogue()) == 1
    assert "v/once" not in kit.registry()
    assert "v/later" in kit.registry()
    assert json.loads(path.read_text())["formerly"] == {"v/later": "0.9.0"}


@pytest.mark.ci
def test_what_was_looked_at_and_accepted_does_not_stop_the_night() -> None:
    Path("allowed-changes.toml").write_text(
        '[[allow]]\nrule = "new-required-input"\nmodel = "v/two/image"\n'
        'pointer = "/input_schema/properties/style"\nreason = "told to all who use it"\n'
    )
    assert run(kit.breaking()) == 0
    assert kit.version() == "0.4.0", "it breaks all the same"
    assert (kit.report("commit-message.txt") or "").startswith("Models of ")
