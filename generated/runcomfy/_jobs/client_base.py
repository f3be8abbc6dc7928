"""What both clients are to the rooms below them: something that holds a core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .._plain.brief import brief
from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._protocol.options import ClientOptions
    from .core import Core

__all__ = ["ClientBase", "core_of"]

CoreT_co = TypeVar("CoreT_co", bound="Core[Any]", covariant=True)

# Of a client without limits and journal: budget, unknown price, limit of a job, prices, journal, journal of inputs.
_USUAL = (None, "refuse", None, "live", False, False)


class ClientBase(Generic[CoreT_co]):
    """The root of both clients. What works inside one is made, and imported, when something is first to be done."""

    def _begin(self, base_url: str, options: ClientOptions, make: Callable[[], object]) -> None:
        self.__dict__.update(_base_url=base_url, _options=options, _make=make)

    if not TYPE_CHECKING:

        @brief
        def __setattr__(self, name, value):
            from .._protocol.options import ClientOptions

            # It would be kept, and nobody would look at it.
            if name in ClientOptions.__dataclass_fields__:
                raise ConfigError(
                    f"An option of a client cannot be set as an attribute: {name}.",
                    hint=f"client.with_options({name}=...) returns a client with it.",
                )
            super().__setattr__(name, value)

    def _check(self, given: tuple[object, ...]) -> None:
        """Refuse arguments for money and the journal that cannot be, at once and not at the first operation."""
        # Nobody knows what comparing does with what a user gives.
        if any(one is not other for one, other in zip(given, _USUAL, strict=True)):
            _ = self._core

    @property
    def _core(self) -> CoreT_co:
        mine = self.__dict__
        if "_core" not in mine:
            # Without a lock, which a fork could leave held: of two that are made at once one is left over, unused.
            mine.setdefault("_core", mine["_make"]())
        return cast("CoreT_co", mine["_core"])


def core_of(client: ClientBase[CoreT_co]) -> CoreT_co:
    """Return what works inside a client. Strictly private.

    Raises:
        ConfigError: It is no client.
    """
    if not isinstance(cast("object", client), ClientBase):
        raise ConfigError(f"client must be a client, not a {type(client).__name__}.")
    return client._core  # pyright: ignore[reportPrivateUsage] (users have no use for it)
