"""`python -m generator`."""

from __future__ import annotations

import gc
import sys

from generator.cli import main

if __name__ == "__main__":
    # A run keeps nearly all that it allocates, so that looking for garbage often finds nothing and costs a tenth of it.
    gc.set_threshold(100_000)
    sys.exit(main())
