"""Tables that spreadsheets and pandas read alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pandas
import pytest

from builders import NOON, a_debate, closing, shipped_format
from export.hostile import EVERYTHING, hostile
from export.reading import flagship
from rostra.agenda import next_slots
from rostra.debate import Ballot, Debate, Stance
from rostra.disclosure import disclosure
from rostra.export import FORMATS, tables
from rostra.export.csv import BOM

SUFFIXES = (".csv", ".turns.csv", ".claims.csv", ".replies.csv", ".ballots.csv", ".ideas.csv")


@pytest.fixture(autouse=True)
def long_fields() -> Iterator[None]:
    """Python's reader stops at 131,072 characters of a field unless told otherwise."""
    before = csv.field_size_limit(2_000_000)
    yield
    csv.field_size_limit(before)


def written(debate: Debate, suffix: str) -> str:
    content = FORMATS[suffix].render(debate)
    assert isinstance(content, str)
    return content


def rows(debate: Debate, suffix: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(debate, suffix).removeprefix(BOM), newline=""), strict=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_row_is_as_long_as_the_header_and_ends_as_the_standard_says(suffix: str) -> None:
    text = written(hostile(), suffix)
    assert text.startswith(BOM)
    read = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))
    assert len({len(row) for row in read}) == 1
    assert text.endswith("\r\n")
    assert read[0][-1] == "disclosure"
    assert {row[-1] for row in read[1:]} == ({disclosure(hostile())} if len(read) > 1 else set())


def test_csv_alone_is_the_turns() -> None:
    assert written(flagship(), ".csv") == written(flagship(), ".turns.csv")


def test_pandas_reads_numbers_as_numbers_and_times_as_times() -> None:
    frame = pandas.read_csv(io.StringIO(written(flagship(), ".turns.csv").removeprefix(BOM)))
    assert list(frame["index"]) == list(range(1, len(flagship().turns) + 1))
    assert frame["words"].dtype == "int64"
    assert str(pandas.to_datetime(frame["at"]).iloc[0]) == "2026-11-23 12:00:00+00:00"
    assert frame["byline"].iloc[1].endswith("(simulated)")
    again = pandas.read_csv(io.BytesIO(written(flagship(), ".claims.csv").encode()))
    assert again.columns[0] == "claim", "pandas passes over the byte order mark"


def test_no_cell_of_text_is_a_formula() -> None:
    for suffix in SUFFIXES:
        for row in rows(hostile(), suffix):
            for name, cell in row.items():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) or (name == "value" and cell == "-2")
    assert rows(hostile(), ".claims.csv")[2]["text"].startswith("'=cmd|")
    assert rows(hostile(), ".ballots.csv")[0]["value"] == "-2", "a number is no text"


def test_what_was_said_arrives_as_it_was_said() -> None:
    found = [row["text"].removeprefix("'") for row in rows(hostile(cleaned=False), ".claims.csv")]
    for said in EVERYTHING:
        if said.isprintable():
            assert said in found
    assert len(rows(hostile(), ".turns.csv")[-1]["text"]) > 0
    assert max(len(row["text"]) for row in rows(hostile(), ".turns.csv")) > 999_990


def test_replies_name_both_ends() -> None:
    found = rows(flagship(), ".replies.csv")
    assert found
    assert all(row["to_byline"].endswith("(simulated)") for row in found)
    assert {row["relation"] for row in found} <= {"rebuts", "supports", "concedes", "questions", "cites"}
    assert all(row["claim"] and row["fate"] for row in rows(flagship(), ".claims.csv"))


def test_ballots_count_once_and_stances_stand_beside_them() -> None:
    debate = a_debate(shipped_format("oxford"), 2, audience=1).append(
        Ballot(voter="listener-0", poll="poll-before", choice="for", slot=1, at=NOON),
        Ballot(voter="listener-0", poll="poll-before", choice="against", slot=2, at=NOON),
        Stance(seat="aaa", value=-1, says="Hm.", slot=3, at=NOON),
    )
    found = [(row["kind"], row["choice"], row["value"], row["counts"]) for row in rows(debate, ".ballots.csv")]
    assert found == [("ballot", "for", "", "0"), ("ballot", "against", "", "1"), ("stance", "", "-1", "")]


def test_ideas_say_what_they_build_on() -> None:
    debate = a_debate(shipped_format("brainstorm"), 3)
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    found = rows(debate, ".ideas.csv")
    assert [row["idea"] for row in found] == [c.id for e in debate.claimants if e.kind == "idea" for c in e.claims]


def test_every_table_is_rectangular() -> None:
    for table in tables.TABLES:
        made = table(hostile(long=100))
        assert all(len(row) == len(made.header) for row in made.rows), made.title
