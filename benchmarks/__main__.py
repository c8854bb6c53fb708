"""`make bench`: measure, and print a table. About five minutes, nearly all of it waiting for the local service.

python -m benchmarks [command] [exports] [keeping] [streaming] [studio] [--write]
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, table

PARTS = ("command", "exports", "keeping", "streaming", "studio")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
MARKS = ("<!-- figures -->", "<!-- end of figures -->")


def main() -> None:
    """Measure the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What Rostra costs, measured.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/benchmarks.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; known: {', '.join(PARTS)}")
    before = os.getloadavg()[0]
    figures: list[Figure] = []
    for part in options.parts or PARTS:
        print(f"Measuring {part} …", flush=True)
        measure: Callable[[], Iterable[Figure]] = import_module(f"benchmarks.{part}").figures
        figures += measure()
    circumstances = f"{date.today():%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores, load {before:.1f} at the start."
    print(f"\n{table(figures)}\n\n{circumstances}")
    if options.write:
        _write(f"{circumstances}\n\n{table(figures)}")


def _write(text: str) -> None:
    """Put the figures between the marks of the page."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, tail = rest.partition(MARKS[1])
    PAGE.write_text(f"{head}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{tail}", encoding="utf-8")
    print(f"Written to {PAGE}")


if __name__ == "__main__":
    main()
