"""Plain text that reads well in a terminal and in a mail."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from export.readable import TOLD, everything, flagship, saying
from rostra.disclosure import disclosure
from rostra.export.options import unmarked
from rostra.export.text import render
from rostra.export.wrapping import WIDTH, wrapped


def test_no_line_is_wider_than_a_mail() -> None:
    assert max(map(cell_len, render(flagship()).splitlines())) <= WIDTH


def test_the_title_the_disclosure_and_the_motion_come_first() -> None:
    text = render(flagship())
    title, rule, empty, *_ = text.splitlines()
    assert (title, rule, empty) == ("Is the existential risk from AI overblown?", "=" * len(title), "")
    assert (
        " ".join(text.split()).index(disclosure(flagship()))
        < text.index("Motion:")
        < text.index("Yann LeCun (simulated)")
    )


def test_headings_are_underlined_in_the_order_of_the_phases() -> None:
    headings = re.findall(r"^(.+)\n-{4,}$", render(flagship()), re.MULTILINE)
    assert headings[:3] == ["Poll before the debate", "Introduction", "Openings"]
    assert headings[-2:] == ["Synthesis", "Flow sheet"]


def test_claim_numbers_stay_and_go_when_they_are_unwanted() -> None:
    assert re.search(r"\[A2\.1\] \(rebuts\s+\[C1\.1\]\)", render(flagship()))
    assert not re.search(r"\b[A-D]\d\.\d", render(unmarked(flagship())))


def test_the_flow_sheet_is_an_indented_list() -> None:
    flow = render(flagship()).split("Flow sheet\n")[1]
    assert re.search(r"^- \[A1\.1\] The existential risk.*\n    answered: rebutted by \[C3\.3\]$", flow, re.MULTILINE)
    assert "\n    dropped\n" in flow


def test_everything_that_can_happen_is_told() -> None:
    text = " ".join(render(everything()).split())
    assert [told for told in TOLD if told not in text] == []


def test_what_could_drive_a_terminal_is_dropped_and_what_turns_letters_around_too() -> None:
    text = render(saying("red \x1b[31malert\x07 \x00 and \u202eturned\u202c"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    assert "red [31malert" in text


def test_lists_keep_their_numbers_and_hang() -> None:
    text = render(saying("3. one two\n4. " + "three " * 30))
    assert "\n    3. one two\n    4. three" in text
    assert "\n       three" in text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("機械は考えることができるか", 10, ["機械は考え", "ることがで", "きるか"]),
        ("機械は考える。できる", 12, ["機械は考え", "る。できる"]),
        ("https://example.org/a-long-path here", 10, ["https://example.org/a-long-path", "here"]),
        ("one\u00a0two three", 8, ["one\u00a0two", "three"]),
        ("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 4, ["👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀"]),
        ("هذا ليس صحيحا", 9, ["هذا ليس", "صحيحا"]),
    ],
)  # fmt: skip
def test_lines_end_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width=width).splitlines() == lines


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=200))
def test_wrapping_loses_no_letter(text: str) -> None:
    flat = wrapped(text, width=12)
    assert re.sub(r"[ \n]", "", flat) == re.sub(r"[ \t\r\n\f\v]", "", text)
