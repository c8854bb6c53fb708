"""The words of `--select`."""

from __future__ import annotations

import re

import pytest

from builders import NOON
from export.readable import flagship
from rostra.debate import Question, Turn
from rostra.errors import NotFound, WrongUse
from rostra.export.options import Options, selected
from rostra.export.selecting import selecting


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ((), Options()),
        (("openings,closings",), Options(phases=("openings", "closings"))),
        (("Openings", "yann-lecun"), Options(phases=("openings",), speakers=("yann-lecun",))),
        (("Yann LeCun, closing statements",), Options(phases=("closings",), speakers=("yann-lecun",))),
        (("turns:3-7, turn:1",), Options(turns=((3, 7), (1, 1)))),
        (("Ana, of Lyon",), Options(speakers=("Ana, of Lyon",))),
    ],
)
def test_names_of_phases_seats_and_people_and_stretches_of_turns(said: tuple[str, ...], options: Options) -> None:
    debate = flagship().append(Question(text="Why?", by="Ana, of Lyon", after=1, at=NOON))
    assert selecting(debate, said) == options


def test_other_options_stay() -> None:
    assert selecting(flagship(), ["openings"], Options(markers=False)) == Options(phases=("openings",), markers=False)


def test_a_name_that_nothing_answers_to_names_what_is_near() -> None:
    with pytest.raises(NotFound, match=r"no phase, seat or person 'openngs'. Did you mean 'openings'"):
        selecting(flagship(), ["openngs"])
    with pytest.raises(NotFound, match=r"Did you mean 'yann-lecun'"):
        selecting(flagship(), ["yan-lecun"])


@pytest.mark.parametrize("said", ["turns:0-2", "turns:5-3", "turns:1-999"])
def test_turns_that_are_not_there_are_refused(said: str) -> None:
    there = len(flagship().turns)
    with pytest.raises(WrongUse, match=rf"The debate has {there} turns. As in turns:1-{there}"):
        selecting(flagship(), [said])


def test_a_stretch_has_its_turns_and_what_happened_between_them() -> None:
    debate = selected(flagship(), turns=((3, 5),))
    turns = [entry for entry in debate.entries if isinstance(entry, Turn)]
    assert [turn.slot for turn in turns] == [turn.slot for turn in flagship().turns[2:5]]
    assert re.match(r"A selection: turns 3 to 5\. \d+ of ", debate.entries[0].text)  # type: ignore[union-attr]


def test_a_stretch_is_added_to_phases_and_narrowed_by_speakers() -> None:
    both = selected(flagship(), phases=("closings",), turns=((1, 2),))
    turns = [entry for entry in both.entries if isinstance(entry, Turn)]
    closing = [turn for turn in flagship().turns if turn.phase == "closings"]
    assert [turn.slot for turn in turns] == [turn.slot for turn in (*flagship().turns[:2], *closing)]
    his = selected(flagship(), phases=("closings",), turns=((1, 2),), speakers=("yann-lecun",))
    assert {entry.seat for entry in his.entries if isinstance(entry, Turn)} == {"yann-lecun"}
