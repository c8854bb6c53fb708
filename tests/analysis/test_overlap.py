"""Personas that hold the same."""

from __future__ import annotations

from rostra.analysis.overlap import overlaps
from rostra.loading import list_personas
from sheets import MOATS, STONE, WOOD, a_persona

ADA = a_persona("ada", STONE, WOOD, MOATS)


def test_three_positions_in_the_same_words_are_too_many() -> None:
    stone = ("A village is kept safe by its stone walls", *STONE[1:])
    (found,) = overlaps([ADA, a_persona("bob", MOATS, WOOD, stone)])
    assert (found.one, found.other) == ("ada", "bob")
    assert found.shared[0].other.heading == "A village is kept safe by its stone walls."
    assert [shared.one.line for shared in found.shared] == [5, 9, 13]


def test_two_positions_may_be_shared() -> None:
    assert overlaps([ADA, a_persona("bob", STONE, WOOD)]) == ()


def test_opponents_who_say_the_contrary_in_the_same_words_share_nothing() -> None:
    denied = [(claim.replace("keep", "never keep").replace("are", "are not"), *rest) for claim, *rest in (STONE, WOOD, MOATS)]  # fmt: skip
    assert overlaps([ADA, a_persona("bob", *denied)]) == ()  # type: ignore[arg-type]


def test_no_two_shipped_personas_hold_the_same() -> None:
    assert [(found.one, found.other) for found in overlaps(list_personas())] == []
