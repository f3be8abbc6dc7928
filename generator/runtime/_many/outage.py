"""Whether the server is out of order: then no request is spent on finding out when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._protocol.effects import Request, Sleep, TransportError, send
from .._protocol.ids import model_url
from .._protocol.retry import backoff

if TYPE_CHECKING:
    from .._protocol.context import Context
    from .._protocol.effects import Operation

__all__ = ["Outage", "probe"]

_SUSPICIOUS = 3  # submits in a row whose answer says nothing about the request
_SILENCE = 10.0  # seconds without a word that end a probe
_BUSY = frozenset({408, 425, 429})


class Outage:
    """Counts the submits in a row that nobody can say anything about.

    `rounds` is how often they were stopped since the last clear answer: a server that answers probes and no submits
    costs one submit a round, so the rounds grow longer.
    """

    def __init__(self) -> None:
        self._unclear = 0
        self.rounds = 0
        self.probing = False

    def unclear(self) -> bool:
        """Count one more, and return whether submits must stop until a probe was answered."""
        self._unclear += 1
        if self._unclear < _SUSPICIOUS or self.probing:
            return False
        self.probing = True
        self.rounds += 1
        return True

    def clear(self) -> None:
        """Begin the count anew: a submit had an answer that can be relied on."""
        self._unclear = self.rounds = 0

    def answered(self) -> None:
        """Note that the probe was answered. The next submit shows whether that is enough."""
        self.probing = False


def probe(context: Context, model_id: str, rounds: int) -> Operation[None]:
    """Ask the server for something that costs nothing, until it answers as a server does."""
    request = Request("GET", model_url(context.base, model_id))
    attempt = rounds + 1
    # The first step is taken where the others are.
    yield Sleep(0.0)
    while True:
        yield Sleep(backoff(attempt, None, context.clock.chance))
        attempt += 1
        try:
            response = yield from send(request, None, _SILENCE)
        except TransportError:
            continue
        except Exception:  # noqa: BLE001 (no trouble of the network's: the next submit tells more)
            return
        if response.status < 500 and response.status not in _BUSY:
            return
