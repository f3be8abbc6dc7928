"""The tree of vendors, families and endpoints below a client, imported only where it is walked.

Each level is a class with a property for each of its children, which imports the child and keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .._plain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "RESERVED_CLIENT_NAMES",
    "RESERVED_ENDPOINT_NAMES",
    "Child",
    "ClientT",
    "Level",
    "Namespace",
    "below",
    "child_names",
    "client_of",
    "kept",
]

ClientT = TypeVar("ClientT", covariant=True)  # noqa: PLC0105 (generated code shows it)
T = TypeVar("T")

# Names that the clients and the bound endpoints keep for themselves, now or for what is planned. A vendor or a model
# whose name would be one of them gets another one.
RESERVED_CLIENT_NAMES = frozenset(
    {
        "aclose",
        "balance",
        "base_url",
        "batch",
        "budget",
        "catalogue",
        "categories",
        "close",
        "download",
        "estimate",
        "events",
        "help",
        "job",
        "jobs",
        "journal",
        "model",
        "models",
        "options",
        "registry",
        "request",
        "resume",
        "run",
        "submit",
        "upload",
        "validate",
        "with_options",
    }
)
RESERVED_ENDPOINT_NAMES = frozenset(
    {
        "batch",
        "client",
        "estimate",
        "events",
        "example",
        "help",
        "input_type",
        "model_id",
        "options",
        "output_type",
        "price",
        "request",
        "request_for",
        "run",
        "schema",
        "submit",
        "unbound",
        "validate",
        "with_client",
        "with_options",
    }
)

_MODELS = f"{__name__.rsplit('.', 2)[0]}.models"


class Child:
    """What a level shows that is a model; a namespace is a property."""


class Level(Generic[ClientT]):
    """What has children: a client, a namespace, or an endpoint with others below it."""

    def _root(self) -> ClientT:
        """Return the client at the top of the tree."""
        return cast("ClientT", client_of(self))

    if not TYPE_CHECKING:  # to a checker, a name that is not declared is a mistake

        def __getattr__(self, name: str) -> Any:
            # Also called where a property raises an AttributeError, which is then what there is to say.
            for cls in type(self).__mro__:
                if name in cls.__dict__:
                    return cls.__dict__[name].__get__(self, type(self))
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            # Without the object: Python would look there for names that are near, and say them once more.
            raise AttributeError(_no_child_message(self, name), name=name, obj=None)


class Namespace(Level[ClientT]):
    """A part of the ids of models, such as a vendor: a level that is not a model itself."""

    def __init__(self, parent: Level[ClientT]) -> None:
        self.__dict__["_client"] = client_of(parent)

    def __repr__(self) -> str:
        module = type(self).__module__
        place = module.removeprefix(f"{_MODELS}.") if module.startswith(_MODELS) else module
        return f"<models {place}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (client_of(self),)


def client_of(value: object) -> Any:
    """Return the client at the top of the tree, which may be the value itself; None for what is not part of a tree."""
    if not isinstance(value, Level):
        return None
    return value.__dict__.get("_client", cast("object", value))


def below(level: Level[ClientT], make: Callable[[Level[ClientT]], T]) -> T:
    """Return the namespace of a class below a level: made once, and kept."""
    return kept(level, make, lambda: make(level))


def kept(level: Level[Any], key: object, make: Callable[[], T]) -> T:
    """Return what a level keeps under a key, made where it is not there yet."""
    children: dict[object, Any] = level.__dict__.setdefault("_children", {})
    try:
        return cast("T", children[key])
    except KeyError:
        return cast("T", children.setdefault(key, make()))


def child_names(cls: type) -> list[str]:
    """Return the names of a level's children."""
    return sorted(
        {
            name
            for base in cls.__mro__
            if issubclass(base, Level)
            for name, value in base.__dict__.items()
            if isinstance(value, (property, Child)) and not name.startswith("_")
        }
    )


def _no_child_message(level: Level[Any], name: str) -> str:
    """Return what to say of a name that is not a child: the nearest names, or some of those there are."""
    known = child_names(type(level))
    # A method may be meant as well: `client.modle(...)`, `edit.submitt(...)`.
    near = nearest(name, [one for one in dir(type(level)) if not one.startswith("_")], 3)
    if near:
        return f"{level!r} has no {name!r}; did you mean {' or '.join(near)}?"
    some = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"{level!r} has no {name!r}" + (f"; there is {some}" if some else "")
