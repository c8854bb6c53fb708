"""Markdown that reads well and stays text."""

from __future__ import annotations

import asyncio
import re

import pytest

from builders import NOON, a_debate, closing, passing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Decision, Notice, Pass, Question, Stance, Verdict
from rostra.export.markdown import render
from rostra.slot import Slot
from shipped import shipped, staged_offline


@pytest.fixture(scope="module")
def document() -> str:
    return render(asyncio.run(staged_offline(shipped("existential-risk"))))


def test_the_disclosure_comes_first_and_every_speaker_is_labelled(document: str) -> None:
    lines = document.splitlines()
    assert lines[0] == "# Is the existential risk from AI overblown?"
    assert lines[2].startswith("*Offline demo: no language model.")
    bylines = [line for line in lines if re.match(r"\*\*(Yann|Gary|Geoffrey|Stuart)", line)]
    assert len(bylines) >= 16
    assert all("(simulated)" in line for line in bylines)


def test_every_link_of_a_reply_has_its_claim(document: str) -> None:
    anchors = re.findall(r'<sup id="([a-z0-9-]+)">', document)
    assert len(anchors) == len(set(anchors)) >= 20
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", document)) <= set(anchors)


def test_phases_stand_in_their_order(document: str) -> None:
    headings = re.findall(r"^## (.*)$", document, re.MULTILINE)
    assert headings == [
        "Poll before the debate",
        "Introduction",
        "Openings",
        "Rebuttals",
        "Questions from the floor",
        "Closing statements",
        "Poll after the debate",
        "Synthesis",
        "Flow sheet",
    ]


def test_a_phase_in_which_all_abstained_keeps_its_heading_and_says_who(document: str) -> None:
    told = "*Abstained: Engineer, Parent, Official. The offline model holds no opinion.*"
    for title in ("Poll before the debate", "Poll after the debate"):
        assert f"## {title}\n\n{told}\n\n## " in document


@pytest.mark.parametrize(
    ("format_name", "slot", "title"),
    [
        ("courtroom", "verdict", "The jury"),
        ("panel", "stance", "Where they stand now"),
        ("brainstorm", "rank", "Ranking"),
    ],
)
def test_a_jury_a_stance_and_a_ranking_keep_theirs(format_name: str, slot: str, title: str) -> None:
    debate = a_debate(shipped_format(format_name), 2, audience=2)
    while slots := next_slots(debate):
        debate = debate.append(*[abstaining(s) if s.kind == slot else closing(debate, s) for s in slots])
    names = "Listener 0, Listener 1" if slot == "verdict" else "Aaa, Bbb"
    assert f"## {title}\n\n*Abstained: {names}.*" in render(debate)


def test_whoever_abstains_where_others_answer_stands_with_the_result() -> None:
    debate = a_debate(shipped_format("oxford"), 2, audience=2)
    first, *others = next_slots(debate)
    debate = debate.append(abstaining(first), *[closing(debate, slot) for slot in others])
    document = render(debate)
    assert "## Poll before" not in document
    assert document.index("## Votes and stances") < document.index("*Abstained: Listener 0.*")


def abstaining(slot: Slot) -> Pass:
    return passing(slot).model_copy(update={"reason": "abstains"})


def test_the_flow_sheet_has_a_row_for_every_claim(document: str) -> None:
    rows = [line for line in document.splitlines() if line.startswith("| [")]
    assert len(rows) == len(re.findall(r'<sup id="', document))
    assert any("rebutted by [" in row for row in rows)


def hostile(text: str) -> Debate:
    debate = a_debate(shipped_format("oxford"), 2)
    slots = next_slots(debate)
    return debate.append(*[closing(debate, slot, **({"text": text} if slot.kind == "speak" else {})) for slot in slots])


def test_foreign_text_is_neither_markup_nor_a_picture() -> None:
    document = render(hostile("<script>x</script> ![a](https://example.org/p.png) <img src=x> A & B"))
    assert "<script" not in document
    assert "<img" not in document
    assert re.search(r"(?<!\\)\[a\]\(https", document) is None
    assert "A &amp; B" in document


def test_everything_that_can_happen_is_told() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    common = {"after": 0, "at": NOON}
    debate = debate.append(
        Question(text="Why?", by="Ana", to="aaa", **common),
        Pass(seat="aaa", reason="refusal", detail="It would not.", **common),
        Decision(action="steer", by="moderator", says="Stay with [A1.1].", **common),
        Decision(action="continue", by="Ana", rounds=2, **common),
        Decision(action="stop", by="Ana", **common),
        Decision(action="skip", by="Ana", seat="bbb", **common),
        Decision(action="shorter", by="Ana", **common),
        Decision(action="deeper", by="Ana", **common),
        Decision(action="budget", by="budget", **common),
        Decision(action="call", by="Ana", seat="bbb", **common),
        Ballot(voter="Ana", poll="poll-before", choice="for", says="Because.", **common),
        Stance(seat="bbb", value=-1, says="Not quite.", **common),
        Verdict(judge="Jo", winner="for", **common),
        Notice(code="x", text="The model fell back.", **common),
    )
    document = render(debate)
    for told in (
        "> **Ana asks Aaa:** Why?",
        "*Aaa passes (refusal). It would not.*",
        "Stay with",
        "*Ana asked for 2 more rounds.*",
        "*Ana called time.*",
        "*Ana asked to skip Bbb’s next turn.*",
        "*Ana asked for shorter turns.*",
        "*Ana asked to go deeper.*",
        "*The budget is nearly spent; the moderator closes the debate.*",
        "*Ana gives the floor to Bbb.*",
        "**Poll before the debate:** 1 for",
        "- **Bbb:** leaning against. Not quite.",
        "**Jo** finds for **for**.",
        "*The model fell back.*",
    ):
        assert told in document, told
