"""Values as rows: small, and the same when they come back."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_values import debate, rich_turn, turn
from rostra.debate import (
    Ballot,
    Claim,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
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
from rostra.errors import LedgerError
from rostra.ledger import Message
from rostra.ledger.stored import clean, entry_row, header, message_body, read_debate, read_entry, read_message

TEXT = st.text(max_size=40)
REAL = st.floats(allow_nan=False, allow_infinity=False)
for plain in (str, float):
    st.register_type_strategy(plain, TEXT if plain is str else REAL)
TIMES = st.datetimes(timezones=st.just(UTC))
FIELDS = {"at": TIMES, "started": st.none() | TIMES, "seq": st.none()}


def claimed(text: str) -> st.SearchStrategy[Claim]:
    """Claims in the turn's own words, as nearly all are, and others."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    return st.builds(Claim, id=TEXT, text=places.map(lambda place: text[place[0] : place[1]]) | TEXT)


TURNS = TEXT.flatmap(
    lambda text: st.builds(Turn, text=st.just(text), claims=st.lists(claimed(text), max_size=3).map(tuple), **FIELDS)
)
ENTRIES: st.SearchStrategy[Entry] = TURNS | st.one_of(
    st.builds(kind, **FIELDS) for kind in (Pass, Decision, Question, Stance, Ballot, Idea, Summary, Verdict, Notice)
)

POINTS = st.lists(st.builds(Point), max_size=3).map(tuple)
SECTIONS = st.lists(st.builds(Section, points=POINTS), max_size=3).map(tuple)


@given(ENTRIES)
def test_every_entry_comes_back_as_it_was(entry: Entry) -> None:
    kept = clean(entry)
    assert read_entry("d", 3, **entry_row(kept)) == kept.model_copy(update={"seq": 3})


@given(st.builds(Summary, sections=SECTIONS, **FIELDS))
def test_sections_and_points_come_back_as_they_were(summary: Summary) -> None:
    kept = clean(summary)
    assert read_entry("d", 1, **entry_row(kept)) == kept.model_copy(update={"seq": 1})


@given(TEXT, st.builds(Usage), st.builds(Reply))
def test_cleaning_leaves_nothing_that_a_store_refuses(text: str, usage: Usage, reply: Reply) -> None:
    said = clean(turn(1, f"\0{text}\ud800", usage=usage, replies=(reply,)))
    assert "\0" not in said.text
    said.text.encode()
    assert clean(said) is said


def test_a_turn_is_kept_small() -> None:
    row = entry_row(rich_turn(20))
    assert len(row["text"]) >= 590
    assert len(row["text"]) + len(row["body"]) <= 1000


def test_a_claim_is_kept_as_a_place_in_its_turn() -> None:
    said = turn(1, "One. [A1.1] Two.", claims=(Claim(id="A1.1", text="One."), Claim(id="A1.2", text="Elsewhere.")))
    assert '"claims":[["A1.1",[0,4]],["A1.2","Elsewhere."]]' in entry_row(said)["body"]


def test_a_small_value_that_has_grown_since_reads_with_its_default() -> None:
    row = entry_row(turn(1, usage=Usage(input=1, output=4)))
    row["body"] = row["body"].replace('"usage":[1,0,0,4]', '"usage":[1,2]')
    assert read_entry("d", 1, **row).usage == Usage(input=1, cache_write=2)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"at":"2026-11-23T12:00:00Z"}', '{"claims":[["A"]]}', '{"unknown":1}']
)
def test_an_entry_that_cannot_be_read_says_which(body: str) -> None:
    with pytest.raises(LedgerError, match=r"Entry 7 of debate 'd' cannot be read.*upgrade Rostra"):
        read_entry("d", 7, 1, "turn", "Said.", body)


@given(st.builds(Message))
def test_every_message_comes_back_as_it_was(message: Message) -> None:
    assert read_message(1, message_body(kept := clean(message))) == kept


def test_a_message_that_cannot_be_read_says_which() -> None:
    with pytest.raises(LedgerError, match=r"Message 3 of the inbox cannot be read"):
        read_message(3, '{"kind":"unknown"}')


def test_a_header_has_no_entries() -> None:
    said = debate().append(turn(1))
    assert read_debate("d", header(said), ()) == debate()
    with pytest.raises(LedgerError, match=r"Debate 'd' cannot be read"):
        read_debate("d", "{}", ())
