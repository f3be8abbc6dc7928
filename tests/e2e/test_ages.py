"""A client and servers of another day; `make test-promises` plays the same against the installed wheel."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from tests.promises import ages


@pytest.mark.parametrize("play", ages.PLAYS, ids=lambda play: play.__name__)
def test_a_server_of_another_day(play: ages.Play) -> None:
    assert ": " in play()
