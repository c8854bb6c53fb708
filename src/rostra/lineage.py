"""Where a debate comes from."""

from __future__ import annotations

import operator

from pydantic import Field

from rostra.values import Value


class Lineage(Value):
    """Where a debate came from: a fork, a selection, an import."""

    parent: str
    """A debate; of an import, the file."""
    at: int
    """The last slot copied."""
    how: str = "fork"
    """`fork`, `regenerate`, `what-if`; `selection` for what was made for an export."""
    copied: int = Field(default=0, exclude_if=operator.not_)
    """How many entries, the first by `seq`, are the parent's: they were paid for there."""

    @property
    def of_debate(self) -> bool:
        """Whether the parent is a debate; of an import it is a file."""
        return self.how != "import"

    @property
    def told(self) -> str:
        """In short, for lists."""
        return f"imported from {self.parent}" if not self.of_debate else f"fork of {self.parent}"
