"""`rename OLD NEW`: accept that a model has another id, and keep its old name for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.rename import rename as run_rename
from generator.cli.reply import DONE
from generator.nightly.version import find_version, second_minor

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["rename"]


def rename(settings: Settings, options: argparse.Namespace, _: Report, reply: Reply) -> int:
    """Write it down, and tell until when the old name stays: for one minor version, unless another is named."""
    place = find_version(options.project)
    until = options.until or (second_minor(place.version) if place else None)
    path = run_rename(settings.schemas, options.old, options.new, until)
    end = f"until version {until}" if until else "until it is taken out of the document"
    reply.say(f"{path}: {options.old} stays as a deprecated name {end}", until=until, path=str(path))
    reply.say("run `make generate` to make the client")
    return DONE
