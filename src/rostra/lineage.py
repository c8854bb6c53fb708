"""Where a debate comes from."""

from __future__ import annotations

from rostra.values import Value


class Lineage(Value):
    """Where a debate came from: a fork, a selection, an import."""

    parent: str
    """A debate; of an import, the file."""
    at: int
    """The last slot copied."""
    how: str = "fork"
    """`fork`, `regenerate`, `what-if`; `selection` for what was made for an export."""
    copied: int = 0
    """How many entries, the first by `seq`, are the parent's: they were paid for there."""
