"""The tree of vendors, families and endpoints below a client, imported only where it is walked."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from .._catalogue.packaged import incomplete

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["RESERVED_CLIENT_NAMES", "RESERVED_ENDPOINT_NAMES", "ClientT", "Namespace", "client_of"]

ClientT = TypeVar("ClientT", covariant=True)  # noqa: PLC0105 (generated code shows it)

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
        "run",
        "schema",
        "submit",
        "unbound",
        "validate",
        "with_client",
        "with_options",
    }
)

_PACKAGE = __name__.rsplit(".", 2)[0]
_ROOT = f"{_PACKAGE}.client"  # the module of the clients; what hangs below them lies in `models`
_MODELS = f"{_PACKAGE}.models"


class Namespace(Generic[ClientT]):
    """A level of the tree. Its children are found when they are asked for, by importing the module named after them.

    `_children` says what each is: None for an endpoint, the name of a `Namespace` class, or `Nested:` and the
    name that the classes of an endpoint begin with that is a namespace too.
    """

    _children: ClassVar[dict[str, str | None]] = {}

    if not TYPE_CHECKING:  # to a checker, a name that is not declared is a mistake

        def __getattr__(self, name: str) -> Any:
            # Only called for what is not there yet; a child that was found is kept in the instance.
            for cls in type(self).__mro__:
                children = cast("dict[str, str | None]", cls.__dict__.get("_children", {}))
                if name in children:
                    child = _bind(cls.__module__, name, children[name], self)
                    self.__dict__[name] = child
                    return child
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            raise AttributeError(self._has_no(name), name=name, obj=self)

    def _has_no(self, name: str) -> str:
        """What to say of a name that is no child: the nearest names, or some of those there are."""
        known = sorted(_all_children(type(self)))
        near = difflib.get_close_matches(name, known, 3)
        if near:
            return f"{self!r} has no {name!r}; did you mean {' or '.join(near)}?"
        some = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
        return f"{self!r} has no {name!r}" + (f"; there is {some}" if some else "")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_all_children(type(self))})

    def __repr__(self) -> str:
        if "_client" not in self.__dict__:
            return super().__repr__()
        module = type(self).__module__
        place = module.removeprefix(f"{_MODELS}.") if module.startswith(_MODELS) else module
        return f"<models {place}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # A client is the top of its tree, and knows best how to be pickled.
        if "_client" not in self.__dict__:
            return cast("tuple[Any, ...]", super().__reduce__())
        return _load, (type(self), client_of(self))


def _load(cls: type[Namespace[Any]], client: object) -> object:
    return _make(cls, client)


def _make(cls: type[Namespace[Any]], client: object) -> Namespace[Any]:
    namespace = cls.__new__(cls)
    namespace.__dict__["_client"] = client
    return namespace


def client_of(value: object) -> Any:
    """The client at the top of the tree, which may be the value itself; None for what is no part of a tree."""
    if not isinstance(value, Namespace):
        return None
    return value.__dict__.get("_client", cast("object", value))


def _all_children(cls: type) -> set[str]:
    return {name for base in cls.__mro__ for name in base.__dict__.get("_children", {})}


def _bind(module_name: str, name: str, kind: str | None, parent: Namespace[Any]) -> object:
    base = _MODELS if module_name == _ROOT else module_name
    try:
        module: ModuleType = importlib.import_module(f"{base}.{name}")
    except ModuleNotFoundError as error:
        raise incomplete(f"the module `{error.name}`") from error
    client = client_of(parent)
    if kind is None:
        return getattr(module, name).__get__(_holder(client), Namespace)
    if kind.startswith("Nested:"):
        prefix = kind.removeprefix("Nested:")
        suffix = "Async" if client.is_async else "Sync"
        return getattr(module, f"{prefix}{suffix}")(getattr(module, name), client)
    return _make(getattr(module, kind), client)


def _holder(client: object) -> Namespace[Any]:
    return _make(Namespace, client)
