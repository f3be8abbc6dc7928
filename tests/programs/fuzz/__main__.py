"""`python -m tests.programs.fuzz [TARGET …] [--cases N] [--seed N]`: at least N cases of each target, on every core."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import count

from tests.programs.fuzz.running import SHARD, Outcome, run_shard
from tests.programs.fuzz.targets import TARGETS


def _shard(name: str, number: int, cases: int) -> Outcome:
    return run_shard(TARGETS[name], number, cases)


def fuzz(pool: ProcessPoolExecutor, name: str, cases: int, first: int) -> list[Outcome]:
    """Run shards until so many cases were tried, or one failed."""
    outcomes: list[Outcome] = []
    numbers = count(first)
    while (left := cases - sum(one.tried for one in outcomes)) > 0:
        # hypothesis may end a shard early, so what is left is counted anew.
        sizes = [min(SHARD, left - at) for at in range(0, left, SHARD)]
        running = [pool.submit(_shard, name, next(numbers), size) for size in sizes]
        for one in as_completed(running):
            outcomes.append(one.result())
            if outcomes[-1].failure:
                # The other shards would find, and keep, the same thing over and over.
                for other in running:
                    other.cancel()
                return outcomes
    return outcomes


def main() -> int:
    """Run the targets that were named, or all, and tell how many cases held."""
    parser = argparse.ArgumentParser(prog="python -m tests.programs.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if none")
    parser.add_argument("--cases", type=int, default=100_000, help="of each target (100000)")
    parser.add_argument("--seed", type=int, default=0, help="another number tries other cases (0)")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    failed = False
    with ProcessPoolExecutor() as pool:
        for name in options.targets or TARGETS:
            begun = time.monotonic()
            outcomes = fuzz(pool, name, options.cases, options.seed)
            tried = sum(one.tried for one in outcomes)
            print(f"{name}: {tried} cases in {time.monotonic() - begun:.0f} s", flush=True)
            for one in outcomes:
                if one.failure:
                    failed = True
                    print(f"  {one.failure}\n  kept as {one.file}", file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
