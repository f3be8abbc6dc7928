"""RunComfy's schema dialect into standard JSON Schema 2020-12, with a fault for everything repaired or refused.

`table` says what is understood; `normaliser` takes one node at a time, with a module for each kind of keyword, all of
which work in a `Context`; `model` does it for the two schemas of a model. May use the schema, the spec, plain things.
"""

from __future__ import annotations

from generator.dialect.model import STANDARD_OUTPUT, NormalModel, normalise

__all__ = ["STANDARD_OUTPUT", "NormalModel", "normalise"]
