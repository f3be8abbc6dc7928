"""Fuzzing of what reads text from elsewhere: `make fuzz`, and not a part of `make test`.

A target is a strategy that makes JSON-able cases and a property that must hold for each (`targets.py`). A case for
which it does not hold is made small and kept in `tests/programs/fuzz/cases/<target>/`; ``test_cases.py`` tries all
that are kept again on every run of the suite.
"""
