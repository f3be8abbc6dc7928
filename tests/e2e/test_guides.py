"""The guides: every program runs as it stands, every command is one, every document makes a client."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

import runcomfy
from PIL import Image
from runcomfy.cli.parser import parse
from runcomfy.cli.run import gather
from runcomfy.sandbox import Faults, Sandbox

from generator.cli import main
from generator.docs.guides import GUIDES, guide_pages
from generator.sources.prices import read_price
from tests.manners import Manner
from tests.snippets import commands, examples, run_python

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "generated/docs/guides"
PAGES = {guide.name: FOLDER / f"{guide.name}.md" for guide in GUIDES}
EXAMPLES = [
    pytest.param(text, id=f"{name}-{number}")
    for name, page in PAGES.items()
    for number, text in enumerate(examples(page))
    if "def test_" not in text
]
# That of a web application stands in its own file.
TESTS = [text for text in examples(PAGES["testing"]) if "def test_" in text]


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(queue_time=0, run_time=0.02) as made:
        yield made


@pytest.fixture
def place(running: Sandbox, manner: Manner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a picture in it, which is the current one, in an environment that leads to a sandbox."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    running.faults = Faults()
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    Image.new("RGB", (64, 64), "teal").save(tmp_path / "photo.png")
    return tmp_path


def test_each_guide_is_there_and_the_index_and_the_readme_lead_to_it() -> None:
    assert sorted(FOLDER.iterdir()) == sorted(PAGES.values())
    index = (ROOT / "generated/docs/index.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for guide in GUIDES:
        assert f"[{guide.title}](guides/{guide.name}.md)" in index
        assert f"(generated/docs/guides/{guide.name}.md)" in readme


@pytest.mark.sample(10)
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(example: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example, "example", "exec"), {"__name__": "__main__"})
    printed = capsys.readouterr()
    assert printed.err == ""
    if 'save("out' in example:
        assert list((place / "out").iterdir())
    # What is said only where something went wrong is not said here.
    if "print(" in example and "if not outcome" not in example and "except WaitTimeoutError" not in example:
        assert printed.out


@pytest.mark.ci
def test_the_tests_of_the_testing_guide_pass(tmp_path: Path) -> None:
    (tests,) = TESTS
    (tmp_path / "test_example.py").write_text(tests, encoding="utf-8")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["runcomfy.testing.pytest_plugin"]\n')
    done = run_python(tmp_path, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{tests.count('def test_')} passed" in done.stdout


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^):]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def _shell(page: Path) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", "").splitlines()]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_commands_are_commands(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in _shell(page):
        words = shlex.split(line)
        if words[0] == "make":
            assert words[1] in targets
        elif words[:3] == ["python", "-m", "generator"]:
            with pytest.raises(SystemExit) as ended:
                main([*words[3:], "--help"])
            assert ended.value.code == 0
            told = capsys.readouterr().out
            assert all(word in told for word in words[4:] if word.startswith("-"))
        elif words[0] == "runcomfy-py":
            assert gather(parse(words[1:]))
        else:
            assert words[0] == "curl"
    assert len(commands(page)) == sum(line.startswith("runcomfy-py") for line in _shell(page))


def test_other_peoples_programs_are_python() -> None:
    blocks = re.findall(
        r"^```py\n(.*?)^```$", PAGES["moving"].read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 2
    for block in blocks:
        compile(block, "moving", "exec")


def test_the_task_queues_guide_shows_the_examples_as_they_are() -> None:
    folder = ROOT / "tests/examples"
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/*.py")))
    blocks = re.findall(
        r"^```py\n(.*?)^```$", PAGES["task-queues"].read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert sum(block in sources for block in blocks) == 2
    for block in blocks:
        compile(block, "task-queues", "exec")


@pytest.mark.ci
def test_the_documents_of_the_first_guide_make_a_client(tmp_path: Path) -> None:
    text = PAGES["adding-a-model"].read_text(encoding="utf-8")
    documents = re.findall(r"`(schemas/\S+\.json)`:\n\n```json\n(.*?)```", text, re.DOTALL)
    assert len(documents) == 3
    for name, document in documents:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document, encoding="utf-8")
    (table,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "schemas/inputs.toml").write_text(table, encoding="utf-8")
    assert main(["generate", "--schemas", str(tmp_path / "schemas"), "--out", str(tmp_path / "out")]) == 0
    for name, told in {
        "text_to_image": "What to paint, in words.",
        "upscale": "The picture to make larger.",
    }.items():
        source = (tmp_path / f"out/runcomfy/models/acme/paint_2/{name}.py").read_text(encoding="utf-8")
        assert told in source
    registry = json.loads((tmp_path / "out/runcomfy/registry.json").read_text(encoding="utf-8"))
    assert sorted(registry) == ["acme/paint-2/text-to-image", "acme/paint-2/upscale"]
    program = (
        "from runcomfy import RunComfy\n"
        "paint = RunComfy('t').acme.paint_2\n"
        "print(paint.text_to_image.validate(prompt='a', size='2k').size)\n"
        "print(paint.upscale.validate(image=open('a.png', 'rb'), factor=4).factor)\n"
        "print(*(paint.text_to_image.estimate(prompt='a', size=size).high for size in ('1k', '2k')))\n"
    )
    (tmp_path / "out/a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "out", capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tmp_path / "out")},
    )  # fmt: skip
    assert done.stdout.split() == ["2k", "4", "0.04", "0.08"], done.stderr
    (price,) = re.findall(r"^```json\n(\{\n  \"base_usd\".*?)```", text, re.MULTILINE | re.DOTALL)
    properties = {"resolution": {"enum": ["720p", "1080p", "4k"]}, "audio": {"type": "boolean"}}
    faults: list[str] = []
    found = read_price(
        json.loads(price), {"properties": properties}, lambda *fault: faults.append(": ".join(fault))
    )
    assert faults == []
    assert (len(found.by), found.max_usd) == (2, 0.5)


def test_every_error_and_no_other_is_in_its_table() -> None:
    from runcomfy import errors

    rows = re.findall(r"^\| (`\w+Error`.*?) \|", PAGES["errors"].read_text(encoding="utf-8"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    classes = {name for name in errors.__all__ if name.endswith("Error")}
    assert len(told) == len(set(told))
    assert set(told) == classes - {"RunComfyError", "APIError", "JobError"}


def test_the_numbers_are_those_of_the_options() -> None:
    options = runcomfy.ClientOptions()
    text = PAGES["files"].read_text(encoding="utf-8")
    assert f"{options.max_body_bytes // 2**20} MiB (option `max_body_bytes`)" in text
    assert f"up to {options.max_download_bytes // 2**30} GiB" in text
    assert options.download_hosts == ("*.runcomfy.net", "*.runcomfy.com")
    assert options.on_timeout == "detach"
    assert options.timeout is None


def test_another_package_has_guides_of_its_own_name() -> None:
    for path, text in guide_pages("acme_client").items():
        assert "runcomfy import" not in text, path
        assert "{{" not in text
        if "import RunComfy" in text and not path.endswith("/your-own-package.md"):
            assert "from acme_client import" in text
