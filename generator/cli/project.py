"""`ci-files` writes the workflows of the night, `init` a repository for models of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.reply import DONE
from generator.project.ci_files import CiFiles, Service, ci_files, write_files

if TYPE_CHECKING:
    import argparse

    from generator.cli.reply import Reply
    from generator.current import Settings
    from generator.plain.faults import Report

__all__ = ["init", "write_ci_files"]


def write_ci_files(settings: Settings, options: argparse.Namespace, _: Report, reply: Reply) -> int:
    """Write the workflow files into a repository."""
    wishes = CiFiles(
        schemas=settings.schemas.as_posix(),
        out=settings.out.as_posix(),
        package=settings.package,
        every=options.every,
        fetches_generator=not (options.into / "generator" / "__main__.py").is_file(),
    )
    told = write_files(options.into, ci_files(_services(options.ci), wishes))
    for path, what in told.items():
        reply.say(f"{options.into / path}: {what}")
    reply.facts["files"] = told
    return DONE


def init(settings: Settings, options: argparse.Namespace, report: Report, reply: Reply) -> int:
    """Lay a repository down."""
    from generator.project.layout import lay_down

    made = lay_down(options.directory, settings.package, _services(options.ci), report)
    reply.say(f"{made.folder}: a repository for the package {made.package}, with {len(made.files)} files")
    reply.say("put your schemas into its schemas/, then run `make generate` and `make test` there")
    reply.facts.update(package=made.package, files=sorted(made.files))
    return DONE


def _services(name: str) -> tuple[Service, ...]:
    return ("github", "gitlab") if name == "both" else ("github",) if name == "github" else ("gitlab",)
