"""The progress bar: only on a terminal, only after a second, and gone when the run is."""

from __future__ import annotations

import io
import sys

import pytest

from generator.plain import progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _draw(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, seconds: float) -> str:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.progress_bar() as step:
        step(1, 4)
        now[0] += seconds
        step(2, 4)
    return screen.getvalue()


def test_a_long_run_on_a_terminal_shows_a_bar_and_clears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _draw(monkeypatch, _Terminal(), 1.5)
    assert "█" * 15 + "░" * 15 + " 2/4 models" in shown
    assert "1/4" not in shown
    assert shown.endswith("\r\x1b[K")


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _draw(monkeypatch, _Terminal(), 0.5) == ""


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _draw(monkeypatch, io.StringIO(), 60) == ""


def test_a_terminal_that_has_gone_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(_Terminal):
        def write(self, text: str) -> int:
            raise OSError(5, f"nobody reads {text!r}")

    assert _draw(monkeypatch, Gone(), 60) == ""


def test_a_program_without_standard_error_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    with progress.progress_bar() as step:
        step(1, 4)
