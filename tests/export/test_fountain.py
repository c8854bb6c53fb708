"""Screenplays as a Fountain parser reads them."""

from __future__ import annotations

from collections import Counter

import pytest
from fountain_parser import Screenplay, parse

from builders import NOON, a_debate, closing, shipped_format
from export.hostile import hostile
from export.reading import flagship
from rostra.agenda import next_slots
from rostra.claims import without_markers
from rostra.debate import Decision, Notice, Pass, Question, Turn
from rostra.disclosure import disclosure
from rostra.export.fountain import render

JOINER = "\N{WORD JOINER}"


@pytest.fixture(scope="module")
def screenplay() -> Screenplay:
    return parse(render(flagship()))


def test_the_title_page_says_what_it_is(screenplay: Screenplay) -> None:
    page = screenplay.title_page
    assert page["Title"] == ["Is the existential risk from AI overblown?"]
    assert page["Author"] == ["Rostra (simulated debate)"]
    assert page["Draft Date"] == ["2026-11-23T12:00:00+00:00"]
    assert page["Notes"] == [disclosure(flagship())]
    assert page["Cast"][0].startswith("Yann LeCun (simulated), for; ")
    assert screenplay.actions[0].text.removeprefix("!") == disclosure(flagship()), "and so does the first page"


def test_a_phase_is_a_scene(screenplay: Screenplay) -> None:
    headings = [scene.heading.text for scene in screenplay.scenes if scene.heading]
    assert headings == [
        "INTRODUCTION",
        "OPENINGS",
        "REBUTTALS, ROUND 1 OF 2",
        "REBUTTALS, ROUND 2 OF 2",
        "QUESTIONS FROM THE FLOOR",
        "CLOSING STATEMENTS",
        "SYNTHESIS",
    ]
    assert {each.text for each in screenplay.transitions} == {"CUT TO:"}


def test_everything_said_is_dialogue_without_markers_under_its_speaker(screenplay: Screenplay) -> None:
    blocks = Counter(block.character.name for block in screenplay.dialogue_blocks)
    turns = Counter(flagship().seat(turn.seat).persona.display_name for turn in flagship().turns)
    said_with_decisions = sum(isinstance(entry, Decision) and bool(entry.says) for entry in flagship().entries)
    turns["Moderator"] += said_with_decisions + 1  # and the synthesis
    assert {name: blocks[name] for name in turns} == turns
    speakers = [block.character for block in screenplay.dialogue_blocks if block.character.name == "Yann LeCun"]
    assert all(speaker.extensions == ["simulated"] for speaker in speakers)
    first = next(turn for turn in flagship().turns if turn.seat == "yann-lecun")
    said = next(block for block in screenplay.dialogue_blocks if block.character.name == "Yann LeCun")
    assert said.spoken_text.split() == without_markers(first.text).split()


def test_hostile_lines_stay_dialogue() -> None:
    debate = hostile(long=1_000)
    screenplay = parse(render(debate))
    kinds = {type(element).__name__ for element in screenplay.elements}
    assert kinds == {"Action", "Character", "Dialogue", "Parenthetical", "SceneHeading", "Transition"}
    assert {each.text for each in screenplay.transitions} == {"CUT TO:"}
    known = {seat.persona.display_name for seat in debate.cast}
    assert not {"YANN LECUN", "Cue", "CUE"} & {block.character.name for block in screenplay.dialogue_blocks}
    assert len({block.character.name for block in screenplay.dialogue_blocks}) <= len(known) + 2
    said = [
        line.text for block in screenplay.dialogue_blocks for line in block.lines if type(line).__name__ == "Dialogue"
    ]
    for line in (
        ".FORCED HEADING",
        "INT. TRAP DOOR - NIGHT",
        "!Action",
        "@Cue",
        "> CUT TO:",
        "# Section",
        "= Synopsis",
        "~Lyric",
        "===",
    ):
        assert f"{JOINER}{line}" in said
    assert "YANN LECUN" in said
    assert "I never said this." in said
    assert "[[" not in render(debate)
    assert "/*" not in render(debate)


@pytest.mark.parametrize("name", ["山田太郎", "Geoffrey Hinton", "McAvoy", "יעל", "🦉"])
def test_a_name_in_any_script_is_a_cue(name: str) -> None:
    debate = a_debate(shipped_format("panel"), 2)
    seat = debate.cast[0].model_copy(
        update={"persona": debate.cast[0].persona.model_copy(update={"display_name": name, "kind": None})}
    )
    debate = debate.model_copy(update={"cast": (seat, *debate.cast[1:])})
    screenplay = parse(render(debate.append(Turn(seat="aaa", text="Hm.", slot=1, at=NOON))))
    (block,) = screenplay.dialogue_blocks
    assert (block.character.name, block.character.extensions) == (name, ["simulated"])


def test_a_brainstorm_and_a_trial_are_played_too() -> None:
    for format_name in ("brainstorm", "courtroom"):
        form = shipped_format(format_name)
        debate = a_debate(form, form.min_seats, audience=2, questions=1)
        while slots := next_slots(debate):
            debate = debate.append(*(closing(debate, slot) for slot in slots))
        assert len(parse(render(debate)).dialogue_blocks) >= len(debate.claimants)


def test_what_is_not_speech_is_action() -> None:
    debate = a_debate(shipped_format("panel"), 2).append(
        Pass(seat="aaa", reason="nothing-new", slot=1, at=NOON),
        Decision(action="steer", by="moderator", says="On we go.", slot=2, at=NOON),
        Question(text="Why?", by="Ana", to="bbb", after=2, at=NOON),
        Notice(code="x", text="The lights go out.", after=2, at=NOON),
    )
    screenplay = parse(render(debate))
    assert [action.text.removeprefix("!") for action in screenplay.actions[1:3]] == [
        "Aaa passes (nothing new).",
        "The lights go out.",
    ]
    ana = screenplay.dialogue_blocks[-1]
    assert (ana.character.name, ana.spoken_text) == ("Ana", "Why?")
    assert ana.parentheticals[0].text == "(from the floor, to Bbb)"
