"""The tree of namespaces over the models: which module holds what, and what each needs to know of its children."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.naming import class_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.naming import Place

__all__ = ["Node", "build_tree"]


@dataclass(slots=True)
class Node:
    """One module below `models`: a model, a namespace, or both. The root, without parts, is the client."""

    parts: tuple[str, ...]
    wire: str
    place: Place | None = None
    children: dict[str, Node] = field(default_factory=dict[str, "Node"])

    @property
    def kind(self) -> str:
        """`endpoint`, `namespace`, or `nested` for an endpoint that is a namespace too."""
        if self.place is None:
            return "namespace"
        return "nested" if self.children else "endpoint"

    @property
    def path(self) -> str:
        """The module's file below the package; a module with others below it is a folder."""
        stem = "/".join(("models", *self.parts))
        return f"{stem}/__init__.py" if self.children else f"{stem}.py"

    @property
    def dots(self) -> str:
        """The dots of a relative import from this module to the package."""
        if not self.parts:
            return "."
        return "." * (len(self.parts) + (2 if self.children else 1))

    @property
    def class_name(self) -> str:
        """The class of the namespace: `gpt_image_2` gives `GptImage2`."""
        return class_name(self.parts[-1])

    @property
    def table(self) -> dict[str, str | None]:
        """What the runtime resolves children by: nothing for an endpoint, else the class of the namespace."""
        shown = {"endpoint": None, "namespace": "{}", "nested": "Nested:{}"}
        return {
            name: template and template.format(child.class_name)
            for name, child in sorted(self.children.items())
            for template in (shown[child.kind],)
        }

    @property
    def count(self) -> int:
        """How many models there are at and below the node."""
        return (self.place is not None) + sum(child.count for child in self.children.values())

    def alike(self, other: Node) -> bool:
        """Say whether the two make the same module of a namespace."""
        return (self.wire, self.kind, self.count, self.table) == (
            other.wire,
            other.kind,
            other.count,
            other.table,
        )


def build_tree(places: Iterable[Place]) -> dict[tuple[str, ...], Node]:
    """Return every node by its parts, the root under `()`."""
    nodes: dict[tuple[str, ...], Node] = {(): Node((), "")}
    for place in sorted(places, key=lambda place: place.parts):
        wires = place.model_id.split("/")
        for depth in range(1, len(place.parts) + 1):
            parts = place.parts[:depth]
            if parts not in nodes:
                nodes[parts] = Node(parts, "/".join(wires[:depth]))
                nodes[parts[:-1]].children[parts[-1]] = nodes[parts]
        nodes[place.parts].place = place
    return nodes
