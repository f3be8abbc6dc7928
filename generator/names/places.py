"""Where models stand in the package: the tree of modules below `models`, and every name that is made from a place.

A class, a module, a document and a page are named here and nowhere else, so that whoever writes one and whoever refers
to it cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.names.identifiers import class_name, known_name, segment_name, suffix, unique_names
from generator.names.reserved import ANNOTATION_NAMES
from generator.writing.source import Source, fill, join, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Place", "Places", "place_models"]


@dataclass(slots=True)
class Place:
    """One module below `models`: an endpoint, a namespace, or both. The root, without parts, is the client.

    `parts` are the segments of its module, the last of which names the endpoint; `wire` is the part of a model id that
    leads here, and `model_id` the model that stands here, if one does.
    """

    parts: tuple[Source, ...]
    wire: str
    model_id: str | None = None
    children: dict[str, Place] = field(default_factory=dict[str, "Place"])

    @property
    def name(self) -> Source:
        """The endpoint's name, which is its module's too."""
        return self.parts[-1]

    @property
    def module(self) -> Source:
        """The dotted module below `models`, which is also how it is reached from a client."""
        return join(".", self.parts)

    @property
    def module_file(self) -> str:
        """The module's file below the package; a module with others below it is a folder."""
        stem = "/".join(("models", *self.parts))
        return f"{stem}/__init__.py" if self.children else f"{stem}.py"

    def bound_file(self, half: str) -> str:
        """Return the file below the package of what shows the models below a model, bound to a client of a half."""
        return "/".join(("models", *self.parts, f"_{half}.py"))

    @property
    def schema_file(self) -> str:
        """Where the model's document is packaged, below the package."""
        return f"schemas/{'/'.join(self.parts)}.json"

    @property
    def page_file(self) -> str:
        """Where the model's page stands, below the folder of the output."""
        return f"docs/models/{'/'.join(self.parts)}.md"

    @property
    def dots(self) -> Source:
        """The dots of a relative import from this module to the package."""
        return join("", [own(".")] * (len(self.parts) + (2 if self.children else 1) if self.parts else 1))

    @property
    def class_name(self) -> Source:
        """What the classes of this module begin with: `edit` gives `Edit`, for `EditInput` and for `EditSync`."""
        name = class_name(self.name)
        # `ImageInput` is the type of an input picture.
        return fill("{}Model", name) if f"{name}Input" in ANNOTATION_NAMES and self.model_id else name

    @property
    def kind(self) -> str:
        """`endpoint`, `namespace`, or `nested` for an endpoint that is a namespace too."""
        if self.model_id is None:
            return "namespace"
        return "nested" if self.children else "endpoint"

    @property
    def below_it(self) -> list[tuple[str, str, str]]:
        """What the module shows of its children: their names, what each is, and their classes."""
        return [(name, child.kind, child.class_name) for name, child in sorted(self.children.items())]

    @property
    def count(self) -> int:
        """How many models there are at and below the place."""
        return (self.model_id is not None) + sum(child.count for child in self.children.values())

    def below(self) -> Iterator[Place]:
        """Give the places below this one, each before those below it."""
        for child in self.children.values():
            yield child
            yield from child.below()


@dataclass(frozen=True, slots=True)
class Places:
    """The place of every model by its id, and the root of the tree that they form."""

    root: Place
    models: dict[str, Place]

    def namespaces(self) -> list[Place]:
        """Return the places where no model stands, but below which some do."""
        return [place for place in self.root.below() if place.kind == "namespace"]


def place_models(model_ids: Iterable[str], held: Mapping[str, str] | None = None) -> Places:
    """Return the places of all models. No two share one, on a case-insensitive file system either.

    `held` are the modules that models have had so far: who has one keeps it, and a newcomer who would want it, or would
    push it aside, takes a suffix itself. A module that the id could never lead to is not a claim.
    """
    ids = sorted(model_ids)
    wanted = {
        model_id: "/".join(segment_name(text, depth) for depth, text in enumerate(model_id.split("/")))
        for model_id in ids
    }
    firm = {
        model_id: path
        for model_id in ids
        if (path := (held or {}).get(model_id, "").replace(".", "/"))
        and _may_be_held(path, wanted[model_id], model_id)
    }
    if len(set(firm.values())) < len(firm):
        firm = {}
    newcomers = {model_id: path for model_id, path in wanted.items() if model_id not in firm}
    parents = {above for path in firm.values() for above in _above_their_own_name(path)}
    free = {
        # As an endpoint of its own it would hide a model below that is called the same.
        model_id: f"{path}_{suffix(model_id)}" if path in parents else path
        for model_id, path in newcomers.items()
    }
    names = unique_names(free, used=firm.values())
    taken = {
        model_id: tuple(map(known_name, name.split("/"))) for model_id, name in {**firm, **names}.items()
    }
    endpoints = set(taken.values())
    places = Places(Place((), ""), {})
    for model_id, parts in sorted(taken.items(), key=lambda item: (item[0] not in firm, item[1])):
        wires = model_id.split("/")
        here = places.root
        for depth, segment in enumerate(parts):
            # Imported, a module below would replace an endpoint of its own name in the module above.
            hides = parts[:depth] in endpoints and segment == here.name and model_id not in firm
            name = fill("{}_", segment) if hides else segment
            while (
                depth == len(parts) - 1 and name in here.children and here.children[name].model_id is not None
            ):
                name = fill("{}_", name)
            if name not in here.children:
                here.children[name] = Place((*here.parts, name), "/".join(wires[: depth + 1]))
            here = here.children[name]
        here.model_id = model_id
        places.models[model_id] = here
    for place in [places.root, *places.root.below()]:
        place.children = dict(sorted(place.children.items()))
    return places


def _may_be_held(path: str, wanted: str, model_id: str) -> bool:
    """Say whether a path is one that this module could have given to the model."""
    parts, bases = path.split("/"), wanted.split("/")
    if len(parts) != len(bases):
        return False
    tagged = f"{bases[-1].rstrip('_')}_{suffix(model_id)}"
    alike = all(part in (base, f"{base}_") for part, base in zip(parts[:-1], bases[:-1], strict=True))
    return alike and (parts[-1].rstrip("_") == bases[-1].rstrip("_") or parts[-1].rstrip("_") == tagged)


def _above_their_own_name(path: str) -> list[str]:
    """Return the places on a path below which the next one is called the same."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts)) if parts[depth] == parts[depth - 1]]
