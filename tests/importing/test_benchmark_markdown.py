"""Debates of the public benchmark: every id and every citation is kept as it is."""

from __future__ import annotations

from builders import NOON
from rostra.claims import ID
from rostra.debate import Claim, Reply
from rostra.export import markdown
from rostra.flow import flow_sheet
from rostra.importing import Imported, read

FILE = """\
# Debate prop_9001__model-one__model-two__s0__tpl_test

- topic_id: prop_9001
- proposition: Every harbour should light its piers at night.
- model_pro: model-one
- model_con: model-two
- side_swap: False

## Turn 1: PRO Opening

- model: model-one
- raw_words: 24
- clipped_words: 24
- claim_ids: [P1.1], [P1.2], [P1.3]
- cited_claim_ids: (none)
- missing_claim_id_refs: (none)

[P1.1] Boats come home in the dark. A pier that nobody sees is a wall.
[P1.2] Lamps are cheap.
[P1.3] Fishers asked for them, twice, in [clipped]

## Turn 2: CON Opening

- model: model-two
- raw_words: 20
- clipped_words: 20
- claim_ids: [C1.1], [C1.3]
- cited_claim_ids: [P1.1], [P1.2], [P1.3]
- missing_claim_id_refs: (none)

[C1.1] That boats come home in the dark [P1.1] says nothing of lamps.
[C1.3] [P1.2]'s price leaves the keepers out.

## Turn 3: PRO Pressure Questions

- model: model-one
- raw_words: 9
- clipped_words: 9
- claim_ids: P2.1
- cited_claim_ids: C1.3
- missing_claim_id_refs: [C8.8]

[P2.1] Q1: Who pays the keepers now? I rebut [C1.3], and [C9.9] too.
"""


def imported(text: str = FILE) -> Imported:
    return read("prop_9001.md", text.encode(), now=NOON)


def test_claims_keep_their_ids_even_where_a_number_is_skipped() -> None:
    claims = [claim for turn in imported().debate.turns for claim in turn.claims]
    assert claims == [
        Claim(id="P1.1", text="Boats come home in the dark."),
        Claim(id="P1.2", text="Lamps are cheap."),
        Claim(id="P1.3", text="Fishers asked for them, twice, in [clipped]"),
        Claim(id="C1.1", text="That boats come home in the dark says nothing of lamps."),
        Claim(id="C1.3", text="P1.2's price leaves the keepers out."),
        Claim(id="P2.1", text="Q1: Who pays the keepers now?"),
    ]


def test_citations_are_replies_and_those_that_only_a_list_has_too() -> None:
    opening, answer, questions = imported().debate.turns
    assert opening.replies == ()
    assert [(reply.to, reply.relation) for reply in answer.replies] == [
        ("P1.1", "cites"),
        ("P1.2", "cites"),
        ("P1.3", "cites"),
    ]
    assert questions.replies == (Reply(to="C1.3", relation="rebuts", by="P2.1"),)


def test_a_reference_to_nothing_is_listed_with_its_line() -> None:
    found = imported()
    assert found.debate.turns[2].missing == ("C9.9", "C8.8")
    lines = FILE.split("\n")
    assert [(place.text, "[P2.1] Q1" in lines[place.line - 1]) for place in found.account.dangling] == [
        ("C9.9", True),
        ("C8.8", True),
    ]


def test_sides_marks_models_and_phases_are_those_of_the_file() -> None:
    debate = imported().debate
    assert [(seat.persona.display_name, seat.mark, seat.model) for seat in debate.cast] == [
        ("PRO", "P", "model-one"),
        ("CON", "C", "model-two"),
    ]
    assert [phase.title for phase in debate.format.phases] == ["Opening", "Pressure Questions"]
    assert [turn.phase for turn in debate.turns] == ["opening", "opening", "pressure-questions"]
    assert [turn.model for turn in debate.turns] == ["model-one", "model-two", "model-one"]
    assert debate.scenario.motion == debate.title == "Every harbour should light its piers at night."


def test_the_text_stays_as_it_was() -> None:
    assert imported().debate.turns[0].text == "\n".join(FILE.split("\n")[17:20])


def test_a_claim_that_is_listed_and_never_made_is_told() -> None:
    found = imported(FILE.replace("[P1.3]\n- cited", "[P1.3], [P1.4]\n- cited"))
    assert any("P1.4 (line 14)" in note for note in found.account.notes)


def test_a_turn_at_the_limit_of_a_megabyte_keeps_every_id() -> None:
    claims = [
        f"[P{turn}.{n}] Sentence {n} of part {turn} says one thing." for turn in range(1, 21) for n in range(1, 900)
    ]
    text = FILE.split("## Turn 2")[0].split("[P1.1] Boats")[0] + "\n".join(claims) + "\n"
    (turn,) = imported(text).debate.turns
    assert len(turn.claims) == 20 * 899
    assert [claim.id for claim in turn.claims] == [ID.search(line)[0] for line in claims]  # type: ignore[index]


def test_the_flow_sheet_and_the_exports_take_it() -> None:
    debate = imported().debate
    sheet = {line.claim.id: line.status for line in flow_sheet(debate)}
    assert sheet["C1.3"] == "answered"
    assert sheet["P1.2"] == "unanswered"
    assert "claims P · model-one" in markdown.render(debate)
