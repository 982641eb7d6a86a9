"""What two revisers marked, beside what the checks find.

uv run python -m benchmarks.quality.labels              agreement, and what findings and doubt are worth
uv run python -m benchmarks.quality.labels --half dev   the same of the half that the checks were made on
uv run python -m benchmarks.quality.labels --fit        fit the model of doubt to the development half
uv run python -m benchmarks.quality.labels --half dev --show    every finding, and every major mark
"""

from __future__ import annotations

import argparse

from benchmarks.quality.labels import HALVES, judged, marks, revisers
from benchmarks.quality.labels.fit import fitted, written
from benchmarks.quality.labels.score import Half, details, tables
from briefing.glossary.compiled import load


def main() -> None:
    """Print the tables of a half, or fit the model of doubt to the first."""
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.labels",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--half", choices=HALVES, default="test")
    asked.add_argument("--fit", action="store_true")
    asked.add_argument("--show", action="store_true", help="only for the development half")
    chosen = asked.parse_args()
    half = "dev" if chosen.fit else chosen.half
    _, matcher = load()
    found = Half(
        tuple(judged(half, matcher, weighed=not chosen.fit)),
        {reviser: tuple(marks(half, reviser)) for reviser in revisers(half)},
    )
    if chosen.fit:
        print(written(fitted(found)))
    elif chosen.show and half == "dev":
        print(details(found))
    else:
        print(tables(found))


if __name__ == "__main__":
    main()
