"""Personas that hold the same: three positions in the same words make one persona of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from rostra.loading.positions import Position, read_positions
from rostra.loading.sentences import words
from rostra.models.offline.matching import stems
from rostra.persona import Persona
from rostra.values import Value

ALIKE = 0.6
"""Jaccard similarity of stems from which two headings count as the same words."""
MOST = 2
"""Positions two personas may share."""

_NOT = {"no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "without", "cannot"}


class Shared(Value):
    """A position held by two, each with its line within its own body."""

    one: Position
    other: Position


class Overlap(Value):
    """Two personas that share more positions than two different speakers would."""

    one: str
    """A persona's name."""
    other: str
    shared: tuple[Shared, ...]


def overlaps(personas: Sequence[Persona]) -> tuple[Overlap, ...]:
    """Every pair of personas with more than two positions in the same words, in the order given. Pure."""
    sheets = [(persona.name, read_positions(persona.body).positions) for persona in personas]
    found = (
        Overlap(one=one, other=other, shared=tuple(_shared(mine, theirs)))
        for (one, mine), (other, theirs) in combinations(sheets, 2)
    )
    return tuple(overlap for overlap in found if len(overlap.shared) > MOST)


def _shared(mine: Sequence[Position], theirs: Sequence[Position]) -> Iterator[Shared]:
    for position in mine:
        like = next((other for other in theirs if _alike(position.heading, other.heading)), None)
        if like is not None:
            yield Shared(one=position, other=like)


def _alike(one: str, other: str) -> bool:
    """The same words, both denied or neither: opponents say in nearly the same words that a thing is and is not so."""
    first, second = stems(one), stems(other)
    return len(first & second) >= ALIKE * len(first | second) > 0 and _denied(one) == _denied(other)


def _denied(text: str) -> bool:
    return any(word in _NOT or word.endswith(("n't", "n’t")) for word in words(text))
