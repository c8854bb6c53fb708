"""Other names for people, everywhere."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from builders import NOON, a_debate, shipped_format
from export.readable import flagship
from rostra.debate import Ballot, Claim, Debate, Decision, Question, Seat, Turn, Verdict
from rostra.disclosure import NAMELESS
from rostra.export import EXPORTERS, Exporter, Options, packed, shaped
from rostra.export.pseudonyms import pseudonymous
from rostra.persona import Persona, Source
from rostra.transcript import Transcript

NAMES = re.compile("yann|lecun|gary|marcus|geoffrey|hinton|stuart|russell", re.IGNORECASE)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=[each.suffix for each in EXPORTERS])
def test_no_name_of_the_cast_is_left_in_any_format(exporter: Exporter) -> None:
    debate = shaped(flagship(), Options(pseudonyms=True))
    content = packed(exporter, debate)
    texts = [content] if isinstance(content, str) else unpacked(content)
    for text in texts:
        assert NAMES.search(text) is None
    tables_of_others = exporter.suffix in (".ideas.csv", ".ballots.csv")  # the flagship has no rows for them
    assert any("Speaker A" in text for text in texts) or not isinstance(content, str) or tables_of_others


def unpacked(content: bytes) -> list[str]:
    if not zipfile.is_zipfile(BytesIO(content)):
        return [content.decode("utf-8", "ignore")]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode("utf-8", "ignore") for name in names if not name.endswith((".jpeg", ".png"))]
    return [*names, *texts]


def test_the_disclosure_goes_on_and_the_bylines_still_say_simulated() -> None:
    document = Transcript.of(pseudonymous(flagship()))
    assert document.disclosure.endswith(NAMELESS)
    assert document.disclosure.startswith("Offline demo")
    assert document.simulated == ("Speaker A", "Speaker B", "Speaker C", "Speaker D")
    assert {turn.byline for turn in document.turns} >= {"Speaker A (simulated)", "Moderator"}
    assert Transcript.model_validate_json(document.model_dump_json(by_alias=True)) == document


def test_nothing_else_changes() -> None:
    renamed = pseudonymous(flagship())
    assert renamed.id == "existential-risk-pseudonyms"
    assert [entry.kind for entry in renamed.entries[1:]] == [entry.kind for entry in flagship().entries]
    assert [len(turn.claims) for turn in renamed.turns] == [len(turn.claims) for turn in flagship().turns]
    assert [turn.replies for turn in renamed.turns] == [turn.replies for turn in flagship().turns]
    assert renamed.format == flagship().format
    assert [seat.model for seat in renamed.cast] == [seat.model for seat in flagship().cast]


def with_people(*, text: str = "", **seats: Persona) -> Debate:
    debate = a_debate(shipped_format("oxford"), 2, audience=2)
    cast = tuple(
        seat.model_copy(update={"persona": seats[seat.name], "human": seats[seat.name].kind == "role"})
        if seat.name in seats
        else seat
        for seat in debate.cast
    )
    turn = Turn(seat="aaa", text=text, claims=(Claim(id="A1.1", text=text),), slot=1, phase="openings", at=NOON)
    return debate.model_copy(update={"cast": cast, "entries": (turn,)})


def said(debate: Debate) -> str:
    return next(entry.text for entry in pseudonymous(debate).entries if isinstance(entry, Turn))


def ada(name: str = "Ada Lovelace", **more: object) -> Persona:
    return Persona(name="ada-lovelace", display_name=name, kind="real-person", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Ada Lovelace says so.", "Speaker A says so."),
        ("As Lovelace's notes and ADA LOVELACE show", "As Speaker A's notes and Speaker A show"),
        ("Ada, you err.", "Speaker A, you err."),
        ("Ada\nLovelace", "Speaker A"),
        ("see ada-lovelace", "see speaker-a"),
        ("Adaptive, Canada and LovelaceX stay", "Adaptive, Canada and LovelaceX stay"),
        ("at https://ada.lovelace.org/x or @alovelace!", "at [link left out] or [link left out]"),
        ("at https://example.org/x", "at https://example.org/x"),
    ],
)
def test_names_are_found_as_they_are_said(text: str, without: str) -> None:
    assert said(with_people(text=text, aaa=ada())) == without


def test_a_first_name_that_is_a_word_here_stays_a_word() -> None:
    text = "Will we win? I will. Smith doubts it."
    assert said(with_people(text=text, aaa=ada("Will Smith"))) == "Will we win? I will. Speaker A doubts it."


def test_names_in_scripts_without_spaces_are_found() -> None:
    assert said(with_people(text="私は山田太郎です。", aaa=ada("山田太郎"))) == "私はSpeaker Aです。"


def test_a_file_keeps_its_facts_and_loses_names_links_and_keys_of_its_own() -> None:
    persona = ada(
        description="Lovelace, who computes",
        body="You are Ada Lovelace.",
        sources=(Source(title="Notes by Lovelace", url="https://example.org/notes"),),
        extra={"avatar": "ada.png"},
    )
    seat = pseudonymous(with_people(aaa=persona)).cast[0]
    assert seat.name == seat.persona.name == "speaker-a"
    assert seat.persona.body == "You are Speaker A."
    assert seat.persona.description == "Speaker A, who computes"
    assert seat.persona.sources == (Source(title="Notes by Speaker A"),)
    assert seat.persona.extra == {}


def test_people_get_numbers_and_roles_keep_their_names() -> None:
    guest = Persona(name="bbb", display_name="Grace Hopper", kind="role")
    debate = with_people(text="Thank you, Maria Silva and Hopper.", aaa=ada(), bbb=guest)
    common = {"after": 1, "at": NOON}
    debate = debate.append(
        Question(text="Lovelace?", by="Maria Silva", to="aaa", **common),
        Question(text="Why?", by="The audience", **common),
        Decision(action="stop", by="Jo", **common),
        Ballot(voter="listener-0", poll="poll-after", choice="for", **common),
        Verdict(judge="moderator", winner="bbb", **common),
    )
    renamed = pseudonymous(debate)
    turn, first, second, stop, ballot, verdict = renamed.entries[1:]
    assert isinstance(turn, Turn)
    assert turn.text == "Thank you, Person 1 and Speaker B."
    assert isinstance(first, Question)
    assert (first.by, first.to, first.text) == ("Person 1", "speaker-a", "Speaker A?")
    assert isinstance(second, Question)
    assert second.by == "The audience"
    assert isinstance(stop, Decision)
    assert stop.by == "Person 2"
    assert isinstance(ballot, Ballot)
    assert ballot.voter == "listener-0"
    assert isinstance(verdict, Verdict)
    assert verdict.winner == "speaker-b"
    assert [seat.byline for seat in renamed.cast[:3]] == ["Speaker A (simulated)", "Speaker B", "Listener 0"]


def test_voters_and_a_moderator_who_may_be_real_are_called_by_their_place() -> None:
    persona = Persona(name="x", display_name="Real Somebody")
    debate = a_debate(shipped_format("oxford"), 2, audience=2)
    cast = tuple(
        Seat(**{**dict(seat), "persona": persona}) if seat.name in ("listener-1", "moderator") else seat
        for seat in debate.cast
    )
    renamed = pseudonymous(debate.model_copy(update={"cast": cast}))
    assert [seat.persona.display_name for seat in renamed.cast[-2:]] == ["Voter 2", "Moderator"]
    assert renamed.moderator.name == "moderator"


def test_a_debate_without_people_stays_as_it_is() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    assert pseudonymous(debate) is debate


def test_a_selection_can_be_without_names_too() -> None:
    debate = shaped(flagship(), Options(speakers=("yann-lecun",), pseudonyms=True))
    assert debate.id == "existential-risk-selection-pseudonyms"
    assert not debate.whole
    assert NAMES.search(Transcript.of(debate).model_dump_json()) is None
