"""What an export may leave out."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Idea,
    Lineage,
    Notice,
    Point,
    Question,
    Reply,
    Section,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.export import EXPORTERS, markdown
from rostra.export.options import Options, selected, shaped, speakers_of, unmarked, unpriced
from rostra.transcript import Transcript
from shipped import shipped, staged_offline


@cache
def flagship() -> Debate:
    return asyncio.run(staged_offline(shipped("existential-risk")))


def staged(format_name: str = "oxford", **wishes: int) -> Debate:
    debate = a_debate(shipped_format(format_name), **wishes)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


def test_without_options_nothing_changes() -> None:
    assert shaped(flagship(), Options()) is flagship()


def test_a_selection_of_phases_has_these_alone_and_says_so() -> None:
    debate = selected(flagship(), phases=("openings", "closings"))
    note, *rest = debate.entries
    assert isinstance(note, Notice)
    assert note.text.startswith("A selection: Openings, Closing statements. ")
    assert {entry.phase for entry in rest} == {"openings", "closings"}
    assert rest == [entry for entry in flagship().entries if entry.phase in ("openings", "closings")]
    assert debate.id == f"{flagship().id}-selection"
    assert debate.lineage is not None
    assert (debate.lineage.parent, debate.lineage.how) == (flagship().id, "selection")
    text = markdown.render(debate)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Openings", "Closing statements"]
    assert f"*{note.text}*" in text


def test_a_selection_does_not_say_dropped_of_what_it_left_out() -> None:
    debate = selected(flagship(), speakers=("yann-lecun",))
    assert "Flow sheet" not in markdown.render(debate)
    assert Transcript.of(debate).status == "ended"
    assert flagship().whole
    forked = flagship().model_copy(update={"lineage": Lineage(parent="x", at=1)})
    assert forked.whole


def test_a_selection_of_speakers_keeps_the_questions_they_answer() -> None:
    debate = selected(flagship(), speakers=("yann-lecun",))
    turns = [entry for entry in debate.entries if isinstance(entry, Turn)]
    assert {turn.seat for turn in turns} == {"yann-lecun"}
    answered = {turn.question for turn in turns if turn.question}
    questions = [entry for entry in flagship().entries if isinstance(entry, Question)]
    assert [e for e in debate.entries if isinstance(e, Question)] == [
        question for number, question in enumerate(questions, start=1) if number in answered
    ]
    assert answered


def test_a_selection_points_at_nothing_outside_of_it() -> None:
    debate = selected(flagship(), speakers=("moderator", "gary-marcus"))
    text = markdown.render(debate)
    anchors = set(re.findall(r'<sup id="([a-z0-9-]+)">', text))
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", text)) <= anchors
    assert "## Synthesis" in text


def test_what_people_put_in_belongs_to_the_phase_they_put_it_into() -> None:
    debate = staged()
    opening = next(entry for entry in debate.entries if entry.phase == "openings")
    asked = Question(text="And who pays?", by="A listener", after=opening.slot, at=NOON)
    debate = debate.append(asked)
    assert asked in selected(debate, phases=("openings",)).entries
    assert asked not in selected(debate, phases=("closings",)).entries
    assert speakers_of(debate)[-1] == "A listener"
    assert selected(debate, speakers=("A listener",)).entries[1:] == (asked,)


def rendered(debate: Debate) -> dict[str, str]:
    """The formats that are text, by suffix."""
    contents = {exporter.suffix: exporter.render(debate) for exporter in EXPORTERS if not exporter.extra}
    return {suffix: content for suffix, content in contents.items() if isinstance(content, str)}


def test_without_markers_no_number_is_left_and_nothing_points_anywhere() -> None:
    debate = unmarked(flagship())
    for text in rendered(debate).values():
        assert not re.search(r"\b[A-D]\d\.\d", text)
    before = [turn.text for turn in flagship().turns]
    after = [turn.text for turn in debate.turns]
    assert after[3].split()[0] == before[3].split()[0]
    assert "](#" not in markdown.render(debate)


def test_without_markers_every_kind_of_entry_is_clean() -> None:
    point = Point(text="The better case.", cites=("A1.1",))
    common = {"slot": None, "after": 1, "at": NOON}
    debate = a_debate(shipped_format("oxford")).append(
        Turn(
            seat="aaa",
            text="So it is. [A1.1] (rebuts [B1.1])",
            claims=(Claim(id="A1.1", text="So it is."),),
            replies=(Reply(to="B1.1", relation="rebuts", by="A1.1"),),
            missing=("Z1.1",),
            **common,
        ),
        Decision(action="steer", by="moderator", says="Back to [A1.1].", **common),
        Question(text="Why [A1.1]?", by="A listener", **common),
        Stance(seat="aaa", value=1, says="After (concedes [B1.1]) yes.", moved_by="B1.1", **common),
        Ballot(voter="x", poll="y", says="Because of [A1.1].", **common),
        Summary(scope="rolling", covers=1, text="So far [A1.1].", **common),
        Summary(scope="synthesis", covers=1, sections=(Section(title="Cruxes", points=(point,)),), **common),
        Verdict(judge="moderator", winner="for", reasons=(point,), **common),
    )
    assert not re.search(r"[A-Z]1\.1", json.dumps([e.model_dump(mode="json") for e in unmarked(debate).entries]))


def test_without_markers_ideas_keep_the_numbers_that_rankings_name() -> None:
    debate = staged("brainstorm")
    ideas = [entry for entry in debate.entries if isinstance(entry, Idea)]
    assert ideas
    assert [entry for entry in unmarked(debate).entries if isinstance(entry, Idea)] == ideas


def test_without_costs_no_token_and_no_dollar_is_told() -> None:
    debate = staged()
    priced = tuple(e.model_copy(update={"usage": Usage(input=10, output=5), "cost": 0.25}) for e in debate.entries)
    debate = debate.model_copy(update={"entries": priced})
    assert "$" in markdown.render(debate)
    free = unpriced(debate)
    assert (free.cost, free.usage.total) == (0, 0)
    assert "$" not in markdown.render(free)
    assert "tokens" not in markdown.render(free)


def test_every_format_writes_whatever_is_left() -> None:
    options = Options(phases=("openings",), speakers=("nobody",), markers=False, costs=False)
    debate = shaped(flagship(), options)
    assert [entry.kind for entry in debate.entries] == ["notice"]
    for exporter in EXPORTERS:
        nobody_has_a_chat = exporter.suffix == ".messages.jsonl"
        assert bool(exporter.render(debate)) != nobody_has_a_chat
    for suffix in (".md", ".json"):
        assert "A selection: Openings. 0 of " in rendered(debate)[suffix]
