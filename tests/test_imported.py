"""A debate that was imported: over, and labelled as what it is."""

from __future__ import annotations

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import anchor_now, last_slot, next_slots
from rostra.debate import Debate, Decision, Seat
from rostra.disclosure import IMPORTED, disclosure, simulated
from rostra.export import Options, markdown, shaped
from rostra.persona import Persona
from rostra.transcript import Transcript


def imported(*names: str) -> Debate:
    seats = tuple(Seat(name=n, persona=Persona(name=n, display_name=n), imported=True) for n in names)
    debate = a_debate(shipped_format("panel"))
    return debate.model_copy(update={"cast": seats})


def test_nothing_comes_next_whatever_people_wish() -> None:
    debate = imported("Ada", "Bob")
    wished = debate.append(Decision(action="continue", by="Somebody", rounds=2, at=NOON, after=0))
    assert next_slots(debate) == next_slots(wished) == ()
    assert (last_slot(debate), anchor_now(debate)) == (0, 0)
    assert Transcript.of(debate).status == "ended"
    assert debate.final
    assert debate.whole


def test_a_staged_debate_is_not_final_and_its_document_does_not_change() -> None:
    debate = a_debate(shipped_format("panel"))
    assert not debate.final
    assert "imported" not in Transcript.of(debate).model_dump_json()


def test_it_neither_says_that_people_are_simulated_nor_that_they_said_it() -> None:
    debate = imported("Ada Lovelace", "Bob")
    assert disclosure(debate) == IMPORTED
    assert "simulated" not in IMPORTED
    assert simulated(debate) == ()
    assert [seat.byline for seat in debate.cast] == ["Ada Lovelace", "Bob"]
    assert "simulated" not in markdown.render(debate)


def test_what_its_file_calls_simulated_stays_so() -> None:
    debate = imported("Ada Lovelace (simulated)", "Bob")
    assert disclosure(debate) == f"{IMPORTED} The file says that Ada Lovelace is simulated."
    assert simulated(debate) == ("Ada Lovelace",)
    assert debate.cast[0].byline == "Ada Lovelace (simulated)"


def test_a_part_of_it_is_still_imported() -> None:
    debate = imported("Ada", "Bob")
    part = shaped(debate, Options(speakers=("Ada",)))
    assert disclosure(part) == IMPORTED
    assert not part.whole


def test_a_selection_of_a_staged_debate_is_final() -> None:
    debate = a_debate(shipped_format("oxford"))
    debate = debate.append(*(closing(debate, slot) for slot in next_slots(debate)))
    part = shaped(debate, Options(phases=(debate.format.phases[0].name,)))
    assert part.final
    assert next_slots(part) == ()
