"""What the server asks for a model's work: one question, whoever wants to know, and never a reason to fail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .._catalogue.rate import Rate, packaged_rate, settled_rate
from .._plain.log import logger
from .effects import Request, Sleep
from .ids import model_url
from .reads import catalogue, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .context import Context
    from .effects import Operation


class Seen(NamedTuple):
    """What is known of a rate: `rate` as the server told it, or None; `ready` where that counts; `asker` must ask."""

    rate: Rate | None = None
    ready: bool = False
    asker: bool = False


class Rates(Protocol):
    """Where told rates are kept: of all who want one, a single one is its asker. Times are the clock's."""

    def take(self, model_id: str, now: float) -> Seen:
        """Return what is known of a model's rate."""
        ...

    def put(self, model_id: str, entry: dict[str, object], now: float) -> Rate:
        """Keep what the server has said of a model."""
        ...

    def fail(self, model_id: str, now: float) -> Rate | None:
        """Let what was known before count a while longer: the server did not say."""
        ...

    def release(self, model_id: str) -> None:
        """Note that the server was not asked after all."""
        ...


_PATIENCE = 10.0  # seconds for the answer; then the packaged rate counts
_FIRST_LOOK = 0.05  # seconds before the next look at whether somebody else has the answer
_LONGEST_LOOK = 1.0
_FEW = 3  # models that are asked for one by one; more of them by pages of the catalogue


def live_rate(context: Context, rates: Rates, model_id: str) -> Operation[Rate]:
    """Return the rate that counts for a model: the server's of the last minutes, else the package's."""
    return settled_rate((yield from _stored_rate(context, rates, model_id)), packaged_rate(model_id))


def _stored_rate(context: Context, rates: Rates, model_id: str) -> Operation[Rate | None]:
    pause, begun = _FIRST_LOOK, context.clock.now()
    while True:
        seen: Seen = yield context.note(partial(rates.take, model_id, context.clock.now()))
        if seen.asker:
            return (yield from _ask(context, rates, model_id))
        left = context.left()
        if seen.ready or context.clock.now() - begun > _PATIENCE or (left is not None and left <= pause):
            return seen.rate
        yield Sleep(pause)
        pause = min(pause * 1.5, _LONGEST_LOOK)


def _ask(context: Context, rates: Rates, model_id: str) -> Operation[Rate | None]:
    request = Request("GET", model_url(context.base, model_id))
    try:
        entry = yield from read_document(_with_short_deadline(context), request)
    except Exception as error:  # noqa: BLE001 (whatever it is, of a hook's or of the network: it stops no paid work)
        logger.info("The rate of %s is not available from the server: %s", model_id, error)
        known: Rate | None = yield context.note(partial(rates.fail, model_id, context.clock.now()))
        return known
    except GeneratorExit:
        rates.release(model_id)
        raise
    except BaseException:
        yield context.note(partial(rates.release, model_id))
        raise
    # A server that does not look at capitals answers with another model.
    told = entry if entry.get("model_id") in (None, model_id) else {}
    rate: Rate = yield context.note(partial(rates.put, model_id, told, context.clock.now()))
    return rate


def live_rates(context: Context, rates: Rates, model_ids: Iterable[str]) -> Operation[None]:
    """Have the rates of all these models at hand. Many of them are asked for at once."""
    wanted = list(dict.fromkeys(model_ids))
    if len(wanted) > _FEW:
        mine: list[str] = []
        for model_id in wanted:
            seen: Seen = yield context.note(partial(rates.take, model_id, context.clock.now()))
            if seen.asker:
                mine.append(model_id)
        yield from _ask_all(context, rates, mine)
    for model_id in wanted:
        yield from _stored_rate(context, rates, model_id)


def _ask_all(context: Context, rates: Rates, model_ids: list[str]) -> Operation[None]:
    """Ask for the rates of models that nobody else is asking for."""
    entries: dict[object, dict[str, object]] = {}
    failed = False
    try:
        if len(model_ids) > _FEW:
            found = yield from catalogue(_with_short_deadline(context), {})
            entries = {entry.get("model_id"): entry for entry in found}
    except Exception as error:  # noqa: BLE001 (as above)
        logger.info("The catalogue is not available from the server: %s", error)
        failed = True
    except BaseException:
        for model_id in model_ids:
            rates.release(model_id)
        raise
    for model_id in model_ids:
        now = context.clock.now()
        if model_id in entries:
            yield context.note(partial(rates.put, model_id, entries[model_id], now))
        elif failed:
            yield context.note(partial(rates.fail, model_id, now))
        else:
            # What is not in the list may still be there by its name.
            yield context.note(partial(rates.release, model_id))


def _with_short_deadline(context: Context) -> Context:
    ends = context.clock.now() + _PATIENCE
    return context._replace(ends=ends if context.ends is None else min(ends, context.ends))
