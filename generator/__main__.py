"""`python -m generator`."""

from __future__ import annotations

import gc
import sys

from generator.cli import main

CRASHED = 70
"""The exit code of a fault of the generator's own, as `sysexits.h` has it."""

if __name__ == "__main__":
    # A run keeps nearly all that it allocates, so that looking for garbage often finds nothing and costs a tenth of it.
    gc.set_threshold(20_000)
    try:
        code = main()
    except Exception:  # noqa: BLE001 - told in full, and not taken for drift, which is Python's own code for it
        import traceback

        traceback.print_exc()
        code = CRASHED
    sys.exit(code)
