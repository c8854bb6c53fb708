"""Our Markdown, read back as far as it goes."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest

from builders import NOON
from rostra.debate import Debate, Notice, Question, Turn
from rostra.disclosure import IMPORTED, disclosure, simulated
from rostra.export.markdown import render
from rostra.importing import Imported, read
from shipped import SCENARIOS, shipped, staged_offline


@cache
def staged(name: str) -> Debate:
    return asyncio.run(staged_offline(shipped(name)))


def imported(name: str) -> Imported:
    return read(f"{name}.md", render(staged(name)).encode(), now=NOON)


def said(debate: Debate) -> list[tuple[str, str]]:
    """Each turn with its byline."""
    ordered = [entry for entry in debate.entries if isinstance(entry, Turn)]
    return [(debate.seat(turn.seat).byline, turn.text) for turn in ordered]


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_turn_has_its_speaker_its_words_and_its_claims(name: str) -> None:
    before, after = staged(name), imported(name).debate
    marked = {seat.name for seat in before.debaters}
    spoken = [turn for turn in before.turns if turn.seat in marked]
    read_back = [turn for turn in after.turns if after.seat(turn.seat).role == "debater"]
    assert [turn.text for turn in read_back] == [turn.text for turn in spoken]
    assert [after.seat(turn.seat).byline for turn in read_back] == [before.seat(turn.seat).byline for turn in spoken]
    assert [[claim.id for claim in turn.claims] for turn in read_back] == [[c.id for c in t.claims] for t in spoken]
    assert [[(r.to, r.relation) for r in turn.replies] for turn in read_back] == [
        [(r.to, r.relation) for r in turn.replies] for turn in spoken
    ]
    assert [turn.missing for turn in read_back] == [turn.missing for turn in spoken]


def test_the_head_is_understood() -> None:
    before, found = staged("existential-risk"), imported("existential-risk")
    debate = found.debate
    assert found.account.format == "Markdown written by Rostra"
    assert (debate.title, debate.scenario.motion) == (before.title, before.scenario.motion)
    assert debate.created.date() == before.created.date()
    assert [(s.mark, s.side, s.model) for s in debate.debaters] == [(s.mark, s.side, s.model) for s in before.debaters]


def test_what_the_file_says_of_itself_is_kept_and_the_simulated_are_named() -> None:
    before, debate = staged("existential-risk"), imported("existential-risk").debate
    first = debate.entries[0]
    assert isinstance(first, Notice)
    assert first.text == f"The file says: {disclosure(before)}"
    assert disclosure(debate).startswith(f"{IMPORTED} The file says that ")
    assert "Yann LeCun" in disclosure(debate)
    assert set(simulated(debate)) == {seat.persona.display_name for seat in before.debaters}


def test_questions_from_the_floor_are_questions() -> None:
    before, after = staged("existential-risk"), imported("existential-risk").debate
    asked = [entry.text for entry in before.entries if isinstance(entry, Question)]
    assert [entry.text for entry in after.entries if isinstance(entry, Question)] == asked


def test_votes_and_the_flow_sheet_are_said_to_be_left_out() -> None:
    found = imported("existential-risk")
    assert any("flow sheet are not read back" in note for note in found.account.notes)
    assert not any("rebutted by" in text for _, text in said(found.debate))
