"""A figure, its target, and the table they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that was measured; lower is better."""

    what: str
    measured: float
    unit: str
    target: float | None = None
    """At most this; None where it is told for information."""
    naive: float | None = None
    """The same, done the obvious way."""
    naively: str = ""
    """What the obvious way is."""

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing where there is no target."""
        if self.target is None:
            return ""
        return "met" if self.measured <= self.target else "missed"

    @property
    def row(self) -> tuple[str, ...]:
        """Its cells in the table."""
        naive = f"{number(self.naive, self.unit)} ({self.naively})" if self.naive is not None else ""
        target = f"<= {number(self.target, self.unit)}" if self.target is not None else ""
        return (self.what, number(self.measured, self.unit), target, self.verdict, naive)


HEAD = ("figure", "measured", "target", "", "the naive way")


def number(value: float, unit: str) -> str:
    """A number with its unit, three digits or so."""
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{shown} {unit}".strip()


def table(figures: Sequence[Figure]) -> str:
    """A Markdown table, its columns in line."""
    rows = [HEAD, *(figure.row for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    lines = (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )
    return "\n".join(lines)
