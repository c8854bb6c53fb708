"""What a model is shown, as blocks."""

from __future__ import annotations

from rostra.values import Value


class Block(Value):
    """A piece of a prompt that is sent as one content block."""

    text: str
    cache: bool = False
    """The prefix up to the end of this block is worth caching: it was, or will be, sent again. Four at most in a prompt."""


class Prompt(Value):
    """System blocks, then one user message of blocks."""

    system: tuple[Block, ...]
    user: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All of it, as a reader would see it."""
        return "\n\n".join(block.text for block in (*self.system, *self.user))
