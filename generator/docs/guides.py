"""The guides: pages for people about the client, which no schema changes. Only the package's name is put into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.docs.commands import command_name
from generator.writing.literals import word
from generator.writing.source import Source, own
from generator.writing.templating import environment

if TYPE_CHECKING:
    from typing import LiteralString

__all__ = ["GUIDES", "Guide", "guide_pages"]


@dataclass(frozen=True, slots=True)
class Guide:
    """One page of `docs/guides/`, by its file's name without the ending."""

    name: Source
    title: Source


_TITLES: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("jobs", "Jobs and deadlines"),
    ("files", "Files in and out"),
    ("money", "Money: estimates, budgets, the journal, batches"),
    ("task-queues", "Task queues and clusters"),
    ("web", "In a web application"),
    ("errors", "Errors, and what to do"),
    ("testing", "Testing your own program"),
    ("moving", "Moving from curl, fal-client or replicate"),
    ("adding-a-model", "Adding a model"),
    ("dialect", "The schema dialect"),
    ("regenerating-in-ci", "Regenerating in CI"),
    ("your-own-package", "Your own package"),
    ("speed", "How fast, and how that is measured"),
)
GUIDES = tuple(Guide(own(name), own(title)) for name, title in _TITLES)


def guide_pages(package: str) -> dict[str, str]:
    """Return the guides by their path below the folder of the output."""
    templates = environment("docs/guides")
    return {
        f"docs/guides/{guide.name}.md": templates.get_template(f"{guide.name}.md.jinja").render(
            package=word(package),
            command=command_name(package),
            distribution=word("runcomfy-client" if package == "runcomfy" else package.replace("_", "-")),
        )
        for guide in GUIDES
    }
