"""The tests of the sandbox reach this machine alone."""

from __future__ import annotations

from tests.authorities import trust_one

trust_one()
