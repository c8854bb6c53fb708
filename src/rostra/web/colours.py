"""The colours of seats, as the page has them: those of `rostra.colours`."""

from rostra.colours import DARK, GROUNDS, LIGHT, colour_of, initials

__all__ = ["DARK", "GROUNDS", "LIGHT", "colour_of", "initials"]
