"""How far one request has got: the fact by which is decided whether a paid request may have left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Trail"]

_HERE, _HANDED_ON, _CONNECTING, _SENT = range(4)


class Trail:
    """Follows one request by what httpcore tells of it, as the request's extension `trace`.

    What a mock or someone's own transport does with a request nobody tells: that is not known, and counts as sent.
    """

    __slots__ = ("_place",)

    def __init__(self) -> None:
        self._place = _HERE

    @property
    def unsent(self) -> bool:
        """Whether certainly no byte of the request was written."""
        return self._place in {_HERE, _CONNECTING}

    @property
    def sent(self) -> bool:
        """Whether it was begun to write the request."""
        return self._place == _SENT

    def hand_on(self, limits: Mapping[str, float | None]) -> dict[str, float | None]:
        """Hand the request to httpx: the time limits are to be given to it as they come out of here."""
        self._place = _HANDED_ON
        return _Limits(limits, self)

    def arrive(self) -> None:
        """Note that it has come to httpcore, which tells of what happens next."""
        if self._place == _HANDED_ON:
            self._place = _CONNECTING

    def take_back(self) -> None:
        """Note that it was not handed on after all."""
        self._place = _HERE

    def note(self, event: str, info: Mapping[str, object]) -> None:
        """Take in one event of httpcore's, such as `http11.send_request_headers.started`."""
        if self._place == _SENT:
            return
        self._place = _CONNECTING
        # A tunnel's CONNECT goes to the proxy, and holds nothing of the request.
        request: Any = info.get("request")
        if event.endswith(".send_request_headers.started") and getattr(request, "method", b"") != b"CONNECT":
            self._place = _SENT
            # What comes after that costs time, and changes nothing.
            request.extensions.pop("trace", None)

    async def note_async(self, event: str, info: Mapping[str, object]) -> None:
        """Do the same where httpcore is asynchronous."""
        self.note(event, info)


class _Limits(dict[str, float | None]):
    """Time limits that notice who asks for them: for that of the pool only httpcore's pool does, before all else."""

    def __init__(self, limits: Mapping[str, float | None], trail: Trail) -> None:
        super().__init__(limits)
        self._trail = trail

    def get(self, name: str, default: Any = None) -> Any:
        if name == "pool":
            self._trail.arrive()
        return super().get(name, default)
