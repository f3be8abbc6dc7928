"""`python -m generator diff OLD NEW`, and the verdict at the end of `generate` and `sync`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from generator.diff.change import breaking
from generator.diff.load import load_side, packaged_model, schema_files
from generator.diff.models import compare_models
from generator.diff.render import change_document, changelog, render_text
from generator.faults import FaultsError
from generator.lock import hash_bytes

if TYPE_CHECKING:
    import argparse

    from generator.build import Build, Settings
    from generator.dialect import NormalModel
    from generator.diff.change import Change
    from generator.faults import Report
    from generator.lock import Lock

__all__ = ["changes_of_build", "diff"]


def diff(settings: Settings, options: argparse.Namespace, report: Report) -> int:
    """Print what changed and return 1 where it breaks programs that work today."""
    old = load_side(options.old, settings, report)
    new = load_side(options.new or str(settings.schemas), settings, report)
    report.raise_if_errors()
    changes = compare_models(old, new)
    if options.changelog:
        sys.stdout.write(changelog(changes))
    elif options.format == "json":
        options.facts.update(change_document(changes, options.allow))
    else:
        sys.stdout.write(render_text(changes, options.allow) + "\n")
    return 1 if breaking(changes, options.allow) else 0


def changes_of_build(settings: Settings, old: Lock | None, made: Build) -> list[Change] | None:
    """Return what changed from the tree to the build; None where there is no tree, or it cannot be read.

    Reads only the documents that differ. Must be called before the tree is replaced.
    """
    if old is None:
        return None
    before: dict[str, NormalModel] = {}
    after: dict[str, NormalModel] = {}
    now = schema_files(made.lock)
    try:
        for model_id, path in schema_files(old).items():
            if model_id in now and old.files.get(path) == made.lock.files[now[model_id]]:
                continue
            content = (settings.out / path).read_bytes()
            if hash_bytes(content) != old.files.get(path):  # somebody else's words, of which nothing is known
                return None
            before[model_id] = packaged_model(json.loads(content), path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FaultsError):
        return None  # perhaps another version wrote it
    known = schema_files(old)
    for model_id, path in now.items():
        if model_id in before or model_id not in known:
            after[model_id] = packaged_model(json.loads(made.files[path]), path)
    return compare_models(before, after)
