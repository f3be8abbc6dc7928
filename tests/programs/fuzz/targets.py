"""All targets by name."""

from __future__ import annotations

from tests.programs.fuzz import answers, names, pages, waits

TARGETS = {target.name: target for target in (pages.TARGET, answers.TARGET, names.TARGET, waits.TARGET)}
