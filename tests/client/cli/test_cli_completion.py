"""What the shells are offered."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runcomfy.__main__ import main
from runcomfy.cli.completion import offers, split

from tests.client.cli.test_cli_parsing import EDIT, model_of


def words_of(*line: str) -> list[str]:
    *before, current = line
    return [one.word for one in offers(before, current).found]


def test_commands_and_models() -> None:
    assert "run" in words_of("")
    assert words_of("st") == ["status"]
    assert words_of("models", "s") == ["search", "show"]
    assert words_of("run", "openai/gpt-image-2/") == [EDIT]
    assert words_of("completion", "") == ["bash", "zsh", "fish"]
    assert words_of("nonsense", "") == []
    assert words_of("sandbox", "--p") == ["--port"]
    assert words_of("sandbox", "--dialect", "") == ["A", "B", "200", "both"]
    assert offers(["sandbox", "--schemas"], "a").what == "folders"
    assert words_of("status", "") == []


def test_options_of_the_model_and_of_the_command() -> None:
    assert "--json" in words_of("run", "--")
    assert "--prompt" not in words_of("run", "--")
    offered = words_of("run", EDIT, "--")
    assert {"--prompt", "--images", "--json", "--on-interrupt"} <= set(offered)
    assert "--input.prompt" not in offered
    assert "--aspect_ratio" not in offered
    assert words_of("run", EDIT, "--input.p") == ["--input.prompt"]
    assert words_of("run", EDIT, "--aspect_") == ["--aspect_ratio"]
    assert "--prompt" not in words_of("run", EDIT, "--prompt", "x", "--")
    assert "--images" in words_of("run", EDIT, "--images", "x.png", "--")
    assert "--prompt" in words_of("run", EDIT, "")
    assert "--input.prompt" not in words_of("run", "unknown/model", "--")


def test_choices_files_and_folders() -> None:
    assert words_of("run", EDIT, "--resolution", "") == ["1k", "2k", "4k"]
    assert words_of("run", EDIT, "--resolution=2") == ["--resolution=2k"]
    assert words_of("run", EDIT, "--on-interrupt", "d") == ["detach"]
    assert offers(["run", EDIT, "--images"], "a").what == "files"
    assert offers(["run", EDIT], "--images=a").what == "files"
    assert offers(["run", EDIT, "-o"], "a").what == "folders"
    assert offers(["run", EDIT, "--prompt"], "a") == ("values", [])


def test_switches_have_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    model_of(monkeypatch, {"sound": {"type": "boolean"}})
    assert words_of("run", "v/m", "--sou") == ["--sound"]
    assert words_of("run", "v/m", "--no-s") == ["--no-sound"]
    assert words_of("run", "v/m", "--sound=") == ["--sound=true", "--sound=false"]


@pytest.mark.parametrize(
    ("line", "breaks", "expected"),
    [
        ("run --on-interrupt=d", "=:", "detach"),
        ("run --on-interrupt=d", "", "--on-interrupt=detach"),
        (f"run {EDIT} --aspect-ratio 16:", ":=", "9"),
        (f"run {EDIT} --aspect-ratio 16:", "", "16:9"),
        (f"run '{EDIT}' --aspect-ratio \"16:", ":=", "16:9"),
        ("run openai/gpt-image-2\\/", ":=", EDIT),
    ],
)
def test_bash_gets_what_it_puts_behind_its_last_break(
    line: str, breaks: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["__complete", "bash", f"runcomfy-py {line}", breaks]) == 0
    assert capsys.readouterr().out == f"values\n{expected}\n"


def test_what_schemas_say_is_quoted_for_the_shell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model_of(monkeypatch, {"it": {"type": "string", "enum": ["$(rm x) 'y'", "a\nb", "\x1b[2J"]}})
    main(["__complete", "bash", "runcomfy-py run v/m --it ", ":="])
    assert capsys.readouterr().out == "values\n\\$\\(rm\\ x\\)\\ \\'y\\'\n"
    main(["__complete", "bash", 'runcomfy-py run v/m --it "', ":="])
    assert capsys.readouterr().out == "values\n\\$(rm x) 'y'\n"
    main(["__complete", "fish", "run", "v/m", "--it", ""])
    assert capsys.readouterr().out == "values\n$(rm x) 'y'\n"


def test_zsh_and_fish_get_descriptions(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in ("zsh", "fish"):
        assert main(["__complete", shell, "ru"]) == 0
        assert (
            capsys.readouterr().out
            == "values\nrun\tSubmit a job, wait for it, and show or save its result.\n"
        )


def test_unfinished_lines_are_split() -> None:
    assert split("a b") == (["a", "b"], "")
    assert split("a b ") == (["a", "b", ""], "")
    assert split("a  'b c' \"d") == (["a", "b c", "d"], '"')
    assert split(r"a b\ c '' ") == (["a", "b c", "", ""], "")
    assert split("") == ([""], "")


def test_broken_calls_offer_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["bash"], ["zsh"], ["fish", "run", "--bogus", "x"]):
        assert main(["__complete", *words]) == 0
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_printed_and_the_shell_can_read_them(
    shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "runcomfy-py" in script
    found = shutil.which(shell)
    if found is not None:
        file = tmp_path / "script"
        file.write_text(script)
        assert subprocess.run([found, "-n", str(file)], check=False).returncode == 0


def run_in(shell: str, script: str, folder: Path) -> str:
    """What a shell prints that finds the command line under its name."""
    command = folder / "runcomfy-py"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m runcomfy "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        [shell, "-c", script],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_with_it(tmp_path: Path) -> None:
    line = f"runcomfy-py run {EDIT} --resolution=2"
    script = f"""
        eval "$(runcomfy-py completion bash)"
        COMP_LINE="{line}" COMP_POINT={len(line)} COMP_WORDBREAKS=$' \\t\\n"=:'
        COMP_WORDS=(runcomfy-py run {EDIT} --resolution = 2) COMP_CWORD=5
        _runcomfy_py
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert run_in("bash", script, tmp_path) == "2k\n"


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh here")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("--resolution=2", "--resolution=2k"),
        ("--aspect-ratio 21", "--aspect-ratio 21:9"),
        ("--images pic", "--images picture.png"),
    ],
)
@pytest.mark.ci
def test_zsh_completes_with_it(typed: str, shown: str, tmp_path: Path) -> None:
    import pty

    run_in("sh", "true", tmp_path)
    (tmp_path / "picture.png").touch()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        environment = {
            **os.environ,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "TERM": "dumb",
            "HOME": str(tmp_path),
        }
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment)
    try:
        ready = (
            "autoload -U compinit; compinit -u -D; eval \"$(runcomfy-py completion zsh)\"; echo 're''ady'\n"
        )
        os.write(terminal, ready.encode())
        read_until(terminal, "ready")
        os.write(terminal, f"runcomfy-py run {EDIT} {typed}\t".encode())
        read_until(terminal, shown)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def read_until(terminal: int, text: str) -> None:
    """Read what a terminal shows, until `text` is there; backspaces and colours do not count."""
    seen = ""
    while text not in seen:
        assert select.select([terminal], [], [], 60)[0], seen
        seen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x1f]", "", seen + os.read(terminal, 4096).decode())


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("--resolution=2", "--resolution=2k\n"),
        ("--prompt 'a b' --resolution ", "1k\n2k\n4k\n"),
        ("--images pic", "picture.png\n"),
        ("-o fol", "folder/\tDirectory\n"),
    ],
)
def test_fish_completes_with_it(words: str, offered: str, tmp_path: Path) -> None:
    (tmp_path / "picture.png").touch()
    (tmp_path / "folder").mkdir()
    script = f"""runcomfy-py completion fish | source; complete -C"runcomfy-py run {EDIT} {words}" """
    assert run_in("fish", script, tmp_path) == offered
